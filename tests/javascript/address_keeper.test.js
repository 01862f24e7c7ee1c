import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = { addEventListener: () => {} };
const { isSame } = await import("../../dashboard/browser/page/address_keeper.js");

test("queries that name the same in another order are the same", () => {
  assert.ok(isSame("?place=raqqa&on=2016-01-01", "?on=2016-01-01&place=raqqa"));
  assert.ok(isSame("", ""));
  assert.ok(isSame("?q=a+b", "?q=a%20b"));
});

test("other values, other names, or values of a list in another order are not", () => {
  assert.ok(!isSame("?on=2016-01-01", "?on=2016-01-02"));
  assert.ok(!isSame("?on=2016-01-01", ""));
  assert.ok(!isSame("?force=a&force=b", "?force=a"));
  assert.ok(!isSame("?force=a&force=b", "?force=b&force=a"));
});
