// Which towns have room for a letter, and where names stand: greedy, the weightiest first, so that no two names overlap.
// Nothing here draws.

import { Room } from "./room.js";

/** @import { Box } from "./projection.js" */
/** @typedef {{ x: number, y: number }} Point */
/** How a name is written: that of the place in focus, one that is looked for, a city, another town, one beside the record. */
/** @typedef {"focus" | "found" | "city" | "town" | "aside" | "region"} Style */
/** @typedef {(text: string, style: Style) => number} Width of a text in pixels */
/** @typedef {Point & { text: string, rank: number, style: Style }} Town */
/** @typedef {{ text: string, style: Style, box: Box, town: number, lead: Lead | null, isOver: boolean }} Name ``isOver``: it covers dots */
/** @typedef {[fromX: number, fromY: number, toX: number, toY: number]} Lead */
/** @typedef {{ towns: Town[], asides: (Point & { text: string, rank: number })[], regions: (Point & { text: string })[] }} Wanted */

/** Radius of a mark with a letter, and of one without by the zoom. */
export const LETTERED = 8;
/** @param {number} zoom */
export const plainRadius = (zoom) => (zoom < 6.5 ? 3 : zoom < 9 ? 4 : 5);

/** Height of a line of text; air between a mark and its name, and where the name stands further off, at the end of a thin line. */
export const LINE = 14;
const AIR = 5, FURTHER = [17, 30];
const COLLAR = 2;

/** @param {Point} point @param {number} half @returns {Box} */
const around = ({ x, y }, half) => [x - half, y - half, x + half, y + half];

/** @param {Box} box @param {Box} frame */
const isInside = (box, frame) => box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];

/**
 * Room for a text about a mark: right, left, above, below, then the same sides a line higher or lower.
 * @param {Point} point @param {number} width @param {number} away from the middle of the mark
 * @returns {Box[]}
 */
export function spotsAbout({ x, y }, width, away) {
  const right = x + away, left = x - away - width, middle = y - LINE / 2, over = y - LINE - 1, under = y + 1, near = 3;
  const starts = [
    [right, middle], [left, middle], [x - width / 2, y - away + 2 - LINE], [x - width / 2, y + away - 2],
    [right - near, over], [right - near, under], [left + near, over], [left + near, under],
  ];
  return starts.map(([start, top]) => [start, top, start + width, top + LINE]);
}

/**
 * Which of the towns have room for a letter; their marks are then taken.
 * @param {Town[]} towns the weightiest first @param {number} plain radius of a mark without a letter
 * @param {{ all: Room, firm: Room }} rooms
 */
export function placeLetters(towns, plain, { all, firm }) {
  return towns.map((town) => {
    const box = around(town, LETTERED + COLLAR), isLettered = town.style === "focus" || all.isFree(box);
    all.take(isLettered ? box : around(town, plain + COLLAR / 2));
    if (isLettered) firm.take(box);
    return isLettered;
  });
}

/** What may overlap what. */
export class Placement {
  /** Whatever stands on the map; and of it what no name may cover: letters, other names, controls. */
  all = new Room();
  firm = new Room();
  /** @type {Name[]} */
  names = [];
  /** @type {Point[]} The dots of towns beside the record. */
  dots = [];

  /** @param {Box} frame @param {Width} width @param {Box[]} blocked by controls */
  constructor(frame, width, blocked) {
    this.frame = frame;
    this.width = width;
    for (const box of blocked) { this.all.take(box); this.firm.take(box); }
  }

  /** A name where nothing stands at all. @param {Point} point @param {number} radius @param {string} text @param {Style} style @param {number} town */
  putFree(point, radius, text, style, town) {
    const box = spotsAbout(point, this.width(text, style), radius + AIR).find((spot) => isInside(spot, this.frame) && this.all.isFree(spot));
    return box ? this.#write({ text, style, box, town, lead: null, isOver: false }) : false;
  }

  /**
   * A name that has to be: where nothing stands, or further off with a line to its mark, or over the fewest dots.
   * @param {Point} point @param {number} radius @param {string} text @param {Style} style @param {number} town
   */
  putFirm(point, radius, text, style, town) {
    if (this.putFree(point, radius, text, style, town)) return true;
    const width = this.width(text, style), may = (/** @type {Box} */ spot) => isInside(spot, this.frame) && this.firm.isFree(spot);
    const far = FURTHER.flatMap((away) => spotsAbout(point, width, radius + away)).find((spot) => may(spot) && this.all.isFree(spot));
    if (far) return this.#write({ text, style, box: far, town, lead: leader(point, radius, far), isOver: false });
    let best = null, least = Infinity;
    for (const spot of spotsAbout(point, width, radius + AIR)) {
      const over = may(spot) ? this.all.count(spot) : Infinity;
      if (over < least) { least = over; best = spot; }
    }
    if (!best && style === "focus") best = spotsAbout(point, width, radius + AIR).find((spot) => isInside(spot, this.frame)) ?? null;   // it alone may cover letters
    return best ? this.#write({ text, style, box: best, town, lead: null, isOver: true }) : false;
  }

  /** A name in the middle of a point. @param {Point} point @param {string} text @param {Style} style */
  putOver({ x, y }, text, style) {
    const half = this.width(text, style) / 2;
    /** @type {Box} */
    const box = [x - half, y - LINE / 2, x + half, y + LINE / 2];
    if (isInside(box, this.frame) && this.all.isFree(box)) this.#write({ text, style, box, town: -1, lead: null, isOver: false });
  }

  /** @param {Name} name */
  #write(name) {
    this.names.push(name);
    this.all.take(name.box);
    this.firm.take(name.box);
    return true;
  }
}

/**
 * From the rim of the mark to the nearest point of the text.
 * @param {Point} point @param {number} radius @param {Box} box @returns {Lead}
 */
function leader({ x, y }, radius, [left, top, right, bottom]) {
  const toX = Math.min(Math.max(x, left - 1), right + 1), toY = Math.min(Math.max(y, top + 3), bottom - 2);
  const share = radius / (Math.hypot(toX - x, toY - y) || 1);
  return [x + (toX - x) * share, y + (toY - y) * share, toX, toY];
}

/** The least weighty rank of a town that is named at this zoom. @param {boolean} isLettered @param {number} zoom */
const namedRank = (isLettered, zoom) => (isLettered ? (zoom < 8 ? 3 : 4) : zoom >= 9 ? 4 : zoom >= 8 ? 2 : 0);

/** @param {number} zoom */
const asideRank = (zoom) => (zoom < 7 ? 1 : zoom < 8 ? 2 : zoom < 9.5 ? 3 : 4);

/**
 * Letters, names and dots for which there is room.
 * @param {Wanted} wanted towns in the order of their weight @param {number} zoom @param {Placement} placement
 */
export function arrange({ towns, asides, regions }, zoom, placement) {
  const plain = plainRadius(zoom), lettered = placeLetters(towns, plain, placement);
  const radius = (/** @type {number} */ at) => (lettered[at] ? LETTERED : plain);
  const isFirm = (/** @type {Town} */ { style }) => style === "focus" || style === "found" || style === "city";
  for (const [at, town] of towns.entries()) if (isFirm(town)) placement.putFirm(town, radius(at), town.text, town.style, at);
  for (const [at, town] of towns.entries()) {
    if (!isFirm(town) && town.rank <= namedRank(lettered[at], zoom)) placement.putFree(town, radius(at), town.text, town.style, at);
  }
  for (const aside of asides) {
    const dot = around(aside, 4);
    if (aside.rank > asideRank(zoom) || !placement.all.isFree(dot) || !placement.putFree(aside, 2, aside.text, "aside", -1)) continue;
    placement.dots.push(aside);
    placement.all.take(dot);
    placement.firm.take(dot);
  }
  for (const region of regions) placement.putOver(region, region.text, "region");
  return { lettered, names: placement.names, dots: placement.dots };
}
