// The screen of a briefing, one file that is opened from disk: all it shows stands in the document, and nothing is fetched.

import { makeBase } from "../folium/base.js";
import { beginAt, lastingUntil } from "../workbench/beginning.js";
import { mount } from "../workbench/workbench.js";
import { followPrint } from "./paper.js";
import { makeTexts } from "./texts.js";

/** @import { Core, Geography } from "../workbench/types" */

/**
 * Where the screen begins, as dashboard/briefing/document.py says it.
 * @typedef {object} View
 * @property {string} rule
 * @property {import("../workbench/beginning.js").Beginning} state
 * @property {number} latest the last day that can be shown: the day the briefing was made on, unless the record reaches beyond it
 */

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const view = /** @type {View} */ (given("view")), core = /** @type {Core} */ (given("core"));
const geography = /** @type {Geography} */ (given("land")), packed = /** @type {string} */ (given("texts"));
const isDark = matchMedia("(prefers-color-scheme: dark)");

root.hidden = false;
const bench = stand();
isDark.addEventListener("change", () => bench.recolour(isDark.matches));
followPrint(root, bench, () => isDark.matches);
leaveSpaceToTheText();

/** @param {string} id */
function given(id) {
  return JSON.parse(/** @type {HTMLElement} */ (document.getElementById(id)).textContent ?? "");
}

function stand() {
  const whole = lastingUntil(core, view.latest);
  return mount(root, whole, {
    geography, makeBase, dark: isDark.matches, rule: view.rule, texts: (store) => makeTexts(packed, store), isFirstVisit: false,
    state: beginAt(whole, view.state),
    dismiss() {}, townAddress: null, version: null, offer: null,
  });
}

/** Space plays where the screen is in sight; among the text below it, it turns the page, as everywhere. */
function leaveSpaceToTheText() {
  let isInSight = true;
  new IntersectionObserver(([{ isIntersecting }]) => { isInSight = isIntersecting; }, { rootMargin: "-25%" }).observe(root);
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target === document.body && !isInSight) event.stopImmediatePropagation();
  }, { capture: true });
}
