// One state and one frame: whatever changed is gathered, and every view hears of it once before the browser paints.

import { changeFrom, within } from "../shared/days.js";
import { lastBegun, setDay } from "./model.js";
import { dayOf } from "./words.js";

/** @import { Changed, Model, State, Store } from "./types" */

/** The record grows dense in this year: the river diagram leaves out what is before, where it can. */
const DENSE_FROM = dayOf(2003), LEAST_DIAGRAM = 5 * 365.25;
/** Air after the last day, so that its bars do not end at the edge; the least that can be viewed. Days. */
const AIR = 60, CLOSEST = 45;

/**
 * @param {Model} model @param {Partial<State>} initial
 * @returns {Store}
 */
export function makeStore(model, initial) {
  /** @type {((what: Changed) => void)[]} */
  const views = [];
  /** @type {Changed} */
  let changed = new Set();
  let isAsked = false;
  /** @type {State} */
  const start = {
    day: model.last, from: 0, to: 0, length: 90, tied: true, view: [model.first, model.last + AIR], focus: -1, event: -1, hover: -1,
    found: null, single: -1, groups: model.groups.map(() => true), tab: "river", playing: false, speed: 91.3125, theme: 0, payload: 0,
    texts: 0, ...initial,
  };

  /** @type {Store} */
  const store = {
    ...start, model,
    get whole() { return /** @type {[number, number]} */ ([store.model.first, store.model.last + AIR]); },
    get span() { const [first, last] = store.view; return /** @type {[number, number]} */ ([Math.max(first, Math.min(DENSE_FROM, last - LEAST_DIAGRAM)), last]); },
    set(patch) {
      for (const name of /** @type {(keyof State)[]} */ (Object.keys(patch))) {
        if (store[name] === patch[name]) continue;
        Object.assign(store, { [name]: patch[name] });
        changed.add(name);
      }
      if (changed.size && !isAsked) { isAsked = true; requestAnimationFrame(() => store.flush()); }
    },
    watch(hears) { views.push(hears); },
    flush(all = false) {
      isAsked = false;
      const what = all ? /** @type {Changed} */ (new Set(Object.keys(start))) : changed;
      changed = new Set();
      if (!what.size) return;
      if ((what.has("day") || what.has("payload")) && (setDay(store.model, Math.floor(store.day)) || what.has("payload"))) what.add("now");
      if (store.tied && ["day", "length", "tied", "payload"].some((name) => what.has(/** @type {keyof State} */ (name)))) {
        store.to = Math.floor(store.day);
        store.from = store.to - store.length + 1;
        what.add("from");
      }
      for (const view of views) view(what);
    },
    goTo(day) { store.set({ day: within(day, store.model) }); },
    choose(place, more = {}) { store.set({ focus: place, event: -1, tab: place < 0 ? store.tab : "card", ...more }); },
    pause() { if (store.playing) store.set({ playing: false, day: Math.floor(store.day) }); },
    toggle() { if (store.playing) store.pause(); else play(store); },
    step(way) {
      store.pause();
      const day = changeFrom(store.model.changeDays, Math.floor(store.day), way);
      if (day !== undefined) store.goTo(day);
    },
    pan(first, last) { store.set({ view: inside(store.whole, first, last) }); },
    zoom(factor, about) {
      const [first, last] = store.view, [a, b] = store.whole, share = (about - first) / (last - first);
      const wide = Math.min(Math.max((last - first) * factor, CLOSEST), b - a);
      store.pan(about - share * wide, about - share * wide + wide);
    },
    resetView() { store.set({ view: store.whole }); },
    inWindow(report) {
      const { first, days, group } = store.model.reports;
      return first[report] <= store.to && first[report] + days[report] > store.from && store.groups[group[report]];
    },
  };
  return store;
}

/** @param {[number, number]} whole @param {number} first @param {number} last @returns {[number, number]} */
function inside([low, high], first, last) {
  const wide = Math.min(Math.max(last - first, CLOSEST), high - low), start = Math.min(Math.max(first, low), high - wide);
  return [start, start + wide];
}

/** The reports in the window, latest first; only those of a place where one is given. @param {Store} store @param {number} [place] */
export function reportsInWindow(store, place = -1) {
  const { reports } = store.model, found = [];
  for (let report = lastBegun(reports.first, store.to); report >= 0; report -= 1) {
    if (store.inWindow(report) && (place < 0 || reports.place[report] === place)) found.push(report);
  }
  return found;
}

const BEAT = 1000, LONGEST_STEP = 250, EDGE = 0.04;

/** Days run until the last, or until somebody pauses; where motion is not wanted, once a second to the next change. @param {Store} store */
function play(store) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)");
  const begin = store.day >= store.model.told ? store.model.first : store.day;
  store.set({ playing: true, day: begin });
  let before = performance.now(), beat = before, exact = begin;
  const frame = (/** @type {number} */ now) => {
    if (!store.playing) return;
    if (!isStill.matches) exact += Math.min(now - before, LONGEST_STEP) * store.speed / 1000;
    else if (now - beat > BEAT) { exact = changeFrom(store.model.changeDays, exact, 1) ?? store.model.told; beat = now; }
    before = now;
    const [first, last] = store.view, edge = (last - first) * EDGE;
    if (exact > last - edge && last < store.whole[1]) store.pan(first + exact - last + edge, exact + edge);
    if (exact >= store.model.told) { store.goTo(store.model.told); store.pause(); return; }
    store.goTo(exact);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
