// Lengths and lines along the river. Nothing here draws.

/** @import { Line } from "../types" */

const EARTH_RADIUS_KM = 6371.0088, RADIAN = Math.PI / 180;
/** The way of the river at a point is that between so many steps before and after it. */
const WIDE = 2;

/** The river kilometre of each point of a line: the same length that the server reckons. @param {Line} line */
export function kilometres(line) {
  const km = new Float64Array(line.length);
  for (let at = 1; at < line.length; at += 1) km[at] = km[at - 1] + distance(line[at - 1], line[at]);
  return km;
}

/** Along a great circle, by haversine. @param {Line[number]} one @param {Line[number]} other */
function distance([lonA, latA], [lonB, latB]) {
  const half = Math.sin(((latB - latA) * RADIAN) / 2) ** 2
    + Math.cos(latA * RADIAN) * Math.cos(latB * RADIAN) * Math.sin(((lonB - lonA) * RADIAN) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(half));
}

/** The number of the first point at this kilometre or after it. @param {Float64Array} km @param {number} where */
function firstAt(km, where) {
  let low = 0, high = km.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (km[middle] < where) low = middle + 1; else high = middle;
  }
  return low;
}

/** @param {Line} line @param {Float64Array} km @param {number} where @returns {Line[number]} */
function pointAt(line, km, where) {
  const next = Math.min(Math.max(firstAt(km, where), 1), line.length - 1);
  const share = Math.min(Math.max((where - km[next - 1]) / (km[next] - km[next - 1] || 1), 0), 1);
  const [lonA, latA] = line[next - 1], [lonB, latB] = line[next];
  return [lonA + share * (lonB - lonA), latA + share * (latB - latA)];
}

/**
 * Points of a stretch of the river, and which way it runs there: as if without the bends that are finer than a step, so that what
 * is drawn beside it makes no knots. Both in the plane of the line given.
 * @param {Line} line @param {Float64Array} km of its points @param {number} from @param {number} to @param {number} step in km
 * @returns {{ x: number, y: number, alongX: number, alongY: number }[]} of length 1 along the river
 */
export function courseOf(line, km, from, to, step) {
  const pieces = Math.max(Math.ceil((to - from) / step), 1);
  return Array.from({ length: pieces + 1 }, (_, at) => {
    const where = from + ((to - from) * at) / pieces, [x, y] = pointAt(line, km, where);
    const [beforeX, beforeY] = pointAt(line, km, where - WIDE * step), [afterX, afterY] = pointAt(line, km, where + WIDE * step);
    const length = Math.hypot(afterX - beforeX, afterY - beforeY) || 1;
    return { x, y, alongX: (afterX - beforeX) / length, alongY: (afterY - beforeY) / length };
  });
}
