// Which towns keep their letter and name: greedy, most important first, so that nothing overlaps. Nothing here draws.

/** @typedef {[left: number, top: number, right: number, bottom: number]} Box */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {(text: string, font: string) => number} Width of a text in pixels */
/** @typedef {{ name: string, point: Point, rank: number, size: number, focus: boolean }} Town */
/** @typedef {{ name: string, point: Point, rank: number }} Background */
/** @typedef {{ text: string, className: string, point: Point, box: Box }} Name */

const BIG = 20, SMALL = 9, LINE = 14;
const REGION_FONT = "600 10px sans-serif";

/** @param {Box} a @param {Box} b */
export const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** @param {Point} point @param {number} half @returns {Box} */
const around = ({ x, y }, half) => [x - half, y - half, x + half, y + half];

/**
 * Text boxes to the right, left, above and below a marker of this radius.
 * @param {Point} point @param {number} width @param {number} radius
 * @returns {Box[]}
 */
const spots = ({ x, y }, width, radius) => [
  [x + radius + 2, y - LINE / 2, x + radius + 2 + width, y + LINE / 2],
  [x - radius - 2 - width, y - LINE / 2, x - radius - 2, y + LINE / 2],
  [x - width / 2, y - radius - 1 - LINE, x + width / 2, y - radius - 1],
  [x - width / 2, y + radius + 1, x + width / 2, y + radius + 1 + LINE],
];

/** @param {string} className */
const fontOf = (className) => (
  className.includes("focus") ? "700 13px sans-serif" : className.includes("aside") ? "11px sans-serif" : "600 12px sans-serif");

/**
 * Whether each town has a letter, and the names and dots there is room for.
 * @param {Town[]} towns
 * @param {{ towns: Background[], regions: { name: string, point: Point }[] }} background
 * @param {number} zoom
 * @param {Width} width
 */
export function place(towns, background, zoom, width) {
  /** @type {Box[]} */
  const taken = [];
  /** @type {Name[]} */
  const names = [];
  /** @type {Background[]} */
  const dots = [];
  const free = (/** @type {Box} */ box) => !taken.some((other) => overlaps(box, other));
  const { order, big } = letters(towns, taken, free);

  // The names of cities may run over the dots of lesser places, not over other letters or names.
  const firm = taken.filter((box) => box[2] - box[0] > SMALL);
  const clear = (/** @type {Box} */ box) => !firm.some((other) => overlaps(box, other));
  const put = (/** @type {string} */ text, /** @type {Point} */ point, /** @type {number} */ radius, /** @type {string} */ className,
    /** @type {(box: Box) => boolean} */ fits) => {
    const box = spots(point, width(text, fontOf(className)) + 4, radius).find(fits);
    if (box) { names.push({ text, className, point, box }); firm.push(box); taken.push(box); }
    return box;
  };
  for (const { name, point, focus } of order.filter((town) => town.focus || town.rank === 1)) {
    put(name, point, BIG / 2, focus ? "name focus" : "name", clear);
  }
  for (const town of order.filter(({ focus, rank }) => !focus && rank > 1)) {
    const isBig = big.has(town), limit = isBig ? (zoom < 8 ? 3 : 4) : zoom >= 9 ? 4 : 0;
    if (town.rank <= limit) put(town.name, town.point, (isBig ? BIG : SMALL) / 2, "name", free);
  }
  for (const spot of background.towns) {
    if (spot.rank > (zoom < 7 ? 1 : zoom < 8 ? 2 : zoom < 9.5 ? 3 : 4) || !free(around(spot.point, 4))) continue;
    if (put(spot.name, spot.point, 3, "name aside", free)) { dots.push(spot); taken.push(around(spot.point, 3)); }
  }
  for (const { name: text, point } of background.regions) {
    const half = (width(text.toUpperCase(), REGION_FONT) + text.length * 1.5) / 2;
    /** @type {Box} */
    const box = [point.x - half, point.y - 7, point.x + half, point.y + 7];
    if (free(box)) { names.push({ text, className: "name region", point, box }); taken.push(box); }
  }
  return { big: towns.map((town) => big.has(town)), names, dots };
}

/**
 * Towns in the order of their importance, and those with room for a letter.
 * @param {Town[]} towns @param {Box[]} taken @param {(box: Box) => boolean} free
 */
function letters(towns, taken, free) {
  const order = [...towns].sort((a, b) => Number(b.focus) - Number(a.focus) || a.rank - b.rank || b.size - a.size);
  /** @type {Set<Town>} */
  const big = new Set();
  for (const town of order) {
    const box = around(town.point, BIG / 2);
    if (town.focus || free(box)) big.add(town);
    taken.push(big.has(town) ? box : around(town.point, SMALL / 2));
  }
  return { order, big };
}
