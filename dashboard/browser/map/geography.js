// Rivers, lakes and borders, fetched once and kept by the browser.

import { setBackground } from "./labels.js";

const LAND = [
  ["countries", "land", "country"], ["governorate_lines", "land", "governorate"], ["rivers", "water", "river"],
  ["lakes", "water", "lake"], ["reservoirs_osm", "water", "lake"], ["euphrates", "water", "euphrates"],
  ["borders", "water", "border"],
];

/**
 * Draws the land and the water; gives the Euphrates as soon as it is there, and tells when the background has its names.
 * @param {L.Map} map @param {string} folder @param {() => void} named
 * @returns {Promise<GeoJSON.FeatureCollection>}
 */
export function drawGeography(map, folder, named) {
  const layers = LAND.map(async ([file, pane, className]) => {
    const data = await fetchLayer(folder, file);
    L.geoJSON(data, { pane, interactive: false, style: () => ({ className: `geo ${className}` }) }).addTo(map);
    return data;
  });
  Promise.all(["towns", "governorate_labels"].map((file) => fetchLayer(folder, file))).then(([towns, regions]) => {
    setBackground(points(towns), points(regions));
    named();
  });
  return layers[LAND.findIndex(([file]) => file === "euphrates")];
}

/** @param {GeoJSON.FeatureCollection} data */
const points = (data) => /** @type {GeoJSON.Feature<GeoJSON.Point>[]} */ (data.features);

/** @param {string} folder @param {string} file @returns {Promise<GeoJSON.FeatureCollection>} */
async function fetchLayer(folder, file) {
  const answer = await fetch(`${folder}/${file}.geojson`);
  if (!answer.ok) throw new Error(`${file}.geojson: ${answer.status}`);
  return answer.json();
}
