// Where days lie on the strip, and what lies under a point of it. Nothing here touches a page.

/** @import { Store } from "../types" */

/** Heights: the axis, the overview below it, changes that hang from the line, the flag; and the margin at both sides. */
export const AXIS = 16, OVERVIEW = 6, HANG = 22, FLAG = 16, TOP = 8, SIDE = 8;
/** A grip stands outside the edge of the window, this far away, so wide and so high. */
export const GRIP = { away: 1, width: 6, height: 20 };

/** @typedef {ReturnType<typeof makePlot>} Plot */
/** @typedef {"overview" | "flag" | "away" | "from" | "to" | "window" | "day"} Part */

/** @param {Pick<Store, "view" | "whole">} store */
export function makePlot(store) {
  const plot = {
    width: 0, height: 0,
    /** Where the flag of the day was drawn, and whether the day lies outside of what is shown. */
    flag: { left: 0, width: 0, isAway: false },
    /** Width of the part that shows time. */
    get room() { return plot.width - 2 * SIDE; },
    /** The line that reports stand on. */
    get line() { return plot.height - OVERVIEW - AXIS - HANG; },
    /** Lower end of the window and of the day line. */
    get low() { return plot.line + HANG; },
    /** The middle of the grips. */
    get middle() { return (FLAG + plot.low) / 2; },
    x: (/** @type {number} */ day) => SIDE + ((day - store.view[0]) / (store.view[1] - store.view[0])) * plot.room,
    dayAt: (/** @type {number} */ px) => store.view[0] + ((px - SIDE) / plot.room) * (store.view[1] - store.view[0]),
    /** The same in the overview, which shows all of time. */
    wholeX: (/** @type {number} */ day) => SIDE + ((day - store.whole[0]) / (store.whole[1] - store.whole[0])) * plot.room,
    wholeAt: (/** @type {number} */ px) => store.whole[0] + ((px - SIDE) / plot.room) * (store.whole[1] - store.whole[0]),
  };
  return plot;
}

/** How far from a grip and from the day line a pointer may be, and how near to the overview. */
const REACH = {
  mouse: { grip: 7, up: 1000, line: 5, overview: 4 },
  touch: { grip: 18, up: 24, line: 12, overview: 8 },
};

/**
 * @param {Plot} plot @param {Pick<Store, "from" | "to" | "day" | "tied">} store
 * @param {number} px @param {number} py @param {boolean} isTouch
 * @returns {Part}
 */
export function partAt(plot, store, px, py, isTouch) {
  const reach = isTouch ? REACH.touch : REACH.mouse, { flag } = plot;
  if (py > plot.height - OVERVIEW - reach.overview) return "overview";
  if (py <= FLAG + 2) return px < flag.left || px > flag.left + flag.width ? "day" : flag.isAway ? "away" : "flag";
  const start = plot.x(store.from), end = plot.x(store.to + 1), at = plot.x(store.day + 0.5);
  const half = GRIP.away + GRIP.width / 2, isLevel = Math.abs(py - plot.middle) < reach.up && py < plot.low;
  const isNear = (/** @type {number} */ centre) => isLevel && Math.abs(px - centre) < reach.grip;
  const isLine = Math.abs(px - at) < reach.line;
  if (isNear(start - half) && px < start + 2 && px < at - 1) return "from";
  if (!store.tied && isNear(end + half) && px > end - 2 && !(isLine && at > end)) return "to";
  return !store.tied && !isLine && py < plot.low && px > start && px < end ? "window" : "day";
}
