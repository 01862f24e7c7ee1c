// Days are numbers since 1970-01-01; nothing here touches a page.

export const DAY = 864e5;

/**
 * The nearest of the days after this one, or before it where ``way`` is negative; undefined where there is none.
 * @param {number[]} changes in order
 * @param {number} day
 * @param {number} way
 */
export function changeFrom(changes, day, way) {
  return way > 0 ? changes.find((each) => each > day) : changes.findLast((each) => each < day);
}

/** @param {number} day @param {{ first: number, last: number }} span */
export const within = (day, { first, last }) => Math.min(Math.max(day, first), last);

/** The day as 2014-06-21. @param {number} day */
export const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** The day number of 2014-06-21; NaN where it is no day. @param {string} iso */
export const dayNumber = (iso) => Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00Z`) / DAY);
