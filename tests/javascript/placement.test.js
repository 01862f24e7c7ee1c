import assert from "node:assert/strict";
import { test } from "node:test";

import { overlaps, place } from "../../dashboard/browser/map/placement.js";

const width = (text) => 7 * text.length;
const town = (name, x, y, more = {}) => ({ name, point: { x, y }, rank: 2, size: 0, focus: false, ...more });
const nothing = { towns: [], regions: [] };
const texts = ({ names }) => names.map(({ text }) => text);

test("of two towns on one spot the more important keeps its letter, and any town in focus", () => {
  const [city, village] = [town("City", 100, 100, { rank: 1 }), town("Village", 104, 100, { rank: 4 })];
  assert.deepEqual(place([village, city], nothing, 7, width).big, [false, true]);
  assert.deepEqual(place([{ ...village, focus: true }, city], nothing, 7, width).big, [true, false]);
});

test("of two alike the larger comes first", () => {
  const found = place([town("Small", 0, 0, { size: 10 }), town("Large", 5, 0, { size: 99 })], nothing, 7, width);
  assert.deepEqual(found.big, [false, true]);
});

test("no two names overlap, however close the towns stand", () => {
  let seed = 7;
  const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
  for (let run = 0; run < 40; run += 1) {
    const towns = Array.from({ length: 60 }, (_, i) => town(`Town ${i}`, 600 * random(), 400 * random(), { rank: 1 + Math.floor(4 * random()) }));
    const background = { towns: towns.slice(0, 9).map((each) => ({ ...each, point: { x: 600 * random(), y: 400 * random() } })), regions: [] };
    const boxes = place(towns, background, 7 + (run % 3), width).names.map(({ box }) => box);
    assert.ok(boxes.length > 5);
    boxes.forEach((box, i) => { for (const other of boxes.slice(i + 1)) assert.ok(!overlaps(box, other)); });
  }
});

test("villages have names only where the map is close enough", () => {
  const villages = [town("Far", 50, 50, { rank: 4 })];
  assert.deepEqual(texts(place(villages, nothing, 7, width)), []);
  assert.deepEqual(texts(place(villages, nothing, 9, width)), ["Far"]);
});

test("a name moves to another side of its marker where the first is taken", () => {
  const found = place([town("Aaaa", 100, 100, { rank: 1 }), town("Bbbb", 128, 100, { rank: 1 })], nothing, 7, width);
  const [first] = found.names.filter(({ text }) => text === "Aaaa");
  assert.ok(first.box[2] <= 100, "to the left, because the other town stands to the right");
});

test("a background town has a dot only with its name, and regions take what is left", () => {
  const background = { towns: [{ name: "Dot", point: { x: 300, y: 300 }, rank: 1 }, { name: "Hidden", point: { x: 100, y: 100 }, rank: 1 }],
    regions: [{ name: "Region", point: { x: 500, y: 500 } }, { name: "Covered", point: { x: 300, y: 300 } }] };
  const found = place([town("City", 100, 100, { rank: 1 })], background, 7, width);
  assert.deepEqual(found.dots.map(({ name }) => name), ["Dot"]);
  assert.deepEqual(texts(found), ["City", "Dot", "Region"]);
});
