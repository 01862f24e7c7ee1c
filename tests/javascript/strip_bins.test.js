import assert from "node:assert/strict";
import { test } from "node:test";

import { dayNumber, isoDay } from "../../dashboard/browser/shared/days.js";
import { capOf, edgesOf, guidesOf, makeBins, mondayOf, unitOf } from "../../dashboard/browser/workbench/strip/bins.js";
import { hintOf } from "../../dashboard/browser/workbench/strip/hint.js";
import { makePlot, partAt } from "../../dashboard/browser/workbench/strip/plot.js";
import { ticksOf } from "../../dashboard/browser/workbench/strip/ticks.js";

const GROUPS = ["Control of a place", "Air strikes", "Operations"];
const YEARS = [dayNumber("2013-01-01"), dayNumber("2016-01-01")];
const sum = (numbers) => [...numbers].reduce((total, each) => total + each, 0);
const near = (found, wanted) => assert.ok(Math.abs(found - wanted) < 1e-6, `${found} is not ${wanted}`);

/** A model of reports [first day, days, place, group] and changes [day, place, to]. */
function modelOf(reports, changes = []) {
  const column = (rows, at) => [...rows].sort((a, b) => a[0] - b[0]).map((row) => row[at]);
  return {
    looks: [{ name: "Red" }, { name: "Blue" }], turn: [1, 0], groups: GROUPS,
    reports: { n: reports.length, first: column(reports, 0), days: column(reports, 1), place: column(reports, 2), group: column(reports, 3) },
    changes: { n: changes.length, day: column(changes, 0), place: column(changes, 1), to: column(changes, 2) },
  };
}
const report = (iso, days = 1, place = 0, group = 0) => [dayNumber(iso), days, place, group];
const shown = (more = {}) => ({ view: YEARS, room: 600, groups: [true, true, true], place: -1, ...more });

/** Reports of all lengths, the same in every run. */
function manyReports(count) {
  let seed = 7;
  const next = (below) => { seed = (seed * 48_271) % 2_147_483_647; return seed % below; };
  return Array.from({ length: count }, () => [YEARS[0] + next(1095), [1, 1, 1, 7, 31, 365][next(6)], next(4), next(3)]);
}

test("bins are as fine as the room allows", () => {
  assert.deepEqual([0.01, 0.05, 0.06, 0.16, 0.17, 0.71, 0.72, 4.9, 5, 40].map(unitOf),
    ["year", "year", "quarter", "quarter", "month", "month", "week", "week", "day", "day"]);
});

test("weeks begin on Mondays, before 1970 too", () => {
  for (const iso of ["1958-07-14", "1970-01-05", "2014-06-09", "2024-12-09"]) {
    for (let day = 0; day < 7; day += 1) assert.equal(isoDay(mondayOf(dayNumber(iso) + day)), iso);
  }
  assert.equal(isoDay(edgesOf("week", dayNumber("2014-06-12") + 0.4, dayNumber("2014-07-01"))[0]), "2014-06-09");
});

test("bins cover what is shown with whole stretches of the calendar", () => {
  const from = dayNumber("2014-05-20") + 0.3, to = dayNumber("2016-02-10") + 0.6;
  for (const [unit, first, last] of [["year", "2014-01-01", "2017-01-01"], ["quarter", "2014-04-01", "2016-04-01"],
    ["month", "2014-05-01", "2016-03-01"], ["week", "2014-05-19", "2016-02-15"], ["day", "2014-05-20", "2016-02-11"]]) {
    const edges = edgesOf(unit, from, to);
    assert.deepEqual([isoDay(edges[0]), isoDay(edges[edges.length - 1])], [first, last], unit);
    assert.ok(edges.every((edge, at) => at === 0 || edge > edges[at - 1]));
  }
});

test("totals are the number of reports in view, in every unit", () => {
  const reports = manyReports(500).filter(([first, days]) => first + days <= YEARS[1]);
  for (const room of [12, 100, 300, 900, 6000]) {
    const bins = makeBins(modelOf(reports), shown({ room }));
    near(sum(bins.totals), reports.length);
    near(sum(bins.counts), reports.length);
    for (let group = 0; group < 3; group += 1) {
      near(sum(bins.counts.filter((_, at) => at % 3 === group)), reports.filter((row) => row[3] === group).length);
    }
  }
});

test("of a report that lasts beyond what is shown, only the days that are shown count", () => {
  const year = report("2012-07-02", 365), bins = makeBins(modelOf([year]), shown());
  near(sum(bins.totals), (dayNumber("2013-07-02") - YEARS[0]) / 365);
  near(sum(makeBins(modelOf([report("2012-12-31"), report("2016-01-01")]), shown()).totals), 0);
});

test("a report known by the year is spread over it, and one of a day is not", () => {
  const { totals, unit } = makeBins(modelOf([report("2014-01-01", 365), report("2014-03-31")]), shown({ room: 80 }));
  assert.equal(unit, "quarter");
  for (const [at, days] of [90, 91, 92, 92].entries()) near(totals[4 + at], days / 365 + (at === 0 ? 1 : 0));
  near(sum(totals), 2);
});

test("groups that are hidden do not count, and a place alone counts its own", () => {
  const model = modelOf(manyReports(300), [[YEARS[0] + 3, 1, 0], [YEARS[0] + 4, 2, 1]]), all = makeBins(model, shown());
  const without = makeBins(model, shown({ groups: [true, false, true] }));
  near(sum(without.totals), sum(all.totals) - sum(all.counts.filter((_, at) => at % 3 === 1)));
  const places = [0, 1, 2, 3].map((place) => makeBins(model, shown({ place })));
  near(sum(places.map(({ totals }) => sum(totals))), sum(all.totals));
  assert.deepEqual(places.map(({ hang }) => sum(hang)), [0, 1, 1, 0]);
});

test("changes of hands count for their taker, nobody in the last place", () => {
  const bins = makeBins(modelOf([], [[YEARS[0] - 1, 0, 0], [YEARS[0], 0, 0], [YEARS[0] + 5, 0, 1], [YEARS[0] + 6, 1, -1], [YEARS[1], 0, 0]]), shown({ room: 18 }));
  assert.equal(bins.unit, "year");
  assert.deepEqual([...bins.taken.slice(0, 3)], [1, 1, 1]);
  assert.deepEqual([...bins.hang], [3, 0, 0]);
});

test("only towers are cut, and only where many bars stand beside them", () => {
  assert.equal(capOf([]), 4);
  assert.equal(capOf([1, 2, 3]), 4);
  assert.equal(capOf([10, 20, 300]), 300);
  assert.equal(capOf(Array.from({ length: 30 }, (_, at) => at + 1)), 30);
  const totals = [...Array.from({ length: 58 }, (_, at) => at + 1), 400, 900], usual = 57;
  near(capOf(totals), usual * 1.12);
});

test("heights are read by one or two round numbers below the cap", () => {
  assert.deepEqual([4, 5, 10, 12, 55, 129, 160].map(guidesOf), [[2], [2, 4], [5], [10], [50], [100], [100]]);
  for (let cap = 4; cap < 3000; cap += 7) assert.ok(guidesOf(cap).every((guide) => guide <= cap));
});

test("the axis names as many days as fit, and always a year", () => {
  for (const [first, last, room] of [["1991-01-01", "2026-06-01", 1136], ["1991-01-01", "2026-06-01", 350], ["2013-06-01", "2015-10-01", 1136],
    ["2014-05-01", "2014-08-20", 1136], ["2014-11-03", "2014-12-18", 2500], ["2014-11-03", "2015-01-18", 350]]) {
    const view = [dayNumber(first) + 0.2, dayNumber(last)], ticks = ticksOf(view, room);
    assert.ok(ticks.length > 1 && ticks.length <= room / 30, `${first}: ${ticks.length}`);
    assert.ok(ticks.every(({ day }, at) => day >= view[0] && day < view[1] && (at === 0 || day > ticks[at - 1].day)));
    assert.ok(ticks.some(({ text }) => /\d{4}/.test(text)), first);
  }
});

test("what lies under the pointer: flag, grips, window, overview, else the day", () => {
  const store = { view: YEARS, whole: YEARS, day: YEARS[0] + 700, from: YEARS[0] + 400, to: YEARS[0] + 500, tied: false };
  const plot = Object.assign(makePlot(store), { width: 1111, height: 114 });
  Object.assign(plot.flag, { left: plot.x(store.day) - 30, width: 60 });
  const at = (day, py, isTouch = false, more = {}) => partAt(plot, { ...store, ...more }, plot.x(day), py, isTouch);
  assert.equal(at(store.day + 20, 5), "flag");
  assert.equal(at(store.day + 200, 5), "day");
  assert.equal(at(store.from - 4, 50), "from");
  assert.equal(at(store.from - 16, 50), "day");
  assert.equal(at(store.from - 16, plot.middle, true), "from");
  assert.equal(at(store.to + 5, 50), "to");
  assert.equal(at(store.to + 5, 50, false, { tied: true }), "day");
  assert.equal(at(450, 50), "day");
  assert.equal(at(store.from + 50, 50), "window");
  assert.equal(at(store.from + 50, 50, false, { tied: true }), "day");
  assert.equal(at(store.from + 50, 112), "overview");
  near(plot.dayAt(plot.x(store.day)), store.day);
});

test("the tip names the period, its reports by group and its changes by taker", () => {
  const paint = { theme: { kinds: ["#a", "#b", "#c"], quiet: "#q" }, colour: ["#red", "#blue"] };
  const model = modelOf([report("2014-07-03"), report("2014-08-03", 1, 0, 2), report("2014-01-01", 365, 0, 2)], [[dayNumber("2014-08-01"), 0, 1], [dayNumber("2014-08-02"), 0, -1]]);
  const bins = makeBins(model, shown({ room: 80 })), text = hintOf(bins, 6, model, paint);
  assert.equal(text.title, "Jul to Sep 2014");
  assert.equal(text.says, "2.3 reports, 2 changes of hands");
  assert.deepEqual(text.rows, [["#a", "Control of a place", 1], ["#c", "Operations", 1.3], ["#blue", "to Blue", 1], ["#q", "to nobody", 1]]);
  assert.match(text.aside, /spread/);
  assert.equal(hintOf(bins, 11, model, paint), null);
});

test("ten thousand reports are counted in a few milliseconds", () => {
  const model = modelOf(manyReports(10_000)), runs = [];
  for (let run = 0; run < 15; run += 1) {
    const begun = performance.now();
    makeBins(model, shown({ room: 1136 }));
    runs.push(performance.now() - begun);
  }
  const median = runs.sort((a, b) => a - b)[7];
  assert.ok(median < 20, `${median} ms`);
});
