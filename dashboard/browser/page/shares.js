// Draws the day shown on the chart of shares, and tells the server which day was clicked: Streamlit itself reports
// clicks on points only, and the bands have none.

import { dayNumber, isoDay } from "../shared/days.js";
import { followPage, plotIn, whenDrawn } from "./plots.js";

/** @import { Component } from "../shared/types" */
/** @import { Plot } from "./plots.js" */

/** @type {WeakSet<Plot>} */
const marked = new WeakSet();
let shown = 0;
/** @type {(day: string) => void} */
let pick = () => {};

/** @param {Component<{ on: number }>} component */
export default function ({ data, setTriggerValue }) {
  shown = data.on;
  pick = (day) => setTriggerValue("picked", day);
  followPage(attach);
  attach();
  redraw();
}

/** A chart that was made anew gets the day. */
function attach() {
  const plot = plotIn(document.querySelector(".st-key-shares"));
  if (!plot || marked.has(plot)) return;
  marked.add(plot);
  whenDrawn(plot, () => draw(plot));
  plot.on("plotly_click", ({ event }) => {
    const { xaxis } = plot._fullLayout;
    const day = dayNumber(String(xaxis.p2d?.(event.clientX - plot.getBoundingClientRect().left - xaxis._offset) ?? ""));
    if (Number.isFinite(day)) pick(isoDay(day));
  });
  draw(plot);
}

function redraw() {
  const plot = plotIn(document.querySelector(".st-key-shares"));
  if (plot) draw(plot);
}

/** @param {Plot} plot */
function draw(plot) {
  const { xaxis, yaxis } = plot._fullLayout, day = isoDay(shown), at = xaxis.d2p(day);
  const line = /** @type {HTMLElement | null} */ (plot.parentElement?.querySelector(".day-line")) ?? newLine(plot);
  line.dataset.day = day;
  Object.assign(line.style, {
    display: at < 0 || at > xaxis._length ? "none" : "", left: `${xaxis._offset + at - 1}px`, top: `${yaxis._offset}px`,
    height: `${yaxis._length}px`,
  });
}

/** @param {Plot} plot */
function newLine(plot) {
  const line = document.createElement("div"), holder = /** @type {HTMLElement} */ (plot.parentElement);
  line.className = "day-line";
  line.setAttribute("aria-hidden", "true");
  Object.assign(line.style, {
    position: "absolute", width: "2px", background: "#c2410c", pointerEvents: "none", zIndex: "1", boxShadow: "0 0 0 1px #fff8",
  });
  holder.style.position = "relative";
  holder.append(line);
  return line;
}
