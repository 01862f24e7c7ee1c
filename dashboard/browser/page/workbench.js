// The workbench on the page: payload and base map are fetched, and what is chosen here and on the server is told each other.

import { busOf } from "../shared/bus.js";
import { isoDay, within } from "../shared/days.js";
import { keep } from "./address_keeper.js";
import { followTheme, isDark, load, prepare } from "./surroundings.js";
import { makeEmbedMenu, makePictureMenu } from "../workbench/panel/picture_menu.js";
import { lasting } from "../workbench/strip/copy_link.js";
import { beginAt, lastingUntil } from "../workbench/beginning.js";
import { el } from "../workbench/dom.js";
import { makeTexts } from "../workbench/texts.js";
import { mount } from "../workbench/workbench.js";

/** @import { Component } from "../shared/types" */
/** @import { Core, Geography, State } from "../workbench/types" */
/** @import { Links } from "../workbench/panel/picture_menu.js" */
/** @import { Offer, Workbench } from "../workbench/workbench.js" */

/**
 * @typedef {object} Told
 * @property {string} payload address of the payload for the filters in force
 * @property {string} geography
 * @property {{ prefix: string, query: string }} texts
 * @property {string} rule
 * @property {string} query the address of the page
 * @property {string} version the version of the record, which a link that is copied names
 * @property {import("../workbench/beginning.js").Beginning} state
 * @property {number} latest the last day that can be shown: today, unless the record reaches beyond it
 * @property {number} heard the number of the last move that the server has heard of
 * @property {number} step the number of the last step back or forward that the server has heard of
 * @property {string} session by which a server that was started again is told from the one before
 * @property {boolean} isFirstVisit
 */

/** Milliseconds: a move that goes on is told once it rests; one that is done, at once. */
const REST = 600, ANSWER = 4000;
/** How long a card that was asked for has the server and the browser for itself. */
const CARD_FIRST = 150;
/**
 * ``known`` is what the server shows once it has heard of all that it was told; ``isNew`` where it has begun anew.
 * @type {{ root: HTMLElement, bench: Workbench | null, payload: string, told: Told, known: Told["state"], sent: number, waiting: ReturnType<typeof setTimeout> | undefined, isCardAsked: boolean, isNew: boolean, tell: (now: object) => void } | null}
 */
let standing = null;

/** @param {Component<Told>} component */
export default function ({ data, setStateValue, parentElement }) {
  keep(data.query, { heard: data.step });
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".workbench"));
  const tell = (/** @type {object} */ now) => setStateValue("now", now);
  if (standing?.root !== root) {
    if (standing?.waiting !== undefined) {   // a move made while the page was built anew is not lost with its screen
      clearTimeout(standing.waiting);
      standing.tell = tell;
      rested(standing);
    }
    standing?.bench?.destroy();
    standing = { root, bench: null, payload: "", told: data, known: data.state, sent: data.heard, waiting: undefined, isCardAsked: false, isNew: false, tell };
    root.classList.toggle("dark", isDark());   // it has a ground as soon as styles are there, long before it is drawn
    reach(root);
  }
  Object.assign(standing, { told: data, tell, isNew: standing.isNew || standing.told.session !== data.session });
  show(standing);
}

/** @param {NonNullable<typeof standing>} own */
async function show(own) {
  const { told } = own, isLeft = () => standing !== own || own.told !== told || !own.root.isConnected;
  const fetched = await Promise.all([load(told.payload), load(told.geography), prepare()]).catch(() => null);
  if (isLeft()) return;
  own.root.querySelector(".unreached")?.remove();
  if (!fetched) { sayUnreached(own); return; }
  const [fetchedCore, geography, makeBase] = fetched;
  const core = lastingUntil(fetchedCore, told.latest);
  if (!own.bench) stand(own, core, geography, makeBase);
  else if (own.payload !== told.payload) own.bench.update(core, told.rule);
  own.payload = told.payload;
  follow(own);
  own.root.dataset.payload = told.payload;
}

/** What was to be shown could not be fetched: the screen, or the one before, says so. @param {NonNullable<typeof standing>} own */
function sayUnreached(own) {
  const again = el("button", { type: "button", class: "link", onclick: () => show(own) }, "Try again");
  const words = own.bench ? "The server did not give the answer to these filters: the screen is still that of the ones before. " : "The server did not give what the screen is drawn from. ";
  own.root.append(el("p", { class: "unreached", role: "alert" }, words, again));
}

/** @param {NonNullable<typeof standing>} own @param {Core} core @param {Geography} geography @param {(host: HTMLElement) => L.Map} makeBase */
function stand(own, core, geography, makeBase) {
  const { told } = own;
  const bench = mount(own.root, core, {
    geography, makeBase, dark: isDark(), rule: told.rule, texts: (store) => makeTexts(store, () => own.told.texts), isFirstVisit: told.isFirstVisit,
    state: beginAt(core, told.state),
    dismiss: () => send(own, { intro: "off" }),
    offer: offerOf(linksOf(own)),
    version: () => own.told.version,
    townAddress: (id, day, more = {}) => townAddress(own.told.query, { place: id, on: isoDay(day), ...more }),
  });
  own.bench = bench;
  bench.store.watch((what) => {
    if (bench.store.playing || !["day", "focus", "event", "from", "to", "tied", "playing", "single", "groups"].some((name) => what.has(/** @type {any} */ (name)))) return;
    own.isCardAsked ||= what.has("focus") || what.has("event");
    clearTimeout(own.waiting);
    own.waiting = setTimeout(() => rested(own), isHeld ? REST : own.isCardAsked ? CARD_FIRST : 0);
  });
  followTheme(own.root, bench.recolour);
  offerSkip();
  busOf(window).hear("imported/map", (given) => {
    if (own.bench !== bench || !own.root.isConnected) return;
    bench.map.showImported(given);
    bench.key.explain(given?.short ?? "", given?.said ?? "");
  });
}

/**
 * The page of a town with the same filters; of what may be open there, only what is named.
 * @param {string} query @param {Record<string, string>} changed
 */
function townAddress(query, changed) {
  const parameters = new URLSearchParams(query);
  for (const name of ["event", "open"]) parameters.delete(name);
  for (const [name, value] of Object.entries(changed)) parameters.set(name, value);
  return `town?${parameters}${changed.open ? "#cite" : ""}`;
}

/** @param {Links} links @returns {Offer} */
const offerOf = (links) => ({
  address: links.view,
  picture: (host, view, source, theme) => makePictureMenu(host, view, source, links, theme),
  embed: (host, source, theme) => makeEmbedMenu(host, source, links, theme),
});

/** What can be carried away of the view as it stands. @param {NonNullable<typeof standing>} own @returns {Links} */
function linksOf(own) {
  // The address of the payload names the path that everything is served under, and holds the filters.
  const base = () => own.told.payload.split("/workbench/")[0];
  return {
    view: () => lasting(location.href, own.told.version),
    poster: (day) => `${own.told.payload.replace("/valley.json", "/poster.pdf")}&on=${isoDay(day)}`,
    embedded(view, day, isDark) {
      const params = new URLSearchParams(location.search);
      for (const name of ["intro", "event"]) params.delete(name);
      for (const [name, value] of Object.entries({ on: isoDay(day), embed: view, theme: isDark ? "dark" : "light" })) params.set(name, value);
      return `${location.origin}${base()}/?${params}`;
    },
  };
}

/** A finger, a button of the mouse or a key is down: what is moved with it is not where it shall stay. */
let isHeld = false;
/** Milliseconds for which more presses of an arrow may follow: a walk of days is one step of the address. */
const WALK = 350;
let isWalking = false;
for (const type of ["pointerdown", "keydown"]) {
  window.addEventListener(type, (event) => {
    isHeld = true;
    isWalking = event instanceof KeyboardEvent && event.key.startsWith("Arrow");
  }, { capture: true });
}
for (const type of ["pointerup", "pointercancel", "keyup", "blur"]) {
  window.addEventListener(type, (event) => {
    if (type === "blur" && event.target !== window) return;   // a press takes the focus from something else: nothing is let go of
    isHeld = false;
    if (standing?.waiting === undefined) return;
    clearTimeout(standing.waiting);
    standing.waiting = setTimeout(rested, isWalking ? WALK : standing.isCardAsked ? CARD_FIRST : 0, standing);
  }, { capture: true });
}

/** Who steps back or forward leaves what was about to be told. */
window.addEventListener("popstate", () => {
  if (!standing?.bench) return;
  standing.bench.store.pause();
  standing.bench.store.flush();
  clearTimeout(standing.waiting);
  standing.waiting = undefined;
});

/** @param {NonNullable<typeof standing>} own */
function rested(own) {
  own.waiting = undefined;
  own.isCardAsked = false;
  send(own, {});
}

/** The server hears where the screen stands, unless it knows. @param {NonNullable<typeof standing>} own @param {{ intro?: string }} more */
function send(own, more) {
  const now = stateOf(own);
  if (!now || (!more.intro && same(now, own.known))) return;
  own.known = now;
  own.sent = Date.now();
  own.tell({ ...now, ...more, number: own.sent });
}

/** @param {NonNullable<typeof standing>} own */
function stateOf({ bench, told }) {
  if (!bench) return null;
  const { store } = bench, { model } = store, isKnown = (/** @type {string} */ force) => model.looks.some(({ id }) => id === force);
  // A place that the filters hide is still the one chosen.
  const isHidden = store.focus < 0 && told.state.place !== "" && !model.index.has(told.state.place) && store.event === told.state.event;
  return {
    on: Math.floor(store.day), from: store.from, to: store.to, tied: store.tied, days: store.length,
    place: isHidden ? told.state.place : store.focus < 0 ? "" : model.places.id[store.focus], event: store.event,
    only: store.single < 0 ? (isKnown(told.state.only) ? "" : told.state.only) : model.looks[store.single].id, hidden: [...store.groups.keys()].filter((group) => !store.groups[group]),
  };
}

/** @param {Told["state"]} one @param {Told["state"]} other */
function same(one, other) {
  const names = /** @type {(keyof Told["state"])[]} */ (one.tied && other.tied ? ["on", "tied", "days", "place", "event"] : ["on", "from", "to", "tied", "place", "event"]);
  return one.only === other.only && one.hidden.join() === other.hidden.join() && names.every((name) => one[name] === other[name]);
}

/**
 * The screen goes where the server says, unless it has moved on since: what the server says then answers an older move.
 * @param {NonNullable<typeof standing>} own
 */
function follow(own) {
  const { bench, told, waiting } = own, isStale = told.heard < own.sent && Date.now() < own.sent + ANSWER;
  if (own.isNew) {   // what it was told while it was gone is lost
    Object.assign(own, { isNew: false, known: told.state });
    send(own, {});
    return;
  }
  if (!isStale) own.known = told.state;
  if (!bench || bench.store.playing || waiting !== undefined || isStale) return;
  const { store } = bench, now = stateOf(own);
  if (!now || same(now, told.state)) return;
  const { on, from, to, tied, days, place, event } = told.state, focus = store.model.index.get(place) ?? -1;
  /** @type {Partial<State>} */
  const patch = {
    day: within(on, store.model), tied, length: days, ...(tied ? {} : { from, to }), focus, event,
    single: store.model.looks.findIndex(({ id }) => id === told.state.only), groups: store.groups.map((_, group) => !told.state.hidden.includes(group)),
  };
  if (focus >= 0 && (focus !== store.focus || event !== store.event)) patch.tab = "card";
  else if (focus < 0 && event < 0 && store.tab === "card") patch.tab = "river";   // its card is gone
  store.set(patch);
}

/** The first stop of the Tab key leads past navigation and filters, which are some fifty stops. */
function offerSkip() {
  if (document.querySelector(".skip")) return;
  const skip = document.createElement("a");
  Object.assign(skip, { className: "skip", href: "#", textContent: "Skip to the map" });
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    const target = /** @type {HTMLElement | null} */ (document.querySelector(".workbench .map") ?? document.querySelector(".stMain :is(a, button, input)"));
    target?.focus();
  });
  document.body.prepend(skip);
}

/** The screen reaches to the lower edge of the window, wherever on the page it begins. @param {HTMLElement} root */
function reach(root) {
  const main = root.closest(".stMain");
  const measure = () => {
    if (!root.isConnected) return;
    const top = root.getBoundingClientRect().top + (main?.scrollTop ?? 0);
    root.style.setProperty("--top", `${Math.round(top)}px`);
  };
  measure();
  const watched = new ResizeObserver(measure);
  if (main?.firstElementChild) watched.observe(main.firstElementChild);
}

