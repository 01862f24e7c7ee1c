// Dates, numbers and lists in words. Nothing here touches a page.

import { DAY } from "../shared/days.js";

/** @param {Intl.DateTimeFormatOptions} options */
const formatter = (options) => {
  /** @type {Intl.DateTimeFormat | undefined} */
  let made;
  return (/** @type {number} */ day) => {
    made ??= new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
    return made.format(day * DAY);
  };
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 3 July 2015 */
export const dayLong = formatter({ day: "numeric", month: "long", year: "numeric" });

/** 3 Jul 2015. By hand, because it is written in every frame. @param {number} day */
export function dayShort(day) {
  const date = new Date(day * DAY);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Jul @param {number} day */
export const monthShort = (day) => MONTHS[new Date(day * DAY).getUTCMonth()];

/** @param {number} day */
export const yearOf = (day) => new Date(day * DAY).getUTCFullYear();

/** The number of a day; months count from 0 and may run over. @param {number} year @param {number} [month] @param {number} [day] */
export const dayOf = (year, month = 0, day = 1) => Math.round(Date.UTC(year, month, day) / DAY);

/** 1 place, 1,520 places @param {number} count @param {string} noun */
export const many = (count, noun) => `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;

/** a, b and c @param {string[]} parts */
export const join = (parts) => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`);

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
