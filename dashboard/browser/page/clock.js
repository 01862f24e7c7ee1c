// The day moves here, at display speed: map and charts show it at once, and only a day that stands is told to the server.

import { keep } from "./address_keeper.js";
import { followCharts } from "./marks.js";
import { standPlayer } from "./player.js";
import { receive } from "./time.js";

/** @import { ClockData, Component } from "../shared/types" */

/** @param {Component<ClockData>} component */
export default function ({ data, setStateValue, parentElement }) {
  keep(data.query, { patience: 12_000, grace: 1500 });
  receive(data, (on) => setStateValue("day", { on, number: performance.now() }));
  standPlayer(parentElement);
  followCharts();
}
