// Scale and north, and what controls cover of the map.

import { el, icon } from "../dom.js";

/** @import { Box } from "./projection.js" */

const WHOLE = "M2 6V2h4v1.5H3.5V6zM10 2h4v4h-1.5V3.5H10zM3.5 10v2.5H6V14H2v-4zM12.5 10H14v4h-4v-1.5h2.5z";
const ARROW = "M8 1 L12.5 14.5 L8 11.5 L3.5 14.5 Z";
const AIR = 4;

/** @param {L.Map} map @param {() => void} goHome shows the whole valley */
export function addControls(map, goHome) {
  const scale = L.control.scale({ imperial: false, position: "bottomright", maxWidth: 90 });
  const north = Object.assign(new L.Control({ position: "topright" }), {
    onAdd: () => el("div", { class: "north leaflet-control", role: "img", "aria-label": "North is up" }, icon(ARROW), "N"),
  });
  const home = Object.assign(new L.Control({ position: "topright" }), {
    onAdd: () => {
      const button = el("button", { type: "button", title: "Show the whole valley", "aria-label": "Show the whole valley", onclick: goHome }, icon(WHOLE));
      const bar = el("div", { class: "home leaflet-bar leaflet-control" }, button);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    },
  });
  map.getContainer().classList.add("workbench-map");
  map.attributionControl?.remove();
  scale.addTo(map);
  home.addTo(map);
  north.addTo(map);
  return { destroy() { for (const control of [scale, home, north]) control.remove(); } };
}

/** What controls cover of a map, and the day beside it, in the map's own pixels and with some air. @param {L.Map} map @returns {Box[]} */
export function coveredBy(map) {
  const box = map.getContainer(), frame = box.getBoundingClientRect(), days = box.parentElement?.querySelectorAll(".mapday") ?? [];
  const covers = [...box.querySelectorAll(".leaflet-control"), ...days].map((cover) => cover.getBoundingClientRect());
  return covers.filter(({ width }) => width).map(({ left, top, right, bottom }) => (
    [left - frame.left - AIR, top - frame.top - AIR, right - frame.left + AIR, bottom - frame.top + AIR]));
}
