// Two days side by side: the legend that both maps share; and what the frame of each map is told, and tells the other one.

import { makeLegend } from "../compare/legend.js";
import { busOf } from "../shared/bus.js";
import { dress, followTheme, isDark, load } from "./surroundings.js";

/** @import { Component } from "../shared/types" */
/** @typedef {{ payload: string, geography: string, days: [number, number], focus: string, only: string, differing: string[] }} Told */
/** @typedef {ReturnType<typeof makeLegend>} Legend */

const bus = busOf(window), MAPS = /** @type {const} */ (["map_first", "map_second"]);
/** @type {{ root: HTMLElement, legend: Legend, told: Told, trigger: Component<Told>["setTriggerValue"] } | null} */
let standing = null;

for (const [at, name] of MAPS.entries()) {
  const other = MAPS[1 - at];
  bus.on(`moved/${name}`, (position) => bus.signal(`go/${other}`, position));
  bus.on(`pointed/${name}`, (place) => bus.signal(`point/${other}`, place));
}
bus.on("picked", (place) => {
  if (!standing) return;
  show({ ...standing.told, focus: place });
  standing.trigger("picked", place);
});

/** @param {Component<Told>} component */
export default async function ({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".compared"));
  await dress("../workbench/workbench.css", "../compare/compare.css");
  if (standing?.root !== root) {
    root.classList.add("workbench");
    standing = { root, legend: makeLegend(root, single), told: data, trigger: setTriggerValue };
    followTheme(root, () => { if (standing) show(standing.told); });
  }
  standing.trigger = setTriggerValue;
  show(data);
}

/** A force is singled out, or none, on both maps; the server hears of it afterwards. @param {string} force */
function single(force) {
  if (!standing) return;
  show({ ...standing.told, only: force });
  standing.trigger("only", force);
}

/** @param {Told} told */
async function show(told) {
  if (!standing) return;
  const { root, legend } = standing, dark = isDark();
  standing.told = told;
  root.classList.toggle("dark", dark);
  for (const [at, name] of MAPS.entries()) bus.tell(`map/${name}`, { ...told, day: told.days[at], dark });
  const core = await load(told.payload);
  if (standing?.told === told) legend.show(core, { ...told, differing: told.differing.length, dark });
}
