// Words in the bars of the river diagram, where rows are tall enough: letter or name of the holder, and "passed on".

import { contrast, mix } from "../colours.js";
import { ALWAYS, CONTESTED, DIVIDED, LAST_KNOWN, OF_AREA, PASSED } from "../model.js";
import { AREA_SHARE, FIRST_SHARE } from "./draw_bars.js";
import { widths } from "./scene.js";

/** @import { PlaceState } from "../types" */
/** @import { Scene } from "./scene.js" */

/** Least heights: of any word, of "passed on", of the names of both parties to a division. */
const WORDS = 12, SENTENCES = 18, BOTH = 24;
/** Before and after a word; the least room for one. */
const PAD = 4, LEAST = 7;
const PASSED_WORDS = ["passed on, day unknown", "day unknown", "?"];

/** @typedef {{ from: number, to: number, state: PlaceState }} Stretch what is in view of it, in pixels */

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
export function drawWords(pen, scene) {
  const { plot, upper, lower } = scene;
  pen.save();
  pen.beginPath();
  pen.rect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
  pen.clip();
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  for (let row = 0; row < upper.length; row += 1) {
    if (lower[row] - upper[row] >= WORDS && scene.isShown(row)) drawRow(pen, scene, row);
  }
  pen.restore();
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {number} row */
function drawRow(pen, scene, row) {
  const { store: { model }, paint } = scene, marks = model.marks[row];
  for (let span = 0; span < marks.length;) {
    const last = scene.holding(row, span)[1], state = model.states[marks[span]];
    if (!paint.out(state) && state.status !== CONTESTED) {
      const stretch = widest(scene, row, span, last);
      if (stretch.to - stretch.from - 2 * PAD >= LEAST) writeOn(pen, scene, row, stretch);
    }
    span = last + 1;
  }
}

/**
 * The widest stretch in view of a holding in which it is known in one way: a word on two colours cannot be read.
 * @param {Scene} scene @param {number} row @param {number} first @param {number} last @returns {Stretch}
 */
function widest(scene, row, first, last) {
  const { plot, x, store: { model } } = scene, { states } = model, starts = model.starts[row], marks = model.marks[row];
  /** @type {Stretch} */
  let found = { from: 0, to: 0, state: states[marks[first]] };
  for (let span = first; span <= last; span += 1) {
    const state = states[marks[span]], begin = starts[span] === ALWAYS ? model.first : starts[span];
    while (span < last && states[marks[span + 1]].known === state.known) span += 1;
    const from = Math.max(x(begin), plot.left), to = Math.min(x(Math.min(model.stops[row][span], model.last + 1)), plot.right);
    if (to - from > found.to - found.from) found = { from, to, state };
  }
  return found;
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {number} row @param {Stretch} stretch */
function writeOn(pen, scene, row, { from, to, state }) {
  const { store: { model }, paint, upper, lower } = scene, { font } = paint.theme;
  const tall = lower[row] - upper[row], room = to - from - 2 * PAD;
  /** @param {string[]} texts @param {number} share @param {string} ink */
  const write = (texts, share, ink) => {
    const text = texts.find((each) => widths.of(pen, each) <= room);
    if (!text) return;
    pen.fillStyle = ink;
    pen.fillText(text, from + PAD, upper[row] + tall * share + 0.5);
  };
  const called = (/** @type {number} */ force) => [model.looks[force].name, model.looks[force].letter];
  if (state.status === PASSED) {
    pen.font = `500 11px ${font}`;
    if (tall >= SENTENCES && state.claim.length) write(PASSED_WORDS, 0.5, inkOnShade(scene, state));
    return;
  }
  if (state.lead < 0) return;
  const isArea = state.known === OF_AREA, isBanded = state.holder.length > 1 && !isArea;
  const share = isBanded ? FIRST_SHARE * (tall >= SENTENCES ? 0.5 : 0.6) : 0.5;
  pen.font = `600 ${(isArea ? tall * AREA_SHARE : tall) >= SENTENCES ? 12 : 11}px ${font}`;
  if (state.status !== DIVIDED) write([state.name, ...called(state.lead)], share, paint.inkOn(state));
  else if (tall >= BOTH) {
    write(called(state.holder[0]), 0.25, paint.inkOn(state));
    write(called(state.holder[1]), 0.75, inkOnForce(scene, state.holder[1], state));
  }
}

/** Black or white, whichever is told better from both ends of a shade. @param {Scene} scene @param {PlaceState} state */
function inkOnShade({ paint }, state) {
  const [first, second] = paint.parts(state), middle = mix(first, second, 0.6);
  return contrast(middle, "#ffffff") > contrast(middle, "#111418") ? "#ffffff" : "#111418";
}

/** @param {Scene} scene @param {number} force @param {PlaceState} state */
function inkOnForce({ paint }, force, state) {
  if (state.known === LAST_KNOWN) return paint.inkOn(state);
  return contrast(paint.colour[force], "#ffffff") > contrast(paint.colour[force], "#111418") ? "#ffffff" : "#111418";
}
