// One view alone, in a frame on another page: map, river diagram or the card of a town, with its sources and a way back.

import { isoDay } from "../shared/days.js";
import { load, prepare } from "./surroundings.js";
import { beginAt, lastingUntil } from "../workbench/beginning.js";
import { el } from "../workbench/dom.js";
import { decode } from "../workbench/model.js";
import { makePaint } from "../workbench/paint.js";
import { makeCard } from "../workbench/panel/card.js";
import { makeKey, makeLegend } from "../workbench/panel/legend.js";
import { makeSentence } from "../workbench/panel/sentence.js";
import { makeTip } from "../workbench/panel/tip.js";
import { makeStore } from "../workbench/store.js";
import { makeTexts } from "../workbench/texts.js";
import { themeOf } from "../workbench/theme.js";
import { capital, many } from "../workbench/words.js";

/** @import { Core, Geography, Paint, Store, Tip } from "../workbench/types" */

/**
 * What dashboard/embed/views.py tells.
 * @typedef {object} Told
 * @property {"map" | "river" | "town"} view
 * @property {string} title
 * @property {string} payload
 * @property {string} geography
 * @property {{ prefix: string, query: string }} texts
 * @property {string} rule
 * @property {number} latest
 * @property {import("../workbench/beginning.js").Beginning} state
 * @property {string} theme
 * @property {string[]} left_out
 */

/** Names of the address that only a frame knows. */
const OF_FRAMES = ["embed", "theme"];
const root = /** @type {HTMLElement} */ (document.querySelector("main"));
const home = root.dataset.home ?? "/";

/** The same view on its page. @param {Told} told */
function wholeView({ view, state: { place, on } }) {
  const params = new URLSearchParams(location.search);
  for (const name of OF_FRAMES) params.delete(name);
  if (view === "town") { params.set("place", place); params.set("on", isoDay(on)); }
  return `${home}${view === "town" ? "town" : ""}?${params}`;
}

/** What is asked for, or why it cannot be answered, in words. @returns {Promise<Told>} */
async function ask() {
  const answer = await fetch(`${home}embed/view.json${location.search}`), told = await answer.json();
  if (!answer.ok) throw new Error(`${told.detail} ${told.remedy ?? ""}`);
  return told;
}

async function show() {
  const told = await ask(), isMap = told.view === "map";
  const [fetched, geography, makeBase] = await Promise.all([load(told.payload), isMap ? load(told.geography) : null, isMap ? prepare() : null]);
  const core = lastingUntil(fetched, told.latest);
  const isDark = told.theme ? told.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches, store = makeStore(decode(core), { ...beginAt(core, told.state), tab: told.view === "town" ? "card" : "river" });
  const paint = makePaint(store, themeOf(isDark)), tip = makeTip(root);
  document.title = told.title;
  root.classList.toggle("dark", isDark);
  root.replaceChildren(tip.node);
  if (told.view === "town") showTown(store, paint, told);
  else await showValley(store, paint, tip, geography, makeBase);
  root.append(footer(core, told));
  store.flush(true);
  for (const view of starts) view.start();
  root.dataset.payload = told.payload;
}

/** Views that begin once everything stands. @type {{ start(): void }[]} */
const starts = [];

/**
 * @param {Store} store @param {Paint} paint @param {Tip} tip @param {Geography} geography
 * @param {((host: HTMLElement) => L.Map) | null} makeBase only for the map
 */
async function showValley(store, paint, tip, geography, makeBase) {
  const sentence = el("div", { class: "headline" }), legend = el("div", { class: "legend" }), key = el("div", { class: "marks" });
  makeSentence(sentence, store);
  makeLegend(legend, store, paint);
  makeKey(key, store);
  root.append(sentence, legend, key);
  if (makeBase) {
    const { makeMap } = await import("../workbench/map/map.js"), map = el("div", { class: "map" });
    root.append(el("div", { class: "maphold" }, map));
    starts.push(makeMap(makeBase(map), store, paint, tip, geography));
  } else {
    const { makeRiver } = await import("../workbench/river/river.js"), river = el("div", { class: "pane pane-river" });
    root.append(river);
    starts.push(makeRiver(river, store, paint, tip));
  }
}

/** @param {Store} store @param {Paint} paint @param {Told} told */
function showTown(store, paint, told) {
  const card = el("div", { class: "pane pane-card" }), texts = makeTexts(store, () => told.texts);
  root.append(card);
  makeCard(card, store, paint, texts, { rule: told.rule, townAddress: (place, day, more = {}) => `${home}town?${new URLSearchParams({ place, on: isoDay(day), ...more })}` });
}

/** Who says so, whose work it is, and the way to the whole view. @param {Core} core @param {Told} told */
function footer({ about }, told) {
  const known = about.known ? ` as known on ${about.known}` : "", filters = about.filters.length ? ` Filters: ${about.filters.join("; ")}.` : "";
  const left = told.left_out.length ? ` Left out of the address, because it means nothing here: ${told.left_out.join(", ")}.` : "";
  return el("footer", {}, `Derived from ${many(about.reports, "report")} of ${many(about.sources, "source")} by the rule “${about.rule}”${known}.${filters} ${about.credit}. ${capital(about.version)}.${left} `,
    el("a", { href: wholeView(told), rel: "noopener" }, "Open the full view"));
}

/** @param {unknown} error */
function refuse(error) {
  const said = error instanceof Error ? error.message : String(error);
  root.replaceChildren(el("div", { class: "refused", role: "alert" }, el("h1", {}, "This view cannot be shown"), el("p", {}, said), el("p", {}, el("a", { href: home }, "Open the timeline"))));
  root.dataset.refused = "true";
}

show().catch(refuse);
