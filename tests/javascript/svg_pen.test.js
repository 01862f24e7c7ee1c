import assert from "node:assert/strict";
import { test } from "node:test";

/** As much of a document as the pen needs; what it says of itself is what a serializer would write. */
class Node {
  constructor(name) { Object.assign(this, { name, attributes: {}, children: [] }); }
  setAttribute(key, value) { this.attributes[key] = value; }
  append(...children) { this.children.push(...children); }
  get text() { return this.children.filter((child) => typeof child === "string").join(""); }
  find(name) { return this.children.flatMap((child) => (child instanceof Node ? [...(child.name === name ? [child] : []), ...child.find(name)] : [])); }
}
globalThis.document = { createElementNS: (_, name) => new Node(name) };

const { SvgPath, SvgPen, svgSheet } = await import("../../dashboard/browser/picture/svg_pen.js");
const { wrapped } = await import("../../dashboard/browser/picture/sheet.js");

/** A letter is 6 wide; "x" rises 5 above the line, and 3 above the middle. */
const ruler = () => ({ measureText(text) { return { width: 6 * text.length, actualBoundingBoxAscent: this.textBaseline === "middle" ? 3 : 5 }; } });

function drawn(draw) {
  const { root, defs, group } = svgSheet(100, 50), pen = new SvgPen(group, defs, ruler());
  draw(pen);
  pen.end();
  return { root, defs, group, paths: group.find("path"), texts: group.find("text") };
}

test("bars of one colour that follow one another are one shape, in the order in which they were drawn", () => {
  const { paths } = drawn((pen) => {
    pen.fillStyle = "#ff0000";
    pen.fillRect(0, 0, 10, 5);
    pen.fillRect(20, 0, 10, 5);
    pen.fillStyle = "#0000ff";
    pen.fillRect(5, 0, 1, 5);
  });
  assert.deepEqual(paths.map(({ attributes }) => attributes), [{ d: "M0 0h10v5h-10ZM20 0h10v5h-10Z", fill: "#ff0000" }, { d: "M5 0h1v5h-1Z", fill: "#0000ff" }]);
});

test("half-transparent bars stay apart: as one shape they would not add up", () => {
  const { paths } = drawn((pen) => {
    pen.globalAlpha = 0.5;
    pen.fillRect(0, 0, 10, 5);
    pen.fillRect(0, 0, 10, 5);
  });
  assert.deepEqual(paths.map(({ attributes }) => attributes.opacity), ["0.5", "0.5"]);
});

test("nothing is drawn of what has no extent", () => {
  const { group } = drawn((pen) => { pen.fillRect(1, 1, 0, 5); pen.beginPath(); pen.fill(); pen.fillText("", 1, 1); });
  assert.equal(group.children.length, 0);
});

test("text of any sort is a text node, with its room, on the line it stands on", () => {
  const hostile = '<script>alert(1)</script>&"]]>';
  const { texts: [text] } = drawn((pen) => {
    Object.assign(pen, { font: '600 12px "Source Sans", sans-serif', textBaseline: "middle", textAlign: "right", fillStyle: "#111111", letterSpacing: "1.5px" });
    pen.fillText(hostile, 50, 20);
  });
  assert.equal(text.text, hostile);
  assert.deepEqual(text.attributes, {
    x: "50", y: "22", "font-family": '"Source Sans", sans-serif', "font-size": "12", "font-weight": "600", fill: "#111111", "text-anchor": "end",
    "letter-spacing": "1.5px", textLength: String(6 * hostile.length), lengthAdjust: "spacingAndGlyphs",
  });
});

test("a halo is an outline that no reader hears", () => {
  const { texts: [halo, text] } = drawn((pen) => {
    Object.assign(pen, { font: "400 11px sans-serif", strokeStyle: "#ffffff", lineWidth: 3, lineJoin: "round" });
    pen.strokeText("Hit", 1, 2);
    pen.fillText("Hit", 1, 2);
  });
  assert.deepEqual([halo.attributes.stroke, halo.attributes.fill, halo.attributes["aria-hidden"]], ["#ffffff", "none", "true"]);
  assert.equal(text.attributes["aria-hidden"], undefined);
});

test("what was kept comes back: colours, place and the part that is clipped", () => {
  const { group, defs } = drawn((pen) => {
    pen.fillStyle = "#111111";
    pen.save();
    pen.translate(10, 5);
    pen.beginPath();
    pen.rect(0, 0, 20, 20);
    pen.clip();
    pen.fillStyle = "#222222";
    pen.fillRect(1, 1, 2, 2);
    pen.restore();
    pen.fillRect(1, 1, 2, 2);
    pen.restore();   // once too often changes nothing
  });
  const [clip] = defs.find("clipPath"), [inner, outer] = group.children;
  assert.equal(clip.find("path")[0].attributes.d, "M10 5h20v20h-20Z");
  assert.equal(inner.attributes["clip-path"], `url(#${clip.attributes.id})`);
  assert.deepEqual(inner.find("path")[0].attributes, { d: "M11 6h2v2h-2Z", fill: "#222222" });
  assert.deepEqual(outer.attributes, { d: "M1 1h2v2h-2Z", fill: "#111111" });
});

test("shades and stripes are defined once, and alphas of a colour told apart", () => {
  const { defs, paths } = drawn((pen) => {
    for (let turn = 0; turn < 2; turn += 1) {
      const shade = pen.createLinearGradient(0, 0, 10, 0);
      shade.addColorStop(0, "#ff0000");
      shade.addColorStop(1, "#ff000080");
      pen.fillStyle = shade;
      pen.fillRect(0, 10 * turn, 10, 5);
      pen.fillStyle = pen.stripes("#ff0000", "#0000ff", 6);
      pen.fillRect(20, 10 * turn, 10, 5);
    }
  });
  assert.deepEqual([defs.find("linearGradient").length, defs.find("pattern").length, paths.length], [1, 1, 4]);
  assert.deepEqual(defs.find("stop").map(({ attributes }) => attributes["stop-opacity"]), [undefined, "0.5"]);
  assert.equal(paths[0].attributes.fill, paths[2].attributes.fill);
});

test("a whole circle is one, and a part of it ends where it should", () => {
  const whole = new SvgPath(), part = new SvgPath();
  whole.arc(10, 10, 5, 0, 2 * Math.PI);
  part.arc(0, 0, 10, -Math.PI / 2, Math.PI);
  assert.equal(whole.d, "M15 10A5 5 0 1 1 5 10A5 5 0 1 1 15 10Z");
  assert.equal(part.d, "M0 -10A10 10 0 1 1 -10 0");
});

test("a path of its own is moved as the pen is, and dashed as it says", () => {
  const path = new SvgPath();
  path.moveTo(1, 1);
  path.lineTo(4, 1);
  const { paths: [line] } = drawn((pen) => {
    pen.translate(10, 20);
    Object.assign(pen, { lineWidth: 2, strokeStyle: "#333333", lineCap: "round" });
    pen.setLineDash([3, 3]);
    pen.stroke(path);
  });
  assert.deepEqual(line.attributes, { d: "M1 1L4 1", fill: "none", stroke: "#333333", "stroke-width": "2", "stroke-linecap": "round", "stroke-dasharray": "3 3", transform: "translate(10 20)" });
});

test("rounded corners are no rounder than there is room", () => {
  const path = new SvgPath();
  path.roundRect(0, 0, 10, 4, 9);
  assert.equal(path.d, "M2 0h6a2 2 0 0 1 2 2v0a2 2 0 0 1 -2 2h-6a2 2 0 0 1 -2 -2v0a2 2 0 0 1 2 -2Z");
});

test("what no drawing can hold is refused, not left out", () => {
  drawn((pen) => {
    assert.throws(() => pen.drawImage(), /drawn, not copied/);
    pen.font = "bold small-caps serif";
    assert.throws(() => pen.fillText("x", 0, 0), /no font/);
  });
});

test("lines are no wider than the room, and a word that is wider is broken", () => {
  const width = (text) => text.length;
  assert.deepEqual(wrapped("one two  three", 7, width), ["one two", "three"]);
  assert.deepEqual(wrapped("a https://long.example/x b", 10, width), ["a", "https://lo", "ng.example", "/x b"]);
  assert.deepEqual(wrapped("", 10, width), []);
});
