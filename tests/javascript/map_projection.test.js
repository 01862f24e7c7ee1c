import assert from "node:assert/strict";
import { test } from "node:test";

import { overlaps, pointOn, trace, viewOf, worldBox, worldLine, worldX, worldY } from "../../dashboard/browser/workbench/map/projection.js";

/** A pen that only remembers. */
const recorder = () => {
  const steps = [];
  return { steps, moveTo: (x, y) => steps.push(["move", x, y]), lineTo: (x, y) => steps.push(["line", x, y]), closePath: () => steps.push(["close"]) };
};

test("the world is a square, the equator and Greenwich in its middle", () => {
  assert.deepEqual([worldX(-180), worldX(0), worldX(180)], [0, 0.5, 1]);
  assert.ok(Math.abs(worldY(0) - 0.5) < 1e-12);
  assert.ok(Math.abs(worldY(85.0511287798)) < 1e-9);
  assert.ok(worldY(37) < worldY(31), "north is up");
});

test("pixels are those of Leaflet: 256 for the world at zoom 0, twice as many for each zoom", () => {
  const view = viewOf(3, { x: 100, y: 50 });
  assert.deepEqual(pointOn(view, 0, 0), { x: 924, y: 974 });
});

test("the part of the world that pixels show is the way back", () => {
  const view = viewOf(6.75, { x: 16_000, y: 11_000 }), [left, top] = worldBox(view, [10, 20, 30, 40]);
  assert.ok(Math.abs(left * view.scale - view.x - 10) < 1e-6 && Math.abs(top * view.scale - view.y - 20) < 1e-6);
});

test("a line has a box around it", () => {
  const { box } = worldLine([[-180, 0], [0, 60], [90, -10]]);
  assert.deepEqual([box[0], box[2]], [0, 0.75]);
  assert.ok(box[1] < 0.5 && box[3] > 0.5);
  assert.ok(overlaps(box, [0.1, 0.4, 0.2, 0.45]) && !overlaps(box, [0.8, 0, 1, 1]));
});

test("of points closer than a pixel only the first and the last of a line are drawn", () => {
  const pen = recorder(), view = viewOf(0, { x: 0, y: 0 });
  trace(pen, worldLine([[0, 0], [0.1, 0], [0.2, 0], [90, 0], [90.1, 0]]), view, true);
  assert.deepEqual(pen.steps.map(([step]) => step), ["move", "line", "line", "close"]);
  assert.equal(pen.steps[2][1], worldX(90.1) * 256);
});
