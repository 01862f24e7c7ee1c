// The day shown, and the day the server is expected to answer for.

import { busOf } from "../shared/bus.js";
import { windowOn, within } from "../shared/days.js";

/** @import { ClockData } from "../shared/types" */

const PATIENCE = 5000;
const bus = busOf(window);
/** @type {ClockData} */
let data;
/** @type {(day: number) => void} */
let tell = () => {};
let shown = 0, until = 0;
/** @type {number | null} */
let awaited = null;
let last = "";

export const clock = {
  /** What the server said last. */
  get data() { return data; },
  get shown() { return shown; },
  /** True while days pass by themselves. */
  playing: false,
};

/**
 * The server's answer: the day is that of the answer, unless somebody has moved on meanwhile.
 * @param {ClockData} answer @param {(day: number) => void} tells tells the server where the day stands
 */
export function receive(answer, tells) {
  data = answer;
  tell = tells;
  const isStale = awaited !== null && answer.on !== awaited && performance.now() < until;
  if (!clock.playing && !isStale) { awaited = null; shown = answer.on; }
  show();
}

/**
 * Everything that shows a day shows the one on the clock. What stands there already is left alone: the server's answer
 * mostly says what the browser has shown before it. A map or a chart that is made anew asks for the day itself.
 */
export function show() {
  const now = { on: shown, ...windowOn(data, shown), focus: data.focus, alone: data.alone };
  const said = JSON.stringify(now);
  if (said !== last) bus.tell("shown/map", now);
  last = said;
  bus.signal("clock", null);
}

/** @param {number} day */
export function goTo(day) {
  shown = within(day, data);
  show();
}

/**
 * Streamlit sends from a timer. Drawn before that, the picture would hold the message back for as long as it takes to
 * paint; drawn in the timer after it, it stands in the same frame, and the server works meanwhile.
 */
export function settle(day = shown) {
  expect(day);
  tell(day);
  setTimeout(show);
}

/** A place and a day were chosen that Streamlit itself tells the server. @param {string} focus @param {number} day */
export function choose(focus, day) {
  data = { ...data, focus, alone: true };
  expect(day);
  show();
}

/** The server is expected to answer for this day. @param {number} day */
function expect(day) {
  shown = awaited = day;
  until = performance.now() + PATIENCE;
}
