// The river ribbon: the Euphrates as two strips, one a bank, each stretch in the colour of the holder of its town.

import { along, beside, lengths } from "./river.js";

/** @import { Drawn } from "./drawn.js" */
/** @typedef {{ right: boolean, points: L.LatLng[], edge: L.Polyline, base: L.Polyline, claim: L.Polyline }} Strip */

const OFFSET = 3;
/** @type {{ map: L.Map, points: GeoJSON.Position[], km: number[] } | null} */
let axis = null;
/** @type {L.LayerGroup | null} */
let layer = null;
/** @type {Map<number, Strip[]>} The stretches of each town. */
let strips = new Map();

/**
 * Takes the main stem, downstream, out of the river.
 * @param {L.Map} map @param {GeoJSON.FeatureCollection} river
 */
export function start(map, river) {
  const stem = river.features.find(({ properties }) => properties?.role === "axis")?.geometry;
  if (stem?.type !== "LineString") return;
  axis = { map, points: stem.coordinates, km: lengths(stem.coordinates) };
  map.on("zoomend", place);
}

/** Draws the stretches of this timeline. @param {Drawn} drawn */
export function load(drawn) {
  if (!axis) return;
  layer?.remove();
  const group = L.layerGroup().addTo(axis.map);
  layer = group;
  const strip = (/** @type {string} */ className) => L.polyline([], { pane: "ribbon", interactive: false, className }).addTo(group);
  strips = new Map();
  for (const [right, from, to, town] of drawn.timeline.reaches) {
    const points = along(axis.points, axis.km, from, to).map(([lng, lat]) => L.latLng(lat, lng));
    const drawing = { right: Boolean(right), points, edge: strip("bank edge"), base: strip("bank"), claim: strip("bank claim") };
    strips.set(town, [...strips.get(town) ?? [], drawing]);
  }
  place();
  for (const town of drawn.shown.keys()) paint(drawn, town);
}

/** Beside the river by a few pixels at every zoom: to the right looking downstream, or to the left. */
function place() {
  const map = axis?.map;
  if (!map) return;
  for (const { right, points, edge, base, claim } of [...strips.values()].flat()) {
    const flat = L.LineUtil.simplify(points.map((point) => map.latLngToLayerPoint(point)), 2);
    const line = beside(flat, right ? OFFSET : -OFFSET).map((point) => map.layerPointToLatLng(point));
    for (const each of [edge, base, claim]) each.setLatLngs(line);
  }
}

/** The banks of a town take the colour of its holder. @param {Drawn} drawn @param {number} town */
export function paint(drawn, town) {
  const now = drawn.now(town);
  const fought = now && (now.status === "contested" || now.status === "passed");
  const held = now && (now.holder || fought), pale = now?.faded ? 0.35 : 1;
  for (const { edge, base, claim } of strips.get(town) ?? []) {
    edge.setStyle({ opacity: held ? pale / 2 : 0 });
    base.setStyle({ color: now?.look[0], opacity: held ? pale : 0 });
    claim.setStyle({ color: now?.claim || now?.look[4] || "#fff", opacity: fought || now?.look[4] ? pale : 0 });
    base.getElement()?.setAttribute("data-holder", now?.holder ?? "");
  }
}
