// A timeline as a map has drawn it: its layer, a marker for each place, and the state that each shows now.

/** @import { Timeline } from "../shared/types" */
/** @typedef {L.CircleMarker & { kinds: Map<number, number>, total: number }} Ring */

export const HIDDEN = -2, NOTHING = -1;

/** One timeline, drawn. */
export class Drawn {
  /** @param {Timeline} timeline @param {(place: string) => void} pick */
  constructor(timeline, pick) {
    this.timeline = timeline;
    this.pick = pick;
    this.layer = L.featureGroup();
    /** @type {L.Marker[]} */
    this.markers = [];
    /** @type {Map<number, Ring>} The circles of reports, by the index of the place. */
    this.rings = new Map();
    /** @type {number[]} The index of the state each place shows. */
    this.shown = timeline.places.map(() => NOTHING);
    this.only = timeline.only && new Set(timeline.only);
    this.focus = "";
    this.visible = "";
    /** @type {Set<string> | null} The places that differ from another day. */
    this.differing = null;
  }

  /** The state that a place shows; undefined where it shows none. @param {number} index */
  now(index) {
    return this.timeline.states[this.shown[index]];
  }
}
