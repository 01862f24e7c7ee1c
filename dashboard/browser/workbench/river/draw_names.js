// Beside the rows: names of places with their river kilometres, headings of the strips, marks of what was looked for. No two meet.

import { mix } from "../colours.js";
import { makeRoom, NAMED } from "./layout.js";
import { widths } from "./scene.js";

/** @import { Box } from "./layout.js" */
/** @import { Scene } from "./scene.js" */

/** Room of a line, of a heading, and of the kilometres with what parts them from the name. */
const LINE = 12, HEADING = 11, KM_ROOM = 27;
/** From the end of the text to the bars; from the line along a strip to them. */
const EDGE = 10, SPINE = 5;
/** From this height on a row has room for two lines. */
const TWO_LINES = 26, LEADING = 13;

/**
 * A name where it will stand.
 * @typedef {{ lines: string[], font: string, right: number, km: string, box: Box }} Label
 */

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
export function drawNames(pen, scene) {
  const { paint: { theme }, store, rows, stand } = scene, room = makeRoom(0, scene.height);
  /** @param {number} row @param {boolean} isStrong @param {string} colour */
  const put = (row, isStrong, colour) => place(pen, scene, room, row, isStrong, colour);
  pen.textBaseline = "middle";
  drawSpines(pen, scene);
  const strong = [...new Set([store.focus, store.hover])].filter((row) => row >= 0 && row < rows.n && scene.isShown(row));
  for (const row of strong) put(row, true, row === store.focus ? theme.accent : theme.ink);
  const rest = ordinary(scene, strong), isTall = (/** @type {number} */ row) => scene.ends[row] - scene.tops[row] > NAMED;
  /** Names of rows under the lens, or looked for, come before headings. @param {number} row */
  const isFirst = (row) => store.found !== null || (stand.lens > 0 && isTall(row));
  for (const row of rest) if (isFirst(row)) put(row, false, theme.ink);
  drawHeadings(pen, scene, room);
  for (const row of rest) if (!isFirst(row)) put(row, false, isTall(row) ? theme.ink : theme.text2);
  if (store.found) drawFound(pen, scene, store.found);
}

/**
 * The rows whose names may stand, weightiest first; only those looked for, while something is.
 * @param {Scene} scene @param {number[]} strong
 */
function ordinary(scene, strong) {
  const { model, found } = scene.store;
  return model.importance.filter((row) => scene.isShown(row) && (!found || found.has(row)) && !strong.includes(row));
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {ReturnType<typeof makeRoom>} room
 * @param {number} row @param {boolean} isStrong @param {string} colour
 */
function place(pen, scene, room, row, isStrong, colour) {
  const { paint: { theme }, plot } = scene, middle = scene.middle(row), end = plot.left - EDGE;
  if (middle < plot.top || middle > plot.bottom) return;
  // most names end here, unmeasured
  if (!room.isFree({ left: end, right: end + 1, top: middle - LINE / 2, bottom: middle + LINE / 2 })) return;
  const label = labelOf(pen, scene, row, isStrong);
  if (!room.isFree(label.box)) return;
  room.taken.push(label.box);
  Object.assign(pen, { font: label.font, fillStyle: colour, textAlign: "right" });
  const first = middle - ((label.lines.length - 1) * LEADING) / 2;
  for (const [line, text] of label.lines.entries()) pen.fillText(text, label.right, first + line * LEADING + 0.5);
  if (!label.km) return;
  Object.assign(pen, { font: `400 10px ${theme.font}`, fillStyle: theme.quiet });
  pen.fillText(label.km, end, middle + 0.5);
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {number} row @param {boolean} isStrong @returns {Label} */
function labelOf(pen, scene, row, isStrong) {
  const { plot, paint: { theme }, store: { model } } = scene, km = model.places.km[row], middle = scene.middle(row);
  const right = plot.left - EDGE - (km === null ? 0 : KM_ROOM);
  const font = `${isStrong ? 650 : 400} ${isStrong ? 12 : 11}px ${theme.font}`;
  pen.font = font;
  const lines = fitted(pen, model.places.name[row], right, scene.ends[row] - scene.tops[row] >= TWO_LINES);
  const wide = Math.max(...lines.map((line) => widths.of(pen, line))), half = (LINE + (lines.length - 1) * LEADING) / 2;
  const box = { left: right - wide - 4, right: plot.left, top: middle - half, bottom: middle + half };
  return { lines, font, right, km: km === null ? "" : String(km), box };
}

/**
 * The name in one line or two, cut where it is too long.
 * @param {CanvasRenderingContext2D} pen @param {string} name @param {number} room @param {boolean} isHigh
 */
function fitted(pen, name, room, isHigh) {
  if (widths.of(pen, name) <= room) return [name];
  const parted = isHigh ? halves(pen, name) : [name];
  return parted.map((line) => cut(pen, line, room));
}

/** Two lines of about one length, where there is a space. @param {CanvasRenderingContext2D} pen @param {string} name */
function halves(pen, name) {
  const words = name.split(" ");
  const ways = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const longest = (/** @type {string[]} */ lines) => Math.max(...lines.map((line) => widths.of(pen, line)));
  return ways.sort((one, other) => longest(one) - longest(other))[0] ?? [name];
}

/** @param {CanvasRenderingContext2D} pen @param {string} text @param {number} room */
function cut(pen, text, room) {
  if (widths.of(pen, text) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && widths.of(pen, `${letters.join("").trimEnd()}…`) > room) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** A line along the rows of each strip. @param {CanvasRenderingContext2D} pen @param {Scene} scene */
function drawSpines(pen, scene) {
  const { plot, paint: { theme }, rows, upper, lower } = scene;
  pen.fillStyle = mix(theme.ink, theme.ground, 0.3);
  for (const { first, last } of rows.heads) {
    const top = Math.max(upper[first], plot.top), bottom = Math.min(lower[last], plot.bottom);
    if (bottom > top) pen.fillRect(plot.left - SPINE, top, 1.5, bottom - top);
  }
}

/**
 * Headings stand in the gap above their strip; that of the strip which runs on above the plot stays at its top.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {ReturnType<typeof makeRoom>} room
 */
function drawHeadings(pen, scene, room) {
  const { plot, paint: { theme }, rows, tops, ends, store } = scene;
  Object.assign(pen, { font: `600 10px ${theme.font}`, textAlign: "left", letterSpacing: "0.6px" });
  for (const [turn, { strip, first, last }] of [...rows.heads.entries()].reverse()) {
    if (ends[last] < plot.top + 4 || tops[first] > plot.bottom - 4) continue;
    const gap = turn ? tops[first] - ends[first - 1] : plot.top, text = store.model.strips[strip].toUpperCase();
    const middle = Math.max(tops[first] - Math.max(gap / 2, 4), plot.top - 11), right = pen.measureText(text).width + 6;
    const box = { left: 0, right, top: middle - HEADING / 2, bottom: middle + HEADING / 2 };
    if (!room.isFree(box)) continue;
    room.taken.push(box);
    pen.fillStyle = theme.quiet;
    pen.fillText(text, 0, middle + 0.5);
  }
  pen.letterSpacing = "0px";
}

/** A tick beside every row that was looked for. @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Set<number>} found */
function drawFound(pen, scene, found) {
  const { plot, paint: { theme } } = scene;
  pen.fillStyle = theme.ink;
  for (const row of found) {
    const y = scene.middle(row);
    if (row >= scene.rows.n || y < plot.top || y > plot.bottom) continue;
    const half = Math.max(Math.min((scene.ends[row] - scene.tops[row]) / 2 - 1, 4), 1);
    pen.fillRect(plot.left - SPINE - 2, y - half, SPINE + 1, 2 * half);
  }
}
