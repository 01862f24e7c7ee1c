// What the strip says of the stretch of time under the pointer. Nothing here touches a page.

import { dayLong, dayShort, many, monthShort, yearOf } from "../words.js";

/** @import { Model, Paint, TipText } from "../types" */
/** @import { Bins, Unit } from "./bins.js" */

/** @type {Record<Unit, (first: number, last: number) => string>} */
const PERIODS = {
  year: (first) => String(yearOf(first)),
  quarter: (first, last) => `${monthShort(first)} to ${monthShort(last)} ${yearOf(first)}`,
  month: (first) => `${monthShort(first)} ${yearOf(first)}`,
  week: (first, last) => `${dayShort(first)} to ${dayShort(last)}`,
  day: (first) => dayLong(first),
};

const LEAST = 0.05;
const rounded = (/** @type {number} */ count) => (count < 10 ? Math.round(count * 10) / 10 : Math.round(count));
const isWhole = (/** @type {number} */ count) => Math.abs(count - Math.round(count)) < 0.01;

/** Null where nothing is counted in it. @param {Bins} bins @param {number} bin @param {Model} model @param {Paint} paint @returns {TipText | null} */
export function hintOf(bins, bin, model, paint) {
  const { edges, groups, counts, totals, takers, taken, hang } = bins, total = totals[bin];
  if (total < LEAST && !hang[bin]) return null;
  /** @type {[string, string, number][]} */
  const rows = [];
  for (const [group, name] of model.groups.entries()) {
    const count = counts[bin * groups + group];
    if (count >= LEAST) rows.push([paint.theme.kinds[group], name, rounded(count)]);
  }
  for (const force of model.turn) {
    const count = taken[bin * takers + force];
    if (count) rows.push([paint.colour[force], `to ${model.looks[force].name}`, count]);
  }
  const nobody = taken[bin * takers + takers - 1];
  if (nobody) rows.push([paint.theme.quiet, "to nobody", nobody]);
  const reports = isWhole(total) ? many(Math.round(total), "report") : `${rounded(total).toLocaleString("en-GB")} reports`;
  const changes = hang[bin] ? `, ${hang[bin]} ${hang[bin] === 1 ? "change" : "changes"} of hands` : "";
  return {
    title: PERIODS[bins.unit](edges[bin], edges[bin + 1] - 1), says: reports + changes, rows,
    ...(isWhole(total) ? {} : { aside: "Reports known by month or year are spread over it" }),
  };
}
