// The day, the focus and the reports of the window, on a canvas of their own above Plotly's drawing.

import { busOf } from "../shared/bus.js";
import { DAY, isoDay } from "../shared/days.js";
import { followPage, plotIn, whenDrawn } from "./plots.js";
import { choose } from "./time.js";

/** @import { Plot } from "./plots.js" */
/** @import { Shown } from "../shared/types" */

const CHARTS = ["diagram", "tempo"];
const bus = busOf(window);
/** @type {WeakSet<Plot>} */
const marked = new WeakSet();

// The marks on the charts are taken from the timeline of the map.
bus.hear("towns/map", () => drawMarks(true));
bus.hear("shown/map", () => drawMarks(true));

/** Streamlit makes and remakes charts, and what holds them, when it pleases: whatever stands there gets the day. */
export function followCharts() {
  followPage(() => drawMarks(false));
  drawMarks(false);
}

/** @param {boolean} again */
function drawMarks(again) {
  for (const key of CHARTS) {
    const plot = plotIn(document.querySelector(`.st-key-${key}`));
    if (!plot) continue;
    if (!marked.has(plot)) attach(plot, key);
    if (again || !sheetOf(plot)) draw(plot, key);
  }
}

/** The chart has its marks; it draws them anew when it is drawn anew. @param {Plot} plot @param {string} key */
function attach(plot, key) {
  marked.add(plot);
  whenDrawn(plot, () => draw(plot, key));
  if (key !== "diagram") return;
  nameHoldings(plot);
  plot.on("plotly_afterplot", () => nameHoldings(plot));
  plot.on("plotly_click", ({ points: [{ customdata: holding }] }) => {
    // The place and the day of a holding show at once; the server is told by Streamlit itself.
    if (holding) choose(holding[0], Math.round(Date.parse(holding[1]) / DAY));
  });
}

/** Every bar gets the name and the words that its label shows: they come once, and not with each bar. @param {Plot} plot */
function nameHoldings(plot) {
  const { names, says } = plot._fullLayout.meta;
  for (const holding of plot.data[0].customdata) {
    if (holding.length === 3) holding.push(names[holding[0]], says[holding[2]]);
  }
}

/** @param {Plot} plot @param {string} key */
function draw(plot, key) {
  const now = bus.last("shown/map"), { xaxis, yaxis, meta } = plot._fullLayout;
  if (!now || !xaxis?.d2p) return;
  const pen = sheet(plot, now);
  const left = xaxis._offset, right = left + xaxis._length, top = yaxis._offset, bottom = top + yaxis._length;
  const x = (/** @type {number} */ day) => left + xaxis.d2p(day * DAY);
  pen.beginPath();
  pen.rect(left - 1, top, right - left + 2, bottom - top);
  pen.clip();
  pen.fillStyle = pen.strokeStyle = "#c2410c";
  if (key === "tempo") {
    pen.globalAlpha = 0.22;
    pen.fillRect(x(now.from), top, Math.max(x(now.to + 1) - x(now.from), 2), bottom - top);
    pen.globalAlpha = 1;
  } else {
    marks(pen, x, (row) => top + yaxis.d2p(row), now, meta?.rows ?? {});
  }
  pen.fillRect(x(now.on + 0.5) - 1, top, 2, bottom - top);
}

/**
 * The canvas of a chart; null where it has none. It is sought beside the chart: Streamlit changes what is around it.
 * @param {Plot} plot
 */
const sheetOf = (plot) => /** @type {HTMLCanvasElement | null} */ (plot.parentElement?.querySelector(":scope > canvas.day") ?? null);

/** A sharp, empty canvas exactly above the chart. @param {Plot} plot @param {Shown} now */
function sheet(plot, now) {
  const { width, height } = plot._fullLayout, scale = window.devicePixelRatio || 1;
  const canvas = sheetOf(plot) ?? newSheet(plot);
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  canvas.dataset.day = isoDay(now.on);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.reset?.();
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  return pen;
}

/** @param {Plot} plot */
function newSheet(plot) {
  const canvas = document.createElement("canvas"), holder = /** @type {HTMLElement} */ (plot.parentElement);
  canvas.className = "day";
  canvas.setAttribute("aria-hidden", "true");
  Object.assign(canvas.style, { position: "absolute", left: "0", top: "0", pointerEvents: "none", zIndex: "1" });
  holder.style.position = "relative";
  holder.append(canvas);
  return canvas;
}

/**
 * A frame round the row of the focus, and a mark for every report of the window.
 * @param {CanvasRenderingContext2D} pen @param {(day: number) => number} x @param {(row: number) => number} y
 * @param {Shown} now @param {Record<string, number>} rows of the diagram by the id of the place
 */
function marks(pen, x, y, { from, to, focus, alone }, rows) {
  if (focus in rows) {
    const middle = y(rows[focus]), half = Math.max(Math.abs(y(rows[focus] + 0.5) - middle), 3) + 1;
    pen.lineWidth = 1.5;
    pen.strokeRect(-10, middle - half, 1e5, 2 * half);
  }
  const timeline = bus.last("towns/map")?.timeline;
  if (!timeline) return;
  pen.lineWidth = 1.2;
  for (const [first, until, place] of timeline.reports) {
    if (first > to) break;
    const id = timeline.places[place][0];
    if (until <= from || !(id in rows) || (alone && id !== focus)) continue;
    pen.beginPath();
    pen.arc(x(first + 0.5), y(rows[id]), 2.6, 0, 7);
    pen.stroke();
  }
}
