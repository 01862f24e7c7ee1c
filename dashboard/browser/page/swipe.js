// One map of two days: the first lies over the second, as far as the handle between them stands; drag it or use arrow keys.

import { makeDayMap } from "../compare/day_map.js";
import { makeLegend } from "../compare/legend.js";
import { el, icon } from "../workbench/dom.js";
import { makeTip } from "../workbench/panel/tip.js";
import { dayShort } from "../workbench/words.js";
import { dress, followTheme, isDark, load, prepare } from "./surroundings.js";

/** @import { Component } from "../shared/types" */
/** @import { DayMap } from "../compare/day_map.js" */
/** @import { Core, Geography } from "../workbench/types" */
/** @typedef {{ payload: string, geography: string, days: [number, number], focus: string, only: string, differing: string[] }} Told */
/** @typedef {ReturnType<typeof stand>} Swipe */

const STEP = 5, FULL = 100, ARROWS = "M6.5 3.5 2 8l4.5 4.5zM9.5 3.5 14 8l-4.5 4.5z";
/** @type {{ root: HTMLElement, swipe: Swipe, trigger: Component<Told>["setTriggerValue"] } | null} */
let standing = null;

/** @param {Component<Told>} component */
export default async function ({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".compared"));
  const [core, geography, makeBase] = await Promise.all([load(data.payload), load(data.geography), prepare(), dress("../compare/compare.css")]);
  if (!root.isConnected) return;
  if (standing?.root !== root) {
    standing?.swipe.destroy();
    standing = { root, swipe: stand(root, core, data, geography, makeBase), trigger: setTriggerValue };
  }
  standing.trigger = setTriggerValue;
  standing.swipe.show(core, data);
}

/** @param {HTMLElement} root @param {Core} core @param {Told} first @param {Geography} geography @param {(host: HTMLElement) => L.Map} makeBase */
function stand(root, core, first, geography, makeBase) {
  root.classList.add("workbench");
  root.classList.toggle("dark", isDark());
  const key = el("div"), tip = makeTip(root), handle = makeHandle(), sides = /** @type {const} */ (["first", "second"]).map(makeSide);
  const swipe = el("div", { class: "swipe" }, sides[1].layer, sides[0].layer, handle);
  root.replaceChildren(key, swipe, tip.node);
  let now = { core, told: first };
  const legend = makeLegend(key, (force) => { show(now.core, { ...now.told, only: force }); standing?.trigger("only", force); });
  const picked = (/** @type {string} */ place) => { show(now.core, { ...now.told, focus: place }); standing?.trigger("picked", place); };
  /** @type {DayMap[]} */
  const maps = [];
  for (const [at, { host, label }] of sides.entries()) {
    const other = () => /** @type {DayMap | undefined} */ (maps[1 - at]);
    maps[at] = makeDayMap(makeBase(host), label, tip, {
      moved: (position) => other()?.go(position), pointed: (place) => other()?.point(place), picked,
    }, { core, geography, shown: shownOf(first, at) });
  }
  slide(swipe, handle, sides[0].layer);
  followTheme(root, () => show(now.core, now.told));

  /** @param {Core} next @param {Told} told */
  function show(next, told) {
    now = { core: next, told };
    root.classList.toggle("dark", isDark());
    for (const [at, map] of maps.entries()) map.show(next, shownOf(told, at));
    legend.show(next, { ...told, differing: told.differing.length, dark: isDark() });
    swipe.dataset.days = told.days.map(dayShort).join(" to ");
  }
  return { show, destroy() { for (const map of maps) map.destroy(); } };
}

/** What the map of the first or of the second day shows. @param {Told} told @param {number} at */
const shownOf = (told, at) => ({ ...told, day: told.days[at], differing: new Set(told.differing), dark: isDark() });

/** @param {string} name */
function makeSide(name) {
  const host = el("div", { class: "map" }), label = el("div", { class: "mapday", "aria-hidden": "true" });
  return { host, label, layer: el("div", { class: `layer ${name}` }, host, label) };
}

const makeHandle = () => el("div", {
  class: "handle", tabindex: "0", role: "slider", "aria-label": "Border between the two days, from left to right", "aria-valuemin": "0", "aria-valuemax": String(FULL),
}, el("i", { "aria-hidden": "true" }, icon(ARROWS)));

/** @param {HTMLElement} root @param {HTMLElement} handle @param {HTMLElement} over */
function slide(root, handle, over) {
  let at = FULL / 2;
  const set = (/** @type {number} */ next) => {
    at = Math.min(Math.max(next, 0), FULL);
    over.style.clipPath = `inset(0 ${FULL - at}% 0 0)`;
    handle.style.left = `${at}%`;
    handle.setAttribute("aria-valuenow", String(Math.round(at)));
    handle.setAttribute("aria-valuetext", `${Math.round(at)} % of the map show the first day`);
  };
  handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = root.getBoundingClientRect();
    set(FULL * (event.clientX - box.left) / box.width);
  });
  handle.addEventListener("keydown", (event) => {
    const next = { ArrowLeft: at - STEP, ArrowRight: at + STEP, Home: 0, End: FULL }[event.key];
    if (next === undefined) return;
    set(next);
    event.preventDefault();
    event.stopPropagation();
  });
  set(at);
}
