import assert from "node:assert/strict";
import { test } from "node:test";

import { changesBefore, countHolders, decode, lastBegun, setDay, stateAt } from "../../dashboard/browser/workbench/model.js";
import { evidenceAge } from "../../dashboard/browser/workbench/panel/place_card.js";
import { matches } from "../../dashboard/browser/workbench/panel/tabs.js";
import { CONTESTED, core, HELD, PASSED } from "./workbench_core.js";

test("the state of a place is that of the last span that has begun, and nothing is known before", () => {
  const model = decode(core({ states: [HELD(0), HELD(1)], spans: [[10, 1, 20, 2], [-1e6, 2], []] }));
  assert.deepEqual([9, 10, 19, 20, 999].map((day) => stateAt(model, 0, day)), [0, 1, 1, 2, 2]);
  assert.deepEqual([stateAt(model, 1, 0), stateAt(model, 2, 0)], [2, 0]);
});

test("the last that has begun agrees with a plain search", () => {
  const starts = [-1e6, 3, 3, 8, 20];
  for (let day = -2; day < 25; day += 1) assert.equal(lastBegun(starts, day), starts.findLastIndex((start) => start <= day), `day ${day}`);
  assert.equal(lastBegun([], 3), -1);
});

test("states are said in words, with how they are known", () => {
  const given = [HELD(0, 1), CONTESTED(0, 1), CONTESTED(null, 1), PASSED(0, 1), [[0], 2, [], 1], [[0, 1], 5, [], 2]];
  assert.deepEqual(decode(core({ states: given })).states.map(({ says }) => says), [
    "no holder known", "held by Red with Blue", "contested: held by Red, claimed or attacked by Blue", "contested: no holder known, claimed or attacked by Blue",
    "passed from Red to Blue, day unknown", "besieged, held by Red; no report near that day", "divided between Red and Blue; said of the whole area only",
  ]);
});

test("a joint holding counts for its first force, a place passed on for none, and a hidden one not at all", () => {
  const states = [HELD(0, 1), CONTESTED(1, 0), PASSED(0, 1)];
  const counted = (only) => {
    const model = decode(core({ states, only, spans: [[0, 1], [0, 2], [0, 3]] }));
    setDay(model, 5);
    return countHolders(model);
  };
  const { held, ...all } = counted(null);
  assert.deepEqual([...held], [1, 1, 0]);
  assert.deepEqual(all, { shown: 3, contested: 1, disputed: 0, besieged: 0, divided: 0, passed: 1, unknown: 0, lastKnown: 0, ofArea: 0, named: 2 });
  assert.deepEqual(counted([2]).shown, 1);
});

test("a day tells whether it changed the state of any place", () => {
  const model = decode(core({ states: [HELD(0)], spans: [[10, 1], [], []] }));
  assert.deepEqual([5, 9, 10, 11, 9].map((day) => setDay(model, day)), [false, false, true, false, true]);
});

test("bars are gathered by state, and what is not known has none", () => {
  const { bars } = decode(core({ states: [HELD(0), HELD(1)], spans: [[0, 1, 10, 2, 20, 1], [0, 0, 5, 2], []] }));
  assert.deepEqual(bars.map((list) => [...list]), [[], [0, 0, 10, 0, 20, 1e6], [0, 10, 20, 1, 5, 1e6]]);
});

test("forces have one lasting order: by all the days that they held places", () => {
  const { turn } = decode(core({ states: [HELD(0), HELD(1)], spans: [[0, 1, 100, 2], [-1e6, 2], [990, 1]] }));
  assert.deepEqual(turn, [1, 0, 2]);
});

test("changes of the days before count each place once, and each taking", () => {
  const model = decode(core({ changes: [[10, 0, 0, 1], [15, 0, 1, 0], [20, 1, 1, -1], [60, 2, 0, 1]] }));
  assert.deepEqual(changesBefore(model, 30, 30), { places: 2, taken: [[1, 2]] });
  assert.deepEqual(changesBefore(model, 40, 30), { places: 2, taken: [[1, 2]] });
  assert.deepEqual(changesBefore(model, 9, 30), { places: 0, taken: [] });
});

test("places are found by any part of their name, whatever its marks", () => {
  const store = { model: decode(core()) };
  assert.deepEqual([...matches(store, "qaim")], [0]);
  assert.deepEqual([...matches(store, "  RAQ ")], [1]);
  assert.deepEqual([...matches(store, "alqáim")], [0]);
  assert.deepEqual([...matches(store, "رقة")], [1]);
  assert.equal(matches(store, " - "), null);
  assert.deepEqual([...matches(store, "[.*")], []);
});

test("a card says how old the evidence is, and why a colour is pale", () => {
  const holding = { evidence: [100, 130], silences: [[900, 1e6]], says: "held by Red" };
  assert.match(evidenceAge(holding, 130), /of that very day\.$/);
  assert.match(evidenceAge(holding, 129), /29 days before\.$/);
  assert.match(evidenceAge(holding, 950), /820 days before\. So much has been reported/);
  assert.match(evidenceAge(holding, 50), /^Inferred from a later report; none up to this day says it\.$/);
  assert.equal(evidenceAge({ evidence: [], silences: [], says: "no holder known" }, 5), "No report says who held it on that day.");
});
