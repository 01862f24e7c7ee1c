// The days that the axis names: weeks, months or years by the room there is. Nothing here touches a page.

import { dayOf, monthShort, yearOf } from "../words.js";
import { mondayOf } from "./bins.js";

/** @typedef {{ day: number, text: string, isStrong: boolean }} Tick */

/** Length of the steps in days, and the pixels that their names need. @type {{ days?: number, months?: number, room: number }[]} */
const STEPS = [
  { days: 1, room: 46 }, { days: 7, room: 46 }, { months: 1, room: 34 }, { months: 2, room: 34 }, { months: 3, room: 34 },
  { months: 6, room: 34 }, ...[1, 2, 5, 10, 20].map((years) => ({ months: 12 * years, room: 40 })),
];
const MONTH = 30.4375;

/** @param {[number, number]} view @param {number} room in pixels @returns {Tick[]} */
export function ticksOf([first, end], room) {
  const perDay = room / (end - first);
  const step = STEPS.find((each) => (each.days ?? (each.months ?? 0) * MONTH) * perDay >= each.room) ?? STEPS[STEPS.length - 1];
  const days = step.days ? daysBy(step.days, first, end) : monthsBy(step.months ?? 12, first, end);
  return step.months && step.months >= 12 ? days.map((day) => yearTick(day, step.months === 12)) : named(days, !step.days);
}

/** @param {number} step @param {number} first @param {number} end */
function daysBy(step, first, end) {
  const days = [], begin = step === 7 ? mondayOf(first + 6) : Math.ceil(first);
  for (let day = begin; day < end; day += step) days.push(day);
  return days;
}

/** @param {number} step @param {number} first @param {number} end */
function monthsBy(step, first, end) {
  const days = [], year = Math.floor(yearOf(first) / (step / 12)) * (step / 12);
  const begin = step < 12 ? yearOf(first) : year;
  for (let month = 0; ; month += step) {
    const day = dayOf(begin, month);
    if (day >= end) return days;
    if (day >= first) days.push(day);
  }
}

/** @param {number} day @param {boolean} isEach @returns {Tick} */
function yearTick(day, isEach) {
  const year = yearOf(day);
  return { day, text: String(year), isStrong: isEach && year % 5 === 0 };
}

/** The year stands with the first of each year, and at the beginning. @param {number[]} days @param {boolean} areMonths @returns {Tick[]} */
function named(days, areMonths) {
  const turns = days.findIndex((day, at) => at > 0 && yearOf(day) !== yearOf(days[at - 1]));
  return days.map((day, at) => {
    const isTurn = at > 0 && yearOf(day) !== yearOf(days[at - 1]), isFirst = at === 0 && turns !== 1 && turns !== 2;
    const date = new Date(day * 864e5), name = areMonths ? monthShort(day) : `${date.getUTCDate()} ${monthShort(day)}`;
    if (areMonths && !date.getUTCMonth()) return { day, text: String(yearOf(day)), isStrong: true };
    return isTurn || isFirst ? { day, text: `${name} ${yearOf(day)}`, isStrong: true } : { day, text: name, isStrong: false };
  });
}
