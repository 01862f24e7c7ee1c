// Tells the server once that the map stands, so that the charts come after it: Plotly's script alone keeps a small
// machine busy for more than a second, and the map would have to wait for it.

import { busOf } from "../shared/bus.js";

/** @import { Component } from "../shared/types" */

const PAUSE = 250, PATIENCE = 6000;
/** A session that began after the server was started again has to be told anew: the page may be older than it. */
let told = "";

/** @param {Component<{ session: string }>} component */
export default function ({ data: { session }, setTriggerValue }) {
  if (told === session) return undefined;
  const tell = () => {
    if (told === session) return;
    told = session;
    setTriggerValue("drawn", true);
  };
  const waiting = [setTimeout(tell, PATIENCE)];
  const stop = busOf(window).hear("drawn/map", () => { waiting.push(setTimeout(tell, PAUSE)); });
  return () => { stop(); waiting.forEach(clearTimeout); };
}
