import assert from "node:assert/strict";
import { test } from "node:test";

import { along, beside, lengths } from "../../dashboard/browser/map/river.js";

const line = [[40, 36], [41, 36], [41, 35], [42, 35]];
const km = lengths(line);

test("river kilometres grow along the line by the length of its parts", () => {
  assert.equal(km[0], 0);
  assert.ok(Math.abs(km[2] - km[1] - 111.19) < 0.1, "a degree of latitude");
  assert.ok(Math.abs(km[1] - 89.96) < 0.1, "a degree of longitude at 36 north");
  assert.deepEqual([...km].sort((a, b) => a - b), km);
});

test("a stretch begins and ends at its kilometres and keeps the points between", () => {
  const stretch = along(line, km, km[1] / 2, km[2] + 1);
  assert.equal(stretch.length, 4);
  assert.ok(Math.abs(stretch[0][0] - 40.5) < 1e-9);
  assert.deepEqual(stretch.slice(1, 3), line.slice(1, 3));
  assert.equal(stretch[3][1], 35);
});

test("a stretch beyond the ends stops there", () => {
  const stretch = along(line, km, -50, 1e6);
  assert.deepEqual([stretch[0], stretch.at(-1)], [line[0], line.at(-1)]);
});

test("a line is moved to the right of its way by the offset, to the left by a negative one", () => {
  const straight = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 20, y: 0 }];
  assert.deepEqual(beside(straight, 3), [[0, 3], [10, 3], [20, 3]].map(([x, y]) => [x, y]));
  assert.deepEqual(beside(straight, -3).map(([, y]) => y), [-3, -3, -3]);
  assert.deepEqual(beside([{ x: 5, y: 5 }], 3), [[5, 5]]);
});
