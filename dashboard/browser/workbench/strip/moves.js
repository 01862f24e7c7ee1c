// What keys and buttons do to the day and to the stretch of time that is shown.

import { dayOf, yearOf } from "../words.js";

/** @import { Store } from "../types" */

/** The day is brought into what the strip shows. @param {Store} store */
export function reveal(store) {
  const [first, end] = store.view, half = (end - first) / 2;
  if (store.day < first || store.day >= end) store.pan(store.day - half, store.day + half);
}

/** @param {Store} store @param {number} day */
export function moveTo(store, day) {
  store.pause();
  store.goTo(day);
  reveal(store);
}

/** @param {Store} store @param {1 | -1} way */
export function stepTo(store, way) {
  store.step(way);
  reveal(store);
}

/** The same date a number of years later. @param {number} day @param {number} years */
function yearsOn(day, years) {
  const date = new Date(day * 864e5);
  return dayOf(yearOf(day) + years, date.getUTCMonth(), date.getUTCDate());
}

/** About the day where it is in view, else about the middle. @param {Store} store @param {number} factor */
function zoom(store, factor) {
  const [first, end] = store.view;
  store.zoom(factor, store.day >= first && store.day < end ? store.day : (first + end) / 2);
}

const NEARER = 0.6;

/** @typedef {Record<string, (store: Store, event: KeyboardEvent) => void>} Keys */

/** Keys that move the day from wherever the page is. @type {Keys} */
export const PAGE_KEYS = {
  " ": (store, { repeat }) => { if (!repeat) store.toggle(); },
  Home: (store) => moveTo(store, store.model.first),
  End: (store) => moveTo(store, store.model.last),
  ArrowLeft: (store, { shiftKey }) => (shiftKey ? stepTo(store, -1) : moveTo(store, Math.floor(store.day) - 1)),
  ArrowRight: (store, { shiftKey }) => (shiftKey ? stepTo(store, 1) : moveTo(store, Math.floor(store.day) + 1)),
};

/** Those of the strip, where it has the focus. @type {Keys} */
export const STRIP_KEYS = {
  ...PAGE_KEYS,
  PageUp: (store) => moveTo(store, yearsOn(Math.floor(store.day), 1)),
  PageDown: (store) => moveTo(store, yearsOn(Math.floor(store.day), -1)),
  "+": (store) => zoom(store, NEARER),
  "=": (store) => zoom(store, NEARER),
  "-": (store) => zoom(store, 1 / NEARER),
  _: (store) => zoom(store, 1 / NEARER),
};

/** True where the key was one of these, and has done its work. @param {Keys} keys @param {Store} store @param {KeyboardEvent} event */
export function pressed(keys, store, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !Object.hasOwn(keys, event.key)) return false;
  event.preventDefault();
  keys[event.key](store, event);
  return true;
}
