// Draws the names that placement.js finds room for.

import { element } from "./elements.js";
import { place } from "./placement.js";

/** @import { Width } from "./placement.js" */
/** @typedef {{ at: L.LatLngTuple, name: string, rank: number }} Spot */
/** @typedef {{ marker: L.Marker, at: L.LatLngTuple, name: string, rank: number, size: number, focus: boolean }} Entry */

const background = { towns: /** @type {Spot[]} */ ([]), regions: /** @type {Spot[]} */ ([]) };
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** @type {L.LayerGroup | null} */
let drawn = null;

/** @type {Width} */
const width = (text, font) => { pen.font = font; return pen.measureText(text).width; };

/**
 * Towns and regions that stand there whatever the record says.
 * @param {GeoJSON.Feature<GeoJSON.Point>[]} towns @param {GeoJSON.Feature<GeoJSON.Point>[]} regions
 */
export function setBackground(towns, regions) {
  const spot = (/** @type {GeoJSON.Feature<GeoJSON.Point>} */ { geometry: { coordinates: [lng, lat] }, properties }) => (
    { at: /** @type {L.LatLngTuple} */ ([lat, lng]), name: properties?.name_en || properties?.name, rank: properties?.rank ?? 0 });
  background.towns = towns.map((town) => ({ ...spot(town), name: town.properties?.name }));
  background.regions = regions.map(spot);
}

/**
 * Letters and names for these towns, and names of the background in the room that is left.
 * @param {L.Map} map @param {Entry[]} entries
 */
export function arrange(map, entries) {
  const onMap = (/** @type {Spot[]} */ spots) => spots.map((spot) => ({ ...spot, point: map.latLngToLayerPoint(spot.at) }));
  const towns = entries.map((entry) => ({ ...entry, point: map.latLngToLayerPoint(entry.at) }));
  const found = place(towns, { towns: onMap(background.towns), regions: onMap(background.regions) }, map.getZoom(), width);
  for (const [index, { marker }] of entries.entries()) marker.getElement()?.classList.toggle("big", found.big[index]);
  drawn?.remove();
  const layer = L.layerGroup().addTo(map);
  drawn = layer;
  const put = (/** @type {{ x: number, y: number }} */ point, /** @type {L.DivIcon} */ icon) => L.marker(
    map.layerPointToLatLng([point.x, point.y]), { pane: "names", icon, interactive: false, keyboard: false }).addTo(layer);
  for (const { point } of found.dots) put(point, L.divIcon({ className: "spot", iconSize: [5, 5] }));
  for (const { text, className, point, box } of found.names) {
    put(point, L.divIcon({
      className, html: element("bdi", "", text), iconSize: [box[2] - box[0], box[3] - box[1]],
      iconAnchor: [point.x - box[0], point.y - box[1]],
    }));
  }
}
