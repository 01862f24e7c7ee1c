import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { decode } from "../../dashboard/browser/workbench/model.js";
import { makeStore, reportsInWindow } from "../../dashboard/browser/workbench/store.js";
import { core, HELD } from "./workbench_core.js";

let frames = [];
beforeEach(() => {
  frames = [];
  globalThis.requestAnimationFrame = (act) => frames.push(act);
});
const nextFrame = () => { for (const act of frames.splice(0)) act(0); };
const REPORTS = [[0, 1, 0, 0], [100, 30, 1, 1], [200, 1, 0, 0], [210, 1, 2, 1]];
const standing = (initial = {}) => {
  const store = makeStore(decode(core({ states: [HELD(0)], spans: [[150, 1], [], []], reports: REPORTS, changes: [[150, 0, 0, -1], [300, 1, 1, 0]] })), { day: 210, ...initial });
  store.flush(true);
  return store;
};

test("what changes within a frame reaches a view once, and nothing where nothing changed", () => {
  const store = standing(), heard = [];
  store.watch((what) => heard.push([...what].sort()));
  store.goTo(100);
  store.set({ focus: 1 });
  store.set({ focus: 1 });
  nextFrame();
  assert.deepEqual(heard, [["day", "focus", "from", "now"]]);
  store.set({ day: 100 });
  nextFrame();
  assert.equal(heard.length, 1);
});

test("a tied window ends with the day; a free one stays", () => {
  const store = standing();
  assert.deepEqual([store.from, store.to], [121, 210]);
  store.goTo(300);
  nextFrame();
  assert.deepEqual([store.from, store.to], [211, 300]);
  store.set({ tied: false, from: 90, to: 120 });
  store.goTo(500);
  nextFrame();
  assert.deepEqual([store.from, store.to], [90, 120]);
});

test("the reports of the window are those whose days touch it, latest first", () => {
  const found = (patch, place) => { const store = standing(); store.set(patch); nextFrame(); return reportsInWindow(store, place); };
  assert.deepEqual(found({}), [3, 2, 1]);
  assert.deepEqual(found({ length: 80 }), [3, 2]);
  assert.deepEqual(found({ tied: false, from: 129, to: 129 }), [1]);
  assert.deepEqual(found({ tied: false, from: 130, to: 199 }), []);
  assert.deepEqual(found({ groups: [true, false] }), [2]);
  assert.deepEqual(found({}, 2), [3]);
});

test("the day stays within the record, and steps go from change to change", () => {
  const store = standing();
  store.goTo(-5);
  assert.equal(store.day, 0);
  store.goTo(1e9);
  assert.equal(store.day, 1000);
  store.step(-1);
  assert.equal(store.day, 300);
  store.step(-1);
  store.step(-1);
  assert.equal(store.day, 150);
  store.step(1);
  assert.equal(store.day, 300);
});

test("time is zoomed about a day, never beyond the record or too close", () => {
  const store = standing();
  store.zoom(0.5, 280);
  assert.deepEqual(store.view, [140, 670]);
  store.zoom(1e-9, 280);
  assert.equal(store.view[1] - store.view[0], 45);
  store.zoom(1e9, 280);
  assert.deepEqual(store.view, store.whole);
  store.pan(-500, -400);
  assert.deepEqual(store.view, [0, 100]);
});

test("another payload brings every place into its state anew", () => {
  const store = standing();
  store.model = decode(core({ states: [HELD(1)], spans: [[0, 1], [0, 1], []] }));
  store.set({ payload: 1 });
  nextFrame();
  assert.deepEqual([...store.model.now], [1, 1, 0]);
});
