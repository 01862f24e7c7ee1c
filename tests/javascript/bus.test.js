import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { busOf } from "../../dashboard/browser/shared/bus.js";

beforeEach(() => { globalThis.window = { closed: false }; });

test("a state is heard by who comes later, a signal only by who listens then", () => {
  const bus = busOf({}), heard = [];
  bus.tell("shown/map", { on: 1 });
  bus.signal("touched/map", null);
  bus.hear("shown/map", ({ on }) => heard.push(on));
  bus.on("touched/map", () => heard.push("touched"));
  bus.tell("shown/map", { on: 2 });
  bus.signal("touched/map", null);
  assert.deepEqual(heard, [1, 2, "touched"]);
  assert.deepEqual(bus.last("shown/map"), { on: 2 });
});

test("page and frames that ask for the bus of one page have the same", () => {
  const page = {}, heard = [];
  busOf(page).hear("shown/map", (now) => heard.push(now));
  busOf(page).tell("shown/map", "now");
  busOf({}).tell("shown/map", "another page");
  assert.deepEqual(heard, ["now"]);
});

test("who has stopped, and a frame that is gone, hear no more", () => {
  const page = {}, bus = busOf(page), heard = [];
  const stop = bus.on("clock", () => heard.push("stopped"));
  globalThis.window = { closed: false };
  const frame = globalThis.window;
  bus.on("clock", () => heard.push("frame"));
  stop();
  bus.signal("clock", null);
  frame.closed = true;
  bus.signal("clock", null);
  assert.deepEqual(heard, ["frame"]);
  assert.equal(page.valleyBus.ears.get("clock").size, 0);
});

test("topics do not mix", () => {
  const bus = busOf({}), heard = [];
  bus.hear("shown/map_first", () => heard.push("first"));
  bus.tell("shown/map_second", {});
  assert.deepEqual(heard, []);
});
