import assert from "node:assert/strict";
import { test } from "node:test";

import { overlaps } from "../../dashboard/browser/workbench/map/projection.js";
import { Room } from "../../dashboard/browser/workbench/map/room.js";

test("room is found as if every box were asked, left of and above the origin too", () => {
  let seed = 11;
  const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
  const box = () => { const x = 900 * random() - 450, y = 700 * random() - 350; return [x, y, x + 90 * random(), y + 60 * random()]; };
  const room = new Room(), taken = Array.from({ length: 120 }, box);
  for (const each of taken) room.take(each);
  for (let turn = 0; turn < 400; turn += 1) {
    const asked = box(), over = taken.filter((each) => overlaps(each, asked)).length;
    assert.equal(room.count(asked), over);
    assert.equal(room.isFree(asked), over === 0);
  }
});

test("boxes that touch do not overlap", () => {
  const room = new Room();
  room.take([0, 0, 48, 48]);
  assert.ok(room.isFree([48, 0, 60, 10]) && room.isFree([0, 48, 10, 60]) && !room.isFree([47, 47, 60, 60]));
});
