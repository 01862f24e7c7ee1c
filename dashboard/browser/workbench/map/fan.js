// Towns that lie on one another fan out: a small plate with a row for each, in two columns, and a thin line to where each lies.
// Nothing here draws.

/** @import { Box } from "./projection.js" */

/** A row holds a mark and a name; under a thumb it is higher. Pixels. */
export const ROW = 20, THUMB_ROW = 26;
/** From the middle of a mark to its name, and from the last letter to the edge of the plate. */
export const TO_NAME = 13, EDGE = 8;
/** Marks stand this far from the middle, and bulge by this much more. */
const NEAREST = 16, BULGE = 10;
/** Around the place itself the pointer means what it meant before the fan opened; around the plate it may stray. */
const HEART = 8, STRAY = 12;
const MOST = 12;

/** @typedef {{ place: number, x: number, y: number, width: number }} Member where a town lies, and how wide its name is */
/** @typedef {Member & { markX: number, markY: number, isRight: boolean }} Spot */
/** @typedef {{ x: number, y: number, opener: number, plate: Box, zone: Box, spots: Spot[] }} Fan */

/**
 * The towns that overlap one of them, with it, the nearest first.
 * @template {{ x: number, y: number, radius: number }} T
 * @param {T[]} towns @param {T} town
 */
export function crowdAbout(towns, town) {
  const away = (/** @type {T} */ { x, y }) => Math.hypot(x - town.x, y - town.y);
  const isOver = (/** @type {T} */ other) => away(other) < Math.max(7, Math.max(other.radius, town.radius) + 1);
  return towns.filter(isOver).sort((a, b) => away(a) - away(b)).slice(0, MOST);
}

/**
 * Two columns where there is room for both, otherwise one; rows in the order in which the towns lie, so that no lines cross.
 * @param {Member[]} members the one that was pointed at first @param {Box} frame @param {number} row its height
 * @returns {Fan}
 */
export function fanOut(members, frame, row) {
  const [{ x, y, place: opener }] = members, byHeight = (/** @type {Member[]} */ list) => list.toSorted((a, b) => a.y - b.y);
  const across = members.toSorted((a, b) => a.x - b.x), half = across.length >> 1;
  let columns = [byHeight(across.slice(0, half)), byHeight(across.slice(half))];
  const mostRows = Math.max(Math.floor((frame[3] - frame[1] - EDGE) / row), 2);
  if (plateOf(columns, row).wide > frame[2] - frame[0]) columns = [[], byHeight(members.slice(0, mostRows))];
  const { left, high, wide } = plateOf(columns, row);
  const plateX = within(x - left, frame[0], frame[2] - wide), plateY = within(y - high / 2, frame[1], frame[3] - high);
  const middle = { x: plateX + left, y: plateY + high / 2 };
  /** @type {Box} */
  const plate = [plateX, plateY, plateX + wide, plateY + high];
  /** @type {Box} */
  const zone = [Math.min(plateX, x) - STRAY, Math.min(plateY, y) - STRAY, Math.max(plate[2], x) + STRAY, Math.max(plate[3], y) + STRAY];
  const spots = columns.flatMap((column, side) => column.map((member, at) => (
    spotOf(member, middle, Boolean(side), (at - (column.length - 1) / 2) * row, (column.length + 1) * row / 2))));
  return { x, y, opener, plate, zone, spots };
}

/** @param {number} value @param {number} low @param {number} high */
const within = (value, low, high) => Math.max(Math.min(value, high), low);

/** How large a plate holds these columns, and how much of it lies left of the middle. @param {Member[][]} columns @param {number} row */
function plateOf(columns, row) {
  const toEdge = NEAREST + BULGE + TO_NAME + EDGE;
  const [left, right] = columns.map((column) => (column.length ? toEdge + Math.max(...column.map(({ width }) => width)) : NEAREST));
  return { left, wide: left + right, high: Math.max(...columns.map((column) => column.length)) * row + EDGE };
}

/**
 * Marks stand on a bow about the middle.
 * @param {Member} member @param {{ x: number, y: number }} middle @param {boolean} isRight @param {number} down from the middle
 * @param {number} reach half the height of the bow
 * @returns {Spot}
 */
function spotOf(member, middle, isRight, down, reach) {
  const out = NEAREST + BULGE * Math.sqrt(1 - (down / reach) ** 2);
  return { ...member, markX: middle.x + (isRight ? out : -out), markY: middle.y + down, isRight };
}

/** @param {Fan} fan @param {number} x @param {number} y */
export const isIn = ({ zone }, x, y) => x > zone[0] && y > zone[1] && x < zone[2] && y < zone[3];

/** The town that is meant at a point of the fan. @param {Fan} fan @param {number} x @param {number} y */
export function pick(fan, x, y) {
  if (Math.hypot(x - fan.x, y - fan.y) < HEART) return fan.opener;
  const away = (/** @type {Spot} */ { markX, markY, isRight, width }) => {
    const from = isRight ? markX : markX - TO_NAME - width, to = isRight ? markX + TO_NAME + width : markX;
    return Math.hypot(Math.max(from - x, x - to, 0), y - markY);
  };
  return fan.spots.reduce((best, spot) => (away(spot) < away(best) ? spot : best)).place;
}
