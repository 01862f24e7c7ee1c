// The time strip: the one picture of time, on which the day and the window of reports are moved.

import { el, sheet } from "../dom.js";
import { lastBegun } from "../model.js";
import { watchCalmly } from "../panel/pace.js";
import { dayLong } from "../words.js";
import { makeBins } from "./bins.js";
import { drawBars } from "./draw_bars.js";
import { drawOver } from "./draw_over.js";
import { hintOf } from "./hint.js";
import { STRIP_KEYS, pressed } from "./moves.js";
import { FLAG, makePlot } from "./plot.js";
import { hearPointer } from "./pointer.js";

/** @import { Changed, Paint, State, Store, Tip } from "../types" */
/** @import { Bins } from "./bins.js" */

/** What the bars depend on, and what is drawn over them. @type {(keyof State)[]} */
const OF_BARS = ["view", "groups", "single", "theme", "payload", "focus"];
/** @type {(keyof State)[]} */
const OF_OVER = ["day", "from", "to", "tied", "view", "theme", "payload"];

const KEYS = "Left and right: a day, with shift a change of hands; page keys: a year; Home and End; space plays; plus and minus: nearer and farther.";

/** @type {WeakMap<Element, (day: number) => { x: number, y: number }>} */
const stood = new WeakMap();

/** Where a day lies on the strip that stands in this element, on the line, in the coordinates of the window. @param {Element} host @param {number} day */
export const pointAt = (host, day) => stood.get(host)?.(day);

/** @param {HTMLElement} host an empty element of a fixed height @param {Store} store @param {Paint} paint @param {Tip} tip */
export function makeStrip(host, store, paint, tip) {
  const plot = makePlot(store), base = el("canvas", { "aria-hidden": "true" });
  const over = el("canvas", { tabindex: "0", role: "slider", "aria-label": "Day on the time strip", "aria-orientation": "horizontal", "aria-description": KEYS });
  /** @type {{ bins: Bins | null, pointed: [number, number] | null, isOver: boolean }} */
  const own = { bins: null, pointed: null, isOver: false };
  host.classList.add("time-strip");
  host.append(base, over);

  function drawBase() {
    own.bins = makeBins(store.model, { view: store.view, room: plot.room, groups: store.groups, place: store.focus });
    drawBars(sheet(base, plot.width, plot.height), plot, own.bins, store, paint);
    host.dataset.drawn = "strip";
  }
  const drawMoving = () => drawOver(sheet(over, plot.width, plot.height), plot, store, paint, own.pointed);

  function redraw() {
    if (own.isOver || !plot.width) return;
    drawBase();
    drawMoving();
    describe(over, store);
  }
  function fit() {
    const { clientWidth: width, clientHeight: height } = host;
    if (own.isOver || !width || !height || (width === plot.width && height === plot.height)) return;
    Object.assign(plot, { width, height });
    redraw();
  }
  const point = (/** @type {[number, number] | null} */ pointed) => {
    if (own.pointed?.[0] === pointed?.[0] && own.pointed?.[1] === pointed?.[1]) return;
    own.pointed = pointed;
    drawMoving();
  };

  store.watch((/** @type {Changed} */ what) => {
    if (own.isOver || !plot.width) return;
    const isBase = OF_BARS.some((name) => what.has(name));
    if (isBase) { own.pointed = null; drawBase(); }
    if (isBase || OF_OVER.some((name) => what.has(name))) drawMoving();
  });
  watchCalmly(store, ["day", "payload"], () => { if (!own.isOver) describe(over, store); });
  hearPointer(over, plot, store, {
    point: (px, py, event) => point(hint(px, py, event)),
    leave: () => { tip.hide(); if (!own.isOver) point(null); },
  });
  over.addEventListener("keydown", (event) => { if (pressed(STRIP_KEYS, store, event)) event.stopPropagation(); });

  /** The tip says what is counted under the pointer; what it speaks of is handed back. @param {number} px @param {number} py @param {PointerEvent} event @returns {[number, number] | null} */
  function hint(px, py, event) {
    const { bins } = own, isOnBars = py > FLAG + 2 && py <= plot.low && px >= plot.x(store.view[0]) && px <= plot.x(store.view[1]);
    const bin = bins ? lastBegun(bins.edges, plot.dayAt(px)) : -1;
    const text = bins && isOnBars && bin >= 0 && bin < bins.n ? hintOf(bins, bin, store.model, paint) : null;
    if (!bins || !text) { tip.hide(); return null; }
    tip.show(text, event.clientX, event.clientY);
    return [bins.edges[bin], bins.edges[bin + 1]];
  }

  stood.set(host, (day) => {
    const box = over.getBoundingClientRect();
    return { x: box.left + plot.x(day + 0.5), y: box.top + plot.line - 4 };
  });
  const observer = new ResizeObserver(fit);
  return {
    start() { fit(); observer.observe(host); },
    redraw,
    destroy() { own.isOver = true; observer.disconnect(); tip.hide(); stood.delete(host); },
  };
}

/** @param {HTMLCanvasElement} canvas @param {Store} store */
function describe(canvas, store) {
  const day = Math.floor(store.day);
  const says = { "aria-valuemin": store.model.first, "aria-valuemax": store.model.last, "aria-valuenow": day, "aria-valuetext": dayLong(day) };
  for (const [name, value] of Object.entries(says)) canvas.setAttribute(name, String(value));
}
