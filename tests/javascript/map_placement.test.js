import assert from "node:assert/strict";
import { test } from "node:test";

import { arrange, LETTERED, Placement, plainRadius, spotsAbout } from "../../dashboard/browser/workbench/map/placement.js";
import { overlaps } from "../../dashboard/browser/workbench/map/projection.js";

const FRAME = [0, 0, 692, 550], CORNERS = [[640, 0, 692, 120], [590, 516, 692, 550], [0, 512, 136, 550]];
const width = (text) => 7 * text.length;
const town = (text, x, y, more = {}) => ({ text, x, y, rank: 2, style: "town", ...more });
const place = (towns, zoom = 7, { asides = [], regions = [], frame = FRAME, blocked = [] } = {}) => (
  arrange({ towns, asides, regions }, zoom, new Placement(frame, width, blocked)));
const texts = ({ names }) => names.map(({ text }) => text);
const around = ({ x, y }, half) => [x - half, y - half, x + half, y + half];

let seed = 7;
const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
/** Towns as along a river: most of them close to one another. */
const someTowns = (count) => Array.from({ length: count }, (_, at) => {
  const along = random(), rank = 1 + Math.floor(4 * random());
  return town(`Town ${at}`, 692 * along + 60 * (random() - 0.5), 550 * along + 60 * (random() - 0.5), { rank, style: rank === 1 ? "city" : "town" });
}).sort((a, b) => a.rank - b.rank);

test("no two names overlap at any zoom, and none leaves the frame or covers a control or a letter", () => {
  for (let run = 0; run < 60; run += 1) {
    const towns = someTowns(40 + 6 * run), spots = someTowns(30), focus = Math.floor(towns.length * random());
    towns.unshift({ ...towns.splice(focus, 1)[0], style: "focus" });
    const found = place(towns, 5.5 + (run % 12) / 2, { asides: spots, regions: someTowns(12), blocked: CORNERS });
    const boxes = found.names.map(({ box }) => box), letters = towns.filter((_, at) => found.lettered[at]).map((each) => around(each, LETTERED));
    assert.ok(boxes.length > 5);
    boxes.forEach((box, at) => {
      const firm = found.names[at].style === "focus" ? [] : [...CORNERS, ...letters];   // a chosen town is named whatever it covers
      for (const other of [...boxes.slice(at + 1), ...firm]) assert.ok(!overlaps(box, other), `${found.names[at].text} in run ${run}`);
      assert.ok(box[0] >= 0 && box[1] >= 0 && box[2] <= FRAME[2] && box[3] <= FRAME[3]);
    });
  }
});

test("a chosen town has its name wherever it stands", () => {
  for (let run = 0; run < 40; run += 1) {
    const towns = someTowns(300), focus = Math.floor(towns.length * random()), chosen = { ...towns.splice(focus, 1)[0], style: "focus" };
    const inside = chosen.x > 90 && chosen.x < FRAME[2] - 90 && chosen.y > 30 && chosen.y < FRAME[3] - 30;
    if (inside) assert.ok(place([chosen, ...towns], 6).names.some(({ style }) => style === "focus"), `run ${run}`);
  }
});

test("only a name that says so covers the marks of lesser towns", () => {
  for (let run = 0; run < 30; run += 1) {
    const towns = someTowns(300), found = place(towns, 8), marks = towns.filter((_, at) => !found.lettered[at]).map((each) => around(each, plainRadius(8)));
    for (const { box, isOver } of found.names) if (!isOver) assert.ok(!marks.some((mark) => overlaps(mark, box)));
  }
});

test("letters never overlap, save that of the place in focus", () => {
  const towns = someTowns(300), { lettered } = place(towns), boxes = towns.filter((_, at) => lettered[at]).map((each) => around(each, LETTERED));
  boxes.forEach((box, at) => { assert.ok(!boxes.slice(at + 1).some((other) => overlaps(box, other))); });
});

test("of two towns on one spot the weightier keeps its letter, and any town in focus", () => {
  const city = town("City", 100, 100, { rank: 1 }), village = town("Village", 104, 100, { rank: 4 });
  assert.deepEqual(place([city, village]).lettered, [true, false]);
  assert.deepEqual(place([{ ...village, style: "focus" }, city]).lettered, [true, false]);
});

test("cities are named before all others, whatever stands first", () => {
  const found = place([town("Small", 300, 300), town("City", 330, 300, { style: "city", rank: 1 })]);
  assert.equal(texts(found)[0], "City");
});

test("villages are named only where the map is close enough", () => {
  const villages = [town("Far", 50, 50, { rank: 4 })];
  assert.deepEqual(texts(place(villages, 7)), []);
  assert.deepEqual(texts(place(villages, 9)), ["Far"]);
});

test("a name moves to another side of its mark where the first is taken", () => {
  const { names } = place([town("Aaaa", 300, 100), town("Bbbb", 328, 100)]);
  assert.ok(names.find(({ text }) => text === "Aaaa").box[2] <= 300);
});

test("all eight spots about a mark are free of the mark itself", () => {
  for (const radius of [LETTERED, 3, 4, 5]) {
    for (const box of spotsAbout({ x: 0, y: 0 }, 60, radius + 5)) assert.ok(!overlaps(box, around({ x: 0, y: 0 }, radius + 1)), `${radius}: ${box}`);
  }
});

test("a city whose sides are all taken has its name further off, with a line from its rim", () => {
  const crowd = Array.from({ length: 24 }, (_, at) => town(`${at}`, 300 + 13 * Math.cos(at / 3.8), 300 + 13 * Math.sin(at / 3.8), { rank: 4 }));
  const [name] = place([town("City", 300, 300, { style: "city", rank: 1 }), ...crowd]).names;
  assert.equal(name.text, "City");
  assert.ok(name.lead && !name.isOver);
  assert.ok(Math.abs(Math.hypot(name.lead[0] - 300, name.lead[1] - 300) - LETTERED) < 1e-9);
});

test("a city that cannot have its name further off covers the fewest marks, and says so; a lesser town stays without a name", () => {
  const crowd = Array.from({ length: 24 }, (_, at) => town(`${at}`, 300 + 13 * Math.cos(at / 3.8), 300 + 13 * Math.sin(at / 3.8), { rank: 4 }));
  const frame = [255, 272, 345, 328], put = (style) => place([town("Name", 300, 300, { style, rank: 1 }), ...crowd], 7, { frame }).names;
  assert.deepEqual(put("city").map(({ text, lead, isOver }) => [text, lead, isOver]), [["Name", null, true]]);
  assert.deepEqual(put("town"), []);
});

test("a town beside the record has a dot only with its name, and regions take what is left", () => {
  const found = place([town("City", 100, 100)], 7, {
    asides: [{ text: "Dot", x: 300, y: 300, rank: 1 }, { text: "Hidden", x: 100, y: 100, rank: 1 }, { text: "Minor", x: 400, y: 100, rank: 4 }],
    regions: [{ text: "Region", x: 500, y: 400 }, { text: "Covered", x: 312, y: 300 }],
  });
  assert.deepEqual(found.dots.map(({ text }) => text), ["Dot"]);
  assert.deepEqual(texts(found), ["City", "Dot", "Region"]);
});

test("a name belongs to its town, by its place in the list", () => {
  const towns = someTowns(80), { names } = place(towns, 9);
  for (const { text, town: at } of names) assert.equal(towns[at].text, text);
});
