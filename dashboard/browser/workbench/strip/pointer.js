// Mouse, finger and wheel on the strip: they move the day, the window of reports and the stretch of time that is shown.

import { within } from "../../shared/days.js";
import { SIDE, partAt } from "./plot.js";
import { moveTo, reveal } from "./moves.js";

/** @import { Store } from "../types" */
/** @import { Part, Plot } from "./plot.js" */

/**
 * ``offset`` is how far from what it holds the pointer took hold of it; the rest is as it was then.
 * @typedef {{
 *   what: Part | "brush", px: number, offset: number, day: number, from: number, to: number, view: [number, number],
 *   isTouch: boolean, isMoved: boolean,
 * }} Drag
 */

/** Pixels that a pointer moves before it drags: a finger that scrolls the page begins on the strip too. */
const STILL = { mouse: 2, touch: 6 };
const DOUBLE = 500;
/** @type {Record<Part, string>} */
const CURSORS = { overview: "grab", flag: "ew-resize", away: "pointer", from: "col-resize", to: "col-resize", window: "grab", day: "ew-resize" };

/**
 * @param {HTMLCanvasElement} canvas @param {Plot} plot @param {Store} store
 * @param {{ point(px: number, py: number, event: PointerEvent): void, leave(): void }} hover told where the pointer is at rest
 */
export function hearPointer(canvas, plot, store, hover) {
  /** @type {Drag | null} */
  let drag = null;
  /** @type {Map<number, [number, number]>} */
  const fingers = new Map();
  let before = { day: store.day, at: -DOUBLE };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    const [px, py] = pointOf(canvas, event);
    canvas.setPointerCapture(event.pointerId);
    hover.leave();
    fingers.set(event.pointerId, [px, py]);
    drag = fingers.size === 1 ? take(plot, store, px, py, event) : null;
    if (event.timeStamp - before.at > DOUBLE) before = { day: Math.floor(store.day), at: event.timeStamp };
    store.pause();
    if (drag) begin(plot, store, drag);
  });

  canvas.addEventListener("pointermove", (event) => {
    const [px, py] = pointOf(canvas, event), finger = fingers.get(event.pointerId);
    if (fingers.size > 1 && finger) pinch(plot, store, fingers, event.pointerId, [px, py]);
    else if (drag) pull(plot, store, drag, px);
    else if (event.pointerType === "mouse") {
      canvas.style.cursor = event.shiftKey ? "crosshair" : CURSORS[partAt(plot, store, px, py, false)];
      hover.point(px, py, event);
    }
  });

  const end = (/** @type {PointerEvent} */ event) => {
    fingers.delete(event.pointerId);
    if (drag && event.type === "pointerup") letGo(plot, store, drag);
    drag = null;
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("pointerleave", () => hover.leave());
  canvas.addEventListener("dblclick", () => {
    store.resetView();
    store.goTo(before.day);   // the two clicks of it have moved the day
  });
  canvas.addEventListener("wheel", (event) => turn(canvas, plot, store, event, hover), { passive: false });
}

/** @param {HTMLCanvasElement} canvas @param {MouseEvent} event @returns {[number, number]} */
function pointOf(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** @param {Plot} plot @param {Store} store @param {number} px @param {number} py @param {PointerEvent} event @returns {Drag} */
function take(plot, store, px, py, event) {
  const isTouch = event.pointerType !== "mouse", what = event.shiftKey ? "brush" : partAt(plot, store, px, py, isTouch);
  const held = what === "from" ? plot.x(store.from) : what === "to" ? plot.x(store.to + 1) : what === "flag" ? plot.x(store.day + 0.5) : px;
  return { what, px, offset: px - held, day: plot.dayAt(px), from: store.from, to: store.to, view: store.view, isTouch, isMoved: false };
}

/** A mouse acts at once; a finger only once it has moved sideways or is lifted. @param {Plot} plot @param {Store} store @param {Drag} drag */
function begin(plot, store, drag) {
  if (drag.what === "day" && !drag.isTouch) store.goTo(dayUnder(plot, store, drag.px));
  if (drag.what !== "overview") return;
  const [first, end] = store.view, at = plot.wholeAt(drag.px), half = (end - first) / 2;
  if (at < first || at > end) store.pan(at - half, at + half);
  drag.view = store.view;
}

/** The day under a point of what is shown. @param {Plot} plot @param {Store} store @param {number} px */
function dayUnder(plot, store, px) {
  const [first, end] = store.view;
  return within(within(Math.round(plot.dayAt(px) - 0.5), { first: Math.ceil(first), last: Math.floor(end) - 1 }), store.model);
}

/** @param {Plot} plot @param {Store} store @param {Drag} drag @param {number} px */
function pull(plot, store, drag, px) {
  if (!drag.isMoved && Math.abs(px - drag.px) < (drag.isTouch ? STILL.touch : STILL.mouse)) return;
  drag.isMoved = true;
  PULLS[drag.what](plot, store, drag, px);
}

/** @type {Record<Drag["what"], (plot: Plot, store: Store, drag: Drag, px: number) => void>} */
const PULLS = {
  day: (plot, store, { offset }, px) => store.goTo(dayUnder(plot, store, px - offset)),
  flag: (plot, store, { offset }, px) => store.goTo(dayUnder(plot, store, px - offset)),
  away: () => {},
  from: (plot, store, { offset, to }, px) => {
    const from = Math.min(within(Math.round(plot.dayAt(px - offset)), store.model), to);
    store.set(store.tied ? { length: to - from + 1 } : { from });
  },
  to: (plot, store, { offset, from }, px) => store.set({ to: Math.max(within(Math.round(plot.dayAt(px - offset)) - 1, store.model), from) }),
  window: (plot, store, { day, from, to }, px) => {
    const { first, last } = store.model, room = { first: Math.min(first - from, 0), last: Math.max(last - to, 0) };
    const by = within(Math.round(plot.dayAt(px) - day), room);
    store.set({ from: from + by, to: to + by });
  },
  brush: (plot, store, { px: start }, px) => {
    const [from, to] = [dayUnder(plot, store, start), dayUnder(plot, store, px)].sort((a, b) => a - b);
    store.set({ tied: false, from, to });
  },
  overview: (plot, store, { px: start, view: [first, end] }, px) => {
    const by = plot.wholeAt(px) - plot.wholeAt(start);
    store.pan(first + by, end + by);
  },
};

/** What was only clicked. @param {Plot} plot @param {Store} store @param {Drag} drag */
function letGo(plot, store, { what, px, isMoved }) {
  if (isMoved) return;
  if (what === "day" || what === "window") moveTo(store, dayUnder(plot, store, px));
  if (what === "away") reveal(store);
}

/**
 * Two fingers spread time about the point between them, and drag it.
 * @param {Plot} plot @param {Store} store @param {Map<number, [number, number]>} fingers @param {number} id @param {[number, number]} point
 */
function pinch(plot, store, fingers, id, point) {
  const other = [...fingers].find(([each]) => each !== id)?.[1], last = fingers.get(id);
  fingers.set(id, point);
  if (!other || !last) return;
  const apart = (/** @type {[number, number]} */ [x, y]) => Math.max(Math.hypot(x - other[0], y - other[1]), 20);
  const day = plot.dayAt((last[0] + other[0]) / 2);
  store.zoom(apart(last) / apart(point), day);
  const by = day - plot.dayAt((point[0] + other[0]) / 2);
  store.pan(store.view[0] + by, store.view[1] + by);
}

const LINE = 16, SPEED = 0.0022, MOST = 240;

/**
 * The wheel spreads time about the pointer; sideways it moves it. Where nothing is left to widen, the page scrolls.
 * @param {HTMLCanvasElement} canvas @param {Plot} plot @param {Store} store @param {WheelEvent} event @param {{ leave(): void }} hover
 */
function turn(canvas, plot, store, event, hover) {
  const unit = event.deltaMode ? LINE : 1, sideways = event.deltaX * unit, along = within(event.deltaY * unit, { first: -MOST, last: MOST });
  const [first, end] = store.view, [begin, last] = store.whole, isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (!isSideways && along > 0 && !event.ctrlKey && end - first >= last - begin) return;
  event.preventDefault();
  hover.leave();
  if (isSideways) {
    const by = sideways / plot.room * (end - first);
    store.pan(first + by, end + by);
  } else {
    const px = within(pointOf(canvas, event)[0], { first: SIDE, last: plot.width - SIDE });
    store.zoom(Math.exp(along * SPEED), plot.dayAt(px));
  }
}
