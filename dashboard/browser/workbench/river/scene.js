// What every drawing of the river diagram reads: sizes, rows where they stand, the scale of time, and which states are one holding.

import { arrange, layRows, positionUnder, rowHeight, rowUnder, scrollWithin } from "./layout.js";

/** @import { Paint, PlaceState, Store } from "../types" */
/** @import { Rows, Stand } from "./layout.js" */

/** @typedef {ReturnType<typeof makeScene>} Scene */

/** Room above the plot for the years, below it and to its right, where the scrollbar is; beside it for names. */
const TOP = 22, BOTTOM = 6, RIGHT = 7, GUTTER = 120, NARROW_GUTTER = 104, NARROW = 420;
/** From this height on bars keep apart by a pixel; below, they touch and read as areas. */
export const APART = 6;

/** States that differ only in how they are known have one number. @param {PlaceState[]} states */
function kinOf(states) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  return Uint16Array.from(states, ({ holder, status, claim }) => {
    const key = `${holder}/${status}/${claim}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return /** @type {number} */ (numbers.get(key));
  });
}

/** @param {Store} store @param {Paint} paint @param {{ gutter?: number, gap?: number }} [room] for names, and between strips; what fits the screen if not said */
export function makeScene(store, paint, { gutter, gap } = {}) {
  const scene = {
    store, paint, width: 0, height: 0,
    plot: { left: GUTTER, right: GUTTER, top: TOP, bottom: TOP },
    rows: /** @type {Rows} */ (arrange([])), kin: new Uint16Array(),
    stand: /** @type {Stand} */ ({ tall: 0, zoom: 1, scroll: 0, lens: 0, centre: 0 }),
    /** Edges of the rows; and the same on whole pixels of the screen, with the air between bars taken off. */
    tops: new Float32Array(), ends: new Float32Array(), upper: new Float32Array(), lower: new Float32Array(),
    span: /** @type {[number, number]} */ ([0, 1]), scale: 1,

    /** A payload has come: rows are arranged anew, zoom stays. */
    arrange() {
      const { model } = store;
      scene.rows = arrange(model.places.strip, gap);
      scene.kin = kinOf(model.states);
      for (const name of /** @type {const} */ (["tops", "ends", "upper", "lower"])) scene[name] = new Float32Array(model.n);
    },
    /** @param {number} width @param {number} height */
    resize(width, height) {
      const left = gutter ?? (width < NARROW ? NARROW_GUTTER : GUTTER);
      const plot = { left, right: Math.max(width - RIGHT, left + 1), top: TOP, bottom: Math.max(height - BOTTOM, TOP + 1) };
      Object.assign(scene, { width, height, plot });
      scene.stand.tall = scene.plot.bottom - TOP;
    },
    /** Rows and time are where they are now. */
    lay() {
      const { plot, stand, rows } = scene;
      stand.scroll = scrollWithin(rows, stand, stand.scroll);
      layRows(rows, stand, plot.top, scene.tops, scene.ends);
      snapRows(scene);
      scene.span = store.span;
      scene.scale = (plot.right - plot.left) / (scene.span[1] - scene.span[0]);
    },
    /** @param {number} day */
    x: (day) => scene.plot.left + (day - scene.span[0]) * scene.scale,
    /** @param {number} x */
    dayAt: (x) => scene.span[0] + (x - scene.plot.left) / scene.scale,
    /** @param {number} y */
    rowUnder: (y) => rowUnder(scene.tops, scene.ends, y),
    /** @param {number} y */
    positionUnder: (y) => positionUnder(scene.tops, scene.ends, y),
    rowHeight: () => rowHeight(scene.rows, scene.stand),
    /** @param {number} row */
    isShown: (row) => scene.lower[row] > scene.plot.top && scene.upper[row] < scene.plot.bottom,
    /** @param {number} row */
    middle: (row) => (scene.tops[row] + scene.ends[row]) / 2,
    /** Numbers of the first and the last span of the holding that a span is part of. @param {number} place @param {number} span */
    holding(place, span) {
      const marks = store.model.marks[place], { kin } = scene;
      let first = span, last = span;
      while (first > 0 && kin[marks[first - 1]] === kin[marks[span]]) first -= 1;
      while (last + 1 < marks.length && kin[marks[last + 1]] === kin[marks[span]]) last += 1;
      return [first, last];
    },
  };
  return scene;
}

/** @param {Scene} scene */
function snapRows({ tops, ends, upper, lower }) {
  const ratio = globalThis.devicePixelRatio || 1, snap = (/** @type {number} */ value) => Math.round(value * ratio) / ratio;
  for (let row = 0; row < tops.length; row += 1) {
    const tall = ends[row] - tops[row], air = tall >= APART ? 0.5 : 0;
    upper[row] = snap(tops[row] + air);
    lower[row] = Math.max(snap(ends[row] - air), upper[row] + 1 / ratio);
  }
}

/**
 * Widths of texts, each measured once for each font.
 * @returns {{ of(pen: CanvasRenderingContext2D, text: string): number, forget(): void }}
 */
function makeWidths() {
  /** @type {Map<string, Map<string, number>>} */
  const fonts = new Map();
  return {
    of(pen, text) {
      let known = fonts.get(pen.font);
      if (!known) { known = new Map(); fonts.set(pen.font, known); }
      let width = known.get(text);
      if (width === undefined) { width = pen.measureText(text).width; known.set(text, width); }
      return width;
    },
    forget: () => fonts.clear(),
  };
}

export const widths = makeWidths();
