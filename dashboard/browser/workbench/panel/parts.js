// What cards are made of: swatches, sources and reports, a line each.

import { bdi, el, link } from "../dom.js";

/** @import { Paint, PlaceState, PlaceText, ReportText } from "../types" */

/** @typedef {(place: string, day: number, more?: Record<string, string>) => string} TownAddress */

/**
 * Quiet links to where a place or a report can be cited and corrected: the foot of the town's page.
 * @param {TownAddress} townAddress @param {string} place @param {number} day @param {Record<string, string>} [more]
 */
export function citeLinks(townAddress, place, day, more = {}) {
  const lead = (/** @type {string} */ open, /** @type {string} */ said) => el("a", { href: townAddress(place, day, { ...more, open }), class: "link" }, said);
  return el("p", { class: "go quiet" }, lead("cite", "Cite"), lead("error", "Report an error"));
}

/** A small square that is filled as the bars of this state are. @param {Paint} paint @param {PlaceState} state */
export function swatch(paint, state) {
  const [first, second, fill] = paint.parts(state);
  const ground = fill === "hatch" ? `repeating-linear-gradient(135deg,${first} 0 2.5px,${second} 2.5px 5px)`
    : second ? `linear-gradient(${fill === "shift" ? "90deg" : "180deg"},${first} 55%,${second} 55%)` : first;
  return el("i", { class: "swatch", style: `background:${ground}` });
}

/** Publisher, linked title and grade. @param {ReportText["source"]} source @param {string} grade */
export function sourceLine([publisher, title, url], grade) {
  return el("span", { class: "source" }, publisher ? bdi(publisher) : "", publisher && title ? ": " : "", title ? link(url, title) : "", " ",
    grade ? el("span", { class: "grade", title: "Admiralty code: source A to F, information 1 to 6" }, grade) : "");
}

/**
 * Reports on the holder, latest first, no more than six of them.
 * @param {string} title @param {PlaceText["reports"]} reports in the order of time @param {(row: number) => void} open
 */
export function reportList(title, reports, open) {
  if (!reports.length) return [];
  const shown = reports.slice(-MOST).reverse();
  return [el("h5", {}, `${title}${ofHowMany(reports.length)}`), el("ul", {}, ...shown.map((report) => el("li", { class: "report" },
    el("button", { type: "button", class: "line", title: "Open this report", onclick: () => open(report.row) },
      el("span", { class: "num" }, report.when), el("span", {}, bdi(report.says), report.note ? ". " : "", bdi(report.note))),
    sourceLine(report.source, report.grade), ...report.asides.map(aside), report.verdict ? el("span", { class: "source verdictline" }, bdi(report.verdict)) : null)))];
}

/** @param {PlaceText["areas"]} areas */
export function areaList(areas) {
  if (!areas.length) return [];
  return [el("h5", {}, `Said of a whole area, not of this place${ofHowMany(areas.length)}`), el("ul", {}, ...areas.slice(-MOST).reverse().map((area) => el("li", { class: "report" },
    el("span", { class: "line" }, el("span", { class: "num" }, area.when), el("span", {}, "said of ", bdi(area.of), ": ", bdi(area.says), area.note ? ". " : "", bdi(area.note))),
    sourceLine(area.source, ""), ...area.asides.map(aside))))];
}

const MOST = 6;

/** @param {number} count */
const ofHowMany = (count) => (count > MOST ? ` (the latest ${MOST} of ${count})` : count > 1 ? ` (${count})` : "");

/** @param {string} text */
export const aside = (text) => el("span", { class: "source" }, bdi(text));

/** The button that closes a card. @param {() => void} close */
export const closer = (close) => el("button", { type: "button", class: "close", "aria-label": "Close card", title: "Close (Esc)", onclick: close }, "×");
