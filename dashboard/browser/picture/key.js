// How colours and marks are to be read: entries of a picture's legend, each a small drawing with its words.

import { BESIEGED, CONTESTED, countHolders, DIVIDED, HELD, LAST_KNOWN, OF_AREA, PASSED, REPORTED, UNKNOWN } from "../workbench/model.js";
import { drawMark } from "../workbench/paint.js";
import { chooseForces } from "../workbench/panel/legend.js";
import { AREA_SHARE, FIRST_SHARE } from "../workbench/river/draw_bars.js";

/** @import { PlaceState } from "../workbench/types" */
/** @import { Still } from "./still.js" */

/** Draws within a box of this width and a line's height, its middle left at the origin. @typedef {(pen: CanvasRenderingContext2D) => void} Draw */
/** @typedef {{ wide: number, draw: Draw, words: string, number?: string }} Entry */

const TURN = 2 * Math.PI, DISC = 8, BAR = { wide: 26, high: 12 };
/** So many forces are named; a record of one's own may have any number. */
const MOST = 40;

/** The forces that hold most on the day, with how many places each holds. @param {Still} still @returns {Entry[]} */
export function forcesOnDay(still) {
  const { store, paint } = still, counts = countHolders(store.model), { shown, rest } = chooseForces(store, counts);
  const others = rest.reduce((sum, force) => sum + counts.held[force], 0);
  return [
    ...shown.map((force) => forceEntry(still, force, String(counts.held[force]))),
    ...(rest.length ? [{ wide: 2 * DISC, draw: disc(paint.theme.quiet, "", paint.theme.ground, paint.theme.font), words: rest.length === 1 ? "1 other" : `${rest.length} others`, number: String(others) }] : []),
  ];
}

/** These forces, in their lasting order. @param {Still} still @param {Set<number>} forces @returns {Entry[]} */
export function forcesOf(still, forces) {
  const { store, paint } = still, found = store.model.turn.filter((force) => forces.has(force)), more = found.length - MOST;
  const entries = found.slice(0, more === 1 ? MOST + 1 : MOST).map((force) => forceEntry(still, force));
  if (more > 1) entries.push({ wide: 0, draw() {}, words: `and ${more} more forces` });
  if (forces.has(-1)) entries.push({ wide: 2 * DISC, draw: disc(paint.theme.quiet, "", paint.theme.ground, paint.theme.font), words: "nobody known" });
  return entries;
}

/** @param {Still} still @param {number} force @param {string} [number] @returns {Entry} */
function forceEntry({ store, paint }, force, number) {
  const { letter, name, colour, ink } = store.model.looks[force], isOut = store.single >= 0 && store.single !== force;
  const own = isOut ? paint.mute : paint.colour[force];
  return { wide: 2 * DISC, draw: disc(own, isOut ? "" : letter, own === colour ? ink : "#ffffff", paint.theme.font), words: name, number };
}

/** @param {string} colour @param {string} letter @param {string} ink @param {string} font @returns {Draw} */
const disc = (colour, letter, ink, font) => (pen) => {
  pen.beginPath();
  pen.arc(DISC, 0, DISC - 0.5, 0, TURN);
  Object.assign(pen, { fillStyle: colour, strokeStyle: "rgb(0 0 0 / 0.35)", lineWidth: 1, lineCap: "butt", lineJoin: "miter" });
  pen.fill();
  pen.globalAlpha = 0.35;
  pen.strokeStyle = "#000000";
  pen.stroke();
  pen.globalAlpha = 1;
  Object.assign(pen, { font: `700 ${letter.length > 1 ? 8 : 10}px ${font}`, textAlign: "center", textBaseline: "middle", fillStyle: ink });
  pen.fillText(letter, DISC, 0.5);
};

/** @typedef {"contested" | "unknown" | "lastKnown" | "ofArea" | "passed" | "divided" | "joint" | "besieged"} Sort */

/** What each doubt looks like, on the map and in the diagram, and what it means. @type {[Sort, string, string][]} */
const WORDS = [
  ["contested", "contested: held by one, claimed or attacked by another", "contested: held by one, claimed or attacked by another"],
  ["lastKnown", "last known: no report near the day says so", "last known: no report near that time says so"],
  ["ofArea", "reported of the whole area only", "thin: reported of the whole area only"],
  ["passed", "passed on, on an unknown day", "passed from one to the other, on an unknown day"],
  ["joint", "held together", "held together, the first named above"],
  ["divided", "divided between two", "divided between two"],
  ["besieged", "besieged", "besieged"],
  ["unknown", "no report says who held it", "no report says who held it"],
];

/** The sorts that occur among these states. @param {Iterable<PlaceState>} states */
function sortsIn(states) {
  /** @type {Set<Sort>} */
  const found = new Set();
  for (const { status, known, holder, passes } of states) {
    if (!passes) continue;
    if (status === CONTESTED) found.add("contested");
    if (status === UNKNOWN) found.add("unknown");
    if (status === PASSED) found.add("passed");
    if (status === DIVIDED) found.add("divided");
    else if (holder.length > 1) found.add("joint");
    if (status === BESIEGED) found.add("besieged");
    if (known === LAST_KNOWN) found.add("lastKnown");
    if (known === OF_AREA) found.add("ofArea");
  }
  return found;
}

/** @param {Still} still @param {Sort} sort @returns {PlaceState} */
function sampleOf({ store, greys: [first, second] }, sort) {
  const status = { contested: CONTESTED, unknown: UNKNOWN, passed: PASSED, divided: DIVIDED, besieged: BESIEGED, joint: HELD, lastKnown: HELD, ofArea: HELD }[sort];
  const isTwo = sort === "divided" || sort === "joint", isClaimed = sort === "contested" || sort === "passed";
  return {
    holder: sort === "unknown" ? [] : isTwo ? [first, second] : [first], claim: isClaimed ? [second] : [], status, says: "", name: "", passes: true,
    known: sort === "lastKnown" ? LAST_KNOWN : sort === "ofArea" ? OF_AREA : REPORTED, lead: sort === "passed" ? -1 : first, involves: new Set([store.single]),
  };
}

/** The marks of the map that occur on the day, and what else is drawn at towns. @param {Still} still @returns {Entry[]} */
export function keyOfMap(still) {
  const { store, paint } = still, { model } = store, sorts = sortsIn(Array.from(model.now, (mark) => model.states[mark]));
  const entries = WORDS.filter(([sort]) => sorts.has(sort)).map(([sort, words]) => ({ wide: 2 * DISC, words, draw: markOf(still, sort) }));
  const arc = (/** @type {CanvasRenderingContext2D} */ pen) => {
    pen.beginPath();
    pen.arc(DISC, 0, 6.5, -Math.PI / 2, Math.PI);
    Object.assign(pen, { strokeStyle: paint.theme.report, lineWidth: 1.5, lineCap: "butt" });
    pen.stroke();
  };
  return [...entries, { wide: 2 * DISC, words: "the longer the arc, the more reports in the window", draw: arc }];
}

/** @param {Still} still @param {Sort} sort @returns {Draw} */
const markOf = (still, sort) => (pen) => {
  pen.save();
  pen.translate(DISC, 0);
  Object.assign(pen, { lineCap: "butt", lineJoin: "miter" });
  drawMark(still.paint, still.store, pen, sampleOf(still, sort), 6, false);
  pen.restore();
};

/** The bars of the diagram. @param {Still} still @returns {Entry[]} */
export function keyOfRiver(still) {
  const { model } = still.store, sorts = sortsIn(model.states);
  const entries = WORDS.filter(([sort]) => sorts.has(sort)).map(([sort, , words]) => ({ wide: BAR.wide, words, draw: barOf(still, sort) }));
  if (model.fuzzy.length) entries.push({ wide: BAR.wide, words: "begins on a day known by month or year only", draw: growing(still) });
  return entries;
}

/** @param {Still} still @param {Sort} sort @returns {Draw} */
const barOf = (still, sort) => (pen) => {
  const { paint } = still, { theme } = paint, state = sampleOf(still, sort), [first, second, fill] = paint.parts(state), { wide } = BAR;
  if (sort === "unknown") { pen.fillStyle = theme.ink; pen.globalAlpha = 0.07; pen.fillRect(0, -BAR.high / 2, wide, BAR.high); pen.globalAlpha = 1; return; }
  const high = sort === "ofArea" ? BAR.high * AREA_SHARE : BAR.high, top = -high / 2;
  pen.fillStyle = fill === "hatch" ? paint.hatch(pen, first, second, 6) : first;
  if (fill === "shift") {
    const shade = pen.createLinearGradient(0, 0, wide, 0);
    shade.addColorStop(0, first);
    shade.addColorStop(1, second);
    pen.fillStyle = shade;
  }
  pen.fillRect(0, top, wide, high);
  if (fill === "joint") {
    const share = sort === "divided" ? 0.5 : FIRST_SHARE;
    pen.fillStyle = second;
    pen.fillRect(0, top + high * share, wide, high * (1 - share));
    if (sort === "divided") { pen.fillStyle = theme.ground; pen.fillRect(0, -0.5, wide, 1); }
  }
  if (fill === "siege") {
    Object.assign(pen, { strokeStyle: theme.ground, lineWidth: 1.5, lineCap: "butt" });
    pen.setLineDash([2, 2]);
    pen.beginPath();
    pen.moveTo(1, 0);
    pen.lineTo(wide, 0);
    pen.stroke();
    pen.setLineDash([]);
  }
};

/** @param {Still} still @returns {Draw} */
const growing = ({ paint, greys: [first] }) => (pen) => {
  const shade = pen.createLinearGradient(0, 0, BAR.wide * 0.7, 0), { ground } = paint.theme;
  pen.fillStyle = paint.colour[first];
  pen.fillRect(0, -BAR.high / 2, BAR.wide, BAR.high);
  shade.addColorStop(0, ground);
  shade.addColorStop(1, `${ground}00`);
  pen.fillStyle = shade;
  pen.fillRect(0, -BAR.high / 2, BAR.wide, BAR.high);
};

/** A small square in one colour. @param {string} colour @param {string} words @returns {Entry} */
export const square = (colour, words) => ({
  wide: 12, words, draw(pen) { pen.fillStyle = colour; pen.fillRect(0, -6, 12, 12); },
});
