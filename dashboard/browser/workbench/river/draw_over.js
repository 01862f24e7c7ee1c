// What moves above the bars of the river diagram: the window with its reports, the day, frames of hover and focus, the scrollbar.

import { mix } from "../colours.js";
import { lastBegun } from "../model.js";
import { contentOf } from "./layout.js";

/** @import { Model } from "../types" */
/** @import { Scene } from "./scene.js" */

/** From this width on the window parts its reports. */
const PARTED = 24;
const LEAST_DOT = 1, MOST_DOT = 2.5;

/** @type {WeakMap<Model, number>} */
const longest = new WeakMap();

/** Days of the longest report: no report that began earlier than that reaches into the window. @param {Model} model */
function longestReport(model) {
  let days = longest.get(model);
  if (days === undefined) { days = model.reports.days.reduce((most, each) => Math.max(most, each), 0); longest.set(model, days); }
  return days;
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {boolean} [isHeld] false where nobody can scroll */
export function drawOver(pen, scene, isHeld = true) {
  const { plot, store, paint: { theme } } = scene, tall = plot.bottom - plot.top;
  if (!scene.rows.n) return;
  pen.save();
  pen.beginPath();
  pen.rect(plot.left, 0, plot.right - plot.left + 2, scene.height);
  pen.clip();
  const from = scene.x(store.from), to = scene.x(store.to + 1);
  pen.fillStyle = theme.accent;
  pen.globalAlpha = theme.dark ? 0.16 : 0.1;
  pen.fillRect(from, plot.top, Math.max(to - from, 1), tall);
  pen.globalAlpha = 1;
  if (to - from > PARTED) drawReports(pen, scene);
  drawDay(pen, scene);
  pen.restore();
  if (store.hover >= 0 && store.hover !== store.focus) frame(pen, scene, store.hover, theme.ink, 1);
  if (store.focus >= 0) frame(pen, scene, store.focus, theme.accent, 1.5);
  if (isHeld && scene.stand.zoom > 1.01) drawScrollbar(pen, scene);
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
function drawReports(pen, scene) {
  const { store, paint: { theme }, tops, ends } = scene, { reports } = store.model, earliest = store.from - longestReport(store.model);
  Object.assign(pen, { fillStyle: theme.ink, strokeStyle: theme.ground, lineWidth: 0.75 });
  for (let report = lastBegun(reports.first, store.to); report >= 0 && reports.first[report] >= earliest; report -= 1) {
    const row = reports.place[report];
    if (!store.inWindow(report) || !scene.isShown(row)) continue;
    const size = Math.min(Math.max((ends[row] - tops[row]) * 0.3, LEAST_DOT), MOST_DOT);
    pen.beginPath();
    pen.arc(scene.x(reports.first[report] + 0.5), scene.middle(row), size, 0, 2 * Math.PI);
    pen.fill();
    if (size > LEAST_DOT) pen.stroke();
  }
}

/**
 * A line in the accent on a collar of ground, so that it stands out from bars of any colour.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene
 */
function drawDay(pen, { plot, store, paint: { theme }, x }) {
  const at = Math.round(x(store.day + 0.5));
  pen.fillStyle = theme.ground;
  pen.globalAlpha = 0.7;
  pen.fillRect(at - 1.5, plot.top, 4.5, plot.bottom - plot.top);
  pen.globalAlpha = 1;
  pen.fillStyle = theme.accent;
  pen.fillRect(at, plot.top - 4, 1.5, plot.bottom - plot.top + 4);
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {number} row @param {string} colour @param {number} width
 */
function frame(pen, scene, row, colour, width) {
  if (row >= scene.rows.n || !scene.isShown(row)) return;
  const { plot, upper, lower } = scene, tall = Math.max(lower[row] - upper[row], 3), top = (upper[row] + lower[row] - tall) / 2 - 1;
  pen.save();
  pen.beginPath();
  pen.rect(0, plot.top - 2, scene.width, plot.bottom - plot.top + 4);
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.strokeRect(plot.left - 1.5, top, plot.right - plot.left + 3, tall + 2);
  pen.restore();
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
function drawScrollbar(pen, scene) {
  const { plot, stand, paint: { theme } } = scene, whole = contentOf(scene.rows, scene.rowHeight());
  pen.fillStyle = mix(theme.ink, theme.ground, 0.3);
  pen.beginPath();
  pen.roundRect(scene.width - 4, plot.top + (stand.scroll / whole) * stand.tall, 3, Math.max((stand.tall / whole) * stand.tall, 12), 1.5);
  pen.fill();
}
