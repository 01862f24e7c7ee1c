// The texts of a briefing: what is told once is the same everywhere, and comes back as it was.

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import { makeTexts, textsOf } from "../../dashboard/browser/briefing/texts.js";
import { unfold } from "../../dashboard/browser/briefing/unfold.js";

const SHAPES = [["name", "day"], ["of", "all"]];
const SHARED = [[1, "Raqqa", 5], "a text that is shared", [0, -1, -1]];

test("a node is itself, a list, an object, a number, or the name of what is shared", () => {
  const whole = unfold({ shapes: SHAPES, shared: SHARED });
  assert.equal(whole("Hit"), "Hit");
  assert.equal(whole(7), 7);
  assert.equal(whole(null), null);
  assert.equal(whole([-1, -7]), -7);
  assert.equal(whole(-2), "a text that is shared");
  assert.deepEqual(whole([0, 1, [0], "x"]), [1, [], "x"]);
  assert.deepEqual(whole([2, -2, -3]), { of: "a text that is shared", all: [{ name: "Raqqa", day: 5 }, { name: "Raqqa", day: 5 }] });
});

test("what is shared is made once", () => {
  const [first, second] = /** @type {unknown[]} */ (unfold({ shapes: SHAPES, shared: SHARED })(-3));
  assert.equal(first, second);
});

const FOLDED = { shapes: SHAPES, shared: SHARED, rows: [4, 90], reports: [-1, [1, "Hit", 6]], places: [[0, -2]] };

test("reports are found by their number, places by their turn, and nothing else is", () => {
  const texts = textsOf(FOLDED);
  assert.deepEqual(texts.report(90), { name: "Hit", day: 6 });
  assert.deepEqual(texts.place(0), ["a text that is shared"]);
  assert.equal(texts.report(5), undefined);
  assert.equal(texts.place(1), undefined);
});

test("views hear of the texts once they are unpacked", async () => {
  const packed = gzipSync(JSON.stringify(FOLDED)).toString("base64");
  const texts = await new Promise((done) => {
    const store = { texts: 0, set() { done(found); } };
    const found = makeTexts(packed, /** @type {any} */ (store));
    assert.equal(found.report(4), undefined);
  });
  assert.deepEqual(texts.report(4), { name: "Raqqa", day: 5 });
});
