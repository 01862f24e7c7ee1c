// Which days the reports are of, and whether they end with the day shown.

import { el } from "../dom.js";
import { dayShort, many } from "../words.js";

/** @import { Store } from "../types" */

const TIED = "Reports end with the day shown. Click to keep these days while the day moves.";
const FREE = "Reports keep to these days while the day moves. Click to let them end with the day again.";

/** @param {Store} store */
export function makeWindowLabel(store) {
  const days = el("b"), tie = el("span", { class: "tie" });
  const node = el("button", { type: "button", class: "window", onclick: () => store.set({ tied: !store.tied }) },
    el("span", {}, el("span", { class: "what" }, "Reports "), days, " · ", tie));
  function draw() {
    const { from, to, tied } = store;
    days.textContent = `${dayShort(from)} – ${dayShort(to)}`;
    tie.textContent = `${many(to - from + 1, "day")}${tied ? " to the day" : ", kept"}`;
    if (node.title !== (tied ? TIED : FREE)) node.title = tied ? TIED : FREE;
  }
  return { node, draw };
}
