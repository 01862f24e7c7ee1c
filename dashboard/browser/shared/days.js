// What is shown on a day. Days are numbers since 1970-01-01; nothing here touches a page.

/** @import { PlaceSpan } from "./types" */

export const DAY = 864e5;

/**
 * The state of a place on a day: that of the last span that has begun; 0, nothing known, before the first.
 * @param {PlaceSpan[]} spans in the order of their days
 * @param {number} day
 */
export function stateOn(spans, day) {
  let low = 0, high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle][0] <= day) low = middle + 1; else high = middle;
  }
  return low ? spans[low - 1][1] : 0;
}

/**
 * The nearest of the days after this one, or before it where ``way`` is negative; undefined where there is none.
 * @param {number[]} changes in order
 * @param {number} day
 * @param {number} way
 */
export function changeFrom(changes, day, way) {
  return way > 0 ? changes.find((each) => each > day) : changes.findLast((each) => each < day);
}

/**
 * The window of reports: one that was chosen stands, any other ends with the day shown.
 * @param {{ moves: boolean, days: number, from: number, to: number }} chosen
 * @param {number} day
 */
export function windowOn({ moves, days, from, to }, day) {
  return moves ? { from: day - days + 1, to: day } : { from, to };
}

/** @param {number} day @param {{ first: number, last: number }} span */
export const within = (day, { first, last }) => Math.min(Math.max(day, first), last);

/** The day as 2014-06-21. @param {number} day */
export const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** The day number of 2014-06-21; NaN where it is no day. @param {string} iso */
export const dayNumber = (iso) => Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00Z`) / DAY);
