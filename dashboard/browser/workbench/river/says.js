// What the river diagram says of a holding: beside the pointer, and to those who hear the page.

import { ALWAYS, stateAt, UNKNOWN } from "../model.js";
import { dayShort } from "../words.js";

/** @import { Model, TipText } from "../types" */
/** @import { Scene } from "./scene.js" */

/** @param {Scene} scene @param {number} row @param {number} span @returns {TipText} */
export function tipOf(scene, row, span) {
  const { model } = scene.store, { name, ar, km } = model.places;
  const about = { title: name[row], ar: ar[row], km: km[row] };
  if (span < 0) return { ...about, says: model.states[0].says };
  const [first, last] = scene.holding(row, span);
  return { ...about, says: model.states[model.marks[row][span]].says, aside: daysOf(model, model.starts[row][first], model.stops[row][last]) };
}

/** The days of a holding; ``stop`` is the day after the last. @param {Model} model @param {number} start @param {number} stop */
function daysOf(model, start, stop) {
  const isOpen = stop > model.last;
  if (start === ALWAYS) return isOpen ? "on every day of the record" : `until ${dayShort(stop - 1)}`;
  return isOpen ? `since ${dayShort(start)}` : `${dayShort(start)} to ${dayShort(stop - 1)}`;
}

/** 3 Jul 2015: Sarrin besieged, held by Islamic State @param {Model} model @param {number} row @param {number} day */
export function sayOf(model, row, day) {
  const state = model.states[stateAt(model, row, day)];
  return `${dayShort(day)}: ${model.places.name[row]}${state.status === UNKNOWN ? "," : ""} ${state.says}`;
}
