// While days run, words and numbers change eight times a second: more cannot be read, and costs layout in every frame.

/** @import { Changed, State, Store } from "../types" */

const PAUSE = 125;

/**
 * Calls with what has changed whenever one of these did; while days run, seldom enough to be read.
 * @param {Store} store @param {(keyof State | "now")[]} names @param {(what: Changed) => void} hears
 */
export function watchCalmly(store, names, hears) {
  let last = 0;
  /** @type {Changed} */
  let missed = new Set();
  store.watch((what) => {
    if (!names.some((name) => what.has(name)) && !what.has("playing")) return;
    for (const name of what) missed.add(name);
    const now = performance.now();
    if (store.playing && now - last < PAUSE) return;
    last = now;
    const whole = missed;
    missed = new Set();
    hears(whole);
  });
}
