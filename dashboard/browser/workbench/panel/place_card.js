// The card of a place: its state on the day, why it is shown so, and its holders over time.

import { bdi, el } from "../dom.js";
import { CONTESTED, lastBegun } from "../model.js";
import { capital, dayLong, dayShort, many } from "../words.js";
import { makeBand } from "./band.js";
import { areaList, citeLinks, closer, reportList, swatch } from "./parts.js";

/** @import { Paint, PlaceText, Store } from "../types" */
/** @typedef {PlaceText["holdings"][number]} Holding */
/** ``offerEmbed`` puts a menu into an element. @typedef {{ rule: string, townAddress: import("./parts.js").TownAddress | null, offerEmbed?: (host: HTMLElement) => void }} Setting */

const AROUND = 30;

/** @param {Store} store @param {Paint} paint @param {number} place @param {PlaceText | undefined} text @param {Setting} setting */
export function placeCard(store, paint, place, text, setting) {
  const { places, now, states } = store.model, day = Math.floor(store.day), id = places.id[place];
  const holding = text && holdingOn(text, day), band = makeBand(store, paint, place);
  requestAnimationFrame(band.draw);
  const go = el("p", { class: "go" }, setting.townAddress && el("a", { href: setting.townAddress(id, day), class: "link" }, "Page of this town"),
    el("button", { type: "button", class: "link", onclick: () => store.set({ tab: "reports" }) }, "Its reports in the window"));
  setting.offerEmbed?.(go);
  return [
    el("header", {}, el("h3", {}, bdi(places.name[place]), " ", bdi(places.ar[place], { lang: "ar" })), closer(() => store.choose(-1, { tab: "river" })),
      el("p", { class: "quiet" }, text ? bdi(text.where) : " "), text?.also ? el("p", { class: "quiet" }, "Also written ", bdi(text.also)) : null),
    el("p", { class: "verdict" }, swatch(paint, states[now[place]]), el("b", {}, capital(states[now[place]].says)), holding && holding.start !== null && states[now[place]].involves.size ? `, since ${holding.when}.` : "."),
    band.canvas,
    ...(text && holding ? why(store, text, holding, day, setting.rule) : [el("p", { class: "quiet" }, text ? "No report says who held it." : "Reading the reports …")]),
    ...(text ? holders(store, paint, place, text, holding) : []),
    go,
    ...(setting.townAddress ? [citeLinks(setting.townAddress, id, day)] : []),
  ];
}

/** @param {PlaceText} text @param {number} day */
function holdingOn({ holdings }, day) {
  return holdings[lastBegun(holdings.map(({ start }) => start ?? Number.NEGATIVE_INFINITY), day)];
}

/** @param {Store} store @param {PlaceText} text @param {Holding} holding @param {number} day @param {string} rule */
function why(store, text, holding, day, rule) {
  const open = (/** @type {number} */ row) => store.choose(store.focus, { event: row });
  const pick = (/** @type {number[]} */ numbers) => upTo(numbers.map((number) => text.reports[number]), day);
  const deciding = pick(holding.decided), dissenting = pick(holding.disputed), named = new Set([...deciding, ...dissenting]);
  const around = text.reports.filter((report) => Math.abs(report.day - day) <= AROUND && !named.has(report));
  return [
    el("h4", {}, "Why this colour?"),
    el("p", {}, el("b", {}, `Rule “${rule}”: `), bdi(holding.step), ". ", evidenceAge(holding, day)),
    ...reportList(store.model.states[store.model.now[store.focus]]?.status === CONTESTED ? "Reports of the fight, or of the claim" : "Reports that decide", deciding, open), ...reportList("Reports that say otherwise", dissenting, open),
    ...areaList(upTo(holding.areas.map((number) => text.areas[number]), day)),
    ...reportList("Other reports on the holder within 30 days", around, open),
    ...otherRules(text, day),
  ];
}

/**
 * The reports of days up to the one shown; where none is that old, the one that the state is inferred from.
 * @template {{ day: number }} T
 * @param {T[]} reports @param {number} day
 */
function upTo(reports, day) {
  const known = reports.filter((report) => report.day <= day);
  return known.length ? known : reports.slice(0, 1);
}

/** How old the evidence is on the day, in words. @param {Holding} holding @param {number} day */
export function evidenceAge({ evidence, silences, says }, day) {
  const isFaded = silences.some(([first, end]) => first <= day && day < end), last = Math.max(...evidence.filter((each) => each <= day));
  if (!Number.isFinite(last)) {
    if (says === "no holder known") return "No report says who held it on that day.";
    return `Inferred from a later report; none up to this day says it.${isFaded ? " It is more than a year later, so the colour is pale." : ""}`;
  }
  const age = last === day ? "of that very day" : `${many(day - last, "day")} before`;
  return `Last evidence: ${dayLong(last)}, ${age}.${isFaded ? " So much has been reported around it since that the colour fades." : ""}`;
}

/** @param {PlaceText} text @param {number} day */
function otherRules({ rules }, day) {
  const said = rules.map(({ name, spans }) => {
    const span = spans[lastBegun(spans.map(([start]) => start ?? Number.NEGATIVE_INFINITY), day)];
    return el("li", {}, el("b", {}, `${capital(name)}: `), bdi(span ? span[1] : "no report"));
  });
  return said.length ? [el("h5", {}, "What the other rules say"), el("ul", { class: "plain" }, ...said)] : [];
}

/** @param {Store} store @param {Paint} paint @param {number} place @param {PlaceText} text @param {Holding | undefined} current */
function holders({ model, goTo }, paint, place, { holdings }, current) {
  if (!holdings.length) return [];
  const lines = holdings.map((holding) => {
    const span = lastBegun(model.starts[place], holding.start ?? model.first), state = model.states[span < 0 ? 0 : model.marks[place][span]];
    return el("li", { class: holding === current ? "now" : "" }, el("button", {
      type: "button", class: "line", title: holding.start === null ? "Held before the first report" : `Show ${dayShort(holding.start)}`,
      onclick: () => goTo(holding.start ?? model.first),
    }, el("span", { class: "num" }, holding.when), swatch(paint, state), el("span", {}, bdi(holding.says))));
  });
  return [el("h4", {}, "Holders in this record"), el("ol", { class: "holders" }, ...lines.reverse())];
}
