// The sheet of towns: below them arcs for the reports of the window, then the marks, the weightiest on top, then rings.

/** @import { Paint } from "../types" */
/** @import { Scene } from "./scene.js" */
/** @import { Draw } from "./sheets.js" */

const TURN = 2 * Math.PI, TOP = -Math.PI / 2;
/** So many reports make an arc a full circle; the least that can be seen, as a share of it. */
const FULL = 24, LEAST = 0.02;
/** Towns that are not meant step back, while some are looked for or differ. */
const BACK = 0.38;

/** The share of a circle that tells of so many reports. @param {number} count */
export const sweepOf = (count) => Math.min(LEAST + Math.sqrt(count / FULL), 1);

/** @param {Scene} scene @param {Paint} paint @returns {Draw} */
export function makeTowns(scene, paint) {
  const { store } = scene;
  // Where a force is singled out, all others are grey already.
  const isBack = (/** @type {number} */ place) => (
    store.found ? !store.found.has(place) : store.single < 0 && Boolean(scene.differing?.size) && !scene.isDiffering(place));

  return (pen, pixels) => {
    const seen = scene.located.filter((place) => scene.isShown(place) && isWithin(scene, place, pixels));
    for (const place of seen) if (scene.counts[place] && !isBack(place)) drawArc(pen, scene, paint, place);
    for (const isLettered of [0, 1]) {
      for (const place of seen) {
        if (scene.isLettered[place] !== isLettered) continue;
        pen.globalAlpha = isBack(place) ? BACK : 1;
        drawMark(pen, scene, paint, place);
      }
    }
    pen.globalAlpha = 1;
    drawRings(pen, scene, paint, seen.filter((place) => (store.found ? !isBack(place) : scene.isDiffering(place))));
  };
}

/** @param {Scene} scene @param {number} place @param {import("./projection.js").Box} pixels */
const isWithin = ({ x, y }, place, [left, top, right, bottom]) => (
  x[place] > left - 20 && x[place] < right + 20 && y[place] > top - 20 && y[place] < bottom + 20);

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Paint} paint @param {number} place */
function drawArc(pen, scene, { theme }, place) {
  const isLettered = scene.isLettered[place], radius = scene.radius(place) + (isLettered ? 3.5 : 2.5);
  pen.beginPath();
  pen.arc(scene.x[place], scene.y[place], radius, TOP, TOP + sweepOf(scene.counts[place]) * TURN);
  pen.strokeStyle = theme.land;
  pen.lineWidth = 3;
  pen.stroke();
  pen.strokeStyle = theme.report;
  pen.lineWidth = isLettered ? 1.5 : 1;
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Paint} paint @param {number} place */
function drawMark(pen, scene, paint, place) {
  paint.mark(pen, scene.store.model.now[place], scene.x[place], scene.y[place], scene.radius(place), Boolean(scene.isLettered[place]));
}

/**
 * Rings of what is looked for or differs, of the place under the pointer and of the one in focus.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Paint} paint @param {number[]} meant
 */
function drawRings(pen, scene, paint, meant) {
  const { theme } = paint, { hover, focus } = scene.store;
  // Places that differ may be more than half of all: a thin ring. What is looked for is few.
  for (const place of meant) drawRing(pen, scene, place, theme.land, theme.ink, scene.store.found ? 1.5 : 1);
  for (const place of meant) drawMark(pen, scene, paint, place);
  /** @type {[place: number, colour: string, wide: number][]} */
  const pointed = [[hover === focus ? -1 : hover, theme.ink, 1.5], [focus, theme.accent, 2.5]];
  for (const [place, colour, wide] of pointed) {
    if (!scene.isShown(place)) continue;
    drawRing(pen, scene, place, theme.land, colour, wide);
    drawMark(pen, scene, paint, place);
  }
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {number} place @param {string} halo
 * @param {string} colour @param {number} wide
 */
function drawRing(pen, scene, place, halo, colour, wide) {
  pen.beginPath();
  pen.arc(scene.x[place], scene.y[place], scene.radius(place) + (wide > 1 ? 3.75 : 2.75), 0, TURN);
  pen.strokeStyle = halo;
  pen.lineWidth = wide + (wide > 1 ? 2.5 : 1.5);
  pen.stroke();
  pen.strokeStyle = colour;
  pen.lineWidth = wide;
  pen.stroke();
}
