// Mouse, pen and touch on the river diagram: hover and lens, zoom, drag and pinch, and what is chosen by a click or a tap.

import { within } from "../../shared/days.js";
import { spanAt } from "../model.js";
import { tipOf } from "./says.js";

/** @import { View } from "./river.js" */

/** A pointer that moved less has not dragged; wait so long for a second click before the first one counts. */
const STILL = 4, DOUBLE = 240;
/** After a wheel has zoomed the rows out, its last turns do not scroll the page. */
const SPENT = 250;
/** Rows are zoomed by this part for each pixel of the wheel, time by less; ctrl is what a pinch on a trackpad sends. */
const ROWS_WHEEL = 0.003, TIME_WHEEL = 0.0022, PINCH_WHEEL = 0.01;

/**
 * @typedef {{ x: number, y: number, scroll: number, view: [number, number], scale: number, hasMoved: boolean, apart: number }} Drag
 */

/** @param {View} view @param {AbortSignal} signal */
export function listenToPointer(view, signal) {
  const { over, scene } = view;
  /** @type {Map<number, { x: number, y: number }>} */
  const down = new Map();
  /** @type {Drag | null} */
  let drag = null;
  const at = (/** @type {MouseEvent} */ event) => {
    const box = over.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const hear = (/** @type {string} */ name, /** @type {(event: PointerEvent) => void} */ hears) => {
    over.addEventListener(name, /** @type {EventListener} */ (hears), { signal });
  };

  const begin = (/** @type {{ x: number, y: number }} */ { x, y }, /** @type {boolean} */ hasMoved) => {
    drag = { x, y, scroll: scene.stand.scroll, view: scene.store.view, scale: scene.scale, hasMoved, apart: 0 };
  };
  hear("pointerdown", (event) => {
    if (event.button) return;
    down.set(event.pointerId, at(event));
    begin(at(event), down.size > 1);
    if (event.pointerType !== "touch") over.setPointerCapture(event.pointerId);
  });
  hear("pointermove", (event) => {
    const point = at(event);
    if (!drag || !down.has(event.pointerId)) {
      if (event.pointerType !== "touch") hover(view, point, event);
      return;
    }
    down.set(event.pointerId, point);
    if (down.size > 1) pinch(view, drag, [...down.values()]); else pull(view, drag, point);
  });
  const choose = listenToClicks(view, signal);
  hear("pointerup", (event) => {
    const was = drag;
    down.delete(event.pointerId);
    over.style.cursor = "";
    const [left] = down.values();
    if (left) { begin(left, true); return; }   // the finger that stays drags on from where it is
    drag = null;
    if (was && !was.hasMoved) choose(at(event), event.pointerType === "touch");
  });
  hear("pointercancel", (event) => { down.delete(event.pointerId); drag = null; });
  hear("pointerleave", (event) => { if (event.pointerType !== "touch" && !drag) leave(view); });
  over.addEventListener("blur", () => view.lens.shut(), { signal });
  listenToWheel(view, at, signal);
}

/** @param {View} view */
function leave({ scene, tip, lens }) {
  scene.store.set({ hover: -1 });
  tip.hide();
  lens.shut();
}

/** @param {View} view @param {{ x: number, y: number }} point @param {MouseEvent} event */
function hover(view, { x, y }, event) {
  const { scene, lens, over, tip, ask } = view, { store, plot } = scene, isOnBars = x >= plot.left && x <= plot.right;
  over.style.cursor = isOnBars ? "crosshair" : "default";
  if (y < plot.top || y > plot.bottom) { leave(view); return; }
  if (lens.isWanted()) {
    lens.follow(y);
    scene.lay();
    ask();
  }
  const row = scene.rowUnder(y);
  store.set({ hover: row });
  if (row < 0) return;
  tip.show(tipOf(scene, row, spanAt(store.model, row, Math.floor(isOnBars ? scene.dayAt(x) : store.day))), event.clientX, event.clientY);
}

/** Rows and time follow the pointer. @param {View} view @param {Drag} drag @param {{ x: number, y: number }} point */
function pull({ scene, over, tip, lens, ask }, drag, { x, y }) {
  if (!drag.hasMoved && Math.hypot(x - drag.x, y - drag.y) <= STILL) return;
  const { store, stand } = scene, { view } = drag, [first, last] = store.whole;
  if (!drag.hasMoved) {
    drag.hasMoved = true;
    over.style.cursor = "grabbing";
    tip.hide();
    lens.shut();
  }
  stand.scroll = drag.scroll - (y - drag.y);   // kept within bounds as rows are laid
  const days = (drag.x - x) / drag.scale;
  if (view[1] - view[0] < last - first) store.pan(view[0] + days, view[1] + days);
  ask();
}

/** Two fingers zoom the rows. @param {View} view @param {Drag} drag @param {{ x: number, y: number }[]} points */
function pinch(view, drag, [one, other]) {
  const apart = Math.hypot(one.x - other.x, one.y - other.y);
  if (drag.apart) view.zoomRows(apart / drag.apart, (one.y + other.y) / 2);
  drag.apart = apart;
  drag.hasMoved = true;
}

/**
 * A click chooses; a double click shows all again, so that where something is zoomed a click waits whether a second comes.
 * @param {View} view @param {AbortSignal} signal
 */
function listenToClicks(view, signal) {
  const { over, scene, lens } = view, { store } = scene;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  over.addEventListener("dblclick", () => {
    clearTimeout(waiting);
    view.resetZoom();
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(waiting));
  return (/** @type {{ x: number, y: number }} */ { x, y }, /** @type {boolean} */ isTouch) => {
    const { plot } = scene, row = scene.rowUnder(y);
    if (row < 0 || y < plot.top || y > plot.bottom) return;
    if (isTouch && lens.isWanted() && !lens.holds(y)) { lens.openAt(y); return; }
    const isOnBars = x >= plot.left && x <= plot.right, day = within(Math.floor(scene.dayAt(x)), store.model);
    const choose = () => {
      view.tip.hide();
      if (isOnBars) store.pause();
      store.choose(row, isOnBars ? { day, hover: -1 } : { hover: -1 });
    };
    const [first, last] = store.whole;
    clearTimeout(waiting);
    if (scene.stand.zoom > 1.01 || store.view[0] > first || store.view[1] < last) waiting = setTimeout(choose, DOUBLE); else choose();
  };
}

/** @param {View} view @param {(event: MouseEvent) => { x: number, y: number }} at @param {AbortSignal} signal */
function listenToWheel(view, at, signal) {
  const { over, scene } = view, { stand } = scene;
  let zoomedAt = -SPENT;
  over.addEventListener("wheel", (event) => {
    const { x, y } = at(event), turn = (event.deltaY || (event.shiftKey ? event.deltaX : 0)) * (event.deltaMode ? 20 : 1);
    if (!turn) return;
    if (event.ctrlKey || event.shiftKey) {
      event.preventDefault();
      zoomTime(view, Math.exp(turn * (event.ctrlKey ? PINCH_WHEEL : TIME_WHEEL)), scene.dayAt(x));
      return;
    }
    if (stand.zoom === 1 && turn > 0) {   // nothing to zoom out of: the page scrolls
      if (event.timeStamp - zoomedAt < SPENT) event.preventDefault();
      return;
    }
    event.preventDefault();
    zoomedAt = event.timeStamp;
    view.zoomRows(Math.exp(-turn * ROWS_WHEEL), y);
  }, { passive: false, signal });
}

/** About a day of the diagram, whose time may begin later than that of the strip. @param {View} view @param {number} factor @param {number} day */
function zoomTime({ scene: { store } }, factor, day) {
  const [first, last] = store.span;
  if (first === store.view[0] || factor > 1) store.zoom(factor, day);
  else store.pan(day - (day - first) * factor, day + (last - day) * factor);
}
