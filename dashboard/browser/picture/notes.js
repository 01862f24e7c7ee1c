// Who says so: the lines below a picture, which has to stand without its page.

import { capital, dayLong, many } from "../workbench/words.js";

/** @import { About, Store } from "../workbench/types" */

/** Sources and rule, what is filtered, what the view adds, and whose work it is. @param {Store} store @param {string} address @param {string[]} own */
export function notesOf({ model, single }, address, own) {
  return [
    ...aboutLines(model.about), single >= 0 ? `Singled out: ${model.looks[single].name}; all others are grey.` : "", ...own, creditLine(model.about), address,
  ];
}

/** @param {About} about */
export function aboutLines({ reports, sources, publishers, rule, rule_words, known, filters }) {
  const among = publishers.length ? `, most of them by ${publishers.join(", ")}` : "";
  return [
    `Derived from ${many(reports, "report")} of ${many(sources, "source")}${among}.`, `Rule “${rule}”: ${rule_words}.`,
    known ? `As known on ${known}: only what had been published by that day.` : "", filters.length ? `Filters: ${filters.join("; ")}.` : "",
  ];
}

/** @param {About} about */
export const creditLine = ({ credit, version }) => `${credit}. ${capital(version)}. Picture made on ${dayLong(Math.floor(Date.now() / 864e5))}.`;
