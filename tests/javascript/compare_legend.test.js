import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, compare } from "../../dashboard/browser/compare/legend.js";
import { decode } from "../../dashboard/browser/workbench/model.js";
import { CONTESTED, core, HELD, PASSED } from "./workbench_core.js";

const STATES = [HELD(0), HELD(1), CONTESTED(1, 0), PASSED(0, 1)];
const ALWAYS = -1e6;
/** Al-Qaim goes from Red to Blue, Raqqa is Red's and then fought over, Hit is Blue's all the time. */
const model = decode(core({ states: STATES, spans: [[ALWAYS, 0, 0, 1, 100, 2], [ALWAYS, 1, 200, 3], [ALWAYS, 2]] }));

test("each day is counted for itself, in whatever order the days come", () => {
  const { before, after } = compare(model, [50, 250], "", false);
  assert.deepEqual([...before.held], [2, 1, 0]);
  assert.deepEqual([...after.held], [0, 3, 0]);
  assert.deepEqual([before.contested, after.contested], [0, 1]);
  const other = compare(model, [250, 50], "", false);
  assert.deepEqual([other.before.held, other.after.held], [after.held, before.held]);
});

test("a force has a chip where it held a place on either day, or is singled out", () => {
  const ids = (compared) => compared.holding.map((force) => model.looks[force].id).sort();
  assert.deepEqual(ids(compare(model, [250, 250], "", false)), ["blue"]);
  assert.deepEqual(ids(compare(model, [50, 250], "", false)), ["blue", "red"]);
  assert.deepEqual(ids(compare(model, [250, 250], "green", false)), ["blue", "green"]);
  assert.equal(compare(model, [50, 250], "gone", false).single, -1);
});

test("of too many forces those that held most on either day stay, and the one singled out; all are kept or among the rest", () => {
  const counts = (...held) => ({ held });
  const compared = { before: counts(9, 0, 1, 4), after: counts(0, 3, 1, 4), holding: [2, 0, 3, 1], single: -1 };
  assert.deepEqual(choose(compared, 2), { shown: [0, 3], rest: [2, 1] });
  assert.deepEqual(choose({ ...compared, single: 2 }, 2), { shown: [2, 0], rest: [3, 1] });
  assert.deepEqual(choose(compared, 0).rest, compared.holding);
  assert.deepEqual(choose(compared, 9), { shown: compared.holding, rest: [] });
});
