// Where the earth lies on the map: Leaflet's own projection (Web Mercator) without its objects, for thousands of points a frame.
// Nothing here touches a page.

/** @import { Line } from "../types" */

const TILE = 256;

/** The whole world is a square from 0 to 1. @param {number} longitude */
export const worldX = (longitude) => longitude / 360 + 0.5;

/** @param {number} latitude */
export const worldY = (latitude) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);

/**
 * How the world lies on Leaflet's layers at one zoom: a layer's pixel is world * scale - origin.
 * @typedef {{ zoom: number, scale: number, x: number, y: number }} View
 */

/** @param {number} zoom @param {{ x: number, y: number }} origin that of Leaflet's pixels @returns {View} */
export const viewOf = (zoom, { x, y }) => ({ zoom, scale: TILE * 2 ** zoom, x, y });

/** @param {View} view @param {number} longitude @param {number} latitude */
export const pointOn = (view, longitude, latitude) => ({ x: worldX(longitude) * view.scale - view.x, y: worldY(latitude) * view.scale - view.y });

/** @typedef {[left: number, top: number, right: number, bottom: number]} Box */

/** @param {Box} a @param {Box} b */
export const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** A line in the world, and the box around it. @typedef {{ xs: Float64Array, ys: Float64Array, box: Box }} WorldLine */

/** @param {Line} line @returns {WorldLine} */
export function worldLine(line) {
  const xs = Float64Array.from(line, ([longitude]) => worldX(longitude)), ys = Float64Array.from(line, ([, latitude]) => worldY(latitude));
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < xs.length; at += 1) {
    box[0] = Math.min(box[0], xs[at]);
    box[1] = Math.min(box[1], ys[at]);
    box[2] = Math.max(box[2], xs[at]);
    box[3] = Math.max(box[3], ys[at]);
  }
  return { xs, ys, box };
}

/** The part of the world that these pixels of a layer show. @param {View} view @param {Box} pixels @returns {Box} */
export const worldBox = (view, [left, top, right, bottom]) => (
  [(left + view.x) / view.scale, (top + view.y) / view.scale, (right + view.x) / view.scale, (bottom + view.y) / view.scale]);

/** Points nearer to the last one than this add nothing that could be seen. Pixels. */
const FINEST = 1.2;

/**
 * Leads the pen along a line.
 * @param {Pick<CanvasPath, "moveTo" | "lineTo" | "closePath">} pen @param {WorldLine} line @param {View} view @param {boolean} isClosed
 */
export function trace(pen, { xs, ys }, view, isClosed) {
  const last = xs.length - 1;
  let lastX = Infinity, lastY = Infinity;
  for (let at = 0; at <= last; at += 1) {
    const x = xs[at] * view.scale - view.x, y = ys[at] * view.scale - view.y;
    if (at && at < last && Math.abs(x - lastX) + Math.abs(y - lastY) < FINEST) continue;
    if (at) pen.lineTo(x, y); else pen.moveTo(x, y);
    lastX = x;
    lastY = y;
  }
  if (isClosed) pen.closePath();
}
