// The strip at rest: reports stand on the line by kind, changes of hands hang from it in the colour of the taker.

import { mix } from "../colours.js";
import { many } from "../words.js";
import { guidesOf } from "./bins.js";
import { AXIS, HANG, OVERVIEW, SIDE, TOP } from "./plot.js";
import { ticksOf } from "./ticks.js";

/** @import { Paint, Store } from "../types" */
/** @import { Bins } from "./bins.js" */
/** @import { Plot } from "./plot.js" */
/** @import { Tick } from "./ticks.js" */

const SMALL = 11, HALO = 3, NUMBERS = TOP + 5;
/** A bar of at least this many reports is at least a pixel high. */
const SEEN = 0.25;

/**
 * What the parts of one drawing share: ``lefts`` and ``rights`` are the edges of the bars, on whole pixels of the screen.
 * @typedef {{ pen: CanvasRenderingContext2D, plot: Plot, bins: Bins, store: Store, paint: Paint, lefts: number[], rights: number[], scale: number, cut: number[] }} Sheet
 */

/** @param {CanvasRenderingContext2D} pen @param {Plot} plot @param {Bins} bins @param {Store} store @param {Paint} paint */
export function drawBars(pen, plot, bins, store, paint) {
  const ratio = globalThis.devicePixelRatio || 1;
  const xs = bins.edges.map((day) => Math.round(plot.x(day) * ratio) / ratio);
  const on = {
    pen, plot, bins, store, paint, lefts: xs.slice(0, -1), rights: xs.slice(1).map((x) => x - 1),
    scale: (plot.line - TOP) / bins.cap, cut: [...bins.totals.keys()].filter((bin) => bins.totals[bin] > bins.cap),
  };
  const ticks = ticksOf(store.view, plot.room), guides = guidesOf(bins.cap);
  pen.save();
  pen.beginPath();
  pen.rect(SIDE, 0, plot.room, plot.height);
  pen.clip();
  drawLines(on, ticks, guides);
  drawReports(on);
  drawCuts(on);
  drawChanges(on);
  pen.restore();
  Object.assign(pen, { textBaseline: "alphabetic", lineJoin: "round", lineWidth: HALO, strokeStyle: paint.theme.ground });
  drawAxis(on, ticks);
  drawNumbers(on, drawWords(on, guides));
  drawOverview(on);
}

/** Hairlines behind the bars. @param {Sheet} on @param {Tick[]} ticks @param {number[]} guides */
function drawLines({ pen, plot, paint, scale }, ticks, guides) {
  pen.fillStyle = paint.theme.hair;
  for (const guide of guides) pen.fillRect(SIDE, Math.round(plot.line - guide * scale), plot.room, 1);
  for (const { day } of ticks) pen.fillRect(Math.round(plot.x(day)), plot.line + 1, 1, HANG + AXIS - 5);
}

/** @param {Sheet} on */
function drawReports({ pen, plot, bins, paint, lefts, rights, scale }) {
  const { n, groups, counts, totals, cap } = bins, under = new Float64Array(n);
  for (let group = 0; group < groups; group += 1) {
    pen.fillStyle = paint.theme.kinds[group];
    for (let bin = 0; bin < n; bin += 1) {
      const count = counts[bin * groups + group];
      if (!count) continue;
      const high = totals[bin] * scale < 1 && totals[bin] >= SEEN ? 1 / totals[bin] : scale;
      const low = Math.round(Math.min(under[bin], cap) * high), top = Math.round(Math.min(under[bin] + count, cap) * high);
      under[bin] += count;
      if (top > low) pen.fillRect(lefts[bin], plot.line - top, rights[bin] - lefts[bin], top - low);
    }
  }
  pen.fillStyle = mix(paint.theme.ink, paint.theme.ground, 0.5);
  pen.fillRect(SIDE, plot.line, plot.room, 1);
}

/** A bar that goes on beyond the top is slashed. @param {Sheet} on */
function drawCuts({ pen, paint, lefts, rights, cut }) {
  pen.fillStyle = paint.theme.ground;
  for (const bin of cut) {
    const left = lefts[bin] - 1, right = rights[bin] + 1;
    pen.beginPath();
    pen.moveTo(left, TOP + 6);
    pen.lineTo(right, TOP + 2);
    pen.lineTo(right, TOP + 4);
    pen.lineTo(left, TOP + 8);
    pen.fill();
  }
}

/** @param {Sheet} on */
function drawChanges({ pen, plot, bins, store, paint, lefts, rights }) {
  const { n, takers, taken, hang, mostHang } = bins, each = (HANG - 4) / mostHang, bottom = plot.line + HANG - 1;
  const order = [...store.model.turn, takers - 1];
  for (let bin = 0; bin < n; bin += 1) {
    if (!hang[bin]) continue;
    let exact = plot.line + 2;
    for (const taker of order) {
      const count = taken[bin * takers + taker];
      if (!count) continue;
      const top = Math.round(exact);
      exact += Math.max(count * each, 1.2);
      pen.fillStyle = takerColour(store, paint, taker);
      pen.fillRect(lefts[bin], top, rights[bin] - lefts[bin], Math.max(Math.round(exact) - top, 1));
      if (exact >= bottom) break;
    }
  }
}

/** @param {Store} store @param {Paint} paint @param {number} taker */
function takerColour(store, paint, taker) {
  if (store.single >= 0 && store.single !== taker) return paint.mute;
  return taker < paint.colour.length ? paint.colour[taker] : paint.theme.quiet;
}

/** @param {Sheet} on @param {Tick[]} ticks */
function drawAxis({ pen, plot, paint }, ticks) {
  const { theme } = paint;
  let free = 0;
  pen.textAlign = "left";
  for (const { day, text, isStrong } of ticks) {
    const left = Math.round(plot.x(day)) + 4;
    pen.font = `${isStrong ? 600 : 400} ${SMALL}px ${theme.font}`;
    const right = left + pen.measureText(text).width;
    if (left < free || right > plot.width) continue;
    pen.fillStyle = isStrong ? theme.text2 : theme.quiet;
    pen.fillText(text, left, plot.low + 11);
    free = right + 4;
  }
}

/** How many reports a cut bar stands for, beside it where there is room, the highest first. @param {Sheet} on @param {[number, number][]} taken where words stand at that height */
function drawNumbers({ pen, plot, bins, paint, lefts, rights, scale, cut }, taken) {
  const { totals, n, cap } = bins, base = NUMBERS;
  for (let bin = 0; bin < n; bin += 1) if (Math.min(totals[bin], cap) * scale > plot.line - base - 2) taken.push([lefts[bin], rights[bin]]);
  Object.assign(pen, { font: `600 ${SMALL}px ${paint.theme.font}`, fillStyle: paint.theme.text2, textAlign: "left" });
  for (const bin of [...cut].sort((a, b) => totals[b] - totals[a])) {
    const text = String(Math.round(totals[bin])), width = pen.measureText(text).width;
    const sides = [lefts[bin] - 3 - width, rights[bin] + 3];
    const left = sides.find((at) => at >= SIDE && at + width <= plot.width - 1 && !taken.some(([a, b]) => at < b && at + width > a));
    if (left === undefined) continue;
    pen.strokeText(text, left, base);
    pen.fillText(text, left, base);
    taken.push([left, left + width]);
  }
}

/** What the heights mean, and what is shown alone; where that stands at the height of the numbers. @param {Sheet} on @param {number[]} guides */
function drawWords(on, guides) {
  const { pen, plot, bins, store, paint, scale } = on, { theme } = paint, name = store.focus >= 0 ? store.model.places.name[store.focus] : "";
  const beside = name ? drawPlace(pen, plot, paint, name) : 0, taken = /** @type {[number, number][]} */ (name ? [[SIDE, beside]] : []);
  Object.assign(pen, { font: `400 ${SMALL}px ${theme.font}`, fillStyle: theme.quiet, textAlign: "left" });
  for (const guide of guides) {
    const y = Math.round(plot.line - guide * scale) - 3, text = guide === guides.at(-1) ? `${many(guide, "report")} a ${bins.unit}` : guide.toLocaleString("en-GB");
    const width = pen.measureText(text).width, start = y - SMALL < TOP + 5 && beside ? beside + 12 : SIDE, end = plot.width - SIDE - width;
    const left = guide === guides.at(-1) && !isClear(on, start, width, y) && isClear(on, end, width, y) ? end : start;
    pen.strokeText(text, left, y);
    pen.fillText(text, left, y);
    if (y - SMALL < NUMBERS + 2) taken.push([left, left + width + 2]);
  }
  if (bins.totals.every((total) => !total)) drawNothing(pen, plot, paint, store);
  return taken;
}

/** True where no bar reaches up to this height. @param {Sheet} on @param {number} left @param {number} width @param {number} y */
function isClear({ plot, bins, lefts, rights, scale }, left, width, y) {
  return bins.totals.every((total, bin) => rights[bin] < left || lefts[bin] > left + width || plot.line - total * scale > y + 2);
}

/** The right end of "Reports at Raqqa". @param {CanvasRenderingContext2D} pen @param {Plot} plot @param {Paint} paint @param {string} name */
function drawPlace(pen, plot, { theme }, name) {
  Object.assign(pen, { font: `600 12px ${theme.font}`, fillStyle: theme.ink, textAlign: "left" });
  const letters = [...`Reports at ${name}`];
  let shown = letters.length;
  const text = () => (shown < letters.length ? `${letters.slice(0, shown).join("")}…` : letters.join(""));
  while (shown > 1 && pen.measureText(text()).width > plot.room * 0.6) shown = Math.min(shown - 1, 120);
  pen.strokeText(text(), SIDE, TOP + 3);
  pen.fillText(text(), SIDE, TOP + 3);
  return SIDE + pen.measureText(text()).width;
}

/** @param {CanvasRenderingContext2D} pen @param {Plot} plot @param {Paint} paint @param {Store} store */
function drawNothing(pen, plot, { theme }, store) {
  const [first, end] = store.view, [begin, last] = store.whole, isWhole = end - first >= last - begin - 1;
  const what = store.groups.some(Boolean) ? "No reports" : "No kind of report is chosen";
  Object.assign(pen, { font: `400 12px ${theme.font}`, fillStyle: theme.quiet, textAlign: "center" });
  pen.fillText(isWhole ? what : `${what} in these days; double-click for the whole record`, plot.width / 2, plot.line - 20);
}

/** All of time in six pixels: where in it the strip looks. @param {Sheet} on */
function drawOverview({ pen, plot, store, paint }) {
  const { theme } = paint, top = plot.height - OVERVIEW + 1, [first, end] = store.view;
  const left = plot.wholeX(first), width = plot.wholeX(end) - left, isWhole = width > plot.room - 2;
  pen.fillStyle = theme.hair;
  pen.beginPath();
  pen.roundRect(SIDE, top + 1, plot.room, 2, 1);
  pen.fill();
  pen.fillStyle = mix(theme.ink, theme.ground, isWhole ? 0.22 : 0.5);
  pen.beginPath();
  pen.roundRect(left, top, Math.max(width, 6), 4, 2);
  pen.fill();
}
