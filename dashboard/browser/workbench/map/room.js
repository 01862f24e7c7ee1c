// What room is taken on the map: boxes, found again by the squares of a grid, so that placing names stays quick.

import { overlaps } from "./projection.js";

/** @import { Box } from "./projection.js" */

const SQUARE = 48;
/** More squares than any map has from top to bottom. */
const COLUMN = 1e6;

/** Boxes that are taken. */
export class Room {
  /** @type {Map<number, Box[]>} */
  #squares = new Map();

  /** The squares that a box touches. @param {Box} box */
  static #keys([left, top, right, bottom]) {
    const keys = [];
    for (let column = Math.floor(left / SQUARE); column <= Math.floor(right / SQUARE); column += 1) {
      for (let row = Math.floor(top / SQUARE); row <= Math.floor(bottom / SQUARE); row += 1) keys.push(column * COLUMN + row);
    }
    return keys;
  }

  /** @param {Box} box */
  take(box) {
    for (const key of Room.#keys(box)) {
      const square = this.#squares.get(key);
      if (square) square.push(box); else this.#squares.set(key, [box]);
    }
  }

  /** True where nothing that is taken overlaps. @param {Box} box */
  isFree(box) {
    return Room.#keys(box).every((key) => !this.#squares.get(key)?.some((other) => overlaps(box, other)));
  }

  /** How many of the taken boxes overlap. @param {Box} box */
  count(box) {
    const found = new Set();
    for (const key of Room.#keys(box)) for (const other of this.#squares.get(key) ?? []) if (overlaps(box, other)) found.add(other);
    return found.size;
  }
}
