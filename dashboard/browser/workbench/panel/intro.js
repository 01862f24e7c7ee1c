// What a first visitor is told: three sentences and five famous days to go to. It goes once a day or a place was chosen.

import { dayNumber } from "../../shared/days.js";
import { el } from "../dom.js";

/** @import { Store } from "../types" */

const SENTENCES = [
  "This map shows who held each town along the Euphrates on any day since 1991, as reports of the time tell it.",
  "Click a town or a bar to see why it has its colour and who says so; drag the day in the strip below to see it change.",
  "Pale means last known, hatched means contested: what is not sure is shown as not sure.",
];

/** Day, place to open or "", and what happened. */
const FAMOUS = /** @type {const} */ ([
  ["2014-06-21", "al-qaim", "June 2014", "Al-Qaim falls to Islamic State"],
  ["2017-10-17", "raqqa", "October 2017", "Raqqa is taken by the SDF"],
  ["2017-11-17", "rawa", "November 2017", "Rawa and Abu Kamal, the last two towns"],
  ["2024-12-06", "deir-ez-zor", "December 2024", "Syria's government leaves Deir ez-Zor"],
  ["2026-01-18", "", "January 2026", "The east bank changes hands"],
]);

/**
 * @param {HTMLElement} host @param {Store} store @param {() => void} dismiss hears when it was closed by hand
 */
export function makeIntro(host, store, dismiss) {
  const close = () => { host.hidden = true; };
  const days = FAMOUS.filter(([iso]) => dayNumber(iso) >= store.model.first && dayNumber(iso) <= store.model.last);
  host.replaceChildren(
    el("button", { type: "button", class: "close", "aria-label": "Close the introduction", title: "Close", onclick: () => { close(); dismiss(); } }, "×"),
    ...SENTENCES.map((sentence) => el("p", {}, sentence)),
    el("ul", { "aria-label": "Famous days" }, ...days.map(([iso, place, when, what]) => el("li", {}, el("button", {
      type: "button", onclick: () => { close(); go(store, dayNumber(iso), place); },
    }, el("b", {}, when), ` ${what}`)))),
  );
  host.hidden = false;
  store.watch((what) => { if (what.has("focus") || (what.has("day") && !store.playing)) close(); });
}

/** @param {Store} store @param {number} day @param {string} place */
function go(store, day, place) {
  store.goTo(day);
  const index = store.model.index.get(place);
  if (index !== undefined) store.choose(index);
}
