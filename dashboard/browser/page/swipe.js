// One map of two days: the first lies over the second, as far as the handle between them stands; drag it or use arrow keys.

import { el } from "../workbench/dom.js";
import { decode } from "../workbench/model.js";
import { makeMap } from "../workbench/map/map.js";
import { makePaint } from "../workbench/paint.js";
import { makeTip } from "../workbench/panel/tip.js";
import { makeStore } from "../workbench/store.js";
import { themeOf } from "../workbench/theme.js";
import { dayShort } from "../workbench/words.js";
import { isDark, load, prepare } from "./surroundings.js";

/** @import { Component } from "../shared/types" */
/** @import { Core, Geography } from "../workbench/types" */
/** @typedef {{ payload: string, geography: string, first: number, second: number, focus: string, changed: string[] }} Told */
/** @typedef {ReturnType<typeof stand>} Standing */

const STEP = 5, FULL = 100;
/** @type {WeakMap<HTMLElement, { payload: string, dark: boolean, swipe: Standing }>} */
const standing = new WeakMap();

/** @param {Component<Told>} component */
export default async function ({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".swipe"));
  const [core, geography, makeBase] = await Promise.all([load(data.payload), load(data.geography), prepare()]);
  if (!root.isConnected) return;
  let own = standing.get(root);
  if (own?.payload !== data.payload || own.dark !== isDark()) {
    own?.swipe.destroy();
    const whole = { ...core, last: Math.max(core.last, data.first, data.second) };
    own = { payload: data.payload, dark: isDark(), swipe: stand(root, whole, geography, makeBase, (place) => setTriggerValue("picked", place)) };
    standing.set(root, own);
  }
  own.swipe.show(data);
}

/**
 * @param {HTMLElement} root @param {Core} core @param {Geography} geography @param {(host: HTMLElement) => L.Map} makeBase
 * @param {(place: string) => void} pick
 */
function stand(root, core, geography, makeBase, pick) {
  root.classList.add("workbench");
  root.classList.toggle("dark", isDark());
  const tip = makeTip(root), handle = makeHandle(), sides = /** @type {const} */ (["second", "first"]).map((name) => {
    const host = el("div", { class: "map" }), label = el("div", { class: "mapday" }), layer = el("div", { class: `layer ${name}` }, host, label);
    return { layer, host, label };
  });
  root.replaceChildren(...sides.map(({ layer }) => layer), handle, tip.node);
  const maps = sides.map(({ host, label }) => {
    const store = makeStore(decode(core), { groups: core.groups.map(() => false) }), base = makeBase(host);
    const map = makeMap(base, store, makePaint(store, themeOf(isDark())), tip, geography);
    store.flush(true);
    map.start();
    store.watch((what) => {
      if (what.has("day")) label.textContent = dayShort(store.day);
      if (what.has("focus") && store.focus >= 0) pick(store.model.places.id[store.focus]);
    });
    return { store, base, map };
  });
  keepInStep(maps.map(({ base }) => base));
  const [second, first] = maps;
  slide(root, handle, sides[1].layer);
  return {
    /** @param {Told} told */
    show(told) {
      const changed = new Set(told.changed);
      for (const [{ store, map }, day] of /** @type {const} */ ([[first, told.first], [second, told.second]])) {
        const focus = store.model.index.get(told.focus) ?? -1;
        if (focus !== store.focus) Object.assign(store, { focus });   // told by the server: not to be told back
        map.setDiffering(changed);
        store.set({ day, theme: store.theme + 1 });
      }
      root.dataset.days = `${dayShort(told.first)} to ${dayShort(told.second)}`;
    },
    destroy() { for (const { map, base } of maps) { map.destroy(); base.remove(); } },
  };
}

const makeHandle = () => el("div", {
  class: "handle", tabindex: "0", role: "slider", "aria-label": "Border between the two days, from left to right", "aria-valuemin": "0", "aria-valuemax": String(FULL),
}, el("i", { "aria-hidden": "true" }, "◂▸"));

/** What moves one map moves the other. @param {L.Map[]} maps */
function keepInStep(maps) {
  let isFollowing = false;
  for (const [at, map] of maps.entries()) {
    map.on("move zoom", () => {
      if (isFollowing) return;
      isFollowing = true;
      maps[1 - at].setView(map.getCenter(), map.getZoom(), { animate: false });
      isFollowing = false;
    });
  }
}

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
