// What moves on the strip: the window of reports with its grips, and the day with its flag.

import { dayShort } from "../words.js";
import { FLAG, GRIP, OVERVIEW, SIDE } from "./plot.js";

/** @import { Paint, Store } from "../types" */
/** @import { Plot } from "./plot.js" */

const PADDING = 7;

/**
 * @param {CanvasRenderingContext2D} pen @param {Plot} plot @param {Store} store @param {Paint} paint
 * @param {[number, number] | null} pointed first day of the stretch under the pointer, and the one after its last
 * @param {boolean} [isHeld] false where nobody can take hold of the window
 */
export function drawOver(pen, plot, store, paint, pointed, isHeld = true) {
  const { theme } = paint;
  if (pointed) drawPointed(pen, plot, theme, pointed);
  drawWindow(pen, plot, store, theme, isHeld);
  drawDay(pen, plot, store, theme);
}

/** @typedef {Paint["theme"]} Theme */

/** @param {CanvasRenderingContext2D} pen @param {Plot} plot @param {Theme} theme @param {[number, number]} pointed */
function drawPointed(pen, plot, theme, [first, end]) {
  const left = Math.max(plot.x(first), SIDE), right = Math.min(plot.x(end), plot.width - SIDE);
  pen.fillStyle = theme.ink;
  pen.globalAlpha = 0.07;
  pen.fillRect(Math.round(left), FLAG, Math.max(Math.round(right) - Math.round(left), 1), plot.low - FLAG);
  pen.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} pen @param {Plot} plot @param {Store} store @param {Theme} theme @param {boolean} isHeld */
function drawWindow(pen, plot, store, theme, isHeld) {
  const start = plot.x(store.from), end = plot.x(store.to + 1), isShown = (/** @type {number} */ x) => x >= SIDE && x <= plot.width - SIDE;
  const left = Math.max(start, SIDE), right = Math.min(end, plot.width - SIDE);
  pen.fillStyle = theme.accent;
  if (right > left) {
    pen.globalAlpha = theme.dark ? 0.2 : 0.13;
    pen.fillRect(left, FLAG, Math.max(right - left, 1), plot.low - FLAG);
    pen.globalAlpha = 1;
  }
  if (!isHeld) return;
  if (isShown(start)) drawGrip(pen, plot, theme, start, start - GRIP.away - GRIP.width);
  if (!store.tied && isShown(end)) drawGrip(pen, plot, theme, end, end + GRIP.away);
}

/** Grips lie outside of the window, clear of the day. @param {CanvasRenderingContext2D} pen @param {Plot} plot @param {Theme} theme @param {number} edge @param {number} left */
function drawGrip(pen, plot, theme, edge, left) {
  pen.fillStyle = theme.accent;
  pen.fillRect(Math.round(edge) - 0.5, FLAG, 1, plot.low - FLAG);
  pen.beginPath();
  pen.roundRect(left, plot.middle - GRIP.height / 2, GRIP.width, GRIP.height, 3);
  pen.fillStyle = theme.ground;
  pen.fill();
  Object.assign(pen, { lineWidth: 1.25, strokeStyle: theme.accent, fillStyle: theme.accent });
  pen.stroke();
  pen.fillRect(left + GRIP.width / 2 - 0.5, plot.middle - 4, 1, 8);
}

/** @param {CanvasRenderingContext2D} pen @param {Plot} plot @param {Store} store @param {Theme} theme */
function drawDay(pen, plot, store, theme) {
  const at = plot.x(store.day + 0.5), isBefore = at < SIDE - 1, isAfter = at > plot.width - SIDE + 1;
  if (!isBefore && !isAfter) {
    pen.globalAlpha = 0.8;
    pen.fillStyle = theme.ground;
    pen.fillRect(at - 2, FLAG, 4, plot.low - FLAG);
    pen.globalAlpha = 1;
    pen.fillStyle = theme.accent;
    pen.fillRect(at - 1, FLAG / 2, 2, plot.low - FLAG / 2);
  }
  drawFlag(pen, plot, store, theme, at, isBefore, isAfter);
  pen.fillStyle = theme.accent;
  pen.beginPath();
  pen.roundRect(plot.wholeX(store.day + 0.5) - 1, plot.height - OVERVIEW - 1, 2, OVERVIEW + 1, 1);
  pen.fill();
}

/**
 * The thing to take hold of. Where the day is out of view, it waits at that end and points the way.
 * @param {CanvasRenderingContext2D} pen @param {Plot} plot @param {Store} store @param {Theme} theme
 * @param {number} at @param {boolean} isBefore @param {boolean} isAfter
 */
function drawFlag(pen, plot, store, theme, at, isBefore, isAfter) {
  const { flag } = plot, day = dayShort(Math.floor(store.day)), isAway = isBefore || isAfter;
  const text = isBefore ? `‹ ${day}` : isAfter ? `${day} ›` : day;
  Object.assign(pen, { font: `600 11px ${theme.font}`, textAlign: "center", textBaseline: "middle", fillStyle: isAway ? theme.ground : theme.accent });
  const width = Math.ceil(pen.measureText(text).width) + 2 * PADDING;
  Object.assign(flag, { width, left: Math.min(Math.max(Math.round(at - width / 2), 0), plot.width - width), isAway });
  pen.beginPath();
  if (isAway) pen.roundRect(flag.left + 0.5, 0.5, width - 1, FLAG - 1, 4); else pen.roundRect(flag.left, 0, width, FLAG, 4);
  pen.fill();
  if (isAway) {
    Object.assign(pen, { lineWidth: 1, strokeStyle: theme.accent });
    pen.stroke();
  }
  pen.fillStyle = isAway ? theme.accent : theme.onAccent;
  pen.fillText(text, flag.left + width / 2, FLAG / 2 + 0.5);
}
