// Scale and north, and what controls cover of the map.

import { el, icon } from "../dom.js";

/** @import { Box } from "./projection.js" */

const ARROW = "M8 1 L12.5 14.5 L8 11.5 L3.5 14.5 Z";
/** The day stands in the lower left corner of the map, and is no control. */
const DAY = { wide: 136, high: 38 };
const AIR = 4;

/** @param {L.Map} map */
export function addControls(map) {
  const scale = L.control.scale({ imperial: false, position: "bottomright", maxWidth: 90 });
  const north = Object.assign(new L.Control({ position: "topright" }), {
    onAdd: () => el("div", { class: "north leaflet-control", role: "img", "aria-label": "North is up" }, icon(ARROW), "N"),
  });
  map.getContainer().classList.add("workbench-map");
  map.attributionControl?.remove();
  scale.addTo(map);
  north.addTo(map);
  return { destroy() { scale.remove(); north.remove(); } };
}

/** What controls cover of a map of this size, in its own pixels, with some air. @param {L.Map} map @returns {Box[]} */
export function coveredBy(map) {
  const box = map.getContainer(), frame = box.getBoundingClientRect(), { clientHeight } = box;
  const controls = [...box.querySelectorAll(".leaflet-control")].map((control) => control.getBoundingClientRect());
  const boxes = controls.filter(({ width }) => width).map(({ left, top, right, bottom }) => (
    /** @type {Box} */ ([left - frame.left - AIR, top - frame.top - AIR, right - frame.left + AIR, bottom - frame.top + AIR])));
  return [...boxes, [0, clientHeight - DAY.high, DAY.wide, clientHeight]];
}
