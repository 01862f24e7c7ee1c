import assert from "node:assert/strict";
import { test } from "node:test";

import { Scene } from "../../dashboard/browser/workbench/map/scene.js";
import { sweepOf } from "../../dashboard/browser/workbench/map/towns.js";

/** Three places on the equator, a degree apart, and one of unknown position; the state of the third does not pass. */
function someScene() {
  const model = {
    n: 4, importance: [2, 0, 3, 1], states: [{ passes: true }, { passes: false }], now: Uint16Array.of(0, 0, 1, 0),
    places: { lat: [0, 0, 0, null], lng: [10, 11, 12, null] },
    reports: { n: 4, first: Int32Array.of(1, 5, 9, 20), days: Uint16Array.of(30, 1, 1, 1), place: Uint16Array.of(0, 1, 1, 1), group: Uint8Array.of(0, 0, 1, 0) },
  };
  return new Scene({ model, from: 6, to: 10, groups: [true, true] });
}

test("places with a position are drawn in the order of their weight, the weightiest last", () => {
  assert.deepEqual(someScene().located, [1, 0, 2]);
});

test("a place is shown where it has a position and its state passes", () => {
  const scene = someScene();
  assert.deepEqual([-1, 0, 1, 2, 3, 9].map((place) => scene.isShown(place)), [false, true, true, false, false, false]);
});

test("of two days compared, the map holds at first what is shown on either, and knows what differs", () => {
  const scene = someScene();
  Object.assign(scene.store.model, { starts: [[0, 50], [0], [0, 90], []], marks: [[1, 0], [0], [1, 0], []] });
  scene.store.model.places.id = ["a", "b", "c", "d"];
  assert.deepEqual(scene.located.filter((place) => scene.isHome(place)), [1, 0], "as long as no days are compared");
  scene.homeDays = [10, 95];
  assert.deepEqual(scene.located.filter((place) => scene.isHome(place)), [1, 0, 2]);
  scene.homeDays = [10, 20];
  assert.deepEqual(scene.located.filter((place) => scene.isHome(place)), [1]);
  assert.ok(!scene.isDiffering(0));
  scene.differing = new Set(["a", "gone"]);
  assert.deepEqual([0, 1, 2, 9].map((place) => scene.isDiffering(place)), [true, false, false, false]);
});

test("places lie by the view, which is told once", () => {
  const scene = someScene();
  assert.ok(scene.see(8, { x: 0, y: 0 }));
  assert.ok(!scene.see(8, { x: 0, y: 0 }));
  assert.equal(Math.round(scene.x[1] - scene.x[0]), Math.round(65536 / 360));
  assert.ok(scene.see(8, { x: 10, y: 0 }), "another origin");
});

test("the nearest shown place is found within reach, from further off where it has a letter", () => {
  const scene = someScene();
  scene.see(8, { x: 0, y: 0 });
  const { x: [first, second, third], y: [y] } = scene;
  assert.equal(scene.nearest(first + 5, y, 9), 0);
  assert.equal(scene.nearest(second - 8, y, 9), 1);
  assert.equal(scene.nearest(third, y, 9), -1, "it does not pass");
  assert.equal(scene.nearest(first + 12, y, 9), -1);
  scene.isLettered[0] = 1;
  assert.equal(scene.nearest(first + 12, y, 9), 0);
});

test("reports of the window are counted, those that last into it too, by the groups that are shown", () => {
  const scene = someScene();
  assert.ok(scene.count());
  assert.deepEqual([...scene.counts], [1, 1, 0, 0]);
  assert.ok(!scene.count(), "nothing has changed");
  scene.store.groups = [true, false];
  assert.ok(scene.count());
  assert.deepEqual([...scene.counts], [1, 0, 0, 0]);
});

test("more reports make a longer arc, up to a full circle", () => {
  const shares = [1, 2, 5, 12, 24, 500].map(sweepOf);
  assert.deepEqual(shares, shares.toSorted((a, b) => a - b));
  assert.ok(shares[0] > 0.1 && shares.at(-1) === 1);
});
