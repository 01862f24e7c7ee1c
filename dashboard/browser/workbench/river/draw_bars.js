// The bars of the river diagram: one for each holding, from the ground up.

import { mix } from "../colours.js";
import { ALWAYS, DIVIDED, NEVER, OF_AREA } from "../model.js";
import { APART } from "./scene.js";
import { axisTicks } from "./ticks.js";

/** @import { PlaceState } from "../types" */
/** @import { Scene } from "./scene.js" */

/** The first of two holders has the larger part of a bar; of a divided place each has the same. */
export const FIRST_SHARE = 0.62;
/** Height of a bar that is known of an area only, as part of that of others. */
export const AREA_SHARE = 0.6;
/** Least heights: of two bands, of a dotted line, of a beginning that grows in. */
const BANDS = 1.5, DOTTED = 3, GROWS = 3;

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
export function drawBars(pen, scene) {
  const { plot, paint, store, upper, lower } = scene, { theme } = paint;
  if (!upper.length) { drawNothing(pen, scene); return; }
  pen.save();
  pen.beginPath();
  pen.rect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
  pen.clip();
  pen.fillStyle = mix(theme.ink, theme.ground, 0.035);   // a row is a row from end to end, known or not
  for (let row = 0; row < upper.length; row += 1) {
    if (scene.isShown(row)) pen.fillRect(plot.left, upper[row], plot.right - plot.left, lower[row] - upper[row]);
  }
  for (const [index, state] of store.model.states.entries()) drawState(pen, scene, state, store.model.bars[index]);
  drawBeginnings(pen, scene);
  drawGrid(pen, scene);
  pen.restore();
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
function drawNothing(pen, { plot, paint: { theme } }) {
  Object.assign(pen, { font: `400 14px ${theme.font}`, fillStyle: theme.quiet, textAlign: "center", textBaseline: "middle" });
  pen.fillText("No place passes the filters.", (plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2);
}

/** All bars of one state. @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {PlaceState} state @param {Int32Array} bars */
function drawState(pen, scene, state, bars) {
  const { paint, store, span, scale, plot, upper, lower } = scene, [first, second, fill] = paint.parts(state);
  const ratio = globalThis.devicePixelRatio || 1, end = Math.min(span[1], store.model.last + 1);
  const isThin = state.known === OF_AREA && !paint.out(state);
  pen.fillStyle = fill === "hatch" ? paint.hatch(pen, first, second, 6) : first;
  for (let at = 0; at < bars.length; at += 3) {
    const row = bars[at], from = Math.max(bars[at + 1], span[0]), to = Math.min(bars[at + 2], end);
    if (to <= from || !scene.isShown(row)) continue;
    const left = Math.round((plot.left + (from - span[0]) * scale) * ratio) / ratio;
    const right = Math.max(Math.round((plot.left + (to - span[0]) * scale) * ratio) / ratio, left + 1 / ratio);
    let top = upper[row], tall = lower[row] - top;
    if (isThin && tall >= APART) {
      const less = Math.round(tall * (1 - AREA_SHARE) * 0.5 * ratio) / ratio;
      top += less;
      tall -= 2 * less;
    }
    if (fill === "shift") pen.fillStyle = passing(pen, scene, first, second, bars[at + 1], bars[at + 2]);
    pen.fillRect(left, top, right - left, tall);
    if (fill === "joint" && tall >= BANDS) drawSecond(pen, scene, state, [first, second], { left, top, wide: right - left, tall });
    else if (fill === "siege" && tall >= DOTTED) drawDots(pen, paint.inkOn(state), { left, top, wide: right - left, tall });
  }
}

/** @typedef {{ left: number, top: number, wide: number, tall: number }} Bar */

/**
 * From one force to another, over all days on which it may have been.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {string} first @param {string} second
 * @param {number} from @param {number} to
 */
function passing(pen, { x, store }, first, second, from, to) {
  const { model } = store;
  const shade = pen.createLinearGradient(x(from === ALWAYS ? model.first : from), 0, x(to === NEVER ? model.last + 1 : to), 0);
  shade.addColorStop(0, first);
  shade.addColorStop(1, second);
  return shade;
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {PlaceState} state @param {[string, string]} colours
 * @param {Bar} bar
 */
function drawSecond(pen, { paint }, state, [first, second], { left, top, wide, tall }) {
  const ratio = globalThis.devicePixelRatio || 1, isDivided = state.status === DIVIDED;
  const from = Math.round((top + tall * (isDivided ? 0.5 : FIRST_SHARE)) * ratio) / ratio;
  pen.fillStyle = second;
  pen.fillRect(left, from, wide, top + tall - from);
  if (isDivided && tall >= APART) {
    pen.fillStyle = paint.theme.ground;
    pen.fillRect(left, Math.round((from - 0.5) * ratio) / ratio, wide, 1);
  }
  pen.fillStyle = first;
}

/**
 * A siege: dots along the middle, or below the words where there is room for any.
 * @param {CanvasRenderingContext2D} pen @param {string} colour @param {Bar} bar
 */
function drawDots(pen, colour, { left, top, wide, tall }) {
  const y = tall < 12 ? Math.floor(top + tall / 2) + 0.5 : top + tall - 2.5;
  pen.strokeStyle = colour;
  pen.lineWidth = tall < 12 ? 1 : 1.5;
  pen.setLineDash([2, 2]);
  pen.beginPath();
  pen.moveTo(left + 1, y);
  pen.lineTo(left + wide, y);
  pen.stroke();
  pen.setLineDash([]);
}

/** A beginning of which only the month or the year is known grows in. @param {CanvasRenderingContext2D} pen @param {Scene} scene */
function drawBeginnings(pen, scene) {
  const { plot, paint, store, x, upper, lower } = scene, { starts, stops, marks, states, fuzzy } = store.model, { ground } = paint.theme;
  for (const [row, span, days] of fuzzy) {
    const tall = lower[row] - upper[row];
    if (tall < GROWS || !scene.isShown(row) || paint.out(states[marks[row][span]])) continue;
    const from = x(starts[row][span]), to = x(Math.min(starts[row][span] + days, stops[row][span]));
    if (to - from < GROWS || to < plot.left || from > plot.right) continue;
    const shade = pen.createLinearGradient(from, 0, to, 0);
    shade.addColorStop(0, ground);
    shade.addColorStop(1, `${ground}00`);
    pen.fillStyle = shade;
    pen.fillRect(from, upper[row], to - from, tall);
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
function drawGrid(pen, scene) {
  const { plot, paint: { theme } } = scene;
  pen.fillStyle = theme.ink;
  pen.globalAlpha = 0.1;
  for (const { day } of axisTicks(scene.span, plot.right - plot.left)) {
    const x = Math.round(scene.x(day));
    if (x > plot.left + 1 && x < plot.right) pen.fillRect(x, plot.top, 0.5, plot.bottom - plot.top);
  }
  pen.globalAlpha = 1;
}

/** The years, or months, above the plot. @param {CanvasRenderingContext2D} pen @param {Scene} scene */
export function drawAxis(pen, scene) {
  const { plot, paint: { theme } } = scene;
  Object.assign(pen, { font: `400 11px ${theme.font}`, fillStyle: theme.quiet, textAlign: "center", textBaseline: "alphabetic" });
  for (const { day, text } of axisTicks(scene.span, plot.right - plot.left)) {
    const x = scene.x(day), half = pen.measureText(text).width / 2;
    if (x - half >= plot.left - 2 && x + half <= plot.right + 4) pen.fillText(text, x, plot.top - 8);
  }
}
