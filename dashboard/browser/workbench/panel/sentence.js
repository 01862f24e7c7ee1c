// What the valley looks like on the day, in two lines of a fixed height, so that nothing below moves while days run.

import { el } from "../dom.js";
import { changesBefore, countHolders } from "../model.js";
import { dayLong, join, many } from "../words.js";
import { watchCalmly } from "./pace.js";

/** @import { Store } from "../types" */

const DAYS = 30;

/** @param {HTMLElement} host @param {Store} store */
export function makeSentence(host, store) {
  const first = el("p", { class: "say", role: "status" }), second = el("p", { class: "say aside" });
  host.append(first, second);
  let said = "";
  watchCalmly(store, ["day", "now", "payload"], () => {
    const { parts, more } = sayDay(store), next = [...parts, more].join("/");
    if (next === said) return;
    said = next;
    first.replaceChildren(...parts.map((part, at) => (at % 2 ? el("b", {}, part) : part)));
    second.textContent = more;
    second.title = more;
  });
}

/** The two lines; every other part of the first is what matters in it. @param {Store} store */
export function sayDay(store) {
  const day = Math.floor(store.day), counts = countHolders(store.model), changed = describeChanges(store, day);
  const asides = describeAsides(counts), within = describeWithin(counts);
  const whole = counts.shown ? [
    " the record names a holder for ", `${counts.named} of ${many(counts.shown, "place")}`, asides.length ? `; ${join(asides)}.` : ".",
  ] : [" no place passes the filters."];
  return { parts: ["On ", dayLong(day), ...whole], more: [describeEnd(store, day), within.length ? `Of the holders, ${join(within)}.` : "", changed].filter(Boolean).join(" ") };
}

/** Of the places with a holder. @param {ReturnType<typeof countHolders>} counts */
const describeWithin = ({ contested, disputed, ofArea, lastKnown }) => [
  contested > disputed ? `${contested - disputed} contested` : "", ofArea ? `${ofArea} by their area only` : "", lastKnown ? `${lastKnown} last known` : "",
].filter(Boolean);

/** Of the others. @param {ReturnType<typeof countHolders>} counts */
const describeAsides = ({ disputed, passed, unknown }) => [
  disputed ? `${disputed} contested without a holder` : "", passed ? `${passed} passed on an unknown day` : "", unknown ? `${unknown} not known` : "",
].filter(Boolean);

/** @param {Store} store @param {number} day */
function describeChanges({ model }, day) {
  const { places, taken } = changesBefore(model, day, DAYS);
  const takers = taken.map(([force, count]) => `${count} to ${force < 0 ? "nobody known" : model.looks[force].name}`);
  const said = places ? `In the ${DAYS} days to that day ${many(places, "place")} changed hands: ${join(takers)}.`
    : `No place is known to have changed hands in the ${DAYS} days to that day.`;
  return [said, model.aside].filter(Boolean).join(" ");
}

/** What has to be known of a day of which nothing could be told. @param {Store} store @param {number} day */
function describeEnd({ model }, day) {
  if (day > model.known) return `Nothing after ${dayLong(model.known)} was known then.`;
  return day > model.told ? `The record ends on ${dayLong(model.told)}: this is what was known last.` : "";
}
