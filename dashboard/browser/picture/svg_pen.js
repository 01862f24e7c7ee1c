// A pen that the painters of the screen lead over a canvas, and that leaves SVG: every bar a shape, every name a text.
//
// It takes what of CanvasRenderingContext2D the painters use, and refuses the rest. Nodes are made by createElementNS and text
// by text nodes, so that no text of the data can become markup. The library svgcanvas (2.6) does much of the same, but what is
// drawn from another canvas is a bitmap in it, as marks and hatches would be, every bar is an element, and letters are not spaced.

import { dress, inkOf, numberOf, SVG } from "./svg_parts.js";

/** @typedef {import("./svg_parts.js").Ink} Ink */
/** @typedef {import("./svg_parts.js").Gradient} Gradient */
/** @typedef {Pick<CanvasRenderingContext2D, "font" | "letterSpacing" | "textBaseline" | "measureText">} Ruler */

const TURN = 2 * Math.PI;
/** What save() keeps and restore() brings back. */
const START = {
  fillStyle: /** @type {Ink} */ ("#000000"), strokeStyle: /** @type {Ink} */ ("#000000"), globalAlpha: 1, lineWidth: 1, lineCap: "butt", lineJoin: "miter",
  font: "10px sans-serif", textAlign: "start", textBaseline: "alphabetic", letterSpacing: "0px",
};

/** @typedef {typeof START & { dash: number[], x: number, y: number }} State */

/** A path as it is written; stands for Path2D where SVG is drawn. */
export class SvgPath {
  d = "";

  /** @param {number} x @param {number} y */
  moveTo(x, y) { this.d += `M${numberOf(x)} ${numberOf(y)}`; }

  /** @param {number} x @param {number} y */
  lineTo(x, y) { this.d += `${this.d ? "L" : "M"}${numberOf(x)} ${numberOf(y)}`; }

  closePath() { this.d += "Z"; }

  /** @param {number} x @param {number} y @param {number} wide @param {number} high */
  rect(x, y, wide, high) { this.d += `M${numberOf(x)} ${numberOf(y)}h${numberOf(wide)}v${numberOf(high)}h${numberOf(-wide)}Z`; }

  /** @param {number} x @param {number} y @param {number} wide @param {number} high @param {number} radius */
  roundRect(x, y, wide, high, radius) {
    const r = Math.min(radius, Math.abs(wide) / 2, Math.abs(high) / 2), turn = (/** @type {number} */ dx, /** @type {number} */ dy) => `a${numberOf(r)} ${numberOf(r)} 0 0 1 ${numberOf(dx)} ${numberOf(dy)}`;
    this.d += `M${numberOf(x + r)} ${numberOf(y)}h${numberOf(wide - 2 * r)}${turn(r, r)}v${numberOf(high - 2 * r)}${turn(-r, r)}h${numberOf(2 * r - wide)}${turn(-r, -r)}v${numberOf(2 * r - high)}${turn(r, -r)}Z`;
  }

  /** Clockwise, as all painters draw. @param {number} x @param {number} y @param {number} radius @param {number} from @param {number} to */
  arc(x, y, radius, from, to) {
    const r = numberOf(radius), at = (/** @type {number} */ angle) => `${numberOf(x + radius * Math.cos(angle))} ${numberOf(y + radius * Math.sin(angle))}`;
    this.d += `${this.d && !this.d.endsWith("Z") ? "L" : "M"}${at(from)}`;
    if (to - from >= TURN - 1e-6) this.d += `A${r} ${r} 0 1 1 ${at(from + Math.PI)}A${r} ${r} 0 1 1 ${at(from)}Z`;
    else this.d += `A${r} ${r} 0 ${to - from > Math.PI ? 1 : 0} 1 ${at(to)}`;
  }
}

export class SvgPen {
  /** @type {State} */
  #state = { ...START, dash: [], x: 0, y: 0 };
  /** @type {{ state: State, group: Element }[]} */
  #kept = [];
  #path = new SvgPath();
  /** Bars of one colour that follow one another are one shape: a diagram has thousands. @type {{ path: SvgPath, ink: Ink } | null} */
  #bars = null;
  /** Patterns and clips by what they are, each written once. @type {Map<string, string>} */
  #named = new Map();
  /** @type {Map<string, number>} */
  #baselines = new Map();

  /**
   * Draws into an element; patterns, shades and clips stand in another.
   * @param {Element} group @param {Element} defs @param {Ruler} ruler measures texts as the screen does
   * @param {string} [prefix] of the ids of what is defined: two pictures may stand in one document
   */
  constructor(group, defs, ruler, prefix = "p") {
    this.prefix = prefix;
    this.group = group;
    this.defs = defs;
    this.ruler = ruler;
    for (const name of /** @type {(keyof typeof START)[]} */ (Object.keys(START))) {
      Object.defineProperty(this, name, { enumerable: true, get: () => this.#state[name], set: (value) => Object.assign(this.#state, { [name]: value }) });
    }
  }

  save() { this.#kept.push({ state: { ...this.#state }, group: this.group }); }

  restore() {
    const kept = this.#kept.pop();
    if (!kept) return;
    if (kept.group !== this.group) this.#flush();
    this.#state = kept.state;
    this.group = kept.group;
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.#state.x += x;
    this.#state.y += y;
  }

  beginPath() { this.#path = new SvgPath(); }
  closePath() { this.#path.closePath(); }
  /** @param {number} x @param {number} y */
  moveTo(x, y) { this.#path.moveTo(x + this.#state.x, y + this.#state.y); }
  /** @param {number} x @param {number} y */
  lineTo(x, y) { this.#path.lineTo(x + this.#state.x, y + this.#state.y); }
  /** @param {number} x @param {number} y @param {number} wide @param {number} high */
  rect(x, y, wide, high) { this.#path.rect(x + this.#state.x, y + this.#state.y, wide, high); }
  /** @param {number} x @param {number} y @param {number} wide @param {number} high @param {number} radius */
  roundRect(x, y, wide, high, radius) { this.#path.roundRect(x + this.#state.x, y + this.#state.y, wide, high, radius); }
  /** @param {number} x @param {number} y @param {number} radius @param {number} from @param {number} to */
  arc(x, y, radius, from, to) { this.#path.arc(x + this.#state.x, y + this.#state.y, radius, from, to); }

  /** @param {number[]} dash */
  setLineDash(dash) { this.#state.dash = dash; }

  /** @param {string} [rule] */
  fill(rule) { this.#shape(this.#path, { "fill-rule": rule === "evenodd" ? rule : "" }, false); }

  /** A path of its own was made without the pen: it is moved as the pen is. @param {SvgPath} [path] */
  stroke(path) {
    const { x, y } = this.#state;
    this.#shape(path ?? this.#path, { transform: path && (x || y) ? `translate(${numberOf(x)} ${numberOf(y)})` : "" }, true);
  }

  clip() {
    this.#flush();
    const { d } = this.#path, id = this.#name(`clip ${d}`, () => dress("clipPath", {}, dress("path", { d })));
    const group = dress("g", { "clip-path": `url(#${id})` });
    this.group.append(group);
    this.group = group;
  }

  /** @param {number} x @param {number} y @param {number} wide @param {number} high */
  fillRect(x, y, wide, high) {
    const { fillStyle, globalAlpha, x: left, y: top } = this.#state;
    if (!wide || !high) return;
    if (globalAlpha < 1) {
      const path = new SvgPath();
      path.rect(x + left, y + top, wide, high);
      this.#shape(path, {}, false);
      return;
    }
    if (this.#bars?.ink !== fillStyle) { this.#flush(); this.#bars = { path: new SvgPath(), ink: fillStyle }; }
    this.#bars.path.rect(x + left, y + top, wide, high);
  }

  /** @param {number} x @param {number} y @param {number} wide @param {number} high */
  strokeRect(x, y, wide, high) {
    const path = new SvgPath();
    path.rect(x + this.#state.x, y + this.#state.y, wide, high);
    this.#shape(path, {}, true);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) { this.#text(text, x, y, false); }

  /** A halo: whoever reads the picture hears the text but once. @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) { this.#text(text, x, y, true); }

  /** @param {string} text */
  measureText(text) {
    this.#setRuler();
    return this.ruler.measureText(text);
  }

  /** @param {number} fromX @param {number} fromY @param {number} toX @param {number} toY @returns {Gradient} */
  createLinearGradient(fromX, fromY, toX, toY) {
    const { x, y } = this.#state, stops = /** @type {[number, string][]} */ ([]);
    return { ends: [fromX + x, fromY + y, toX + x, toY + y], stops, addColorStop: (at, colour) => { stops.push([at, colour]); } };
  }

  /** Stripes at 45 degrees in two colours, as paint.js asks for. @param {string} first @param {string} second @param {number} size @returns {Ink} */
  stripes(first, second, size) {
    const half = size / 2, id = this.#name(`stripes ${first} ${second} ${size}`, () => dress("pattern", { width: size, height: size, patternUnits: "userSpaceOnUse" },
      dress("rect", { width: size, height: size, fill: first }),
      dress("path", { d: `M0 ${size}L${half} ${size}L${size} ${half}L${size} 0ZM0 ${half}L${half} 0L0 0Z`, fill: second })));
    return { id };
  }

  /** Something that is SVG already, from here on to the right and down. @param {Element} drawn @param {number} x @param {number} scale */
  place(drawn, x, scale) {
    this.#flush();
    this.group.append(dress("g", { transform: `translate(${numberOf(this.#state.x + x)} ${numberOf(this.#state.y)}) scale(${Math.round(scale * 1e4) / 1e4})` }, drawn));
  }

  /** Everything that was drawn stands in the document. */
  end() { this.#flush(); }

  /** A copy of a bitmap has no place in a drawing. */
  drawImage() { throw new Error("a picture is drawn, not copied"); }

  /** @param {SvgPath} path @param {Record<string, string>} more @param {boolean} isLine */
  #shape({ d }, more, isLine) {
    if (!d) return;
    this.#flush();
    this.group.append(dress("path", { d, ...(isLine ? this.#line() : this.#area(this.#state.fillStyle)), ...more, ...this.#alpha() }));
  }

  /** @param {Ink} ink */
  #area(ink) { return { fill: this.#paint(ink) }; }

  #line() {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash } = this.#state;
    return {
      fill: "none", stroke: this.#paint(strokeStyle), "stroke-width": numberOf(lineWidth), "stroke-linecap": lineCap === "butt" ? "" : lineCap,
      "stroke-linejoin": lineJoin === "miter" ? "" : lineJoin, "stroke-dasharray": dash.map(numberOf).join(" "),
    };
  }

  #alpha() { return { opacity: this.#state.globalAlpha < 1 ? numberOf(this.#state.globalAlpha) : "" }; }

  /** @param {Ink} ink */
  #paint(ink) {
    if (typeof ink === "string") return ink;
    if ("id" in ink) return `url(#${ink.id})`;
    const [x1, y1, x2, y2] = ink.ends.map(numberOf), stops = ink.stops.map(([offset, colour]) => dress("stop", { offset, ...inkOf(colour) }));
    const key = `shade ${x1} ${y1} ${x2} ${y2} ${ink.stops.join()}`;
    return `url(#${this.#name(key, () => dress("linearGradient", { gradientUnits: "userSpaceOnUse", x1, y1, x2, y2 }, ...stops))})`;
  }

  /** @param {string} key @param {() => Element} make */
  #name(key, make) {
    let id = this.#named.get(key);
    if (!id) {
      const node = make();
      id = `${this.prefix}${this.#named.size}`;
      node.setAttribute("id", id);
      this.defs.append(node);
      this.#named.set(key, id);
    }
    return id;
  }

  #flush() {
    const bars = this.#bars;
    this.#bars = null;
    if (bars) this.group.append(dress("path", { d: bars.path.d, ...this.#area(bars.ink) }));
  }

  /** @param {string} text @param {number} x @param {number} y @param {boolean} isHalo */
  #text(text, x, y, isHalo) {
    if (!text) return;
    this.#flush();
    const { textAlign, letterSpacing, fillStyle } = this.#state, width = this.measureText(text).width;
    const node = dress("text", {
      x: numberOf(x + this.#state.x), y: numberOf(y + this.#state.y + this.#baseline()), ...fontOf(this.#state.font), ...(isHalo ? { ...this.#line(), "aria-hidden": "true" } : this.#area(fillStyle)),
      "text-anchor": { center: "middle", right: "end", end: "end" }[textAlign] ?? "", "letter-spacing": Number.parseFloat(letterSpacing) ? letterSpacing : "",
      // The reader's machine may lack the typeface: the text keeps its room all the same.
      textLength: numberOf(width), lengthAdjust: "spacingAndGlyphs", ...this.#alpha(),
    });
    node.append(text);
    this.group.append(node);
  }

  #setRuler() {
    const { font, letterSpacing } = this.#state;
    Object.assign(this.ruler, { font, letterSpacing, textBaseline: "alphabetic" });
  }

  /** From where the text is asked for down to the line it stands on; programs do not agree on other baselines of SVG. */
  #baseline() {
    const { font, textBaseline } = this.#state, key = `${font} ${textBaseline}`;
    if (textBaseline === "alphabetic") return 0;
    let found = this.#baselines.get(key);
    if (found === undefined) {
      this.#setRuler();
      const above = this.ruler.measureText("x").actualBoundingBoxAscent;
      Object.assign(this.ruler, { textBaseline });
      found = above - this.ruler.measureText("x").actualBoundingBoxAscent;
      this.#baselines.set(key, found);
    }
    return found;
  }
}

/** 600 11px "Source Sans", sans-serif @param {string} font */
function fontOf(font) {
  const [, weight, size, family] = font.match(/^(?:(\d+) )?([\d.]+)px (.+)$/) ?? [];
  if (!size) throw new Error(`no font that a picture can hold: ${font}`);
  return { "font-family": family, "font-size": size, "font-weight": weight === "400" ? "" : weight ?? "" };
}

/** A document with nothing in it but a place for what is defined and one for what is drawn. @param {number} width @param {number} height */
export function svgSheet(width, height) {
  const defs = dress("defs", {}), group = dress("g", {});
  const root = dress("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, role: "img" }, defs, group);
  return { root, defs, group };
}
