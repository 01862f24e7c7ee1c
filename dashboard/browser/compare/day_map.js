// The map of one of two days: that of the Valley page, still, beside another one that it moves with. Places that differ have
// a ring.

import { decode } from "../workbench/model.js";
import { KEYS, makeMap } from "../workbench/map/map.js";
import { makePaint } from "../workbench/paint.js";
import { makeStore } from "../workbench/store.js";
import { themeOf } from "../workbench/theme.js";
import { dayLong, dayShort } from "../workbench/words.js";

/** @import { MapPosition } from "../shared/types" */
/** @import { Core, Geography, Tip } from "../workbench/types" */

/**
 * ``days`` are both days; ``focus`` and ``only`` are ids of a place and of a force, "" for none.
 * @typedef {{ day: number, days: [number, number], focus: string, only: string, differing: Set<string>, dark: boolean }} Shown
 */
/**
 * What is done with the map, for the other one and for the page; a place is "" for none.
 * @typedef {{ moved(position: MapPosition): void, pointed(place: string): void, picked(place: string): void }} Ears
 */
/** @typedef {ReturnType<typeof makeDayMap>} DayMap */

/**
 * @param {L.Map} base @param {HTMLElement} label tells the day @param {Tip} tip @param {Ears} ears
 * @param {{ core: Core, geography: Geography, shown: Shown }} beginning
 */
export function makeDayMap(base, label, tip, ears, beginning) {
  let { core } = beginning, isLed = false, focus = "", hover = "";
  const theme = themeOf(beginning.shown.dark), store = makeStore(decode(core), { groups: core.groups.map(() => false) });
  const map = makeMap(base, store, makePaint(store, theme), tip, beginning.geography);
  const placeOf = (/** @type {number} */ place) => store.model.places.id[place] ?? "";

  function tellDay() {
    label.textContent = dayShort(store.day);
    base.getContainer().setAttribute("aria-label", `Map of the valley on ${dayLong(store.day)}. ${KEYS}`);
  }

  store.watch((what) => {
    if (what.has("day")) tellDay();
    // What was told from outside is not told back.
    if (what.has("hover") && placeOf(store.hover) !== hover) {
      hover = placeOf(store.hover);
      ears.pointed(hover);
    }
    if (what.has("focus") && placeOf(store.focus) !== focus) {
      focus = placeOf(store.focus);
      ears.picked(focus);
    }
  });
  base.on("move", () => {
    const { lat: latitude, lng: longitude } = base.getCenter();
    if (!isLed) ears.moved({ latitude, longitude, zoom: base.getZoom(), isHome: map.isHome() });
  });

  /** From now on it shows this. @param {Core} next @param {Shown} shown */
  function show(next, shown) {
    const isOther = next !== core;
    if (isOther) { core = next; store.model = decode(core); }
    const isRecoloured = shown.dark !== theme.dark, { index, looks } = store.model, place = index.get(shown.focus) ?? -1;
    Object.assign(theme, themeOf(shown.dark));
    focus = placeOf(place);   // a place that filters hide is in focus on no map
    map.setDiffering(shown.differing, shown.days);
    store.set({
      day: shown.day, focus: place, single: looks.findIndex(({ id }) => id === shown.only),
      ...(isOther ? { payload: store.payload + 1, hover: -1 } : {}), ...(isRecoloured ? { theme: store.theme + 1 } : {}),
    });
  }

  show(core, beginning.shown);
  store.flush(true);
  map.start();
  tellDay();
  return {
    show,
    relabel: map.relabel,
    /** It stands there, too. At once: while Leaflet glides to one zoom, it does not hear of the next. @param {MapPosition} position */
    go({ latitude, longitude, zoom, isHome }) {
      isLed = true;
      map.follow(isHome);
      base.setView([latitude, longitude], zoom, { animate: false });
      isLed = false;
    },
    /** The pointer is on this place of the other map. @param {string} place */
    point(place) {
      hover = place;
      store.set({ hover: store.model.index.get(place) ?? -1 });
    },
    destroy() { map.destroy(); base.remove(); },
  };
}
