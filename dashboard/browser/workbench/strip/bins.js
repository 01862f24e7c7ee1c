// Reports and changes of hands counted by stretches of the calendar. Nothing here touches a page.

import { dayOf, yearOf } from "../words.js";

/** @import { Model } from "../types" */

/** @typedef {"year" | "quarter" | "month" | "week" | "day"} Unit */

/**
 * ``edges`` are the first days of the bins and the day after the last. ``counts`` has a row of groups for each bin, ``taken`` a
 * row of takers, of which the last is nobody. ``cap`` is the number of reports that the full height stands for.
 * @typedef {{
 *   unit: Unit, edges: number[], n: number, groups: number, counts: Float64Array, totals: Float64Array,
 *   takers: number, taken: Uint16Array, hang: Uint16Array, cap: number, mostHang: number,
 * }} Bins
 */

/** @type {[Unit, number][]} */
const UNITS = [["day", 1], ["week", 7], ["month", 30.4375], ["quarter", 91.3125]];
const LEAST_WIDTH = 5;
/** @type {Record<Unit, number>} */
const MONTHS = { year: 12, quarter: 3, month: 1, week: 0, day: 0 };

/** The finest stretch that stays wide enough to see. @param {number} pixelsPerDay @returns {Unit} */
export const unitOf = (pixelsPerDay) => UNITS.find(([, days]) => days * pixelsPerDay >= LEAST_WIDTH)?.[0] ?? "year";

/** The Monday of the week of a day. @param {number} day */
export const mondayOf = (day) => Math.floor((day + 3) / 7) * 7 - 3;

/** First days of whole stretches that cover the days from one up to another. @param {Unit} unit @param {number} first @param {number} end */
export function edgesOf(unit, first, end) {
  const edges = [], months = MONTHS[unit];
  if (months) {
    const begin = new Date(first * 864e5).getUTCMonth();
    for (let month = begin - (begin % months); ; month += months) {
      edges.push(dayOf(yearOf(first), month));
      if (edges[edges.length - 1] >= end) return edges;
    }
  }
  const step = unit === "week" ? 7 : 1;
  for (let day = step === 7 ? mondayOf(first) : Math.floor(first); ; day += step) {
    edges.push(day);
    if (day >= end) return edges;
  }
}

/**
 * @param {Model} model
 * @param {{ view: [number, number], room: number, groups: boolean[], place: number }} shown the groups that are, and a place
 *   for it alone, -1 for all; ``room`` in pixels
 * @returns {Bins}
 */
export function makeBins(model, { view: [first, end], room, groups, place }) {
  const unit = unitOf(room / (end - first)), edges = edgesOf(unit, first, end), n = edges.length - 1, takers = model.looks.length + 1;
  const bins = {
    unit, edges, n, groups: groups.length, counts: new Float64Array(n * groups.length), totals: new Float64Array(n),
    takers, taken: new Uint16Array(n * takers), hang: new Uint16Array(n), cap: 0, mostHang: 0,
  };
  countReports(bins, model.reports, groups, place);
  countChanges(bins, model.changes, place);
  bins.cap = capOf(bins.totals);
  bins.mostHang = bins.hang.reduce((most, each) => Math.max(most, each), 4);
  return bins;
}

/** @param {Bins} bins @param {Model["reports"]} reports in the order of time @param {boolean[]} groups @param {number} place */
function countReports(bins, reports, groups, place) {
  const { edges, n } = bins, begin = edges[0], end = edges[n];
  let bin = 0;
  for (let report = 0; report < reports.n && reports.first[report] < end; report += 1) {
    const group = reports.group[report], first = reports.first[report], after = first + Math.max(reports.days[report], 1);
    if (after <= begin || !groups[group] || (place >= 0 && reports.place[report] !== place)) continue;
    while (edges[bin + 1] <= first) bin += 1;
    spread(bins, bin, group, first, after);
  }
}

/**
 * A report known by the month or the year is spread over it: it is no peak on the first of January.
 * @param {Bins} bins @param {number} bin the first that it reaches into @param {number} group @param {number} first @param {number} after
 */
function spread({ edges, n, groups, counts, totals }, bin, group, first, after) {
  for (let at = bin; at < n && edges[at] < after; at += 1) {
    const share = (Math.min(after, edges[at + 1]) - Math.max(first, edges[at])) / (after - first);
    counts[at * groups + group] += share;
    totals[at] += share;
  }
}

/** @param {Bins} bins @param {Model["changes"]} changes in the order of time @param {number} place */
function countChanges({ edges, n, takers, taken, hang }, changes, place) {
  let bin = 0;
  for (let change = 0; change < changes.n && changes.day[change] < edges[n]; change += 1) {
    if (changes.day[change] < edges[0] || (place >= 0 && changes.place[change] !== place)) continue;
    while (edges[bin + 1] <= changes.day[change]) bin += 1;
    const taker = changes.to[change] < 0 ? takers - 1 : changes.to[change];
    taken[bin * takers + taker] += 1;
    hang[bin] += 1;
  }
}

const QUANTILE = 0.965, AIR = 1.12, LEAST_CAP = 4, FEW = 20, TOWERS = 1.35;

/** A few months tower over forty years: the number of reports beyond which bars are cut. @param {ArrayLike<number>} totals */
export function capOf(totals) {
  const some = Array.from(totals).filter((total) => total > 0.5).sort((a, b) => a - b), top = some.at(-1) ?? 0;
  const usual = some[Math.floor((some.length - 1) * QUANTILE)] ?? 0;
  return Math.max(LEAST_CAP, some.length > FEW && top > usual * TOWERS ? usual * AIR : top);
}

const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** One or two round numbers to read heights by. @param {number} cap */
export function guidesOf(cap) {
  const most = NICE.findLast((each) => each <= cap * 0.95) ?? 1;
  return cap / most > 2.2 ? [most, most * 2] : [most];
}
