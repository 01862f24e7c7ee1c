import assert from "node:assert/strict";
import { test } from "node:test";

import { changeFrom, dayNumber, isoDay, within } from "../../dashboard/browser/shared/days.js";

test("the next and the previous change are the nearest, never the day itself", () => {
  const changes = [3, 8, 8, 20];
  assert.equal(changeFrom(changes, 8, 1), 20);
  assert.equal(changeFrom(changes, 8, -1), 3);
  assert.equal(changeFrom(changes, 20, 1), undefined);
  assert.equal(changeFrom(changes, 3, -1), undefined);
  assert.equal(changeFrom([], 3, 1), undefined);
});

test("a day stays within the span", () => {
  assert.deepEqual([-1, 5, 99].map((day) => within(day, { first: 0, last: 10 })), [0, 5, 10]);
});

test("day numbers and ISO dates are the same days, before 1970 and in leap years too", () => {
  for (const iso of ["1958-07-14", "1969-12-31", "1970-01-01", "2016-02-29", "2026-11-27"]) {
    assert.equal(isoDay(dayNumber(iso)), iso);
  }
  assert.equal(dayNumber("1970-01-02"), 1);
  assert.ok(Number.isNaN(dayNumber("never")));
});
