// Scale, north, and the look of Leaflet's own controls, in the colours of the workbench.

import { el, icon } from "../dom.js";

/** @import { Theme } from "../types" */
/** @import { Box } from "./projection.js" */

const ARROW = "M8 1 L12.5 14.5 L8 11.5 L3.5 14.5 Z";
/** The day stands in the lower left corner of the map, and is no control. */
const DAY = { wide: 136, high: 38 };
const AIR = 4;

const LOOK = `
.workbench-map { background: var(--map-land); color: var(--map-ink); font: 12px/16px var(--map-font); outline-offset: -2px; }
.workbench-map:focus-visible { outline: 2px solid var(--map-accent); }
.workbench-map .leaflet-bar, .workbench-map .north { border: 0; border-radius: 6px; overflow: hidden; background: var(--map-ground);
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.1), 0 3px 10px rgb(0 0 0 / 0.14); }
.workbench-map .leaflet-bar a { width: 28px; height: 28px; line-height: 27px; font-size: 16px; font-weight: 400; text-indent: 0;
  background: var(--map-ground); color: var(--map-text); border-color: var(--map-hair); }
.workbench-map .leaflet-bar a:hover { background: var(--map-wash); }
.workbench-map .leaflet-bar a:focus-visible { outline: 2px solid var(--map-accent); outline-offset: -2px; }
.workbench-map .leaflet-bar a.leaflet-disabled { opacity: 0.45; }
.workbench-map .north { display: grid; justify-items: center; width: 28px; padding: 4px 0 3px; color: var(--map-text); font-weight: 650; line-height: 13px; pointer-events: none; }
.workbench-map .north svg { width: 13px; height: 14px; fill: currentColor; display: block; }
.workbench-map .leaflet-control-scale-line { background: none; color: var(--map-text); border: solid var(--map-quiet); border-width: 0 1px 1px; text-shadow: 0 0 3px var(--map-land), 0 0 3px var(--map-land);
  font-size: 11px; line-height: 14px; padding: 0 4px 1px; }
.workbench-map .leaflet-tooltip { max-width: 260px; width: max-content; white-space: normal; padding: 6px 10px; border: 0; border-radius: 6px; background: var(--map-ground); color: var(--map-ink);
  font: 12px/16px var(--map-font); box-shadow: 0 1px 2px rgb(0 0 0 / 0.1), 0 3px 10px rgb(0 0 0 / 0.14); }
.workbench-map .leaflet-tooltip::before { display: none; }
.workbench-map.over-town .leaflet-tooltip { visibility: hidden; }
@media (pointer: coarse) {
  .workbench-map .leaflet-bar a { width: 40px; height: 40px; line-height: 39px; }
  .workbench-map .north { width: 40px; }
}`;

/** @param {L.Map} map @param {Theme} theme */
export function addControls(map, theme) {
  const box = map.getContainer(), look = el("style", {}, LOOK), scale = L.control.scale({ imperial: false, position: "bottomright", maxWidth: 90 });
  const north = Object.assign(new L.Control({ position: "topright" }), {
    onAdd: () => el("div", { class: "north leaflet-control", role: "img", "aria-label": "North is up" }, icon(ARROW), "N"),
  });
  const dress = () => {
    const { land, ground, ink, text2, quiet, hair, wash, accent, font } = theme;
    const colours = Object.entries({ land, ground, ink, text: text2, quiet, hair, wash, accent, font });
    for (const [name, value] of colours) box.style.setProperty(`--map-${name}`, value);
  };
  box.prepend(look);
  box.classList.add("workbench-map");
  map.attributionControl?.remove();
  scale.addTo(map);
  north.addTo(map);
  dress();
  return { dress, destroy() { scale.remove(); north.remove(); look.remove(); } };
}

/** What controls cover of a map of this size, in its own pixels, with some air. @param {L.Map} map @returns {Box[]} */
export function coveredBy(map) {
  const box = map.getContainer(), frame = box.getBoundingClientRect(), { clientHeight } = box;
  const controls = [...box.querySelectorAll(".leaflet-control")].map((control) => control.getBoundingClientRect());
  const boxes = controls.filter(({ width }) => width).map(({ left, top, right, bottom }) => (
    /** @type {Box} */ ([left - frame.left - AIR, top - frame.top - AIR, right - frame.left + AIR, bottom - frame.top + AIR])));
  return [...boxes, [0, clientHeight - DAY.high, DAY.wide, clientHeight]];
}
