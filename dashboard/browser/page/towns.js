// Hands places, states and reports to a map as data: nothing of them is ever part of a script.

import { busOf } from "../shared/bus.js";

/** @import { Component, Timeline } from "../shared/types" */

const bus = busOf(window);
/** @type {Map<string, { text: string, timeline: Timeline }>} What each map was given, by its name. */
const given = new Map();

/** @param {Component<{ map: string, payload: string }>} component */
export default function ({ data: { map, payload }, setTriggerValue }) {
  if (given.get(map)?.text !== payload) given.set(map, { text: payload, timeline: JSON.parse(payload) });
  const { timeline } = /** @type {{ timeline: Timeline }} */ (given.get(map));
  bus.tell(`towns/${map}`, { timeline, pick: (place) => setTriggerValue("picked", place) });
}
