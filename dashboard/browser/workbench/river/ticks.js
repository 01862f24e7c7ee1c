// Which years or months are written above the plot. Nothing here touches a page.

import { dayOf, monthShort, yearOf } from "../words.js";

const YEAR = 365.25;
/** Least room for a year, and for a month; months are written once less than this many years are shown. */
const YEAR_ROOM = 38, MONTH_ROOM = 46, FEW_YEARS = 2.2;

/**
 * @param {[number, number]} span first day and the one after the last
 * @param {number} width in pixels
 * @returns {{ day: number, text: string }[]}
 */
export function axisTicks([first, last], width) {
  const years = (last - first) / YEAR, start = yearOf(first), ticks = [];
  if (years > FEW_YEARS) {
    const each = [1, 2, 5, 10].find((count) => (width / years) * count >= YEAR_ROOM) ?? 20;
    for (let year = Math.ceil(start / each) * each; dayOf(year) < last; year += each) ticks.push({ day: dayOf(year), text: String(year) });
  } else {
    const each = [1, 2, 3, 6].find((count) => (width / (years * 12)) * count >= MONTH_ROOM) ?? 12;
    for (let month = 0; dayOf(start, month) < last; month += each) {
      const day = dayOf(start, month);
      ticks.push({ day, text: month % 12 ? monthShort(day) : String(yearOf(day)) });
    }
  }
  return ticks.filter(({ day }) => day >= first);
}
