import assert from "node:assert/strict";
import { test } from "node:test";

import { courseOf, kilometres } from "../../dashboard/browser/workbench/map/river.js";

const near = (value, wanted, by = 1e-6) => assert.ok(Math.abs(value - wanted) < by, `${value} is not ${wanted}`);

test("a degree along a meridian or the equator is 111.2 km, and less along other parallels", () => {
  near(kilometres([[0, 0], [0, 1]])[1], 111.195, 0.001);
  near(kilometres([[0, 0], [1, 0]])[1], 111.195, 0.001);
  near(kilometres([[0, 60], [1, 60]])[1], 55.6, 0.01);
});

test("kilometres add up along the line", () => {
  const km = kilometres([[38, 36], [38, 36], [39, 35.5], [40, 35]]);
  assert.deepEqual([km[0], km[1]], [0, 0]);
  assert.ok(km[2] < km[3]);
});

const straight = [[0, 0], [1, 0], [2, 0], [3, 0]], km = Float64Array.from([0, 100, 200, 300]);

test("a stretch begins and ends at its kilometres, in steps that are no longer than asked for", () => {
  const course = courseOf(straight, km, 50, 250, 30), xs = course.map(({ x }) => x);
  near(xs[0], 0.5);
  near(xs.at(-1), 2.5);
  xs.slice(1).forEach((x, at) => { assert.ok(x - xs[at] <= 0.3 + 1e-9 && x > xs[at]); });
});

test("a stretch beyond the river ends where the river does", () => {
  const xs = courseOf(straight, km, -50, 500, 50).map(({ x }) => x);
  assert.deepEqual([xs[0], xs.at(-1)], [0, 3]);
});

test("a stretch of no length is a point", () => {
  for (const { x, y } of courseOf(straight, km, 120, 120, 10)) { near(x, 1.2); near(y, 0); }
});

test("the way is of length 1, at every point, and does not follow bends that are finer than a step", () => {
  const bent = Array.from({ length: 200 }, (_, at) => [at, at % 2]), lengths = Float64Array.from(bent, ([x]) => x);
  for (const { alongX, alongY } of courseOf(bent, lengths, 20, 180, 7)) {
    near(Math.hypot(alongX, alongY), 1);
    assert.ok(alongX > 0.99, "straight on");
  }
});
