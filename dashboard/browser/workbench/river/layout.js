// Where the rows of the river diagram stand: rows and strips, zoom, scrolling and the lens as plain arithmetic. Heights
// are pixels; ``y`` counts from the top of all rows, shown or scrolled away. A row position is a row and a part of it.

/** From this height on every row has room for its name. */
export const NAMED = 11;
/** Rows and their height under the lens, and the height that no row exceeds. */
export const LENS_ROWS = 9, LENS_TALL = 15, TALLEST = 30;
/** Between strips: a break while rows are thin, room for a heading once they are tall. */
const LEAST_GAP = 7, MOST_GAP = 18;
/** The lens leaves at least this part of the height to the rows outside of it. */
const OUTSIDE = 0.3;

/** @typedef {{ strip: number, first: number, last: number }} Head rows of one strip */
/** @typedef {{ n: number, heads: Head[], turn: Uint8Array, gap: number }} Rows ``turn``: number of the strip of each row, from the top; ``gap``: the least between strips */
/**
 * How the rows are looked at: height of the plot, zoom (1: all rows in it), what is scrolled away, how far the lens is open
 * (0 to 1) and about which row position.
 * @typedef {{ tall: number, zoom: number, scroll: number, lens: number, centre: number }} Stand
 */
/**
 * What the lens does: ``count`` rows from ``from`` on are ``grown`` high, and all else is squeezed.
 * @typedef {{ height: number, gap: number, grown: number, count: number, from: number, squeeze: number }} Bend
 */

/** @param {number} value @param {number} low @param {number} high */
const between = (value, low, high) => Math.max(Math.min(value, high), low);

/** @param {number[]} strips of the places in the order of their rows @param {number} [gap] the least between strips @returns {Rows} */
export function arrange(strips, gap = LEAST_GAP) {
  /** @type {Head[]} */
  const heads = [], turn = new Uint8Array(strips.length);
  for (const [row, strip] of strips.entries()) {
    if (!row || strips[row - 1] !== strip) heads.push({ strip, first: row, last: row });
    heads[heads.length - 1].last = row;
    turn[row] = heads.length - 1;
  }
  return { n: strips.length, heads, turn, gap };
}

/** @param {Rows} rows @param {number} height of a row */
const gapOf = ({ gap }, height) => between(gap + (height - gap) * 1.4, gap, Math.max(gap, MOST_GAP));

/** The height of all rows, if one is this high. @param {Rows} rows @param {number} height */
export const contentOf = (rows, height) => height * rows.n + gapOf(rows, height) * Math.max(rows.heads.length - 1, 0);

/** The height of a row where all of them fill the plot; few rows leave some of it empty. @param {Rows} rows @param {number} tall */
function fitting(rows, tall) {
  let low = 0.01, high = TALLEST;
  if (contentOf(rows, high) <= tall) return high;
  for (let turn = 0; turn < 40; turn += 1) {
    const middle = (low + high) / 2;
    if (contentOf(rows, middle) > tall) high = middle; else low = middle;
  }
  return low;
}

/** @param {Rows} rows @param {Stand} stand */
export const rowHeight = (rows, stand) => Math.min(fitting(rows, stand.tall) * stand.zoom, TALLEST);

/** How far rows can be scrolled. @param {Rows} rows @param {Stand} stand */
const mostScroll = (rows, stand) => Math.max(contentOf(rows, rowHeight(rows, stand)) - stand.tall, 0);

/** @param {Rows} rows @param {Stand} stand @param {number} scroll */
export const scrollWithin = (rows, stand, scroll) => between(scroll, 0, mostScroll(rows, stand));

/** @param {Rows} rows @param {Stand} stand @returns {Bend} */
export function bendOf(rows, stand) {
  const height = rowHeight(rows, stand), gap = gapOf(rows, height), whole = contentOf(rows, height);
  const grown = height + Math.max(LENS_TALL - height, 0) * stand.lens;
  const room = Math.floor((Math.min(whole, stand.tall) * (1 - OUTSIDE)) / LENS_TALL), count = between(room, 1, Math.min(LENS_ROWS, rows.n));
  if (grown <= height || rows.n <= count) return { height, gap, grown: height, count: 0, from: 0, squeeze: 1 };
  const squeeze = (whole - count * grown) / (whole - count * height);
  return { height, gap, grown, count, from: between(stand.centre - count / 2, 0, rows.n - count), squeeze };
}

/** How high a row position stands that has so many gaps before it. @param {Bend} bend @param {number} at @param {number} gaps */
export function standsAt({ height, gap, grown, count, from, squeeze }, at, gaps) {
  return squeeze * (height * at + gap * gaps) + between(at - from, 0, count) * (grown - squeeze * height);
}

/**
 * The upper and the lower edge of every row, for a plot that begins at ``top``.
 * @param {Rows} rows @param {Stand} stand @param {number} top @param {Float32Array} tops @param {Float32Array} ends
 */
export function layRows(rows, stand, top, tops, ends) {
  const bend = bendOf(rows, stand), offset = top - stand.scroll;
  for (let row = 0; row < rows.n; row += 1) {
    tops[row] = offset + standsAt(bend, row, rows.turn[row]);
    ends[row] = offset + standsAt(bend, row + 1, rows.turn[row]);
  }
}

/** The row at this height, or the nearest; -1 where there are none. @param {Float32Array} tops @param {Float32Array} ends @param {number} y */
export function rowUnder(tops, ends, y) {
  let low = 0, high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tops[middle] <= y) low = middle + 1; else high = middle;
  }
  if (!low) return tops.length ? 0 : -1;
  const isInGap = low < tops.length && y >= ends[low - 1];
  return isInGap && tops[low] - y < y - ends[low - 1] ? low : low - 1;
}

/** Row and part of it at this height. @param {Float32Array} tops @param {Float32Array} ends @param {number} y */
export function positionUnder(tops, ends, y) {
  const row = Math.max(rowUnder(tops, ends, y), 0);
  return row + between((y - tops[row]) / (ends[row] - tops[row]), 0, 1);
}

/** How high a row position stands while the lens is shut. @param {Rows} rows @param {Stand} stand @param {number} at */
export function flatHeight(rows, stand, at) {
  const height = rowHeight(rows, stand), row = between(Math.floor(at), 0, rows.n - 1);
  return height * at + gapOf(rows, height) * (rows.turn[row] ?? 0);
}

/**
 * The centre of the lens that brings a row position to a height: so what is under the pointer stays under it.
 * @param {Rows} rows @param {Stand} stand @param {number} at @param {number} y
 */
export function lensAbout(rows, stand, at, y) {
  const bend = bendOf(rows, stand), { height, gap, grown, count, squeeze } = bend;
  if (!count) return at;
  const gaps = rows.turn[between(Math.floor(at), 0, rows.n - 1)];
  const inside = (y - squeeze * (height * at + gap * gaps)) / (grown - squeeze * height);
  return between(at - between(inside, 0, count), 0, rows.n - count) + count / 2;
}

/**
 * The centre of a lens that moves just so far that all of a row lies in it. The row keeps its outer edge, so that a pointer on
 * it stays on it; and as long as the pointer is on rows in the lens these stand still: each can be reached, however thin it is
 * elsewhere.
 * @param {Rows} rows @param {Stand} stand @param {number} row
 */
export function lensOver(rows, stand, row) {
  const { count, from } = bendOf(rows, stand);
  return count ? between(from, row + 1 - count, row) + count / 2 : stand.centre;
}

/**
 * Zoom and scroll after a step of zooming that keeps a row position at its height in the plot, as far as there are rows.
 * @param {Rows} rows @param {Stand} stand @param {number} factor @param {number} at @param {number} y from the top of the plot
 */
export function zoomAbout(rows, stand, factor, at, y) {
  const most = Math.max(TALLEST / fitting(rows, stand.tall), 1), zoom = between(stand.zoom * factor, 1, most);
  const near = { ...stand, zoom };
  return { zoom, scroll: scrollWithin(rows, near, flatHeight(rows, near, at) - y) };
}

/** The scroll that brings a row into the plot, with some air. @param {Rows} rows @param {Stand} stand @param {number} row */
export function scrollTo(rows, stand, row) {
  const height = rowHeight(rows, stand), from = flatHeight(rows, stand, row), air = Math.min(24, stand.tall / 4);
  return scrollWithin(rows, stand, between(stand.scroll, from + height + air - stand.tall, from - air));
}

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */

/** Boxes that are given in turn and lie neither in each other's way nor outside. @param {number} top @param {number} bottom */
export function makeRoom(top, bottom) {
  /** @type {Box[]} */
  const taken = [];
  return {
    taken,
    /** @param {Box} box */
    isFree: (box) => box.top >= top && box.bottom <= bottom
      && taken.every((other) => box.bottom <= other.top || box.top >= other.bottom || box.right <= other.left || box.left >= other.right),
  };
}
