// Imported events on the map: cells or single events in a pane of their own, below the towns.

import { element } from "./elements.js";
import { explain } from "./legend.js";

/** @import { ImportedCell, ImportedDot, MapView, States } from "../shared/types" */

const PAUSE = 300;
const CELLS = "imported events: the stronger the colour, the more";
const DOTS = "an imported event, in the circle within which it lies";
/** @type {L.LayerGroup | null} */
let layer = null;
let told = "";
/** @type {(view: MapView) => void} */
let see = () => {};

/**
 * Lays these events over the map, or none, and tells what part of it is seen.
 * @param {L.Map} map @param {States[`imported/${string}`]} given
 */
export function show(map, given) {
  layer ??= start(map);
  layer.clearLayers();
  if (!given) { explain("", ""); return; }
  const { cells, dots } = given.events, most = Math.max(1, ...cells.map((cell) => cell[4]));
  for (const cell of cells) drawCell(layer, cell, most);
  for (const dot of dots) drawDot(layer, dot);
  if (cells.length) explain("imported-sample", CELLS);
  else if (dots.length) explain("imported-sample dot", DOTS);
  else explain("", "");
  map.getContainer().dataset.imported = `${cells.length} cells, ${dots.length} dots`;
  see = given.see;
  tellView(map);
}

/** @param {L.Map} map */
function start(map) {
  map.createPane("imported").style.zIndex = "225";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  map.on("moveend", () => { clearTimeout(waiting); waiting = setTimeout(() => tellView(map), PAUSE); });
  return L.layerGroup().addTo(map);
}

/** The server gathers by what is seen; it is told once for each view. @param {L.Map} map */
function tellView(map) {
  const box = map.getBounds();
  const view = { south: box.getSouth(), west: box.getWest(), north: box.getNorth(), east: box.getEast(), zoom: Math.floor(map.getZoom()) };
  const said = JSON.stringify(view);
  if (said === told) return;
  told = said;
  see(view);
}

/** @param {L.LayerGroup} group @param {ImportedCell} cell @param {number} most */
function drawCell(group, [south, west, north, east, count, words], most) {
  const fillOpacity = 0.16 + 0.6 * Math.log1p(count) / Math.log1p(most);
  L.rectangle([[south, west], [north, east]], { pane: "imported", className: "imported-cell", fillOpacity, weight: 0.5 })
    .bindTooltip(() => tip([words]), { sticky: true, opacity: 1 }).addTo(group);
}

/** @param {L.LayerGroup} group @param {ImportedDot} dot */
function drawDot(group, [latitude, longitude, radius, lines]) {
  const pane = "imported";
  L.circle([latitude, longitude], { pane, className: "imported-reach", radius: 1000 * radius, interactive: false }).addTo(group);
  L.circleMarker([latitude, longitude], { pane, className: "imported-dot", radius: 4 })
    .bindTooltip(() => tip(lines), { direction: "top", opacity: 1 }).addTo(group);
}

/** @param {string[]} lines */
function tip(lines) {
  const box = element("div", "tip");
  box.append(...lines.map((line) => element("div", "", line)));
  return box;
}
