// Imported events on the map: cells or single events in a pane of their own, between the ground and the banks.

import { el } from "../dom.js";

/** @import { ImportedCell, ImportedDot, ImportedEvents, MapView } from "../../shared/types" */
/** @import { Theme } from "../types" */
/** @typedef {{ events: ImportedEvents, see: (view: MapView) => void }} Given */

const PANE = "imported", PAUSE = 300;
/** Violet, which is no force's and no kind's. */
export const colourOf = (/** @type {Theme} */ { dark }) => (dark ? "#c4b5fd" : "#6d28d9");

/** @param {L.Map} map @param {Theme} theme */
export function makeImported(map, theme) {
  /** @type {L.LayerGroup | null} */
  let layer = null;
  /** @type {Given | null} */
  let given = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  let told = "";

  /** Who gathers the events is told once for each part of the map that is seen. */
  function tellView() {
    const bounds = map.getBounds();
    const [south, west, north, east] = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
    const view = { south, west, north, east, zoom: Math.floor(map.getZoom()) };
    const said = JSON.stringify(view);
    if (!given || said === told) return;
    told = said;
    given.see(view);
  }
  const moved = () => { clearTimeout(waiting); if (given) waiting = setTimeout(tellView, PAUSE); };
  map.on("moveend", moved);

  function draw() {
    layer?.clearLayers();
    if (!given) return;
    if (!map.getPane(PANE)) map.createPane(PANE).style.zIndex = "225";
    const group = layer ?? L.layerGroup().addTo(map), { cells, dots } = given.events;
    layer = group;
    const most = mostOf(cells), colour = colourOf(theme);
    for (const cell of cells) drawCell(group, cell, most, colour);
    for (const dot of dots) drawDot(group, dot, colour, theme.ground);
  }

  return {
    /** Lays these events over the map, or none. @param {Given | null} next */
    show(next) {
      given = next;
      draw();
      const { dataset } = map.getContainer();
      if (!given) { delete dataset.imported; return; }
      dataset.imported = `${given.events.cells.length} cells, ${given.events.dots.length} dots`;
      tellView();
    },
    given: () => given,
    /** In the colours of the theme. */
    redraw: draw,
    destroy() { clearTimeout(waiting); map.off("moveend", moved); layer?.remove(); },
  };
}

/** @param {ImportedCell[]} cells */
export const mostOf = (cells) => Math.max(1, ...cells.map((cell) => cell[4]));

/** How opaque a cell of so many events is. @param {number} count @param {number} most */
export const densityOf = (count, most) => 0.16 + (0.6 * Math.log1p(count)) / Math.log1p(most);

/** @param {L.LayerGroup} group @param {ImportedCell} cell @param {number} most @param {string} color */
function drawCell(group, [south, west, north, east, count, words], most, color) {
  const fillOpacity = densityOf(count, most);
  L.rectangle([[south, west], [north, east]], { pane: PANE, className: "imported-cell", color, opacity: 0.4, weight: 0.5, fillOpacity })
    .bindTooltip(() => tipOf([words]), { sticky: true, opacity: 1 }).addTo(group);
}

/** @param {L.LayerGroup} group @param {ImportedDot} dot @param {string} color @param {string} edge */
function drawDot(group, [latitude, longitude, radius, lines], color, edge) {
  const reach = { className: "imported-reach", radius: 1000 * radius, color, weight: 0.8, opacity: 0.5, fillOpacity: 0.08 };
  const dot = { className: "imported-dot", radius: 4, color: edge, weight: 1, fillColor: color, fillOpacity: 0.9 };
  L.circle([latitude, longitude], { pane: PANE, interactive: false, ...reach }).addTo(group);
  L.circleMarker([latitude, longitude], { pane: PANE, ...dot })
    .bindTooltip(() => tipOf(lines), { direction: "top", opacity: 1 }).addTo(group);
}

/** @param {string[]} lines */
const tipOf = (lines) => el("div", {}, ...lines.map((line) => el("div", {}, line)));
