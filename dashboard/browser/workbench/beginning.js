// Where the screen begins: as dashboard/workbench/beginning.py tells it, over a payload that lasts until a day.

import { within } from "../shared/days.js";

/** @import { Core, State } from "./types" */

/**
 * @typedef {object} Beginning
 * @property {number} on
 * @property {number} from
 * @property {number} to
 * @property {boolean} tied
 * @property {number} days
 * @property {string} place
 * @property {number} event a row of all reports, -1 for none
 * @property {string} only
 * @property {number[]} hidden
 */

/** The payload with holdings that last until this day, unless the record reaches beyond it. @param {Core} core @param {number} latest @returns {Core} */
export const lastingUntil = (core, latest) => ({ ...core, told: core.last, last: Math.max(core.last, latest) });

/** @param {Core} core @param {Beginning} told @returns {Partial<State>} */
export function beginAt(core, { on, from, to, tied, days, place, event, only, hidden }) {
  const focus = core.places.id.indexOf(place);
  return {
    day: within(on, core), from, to, tied, length: days, focus, event, single: core.looks.findIndex(([id]) => id === only),
    groups: core.groups.map((_, group) => !hidden.includes(group)), tab: focus >= 0 || event >= 0 ? "card" : "river",
  };
}
