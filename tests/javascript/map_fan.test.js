import assert from "node:assert/strict";
import { test } from "node:test";

import { crowdAbout, fanOut, isIn, pick, ROW, THUMB_ROW } from "../../dashboard/browser/workbench/map/fan.js";

const FRAME = [4, 4, 688, 546];
let seed = 5;
const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
const members = (count, x, y) => Array.from({ length: count }, (_, place) => ({
  place: 100 + place, x: place ? x + 9 * (random() - 0.5) : x, y: place ? y + 9 * (random() - 0.5) : y, width: 30 + Math.floor(110 * random()),
}));
const mark = (x, y, radius = 4) => ({ x, y, radius });

test("towns within seven pixels overlap, and those that lie under a letter", () => {
  const town = mark(100, 100), others = [town, mark(106, 100), mark(108, 100), mark(100, 94, 4), mark(108, 100, 8)];
  assert.deepEqual(crowdAbout(others, town), [town, others[1], others[3], others[4]]);
  const lettered = mark(100, 100, 8), dot = mark(108, 100);
  assert.deepEqual(crowdAbout([dot, lettered], lettered), [lettered, dot]);
});

test("a town on its own is no crowd, and no crowd is larger than a plate can hold", () => {
  const alone = mark(0, 0);
  assert.deepEqual(crowdAbout([alone, mark(20, 0)], alone), [alone]);
  assert.equal(crowdAbout(Array.from({ length: 50 }, () => mark(0, 0)), mark(0, 0)).length, 12);
});

test("wherever a fan opens, its plate lies in the frame and holds every mark and name, none on another", () => {
  for (let run = 0; run < 200; run += 1) {
    const row = run % 2 ? ROW : THUMB_ROW, list = members(2 + (run % 11), 4 + 684 * random(), 4 + 542 * random()), { plate, spots } = fanOut(list, FRAME, row);
    assert.ok(plate[0] >= FRAME[0] - 1e-9 && plate[1] >= FRAME[1] - 1e-9 && plate[2] <= FRAME[2] + 1e-9 && plate[3] <= FRAME[3] + 1e-9);
    assert.deepEqual(spots.map(({ place }) => place).sort(), list.map(({ place }) => place).sort());
    for (const { markX, markY, isRight, width } of spots) {
      assert.ok(markY - 9 >= plate[1] && markY + 9 <= plate[3]);
      assert.ok(isRight ? markX + 13 + width <= plate[2] : markX - 13 - width >= plate[0]);
    }
    spots.forEach((one, at) => {
      for (const other of spots.slice(at + 1)) assert.ok(one.isRight !== other.isRight ? Math.abs(one.markX - other.markX) > 20 : Math.abs(one.markY - other.markY) >= row - 1e-9);
    });
  }
});

test("lines to the marks of one side do not cross: they go down in the order in which the towns lie", () => {
  for (let run = 0; run < 50; run += 1) {
    const { spots } = fanOut(members(9, 300, 300), FRAME, ROW);
    for (const isRight of [true, false]) {
      const down = spots.filter((spot) => spot.isRight === isRight).sort((a, b) => a.markY - b.markY).map(({ y }) => y);
      assert.deepEqual(down, down.toSorted((a, b) => a - b));
    }
  }
});

test("where two columns are too wide, one is made, of as many rows as there is room for", () => {
  const list = members(12, 100, 100).map((each) => ({ ...each, width: 180 }));
  const { spots, plate } = fanOut(list, [4, 4, 362, 200], THUMB_ROW);
  assert.ok(spots.every(({ isRight }) => isRight) && spots.length === 7);
  assert.ok(plate[3] <= 200);
});

test("the pointer means the row it is on, mark or name, and over the towns themselves the one it came for", () => {
  const fan = fanOut(members(8, 300, 300), FRAME, ROW);
  for (const { place, markX, markY, isRight, width } of fan.spots) {
    if (Math.hypot(markX - fan.x, markY - fan.y) < 10) continue;
    assert.equal(pick(fan, markX, markY), place);
    assert.equal(pick(fan, isRight ? markX + 10 + width : markX - 10 - width, markY + 3), place);
  }
  assert.equal(pick(fan, 302, 299), 100);
});

test("the fan stays while the pointer is over the plate or near it, and over the towns", () => {
  const fan = fanOut(members(4, 8, 8), FRAME, ROW);
  assert.ok(isIn(fan, 8, 8) && isIn(fan, fan.plate[2] + 5, fan.plate[3] + 5) && !isIn(fan, fan.plate[2] + 30, 40));
});
