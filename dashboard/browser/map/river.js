// Lengths and lines along the river; nothing here draws.

const EARTH_RADIUS_KM = 6371.0088;

/** @typedef {number[]} LngLat longitude and latitude, as GeoJSON has them */

/**
 * The river kilometre of each point of a line: the same length that the server reckons.
 * @param {LngLat[]} line
 */
export function lengths(line) {
  const km = [0];
  for (let at = 1; at < line.length; at += 1) km.push(km[at - 1] + distance(line[at - 1], line[at]));
  return km;
}

/** @param {LngLat} one @param {LngLat} other */
function distance([lonA, latA], [lonB, latB]) {
  const rad = Math.PI / 180;
  const half = Math.sin((latB - latA) * rad / 2) ** 2
    + Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin((lonB - lonA) * rad / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(half));
}

/**
 * The stretch of a line between two of its kilometres.
 * @param {LngLat[]} line @param {number[]} km @param {number} from @param {number} to
 */
export function along(line, km, from, to) {
  return [pointAt(line, km, from), ...line.filter((_, at) => km[at] > from && km[at] < to), pointAt(line, km, to)];
}

/** @param {LngLat[]} line @param {number[]} km @param {number} where */
function pointAt(line, km, where) {
  const found = km.findIndex((each) => each >= where), last = km.length - 1;
  const next = found < 0 ? last : Math.min(Math.max(found, 1), last);
  const share = Math.min(Math.max((where - km[next - 1]) / (km[next] - km[next - 1] || 1), 0), 1);
  return [0, 1].map((i) => line[next - 1][i] + share * (line[next][i] - line[next - 1][i]));
}

/**
 * The line moved aside by so many pixels: to the right of its way, or to the left where negative.
 * @param {{ x: number, y: number }[]} line @param {number} offset
 * @returns {[x: number, y: number][]}
 */
export function beside(line, offset) {
  return line.map((point, at) => {
    const a = line[Math.max(at - 1, 0)], b = line[Math.min(at + 1, line.length - 1)];
    const side = offset / (Math.hypot(b.x - a.x, b.y - a.y) || 1);
    return [point.x - (b.y - a.y) * side, point.y + (b.x - a.x) * side];
  });
}
