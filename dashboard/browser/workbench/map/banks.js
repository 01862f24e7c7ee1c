// The river's two banks, each stretch in the colours of the town that stands for it.

import { mix } from "../colours.js";
import { UNKNOWN } from "../model.js";
import { worldX, worldY } from "./projection.js";
import { courseOf, kilometres } from "./river.js";

/** @import { Geography, Line, Paint } from "../types" */
/** @import { View } from "./projection.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Draw } from "./sheets.js" */

/** Banks are drawn in steps of so many pixels, but of no less than so many km: the river itself is not known more finely. */
const STEP = 3, LEAST_STEP = 0.25;
/** Pixels of the whole world, and km around it, at a latitude in the middle of the valley. */
const ROUND_KM = 40_075 * Math.cos((34 * Math.PI) / 180);
/** Dashes of the second colour: where the place is fought over, and where two hold it. */
const FOUGHT = [3, 3], SHARED = [7, 7];

/**
 * @param {Scene} scene @param {Paint} paint @param {Geography} geography
 * @returns {Draw & { load(): void }}
 */
export function makeBanks(scene, paint, { axis }) {
  const km = kilometres(axis), world = axis.map(([lng, lat]) => /** @type {Line[number]} */ ([worldX(lng), worldY(lat)]));
  /** @type {Path2D[]} One for each stretch, by the view that they were laid for. */
  let paths = [];
  /** @type {View | null} */
  let laidFor = null;
  const lay = (/** @type {number} */ away) => {
    const { view } = scene, step = Math.max((STEP * ROUND_KM) / view.scale, LEAST_STEP);
    paths = scene.store.model.reaches.map(([right, from, to]) => pathOf(paint.newPath(), courseOf(world, km, from, to, step), view, right ? away : -away));
    laidFor = view;
  };

  /** @type {Draw} */
  const draw = (pen) => {
    const { view } = scene, away = offset(view.zoom), wide = away + 0.75;
    if (laidFor !== view) lay(away);
    Object.assign(pen, { lineJoin: "round", lineCap: "butt" });
    const edge = mix(paint.theme.ink, paint.theme.land, 0.35);
    for (const [at, [, , , town]] of scene.store.model.reaches.entries()) {
      const state = scene.stateOf(town);
      if (state.status === UNKNOWN || paint.out(state)) continue;
      const [first, second, fill] = paint.parts(state);
      stroke(pen, paths[at], edge, wide + 1);
      stroke(pen, paths[at], first, wide);
      if (second) stroke(pen, paths[at], second, wide, fill === "hatch" ? FOUGHT : SHARED);
    }
  };
  return Object.assign(draw, { load() { laidFor = null; } });
}

/** How far a bank lies from the middle of the river, in pixels. @param {number} zoom */
const offset = (zoom) => (zoom < 8 ? 2.75 : zoom < 10 ? 3.25 : 4.5);

/**
 * To the right of the river's way, or to the left where negative.
 * @param {Path2D} path @param {ReturnType<typeof courseOf>} course @param {View} view @param {number} away
 */
function pathOf(path, course, { scale, x, y }, away) {
  for (const [at, point] of course.entries()) {
    const beside = /** @type {const} */ ([point.x * scale - x - point.alongY * away, point.y * scale - y + point.alongX * away]);
    if (at) path.lineTo(...beside); else path.moveTo(...beside);
  }
  return path;
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Path2D} path @param {string} strokeStyle @param {number} lineWidth
 * @param {number[]} [dash]
 */
function stroke(pen, path, strokeStyle, lineWidth, dash = []) {
  pen.strokeStyle = strokeStyle;
  pen.lineWidth = lineWidth;
  if (dash.length) pen.setLineDash(dash);
  pen.stroke(path);
  if (dash.length) pen.setLineDash([]);
}
