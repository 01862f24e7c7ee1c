// One screen: sentence, shares, map, panel and strip over one payload and one state.

import { el } from "./dom.js";
import { decode } from "./model.js";
import { makeCard } from "./panel/card.js";
import { makeIntro } from "./panel/intro.js";
import { makeKey, makeLegend } from "./panel/legend.js";
import { watchCalmly } from "./panel/pace.js";
import { makeReports } from "./panel/reports.js";
import { makeSentence } from "./panel/sentence.js";
import { makeFinder, makeTabs } from "./panel/tabs.js";
import { makeTip } from "./panel/tip.js";
import { makeMap } from "./map/map.js";
import { makePaint } from "./paint.js";
import { makeRiver } from "./river/river.js";
import { makeStore } from "./store.js";
import { makeControls } from "./strip/controls.js";
import { makeStrip } from "./strip/strip.js";
import { themeOf } from "./theme.js";
import { dayShort } from "./words.js";

/** @import { Core, Geography, State, Store, Texts, Theme } from "./types" */

/**
 * What the screen has to know beside its payload.
 * @typedef {object} Surroundings
 * @property {Geography} geography
 * @property {(host: HTMLElement) => L.Map} makeBase puts folium's map into an element
 * @property {boolean} dark
 * @property {Partial<State>} state where it begins
 * @property {boolean} isFirstVisit
 * @property {() => void} dismiss hears when the introduction was closed by hand
 * @property {(store: Store) => Texts} texts gives the texts of reports and places
 * @property {string} rule
 * @property {(() => string) | null} version of the record; null where the screen stands alone, without an address
 * @property {import("./panel/parts.js").TownAddress | null} townAddress null where there are no other pages
 * @property {Offer | null} offer ways to carry a view away; null where there are none
 */

/**
 * @typedef {object} Offer
 * @property {() => string} address of the view
 * @property {(host: HTMLElement, view: import("../picture/views.js").View, source: import("../picture/views.js").Source, theme: Theme) => { destroy(): void }} picture
 * puts a menu of pictures of the view into an element
 * @property {(host: HTMLElement, source: import("../picture/views.js").Source, theme: Theme) => void} embed the same of lines for another page
 */

const NARROW = 700;

/**
 * The screen stands in this element.
 * @param {HTMLElement} root @param {Core} core @param {Surroundings} around
 */
export function mount(root, core, around) {
  const theme = themeOf(around.dark), store = makeStore(decode(core), around.state), paint = makePaint(store, theme);
  /** @type {import("./panel/place_card.js").Setting} */
  const setting = { rule: around.rule, townAddress: around.townAddress, offerEmbed: (host) => around.offer?.embed(host, source, theme) };
  root.classList.toggle("dark", around.dark);
  const unfollow = followWidth(root), frame = build(root), tip = makeTip(root);
  root.append(tip.node);
  const texts = around.texts(store);
  makeSentence(frame.sentence, store);
  makeLegend(frame.legend, store, paint);
  const key = makeKey(frame.key, store), tabs = makeTabs(frame.panel, store);
  makeFinder(tabs.tools, store);
  const river = makeRiver(tabs.panes.river, store, paint, tip), strip = makeStrip(frame.plot, store, paint, tip), controls = makeControls(frame.controls, store, paint, around.version);
  makeCard(tabs.panes.card, store, paint, texts, setting);
  const reports = makeReports(tabs.panes.reports, store, paint, texts, tabs.count);
  const map = makeMap(around.makeBase(frame.map), store, paint, tip, around.geography);
  showDay(frame.mapDay, store);
  const source = { store, geography: around.geography, map: () => map.seen(), river: () => river.seen(), address: around.offer?.address ?? (() => "") };
  const menus = /** @type {const} */ ([["map", frame.mapFrame], ["river", tabs.tools], ["strip", controls.more]]).flatMap(([view, host]) => around.offer?.picture(host, view, source, theme) ?? []);
  store.flush(true);
  for (const view of [map, river, strip, controls]) view.start();
  if (around.isFirstVisit) makeIntro(frame.intro, store, around.dismiss);
  store.watch((what) => {
    if (!what.has("focus") && !what.has("event")) return;
    tip.hide();
    const isAsked = store.tab === "card" && (store.focus >= 0 || store.event >= 0);
    if (isAsked && root.classList.contains("narrow")) frame.panel.scrollIntoView({ behavior: "smooth", block: "nearest" });
  });
  const stop = [unfollow, followFonts(() => { map.relabel(); river.redraw(); strip.redraw(); }), () => reports.destroy(), () => map.destroy(), () => river.destroy(), () => strip.destroy(), () => controls.destroy(), ...menus.map((menu) => () => menu.destroy())];
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    // What was clicked may be gone from the page, and the key comes from the page itself.
    const isHere = event.target === document.body || (event.target instanceof Node && root.contains(event.target));
    if (event.key === "Escape" && !event.defaultPrevented && isHere) leave(store);
  };
  document.addEventListener("keydown", pressed);
  return {
    store, map, key, river,
    /** Other filters: the same screen over another payload, which keeps day, view and place. @param {Core} next @param {string} rule */
    update(next, rule) {
      setting.rule = rule;
      const place = store.focus < 0 ? "" : store.model.places.id[store.focus], forces = store.single < 0 ? "" : store.model.looks[store.single].id;
      store.model = decode(next);
      const single = store.model.looks.findIndex(({ id }) => id === forces);
      store.set({ payload: store.payload + 1, focus: store.model.index.get(place) ?? -1, hover: -1, single });
    },
    /** @param {boolean} dark */
    recolour(dark) {
      if (theme.dark === dark) return;
      Object.assign(theme, themeOf(dark));
      root.classList.toggle("dark", dark);
      store.set({ theme: store.theme + 1 });
    },
    destroy() {
      store.pause();
      document.removeEventListener("keydown", pressed);
      for (const each of stop) each();
    },
  };
}

/** @typedef {ReturnType<typeof mount>} Workbench */

/** First back to the diagram, then let go of the place. @param {ReturnType<typeof makeStore>} store */
function leave(store) {
  if (store.tab !== "river") store.set({ tab: "river" });
  else if (store.focus >= 0) store.choose(-1);
}

/** @param {HTMLElement} root */
function build(root) {
  const part = (/** @type {string} */ name) => el("div", { class: name });
  const sentence = part("headline"), legend = part("legend"), panel = part("panel"), controls = part("controls"), plot = part("plot");
  const key = part("marks"), map = el("div", { class: "map" }), mapDay = el("div", { class: "mapday", "aria-hidden": "true" });
  const intro = el("section", { class: "intro", "aria-label": "Introduction", hidden: true });
  const hold = part("maphold"), mapFrame = part("mapframe"), keyLine = part("keyline"), strip = el("section", { class: "strip", "aria-label": "Time" });
  hold.append(map, mapDay);
  keyLine.append(key);
  mapFrame.append(keyLine, hold, intro);
  strip.append(controls, plot);
  root.replaceChildren(sentence, legend, mapFrame, panel, strip);
  return { sentence, legend, key, map, mapFrame: keyLine, mapDay, intro, panel, controls, plot };
}

/** @param {HTMLElement} host @param {ReturnType<typeof makeStore>} store */
function showDay(host, store) {
  watchCalmly(store, ["day", "payload"], () => {
    const said = dayShort(Math.floor(store.day));
    if (host.textContent !== said) host.textContent = said;
  });
}

/** The element is ``narrow`` where it has the width of a phone. @param {HTMLElement} root */
function followWidth(root) {
  const look = () => { root.classList.toggle("narrow", root.clientWidth < NARROW); };
  look();
  const watched = new ResizeObserver(look);
  watched.observe(root);
  return () => watched.disconnect();
}

/** @param {() => void} redraw */
function followFonts(redraw) {
  let isGone = false;
  if (document.fonts.status !== "loaded") document.fonts.ready.then(() => { if (!isGone) redraw(); });
  return () => { isGone = true; };
}
