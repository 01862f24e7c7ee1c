// The keyboard on the river diagram: rows and holdings are walked, and what is there is said.

import { within } from "../../shared/days.js";
import { spanAt } from "../model.js";
import { sayOf } from "./says.js";

/** @import { View } from "./river.js" */

const PAGE = 10, ZOOM = 1.5;

/** @param {View} view @param {AbortSignal} signal */
export function listenToKeys(view, signal) {
  view.over.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!press(view, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal });
}

/** True where the key means something here. @param {View} view @param {string} key */
function press(view, key) {
  const { store, rows } = view.scene, row = store.focus >= 0 ? store.focus : store.hover, last = rows.n - 1;
  if (last < 0) return false;
  /** @type {Record<string, number>} */
  const goes = { ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + PAGE, PageUp: row - PAGE, Home: 0, End: last };
  if (key in goes) goToRow(view, within(goes[key], { first: 0, last }));
  else if (key === "ArrowLeft" || key === "ArrowRight") return row >= 0 && goToHolding(view, row, key === "ArrowRight" ? 1 : -1);
  else if (key === "Enter") { if (row < 0) return false; store.choose(row); }
  else if (key === "+" || key === "=") zoomOn(view, row, ZOOM);
  else if (key === "-") zoomOn(view, row, 1 / ZOOM);
  else return key === "Escape" && view.resetZoom();
  return true;
}

/** @param {View} view @param {number} row @param {number} factor */
function zoomOn({ scene, zoomRows }, row, factor) {
  const { plot } = scene;
  zoomRows(factor, row >= 0 ? within(scene.middle(row), { first: plot.top, last: plot.bottom }) : (plot.top + plot.bottom) / 2);
}

/** @param {View} view @param {number} row */
function goToRow({ scene, lens, live, tip, ask, reveal }, row) {
  const { store } = scene, day = Math.floor(store.day);
  tip.hide();
  store.set({ focus: row, event: -1, hover: -1 });
  reveal(row);
  if (lens.isWanted()) lens.openOn(row);
  ask();
  live.textContent = sayOf(store.model, row, day);
}

/**
 * To the beginning of the next holding or the one before; backwards first to that of the holding shown.
 * @param {View} view @param {number} row @param {1 | -1} way
 */
function goToHolding({ scene, live }, row, way) {
  const { store } = scene, { model } = store, day = Math.floor(store.day), starts = model.starts[row];
  const span = spanAt(model, row, day), [first, last] = span < 0 ? [0, -1] : scene.holding(row, span);
  const begins = (/** @type {number} */ at) => Math.max(starts[at], model.first);
  let to = last + 1;
  if (way < 0) to = begins(first) < day || first === 0 ? first : scene.holding(row, first - 1)[0];
  if (to < 0 || to >= starts.length || begins(to) > model.last) return true;
  store.pause();
  store.set({ focus: row, event: store.focus === row ? store.event : -1 });
  store.goTo(begins(to));
  live.textContent = sayOf(model, row, begins(to));
  return true;
}
