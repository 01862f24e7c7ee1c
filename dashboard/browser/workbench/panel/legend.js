// Who holds how many places: a bar of shares, a chip for each force, and below them how marks are to be read.

import { bdi, el } from "../dom.js";
import { countHolders } from "../model.js";
import { watchCalmly } from "./pace.js";

/** @import { Look, Paint, Store } from "../types" */
/** @typedef {ReturnType<typeof countHolders>} Counts */

const MOST = 9;

/**
 * Chips keep their turn while days go by; a click on one singles its force out in every view.
 * @param {HTMLElement} host @param {Store} store @param {Paint} paint
 */
export function makeLegend(host, store, paint) {
  const bar = el("div", { class: "shares", role: "img" });
  const chips = el("div", { class: "chips", role: "group", "aria-label": "Forces and how many places each holds: choose one to single it out" });
  host.append(bar, chips);
  let drawn = "";
  watchCalmly(store, ["now", "single", "theme", "payload"], (what) => {
    const counts = countHolders(store.model), mark = `${counts.held.join()}/${counts.shown}/${store.single}`;
    if (mark === drawn && !what.has("theme") && !what.has("payload")) return;
    drawn = mark;
    const { shown, rest } = chooseForces(store, counts);
    const pieces = shown.map((force) => piece(counts.held[force], store.single >= 0 && store.single !== force ? paint.mute : paint.colour[force]));
    const others = rest.reduce((sum, force) => sum + counts.held[force], 0);
    bar.replaceChildren(...pieces, ...(others ? [piece(others, paint.theme.quiet)] : []), el("i", { class: "none", style: `flex:${counts.shown - counts.named} 0 0` }));
    bar.setAttribute("aria-label", shown.map((force) => `${store.model.looks[force].name} ${counts.held[force]}`).join(", "));
    const focused = /** @type {HTMLElement | null} */ (chips.querySelector(":focus"))?.dataset.force;
    chips.replaceChildren(...shown.map((force) => chip(store, paint, force, counts.held[force])), ...(rest.length ? [otherChip(store, rest, others, counts)] : []));
    if (focused) /** @type {HTMLElement | null} */ (chips.querySelector(`[data-force="${CSS.escape(focused)}"]`))?.focus();
  });
}

/** The forces with most places, in their lasting order, and the rest. @param {Store} store @param {Counts} counts */
export function chooseForces({ model, single }, { held }) {
  const holding = model.turn.filter((force) => held[force] > 0 || force === single);
  const first = [...holding].sort((a, b) => Number(b === single) - Number(a === single) || held[b] - held[a]);
  const top = new Set(first.slice(0, holding.length > MOST ? MOST - 1 : MOST));
  return { shown: holding.filter((force) => top.has(force)), rest: holding.filter((force) => !top.has(force)) };
}

/** A force in the bar of shares. @param {number} count @param {string} colour */
export const piece = (count, colour) => el("i", { style: `flex:${count} 0 0;background:${colour}` });

/** @param {Store} store @param {Paint} paint @param {number} force @param {number} count */
function chip(store, paint, force, count) {
  const isSingle = store.single === force, isOff = store.single >= 0 && !isSingle;
  return forceChip(store.model.looks[force], paint.colour[force], { isSingle, isOff, pick: () => store.set({ single: isSingle ? -1 : force }) }, el("b", {}, String(count)));
}

/**
 * A force with its letter and what is counted of it; a click singles it out, or no longer.
 * @param {Look} look @param {string} shown its colour on this ground
 * @param {{ isSingle: boolean, isOff: boolean, pick(): void }} state ``isOff`` where another force is singled out
 * @param {HTMLElement[]} numbers
 */
export function forceChip({ id, name, letter, colour, ink }, shown, { isSingle, isOff, pick }, ...numbers) {
  const node = el("button", {
    type: "button", class: isOff ? "chip off" : "chip", "aria-pressed": String(isSingle), "data-force": id,
    title: isSingle ? "Show all forces again" : `Single out ${name}`, onclick: pick,
  }, el("i", { class: "dot" }, letter), bdi(name), ...numbers);
  node.style.setProperty("--colour", shown);
  node.style.setProperty("--letter", shown === colour ? ink : "#ffffff");
  return node;
}

/** @param {Store} store @param {number[]} rest @param {number} total @param {Counts} counts */
function otherChip({ model }, rest, total, { held }) {
  const said = rest.map((force) => `${model.looks[force].name} ${held[force]}`).join(", ");
  return el("span", { class: "chip plain", title: said }, `${rest.length} ${rest.length === 1 ? "other" : "others"} `, el("b", {}, String(total)));
}

/** What marks tell beside the holder: what is counted, its words, and a sentence on it. */
export const MARKS = /** @type {const} */ ([
  ["contested", "contested", "Hatched, a square on the map: held by one, claimed or attacked by another"],
  ["unknown", "not known", "No report says who held it"],
  ["lastKnown", "last known", "Pale: no report near the day supports it; it is what was known last"],
  ["ofArea", "by area", "Broken rim: nothing is reported of the place itself, only of the area it lies in"],
  ["passed", "passed on", "From one to the other, on an unknown day in between"],
  ["divided", "divided", "Two halves: each force holds a part of the place"],
  ["besieged", "besieged", "A dotted rim: the holder is surrounded"],
]);

/** How marks are to be read, and how many of each there are. @param {HTMLElement} host @param {Store} store */
export function makeKey(host, store) {
  const entries = MARKS.map(([name, words, title]) => {
    const count = el("b", {}), node = el("span", { class: "entry", title }, el("i", { class: `mark ${name}` }), words, count);
    return { name, node, count };
  });
  const imported = el("span", { class: "entry imported", hidden: true });
  host.append(...entries.map(({ node }) => node), el("span", { class: "entry", title: "The longer the arc round a town, the more reports of it in the window" }, el("i", { class: "mark reports" }), "reports"), imported);
  watchCalmly(store, ["now", "payload"], () => {
    const counts = countHolders(store.model);
    for (const { name, node, count } of entries) {
      node.hidden = !counts[name];
      if (count.textContent !== String(counts[name])) count.textContent = String(counts[name]);
    }
  });
  return {
    /** Says what the layer of imported events shows; "" where there is none. @param {string} words @param {string} whole */
    explain(words, whole) {
      imported.hidden = !words;
      imported.title = whole;
      imported.replaceChildren(el("i", { class: "mark events" }), words);
    },
  };
}
