// What the map of the screen has beside its sheets, drawn: scale, north, imported events; and where the picture looks.

import { colourOf, densityOf, mostOf } from "../workbench/map/imported.js";
import { pointOn, worldX, worldY } from "../workbench/map/projection.js";

/** @import { Theme } from "../workbench/types" */
/** @import { Given } from "../workbench/map/imported.js" */
/** @import { Seen } from "../workbench/map/map.js" */
/** @import { Box, View } from "../workbench/map/projection.js" */
/** @import { Entry } from "./key.js" */

const TILE = 256, ROUND_METRES = 40_075_016.686, WIDEST = 140, LENGTHS = [1, 2, 5], EDGE = 12;

/** The same part of the earth, this much larger. @param {Seen} seen @param {{ width: number, height: number }} size @param {number} factor */
export function viewAt({ latitude, longitude, zoom: shown }, { width, height }, factor) {
  const zoom = shown + Math.log2(factor), scale = TILE * 2 ** zoom;
  return { zoom, origin: { x: worldX(longitude) * scale - width / 2, y: worldY(latitude) * scale - height / 2 } };
}

/** @typedef {{ km: number, wide: number, right: number, bottom: number, boxes: Box[] }} Furniture */

/** @param {{ width: number, height: number }} size @param {number} latitude @param {number} zoom @returns {Furniture} */
export function furnitureOf({ width, height }, latitude, zoom) {
  const kmPerPixel = (ROUND_METRES * Math.cos((latitude * Math.PI) / 180)) / (TILE * 2 ** zoom) / 1000, most = kmPerPixel * WIDEST;
  const power = 10 ** Math.floor(Math.log10(most)), km = (LENGTHS.findLast((length) => length * power <= most) ?? 1) * power, wide = km / kmPerPixel;
  /** @type {Box} */
  const scale = [width - EDGE - wide - 6, height - EDGE - 24, width, height], north = /** @type {Box} */ ([width - 44, 0, width, 52]);
  return { km, wide, right: width - EDGE, bottom: height - EDGE, boxes: [scale, north] };
}

/** @param {CanvasRenderingContext2D} pen @param {Furniture} furniture @param {Theme} theme */
export function drawFurniture(pen, { km, wide, right, bottom }, theme) {
  Object.assign(pen, { strokeStyle: theme.text2, fillStyle: theme.text2, lineWidth: 1.25, lineCap: "butt", lineJoin: "miter", letterSpacing: "0px", font: `500 11px ${theme.font}`, textAlign: "center", textBaseline: "middle" });
  pen.beginPath();
  pen.moveTo(right - wide, bottom - 6);
  pen.lineTo(right - wide, bottom);
  pen.lineTo(right, bottom);
  pen.lineTo(right, bottom - 6);
  pen.stroke();
  pen.fillText(`${km >= 1 ? km : km.toFixed(1)} km`, right - wide / 2, bottom - 9);
  const x = right - 10;
  pen.beginPath();
  pen.moveTo(x, EDGE);
  pen.lineTo(x + 6, EDGE + 18);
  pen.lineTo(x, EDGE + 14);
  pen.lineTo(x - 6, EDGE + 18);
  pen.closePath();
  pen.fill();
  pen.fillText("N", x, EDGE + 27);
}

/** @param {CanvasRenderingContext2D} pen @param {Given | null} given @param {View} view @param {Theme} theme */
export function drawImported(pen, given, view, theme) {
  if (!given) return;
  const { cells, dots } = given.events, most = mostOf(cells);
  pen.fillStyle = colourOf(theme);
  for (const [south, west, north, east, count] of cells) {
    const { x, y } = pointOn(view, west, north), end = pointOn(view, east, south);
    pen.globalAlpha = densityOf(count, most);
    pen.fillRect(x, y, end.x - x, end.y - y);
  }
  pen.globalAlpha = 1;
  for (const [latitude, longitude] of dots) {
    const { x, y } = pointOn(view, longitude, latitude);
    pen.beginPath();
    pen.arc(x, y, 4, 0, 2 * Math.PI);
    Object.assign(pen, { fillStyle: colourOf(theme), strokeStyle: theme.ground, lineWidth: 1 });
    pen.fill();
    pen.stroke();
  }
}

/** @param {Given | null} given @param {Theme} theme @returns {Entry[]} */
export function importedEntry(given, theme) {
  if (!given) return [];
  const { cells, dots } = given.events;
  /** @param {CanvasRenderingContext2D} pen */
  const draw = (pen) => {
    pen.fillStyle = colourOf(theme);
    pen.globalAlpha = 0.6;
    pen.fillRect(0, -6, 12, 12);
    pen.globalAlpha = 1;
  };
  return [{ wide: 12, draw, words: cells.length ? "imported events: the darker a cell, the more" : `imported events: ${dots.length}` }];
}
