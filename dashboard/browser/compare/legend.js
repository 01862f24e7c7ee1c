// Two days in one legend, for both kinds of maps: a bar of shares for each day, a chip for each force with what it held on both,
// and below them how marks are to be read.

import { onGround } from "../workbench/colours.js";
import { el } from "../workbench/dom.js";
import { countHolders, decode, setDay } from "../workbench/model.js";
import { forceChip, MARKS, piece } from "../workbench/panel/legend.js";
import { themeOf } from "../workbench/theme.js";
import { dayLong, dayShort } from "../workbench/words.js";

/** @import { Core, Model } from "../workbench/types" */
/** @typedef {ReturnType<typeof countHolders>} Counts */
/** @typedef {{ days: [number, number], only: string, differing: number, dark: boolean }} Shown ``only`` is the id of a force */
/** @typedef {{ model: Model, colours: string[], quiet: string, before: Counts, after: Counts, single: number, holding: number[] }} Compared */

const MOST = 9, NARROW = 700;

/** @param {HTMLElement} root @param {(force: string) => void} pick hears which force shall be singled out, "" for none */
export function makeLegend(root, pick) {
  const bars = el("div", { class: "bars" }), key = el("div", { class: "marks" });
  const chips = el("div", { class: "chips", role: "group", "aria-label": "Forces and how many places each held on both days: choose one to single it out" });
  root.append(bars, chips, key);
  /** @type {Core | null} */
  let core = null;
  /** @type {Model | null} */
  let model = null;
  /** @type {Compared | null} */
  let shown = null;
  const look = () => {
    root.classList.toggle("narrow", root.clientWidth < NARROW);
    if (shown) layChips(chips, shown, pick);
  };
  new ResizeObserver(look).observe(root);

  return {
    /** @param {Core} next @param {Shown} told */
    show(next, { days, only, differing, dark }) {
      if (next !== core || !model) { core = next; model = decode(next); }
      shown = compare(model, days, only, dark);
      const { before, after } = shown;
      bars.replaceChildren(bar(shown, before, days[0]), bar(shown, after, days[1]));
      key.replaceChildren(...entries(before, after, differing));
      look();
    },
  };
}

/** @param {Model} model @param {[number, number]} days @param {string} only @param {boolean} dark @returns {Compared} */
export function compare(model, days, only, dark) {
  const [before, after] = days.map((day) => { setDay(model, day); return countHolders(model); });
  const { ground, quiet } = themeOf(dark), single = model.looks.findIndex(({ id }) => id === only);
  const holding = model.turn.filter((force) => before.held[force] || after.held[force] || force === single);
  return { model, colours: model.looks.map(({ colour }) => onGround(colour, ground)), quiet, before, after, single, holding };
}

/**
 * So many forces, those that held most on either of the days, in their lasting order; and the rest.
 * @param {Compared} compared @param {number} count
 */
export function choose({ before, after, single, holding }, count) {
  const weight = (/** @type {number} */ force) => (force === single ? Infinity : Math.max(before.held[force], after.held[force]));
  const top = new Set(holding.toSorted((a, b) => weight(b) - weight(a)).slice(0, count));
  return { shown: holding.filter((force) => top.has(force)), rest: holding.filter((force) => !top.has(force)) };
}

/** @param {Counts} counts @param {number[]} forces */
const sum = ({ held }, forces) => forces.reduce((total, force) => total + held[force], 0);

/** A day and its shares. @param {Compared} compared @param {Counts} counts @param {number} day */
function bar(compared, counts, day) {
  const { shown, rest } = choose(compared, MOST), { looks } = compared.model, others = sum(counts, rest);
  const pieces = shown.map((force) => piece(counts.held[force], compared.colours[force]));
  const said = [...shown.map((force) => `${looks[force].name} ${counts.held[force]}`), ...(others ? [`others ${others}`] : [])].join(", ");
  return el("div", { class: "day" }, el("span", {}, dayShort(day)), el("div", { class: "shares", role: "img", "aria-label": `${dayLong(day)}: ${said}` },
    ...pieces, piece(others, compared.quiet), el("i", { class: "none", style: `flex:${counts.shown - counts.named} 0 0` })));
}

/** As many chips as there is room for in one line; under a thumb the line moves. @param {HTMLElement} host @param {Compared} compared @param {(force: string) => void} pick */
function layChips(host, compared, pick) {
  const focused = /** @type {HTMLElement | null} */ (host.querySelector(":focus"))?.dataset.force;
  const isNarrow = Boolean(host.closest(".narrow"));
  for (let count = Math.min(MOST, compared.holding.length); count >= 0; count -= 1) {
    const { shown, rest } = choose(compared, count);
    host.replaceChildren(...shown.map((force) => chip(compared, force, pick)), ...(rest.length ? [otherChip(compared, rest)] : []));
    if (isNarrow || host.scrollWidth <= host.clientWidth) break;
  }
  if (focused) /** @type {HTMLElement | null} */ (host.querySelector(`[data-force="${CSS.escape(focused)}"]`))?.focus();
}

/** @param {Compared} compared @param {number} force @param {(force: string) => void} pick */
function chip({ model, colours, before, after, single }, force, pick) {
  const isSingle = force === single, isOff = single >= 0 && !isSingle;
  const state = { isSingle, isOff, pick: () => pick(isSingle ? "" : model.looks[force].id) };
  return forceChip(model.looks[force], colours[force], state, ...numbers(before.held[force], after.held[force]));
}

/** @param {Compared} compared @param {number[]} rest */
function otherChip({ model, before, after }, rest) {
  const said = rest.map((force) => `${model.looks[force].name} ${before.held[force]} → ${after.held[force]}`).join(", ");
  return el("span", { class: "chip plain", title: said }, `${rest.length} ${rest.length === 1 ? "other" : "others"} `, ...numbers(sum(before, rest), sum(after, rest)));
}

/** How marks are to be read, and how many of each there were on both days. @param {Counts} before @param {Counts} after @param {number} differing */
function entries(before, after, differing) {
  const ring = el("span", { class: "entry differing", title: "A ring marks a place whose state differs between the days; all others are paler" },
    el("i", { class: "mark differs" }), "differ", el("b", {}, String(differing)));
  const marks = MARKS.filter(([name]) => before[name] || after[name]).map(([name, words, title]) => (
    el("span", { class: "entry", title }, el("i", { class: `mark ${name}` }), words, ...numbers(before[name], after[name]))));
  return [...(differing ? [ring] : []), ...marks];
}

/** @param {number} before @param {number} after */
const numbers = (before, after) => [el("span", { class: "before" }, `${before} → `), el("b", {}, String(after))];
