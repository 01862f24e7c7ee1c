// The holders of one place over time as one strip, with its reports below it; a click goes to that day.

import { mix } from "../colours.js";
import { el, sheet } from "../dom.js";
import { dayOf, yearOf } from "../words.js";

/** @import { Paint, Store } from "../types" */

const HEIGHT = 40, STRIP = 18, MARKS = 20, EARLIEST = dayOf(2003), LEAD = 700, AIR = 60;

/** @param {Store} store @param {Paint} paint @param {number} place */
export function makeBand(store, paint, place) {
  const canvas = el("canvas", { class: "band", "aria-hidden": "true" });
  const known = store.model.starts[place].find((day) => day > store.model.first) ?? EARLIEST;
  const first = Math.max(store.model.first, Math.min(EARLIEST, known - LEAD)), last = store.model.last + AIR;
  const draw = () => {
    const width = canvas.clientWidth;
    if (!width) return;
    const pen = sheet(canvas, width, HEIGHT), x = (/** @type {number} */ day) => ((day - first) / (last - first)) * width;
    canvas.style.width = "100%";
    drawHoldings(pen, store, paint, place, x, width);
    drawReports(pen, store, paint, place, x);
    drawYears(pen, paint, x, first, last, width);
    const at = x(Math.floor(store.day) + 0.5);
    pen.fillStyle = paint.theme.ground;
    pen.fillRect(at - 2, 0, 4, MARKS);
    pen.fillStyle = paint.theme.accent;
    pen.fillRect(at - 1, 0, 2, MARKS);
  };
  canvas.addEventListener("click", (event) => {
    const box = canvas.getBoundingClientRect();
    store.goTo(Math.round(first + ((event.clientX - box.left) / box.width) * (last - first)));
  });
  return { canvas, draw };
}

/** @param {CanvasRenderingContext2D} pen @param {Store} store @param {Paint} paint @param {number} place @param {(day: number) => number} x @param {number} width */
function drawHoldings(pen, { model }, paint, place, x, width) {
  pen.fillStyle = mix(paint.theme.ink, paint.theme.ground, 0.035);
  pen.fillRect(0, 0, width, STRIP);
  for (const [at, start] of model.starts[place].entries()) {
    const state = model.states[model.marks[place][at]], from = Math.max(x(start), 0), to = Math.min(x(Math.min(model.stops[place][at], model.last + 1)), width);
    if (!state.involves.size || to <= from) continue;
    const [first, second, fill] = paint.parts(state);
    pen.fillStyle = fill === "hatch" ? paint.hatch(pen, first, second, 6) : first;
    if (fill === "shift") {
      const blend = pen.createLinearGradient(from, 0, to, 0);
      blend.addColorStop(0, first);
      blend.addColorStop(1, second);
      pen.fillStyle = blend;
    }
    pen.fillRect(from, 0, to - from, STRIP);
    if (fill === "joint") { pen.fillStyle = second; pen.fillRect(from, 11, to - from, STRIP - 11); }
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Store} store @param {Paint} paint @param {number} place @param {(day: number) => number} x */
function drawReports(pen, { model: { reports } }, paint, place, x) {
  for (let report = 0; report < reports.n; report += 1) {
    if (reports.place[report] !== place) continue;
    pen.fillStyle = paint.theme.kinds[reports.group[report]];
    pen.fillRect(x(reports.first[report]) - 0.75, MARKS, 1.5, 6);
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Paint} paint @param {(day: number) => number} x @param {number} first @param {number} last @param {number} width */
function drawYears(pen, { theme }, x, first, last, width) {
  Object.assign(pen, { font: `400 10px ${theme.font}`, fillStyle: theme.quiet, textAlign: "center", textBaseline: "alphabetic" });
  const each = last - first > 20 * 365 ? 5 : 2;
  for (let year = yearOf(first) + 1; dayOf(year) < last; year += 1) {
    const at = x(dayOf(year));
    if (year % each || at < 14 || at > width - 14) continue;
    pen.fillText(String(year), at, HEIGHT - 3);
    pen.fillRect(at, STRIP, 0.75, 10);
  }
}
