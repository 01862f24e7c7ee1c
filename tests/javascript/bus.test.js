import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { busOf } from "../../dashboard/browser/shared/bus.js";

beforeEach(() => { globalThis.window = { closed: false }; });

test("a state is heard by who comes later, a signal only by who listens then", () => {
  const bus = busOf({}), heard = [];
  bus.tell("map/map_first", { on: 1 });
  bus.signal("picked", null);
  bus.hear("map/map_first", ({ on }) => heard.push(on));
  bus.on("picked", () => heard.push("touched"));
  bus.tell("map/map_first", { on: 2 });
  bus.signal("picked", null);
  assert.deepEqual(heard, [1, 2, "touched"]);
});

test("page and frames that ask for the bus of one page have the same", () => {
  const page = {}, heard = [];
  busOf(page).hear("map/map_first", (now) => heard.push(now));
  busOf(page).tell("map/map_first", "now");
  busOf({}).tell("map/map_first", "another page");
  assert.deepEqual(heard, ["now"]);
});

test("who has stopped, and a frame that is gone, hear no more", () => {
  const page = {}, bus = busOf(page), heard = [];
  const stop = bus.on("picked", () => heard.push("stopped"));
  globalThis.window = { closed: false };
  const frame = globalThis.window;
  bus.on("picked", () => heard.push("frame"));
  stop();
  bus.signal("picked", null);
  frame.closed = true;
  bus.signal("picked", null);
  assert.deepEqual(heard, ["frame"]);
  assert.equal(page.valleyBus.ears.get("picked").size, 0);
});

test("topics do not mix", () => {
  const bus = busOf({}), heard = [];
  bus.hear("map/map_first", () => heard.push("first"));
  bus.tell("map/map_second", {});
  assert.deepEqual(heard, []);
});
