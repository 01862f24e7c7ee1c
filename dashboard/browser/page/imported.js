// Hands imported events to the map, and what the map shows of them to the server.

import { busOf } from "../shared/bus.js";

/** @import { Component, ImportedEvents } from "../shared/types" */

const bus = busOf(window);
const PAUSE = 100;
let turn = 0;

/** @param {Component<{ events: ImportedEvents, short: string, said: string }>} component */
export default function ({ data: { events, short, said }, setStateValue }) {
  const own = ++turn;
  bus.tell("imported/map", { events, short, said, see: (view) => setStateValue("view", view) });
  // Drawn again right after, the page has events for the map still.
  return () => { setTimeout(() => { if (turn === own) bus.tell("imported/map", null); }, PAUSE); };
}
