// What all sheets of the map draw from: where each place lies, which have a letter, how many reports the window has of each.

import { stateAt } from "../model.js";
import { LETTERED, plainRadius } from "./placement.js";
import { viewOf, worldX, worldY } from "./projection.js";

/** @import { Store } from "../types" */
/** @import { Fan } from "./fan.js" */

/** The places of one payload as the map shows them; arrays by the index of the place. */
export class Scene {
  /** @type {number[]} Places with a position, the least weighty first: what is drawn last lies on top. */
  located = [];
  /** In pixels of Leaflet's layers, by the view of the last drawing. */
  x = new Float64Array(0);
  y = new Float64Array(0);
  isLettered = new Uint8Array(0);
  /** Reports of the window. */
  counts = new Uint16Array(0);
  view = viewOf(0, { x: 0, y: 0 });
  plain = plainRadius(0);
  /** @type {Set<string> | null} Ids of places that differ from another day. */
  differing = null;
  /** @type {number[] | null} The days whose places the map holds at first; null for the day that it shows. */
  homeDays = null;
  /** @type {Fan | null} */
  fan = null;
  #worldX = new Float64Array(0);
  #worldY = new Float64Array(0);

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.load();
  }

  /** Takes the places of the payload in use. */
  load() {
    const { n, places: { lat, lng }, importance } = this.store.model;
    this.#worldX = Float64Array.from(lng, (each) => (each === null ? Number.NaN : worldX(each)));
    this.#worldY = Float64Array.from(lat, (each) => (each === null ? Number.NaN : worldY(each)));
    this.located = importance.filter((place) => lat[place] !== null && lng[place] !== null).reverse();
    this.x = new Float64Array(n);
    this.y = new Float64Array(n);
    this.isLettered = new Uint8Array(n);
    this.counts = new Uint16Array(n);
    this.fan = null;
    this.#lay();
  }

  /** Places lie by this view from now on; false where it is the one they lie by. @param {number} zoom @param {{ x: number, y: number }} origin */
  see(zoom, origin) {
    const { view } = this;
    if (view.zoom === zoom && view.x === origin.x && view.y === origin.y) return false;
    this.view = viewOf(zoom, origin);
    this.plain = plainRadius(zoom);
    this.#lay();
    return true;
  }

  #lay() {
    const { scale, x, y } = this.view;
    for (let place = 0; place < this.x.length; place += 1) {
      this.x[place] = this.#worldX[place] * scale - x;
      this.y[place] = this.#worldY[place] * scale - y;
    }
  }

  /** @param {number} place */
  stateOf(place) {
    const { model } = this.store;
    return model.states[model.now[place]];
  }

  /** True where the map shows the place on the day: it has a position, and the filters let its state pass. @param {number} place */
  isShown(place) {
    return place >= 0 && place < this.x.length && !Number.isNaN(this.x[place]) && this.stateOf(place).passes;
  }

  /** True where the whole valley is not to be seen without the place. @param {number} place */
  isHome(place) {
    const { model } = this.store;
    return this.homeDays ? this.homeDays.some((day) => model.states[stateAt(model, place, day)].passes) : this.isShown(place);
  }

  /** True where the place differs from another day. @param {number} place */
  isDiffering(place) {
    return this.differing?.has(this.store.model.places.id[place]) ?? false;
  }

  /** @param {number} place */
  radius(place) {
    return this.isLettered[place] ? LETTERED : this.plain;
  }

  /** Counts the reports of the window; true where that changed for any place. */
  count() {
    const { model: { reports }, from, to, groups } = this.store, { n, first, days, place, group } = reports;
    const counts = new Uint16Array(this.counts.length);
    for (let at = 0; at < n && first[at] <= to; at += 1) {
      if (first[at] + days[at] > from && groups[group[at]]) counts[place[at]] += 1;
    }
    const isChanged = counts.some((count, at) => count !== this.counts[at]);
    this.counts = counts;
    return isChanged;
  }

  /**
   * The shown place nearest to a point, within reach of its rim where it has a letter; -1 for none.
   * @param {number} x @param {number} y @param {number} reach
   */
  nearest(x, y, reach) {
    let found = -1, least = reach;
    for (const place of this.located) {
      const away = Math.hypot(this.x[place] - x, this.y[place] - y) - (this.isLettered[place] ? LETTERED / 2 : 0);
      if (away < least && this.isShown(place)) { least = away; found = place; }
    }
    return found;
  }
}
