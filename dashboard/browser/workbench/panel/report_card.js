// The card of a report: what happened, who says so and how sure that is; other reports of the same incident.

import { bdi, el } from "../dom.js";
import { aside, citeLinks, closer, sourceLine } from "./parts.js";

/** @import { ReportText, Store } from "../types" */
/** @import { Setting } from "./place_card.js" */

/** @param {Store} store @param {number} row of all reports of the record @param {ReportText | undefined} text @param {Setting} setting */
export function reportCard(store, row, text, { townAddress }) {
  const close = closer(() => store.choose(-1, { tab: "reports" }));
  if (!text) return [el("header", {}, el("h3", {}, "Report"), close), el("p", { class: "quiet" }, "Reading the report …")];
  const { reports, places, kinds } = store.model, report = reports.row.indexOf(row), place = store.focus;
  const title = [report < 0 ? "Report" : kinds[reports.kind[report]], place < 0 ? "" : ": ", place < 0 ? "" : bdi(places.name[place])];
  return [
    el("header", {}, el("h3", {}, ...title), close, el("p", { class: "quiet" }, text.when, report < 0 ? " · does not pass the filters" : "")),
    el("p", { class: "note" }, bdi(text.note)),
    text.facts.length ? el("ul", { class: "plain" }, ...text.facts.map((fact) => el("li", {}, bdi(fact)))) : null,
    el("h4", {}, "Source"), el("p", { class: "whole" }, sourceLine(text.source, text.grade), aside(text.graded), ...text.asides.map(aside)),
    ...same(store, text),
    el("p", { class: "quiet" }, "Report ", bdi(text.id)),
    el("p", { class: "go" }, report < 0 ? null : el("button", { type: "button", class: "link", onclick: () => store.goTo(reports.first[report]) }, "Show that day"),
      place < 0 ? null : el("button", { type: "button", class: "link", onclick: () => store.choose(place) }, "Card of ", bdi(places.name[place]))),
    place < 0 || !townAddress ? null : citeLinks(townAddress, places.id[place], Math.floor(store.day), { event: text.id }),
  ].filter((part) => part !== null);
}

/** @param {Store} store @param {ReportText} text */
function same(store, { same: others }) {
  if (!others.length) return [];
  return [el("h4", {}, `Other reports of this incident (${others.length})`), el("ul", {}, ...others.map(([row, when, note]) => el("li", { class: "report" },
    el("button", { type: "button", class: "line", onclick: () => store.choose(store.focus, { event: row }) }, el("span", { class: "num" }, when), bdi(note)))))];
}
