import assert from "node:assert/strict";
import { test } from "node:test";

import { lasting } from "../../dashboard/browser/workbench/strip/copy_link.js";

test("a copied link names the version of the record last, once, and nothing else changes", () => {
  const here = "http://localhost:8501/valley?on=2017-11-03&force=isis&force=sdf";
  assert.equal(lasting(here, "2026.11.3"), `${here}&version=2026.11.3`);
  assert.equal(lasting(`${here}&version=2026.11.1`, "2026.11.3"), `${here}&version=2026.11.3`);
  assert.equal(new URL(lasting(here, "2026.11.3+69a07664470e")).searchParams.get("version"), "2026.11.3+69a07664470e");
  assert.equal(lasting("http://localhost:8501/", ""), "http://localhost:8501/");
});
