// Hands each of the two maps its own day and the places that differ, and keeps their centre and zoom in step.

import { busOf } from "../shared/bus.js";

/** @import { Component } from "../shared/types" */
/** @typedef {{ on: number, from: number, to: number }} Day */

const bus = busOf(window);
const PAIRS = /** @type {const} */ ([["map_first", "map_second"], ["map_second", "map_first"]]);

for (const [one, other] of PAIRS) {
  bus.on(`moved/${one}`, (position) => bus.signal(`go/${other}`, position));
  // A map that nobody has touched fits itself to the valley again when its size changes; once one of the two has been
  // moved by hand, neither may, or it would take the other along.
  bus.on(`touched/${one}`, () => bus.signal(`touch/${other}`, null));
}

/** @param {Component<{ map_first: Day, map_second: Day, focus: string, changed: string[] }>} component */
export default function ({ data }) {
  const changed = new Set(data.changed);
  for (const [name] of PAIRS) {
    bus.tell(`shown/${name}`, { ...data[name], focus: data.focus, alone: false });
    bus.tell(`differing/${name}`, changed);
  }
}
