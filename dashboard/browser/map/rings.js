// A circle for the reports of the window at each place: the more reports, the wider.

import { HIDDEN } from "./drawn.js";
import { element } from "./elements.js";

/** @import { Drawn, Ring } from "./drawn.js" */
/** @import { Shown } from "../shared/types" */

/**
 * The circles show the reports of this window.
 * @param {Drawn} drawn @param {Shown} now
 */
export function showRings(drawn, now) {
  const counts = countReports(drawn, now);
  for (const [place, ring] of drawn.rings) {
    if (!counts.has(place)) { drawn.layer.removeLayer(ring); drawn.rings.delete(place); }
  }
  for (const [place, kinds] of counts) {
    const ring = drawn.rings.get(place) ?? addRing(drawn, place);
    ring.kinds = kinds;
    ring.total = [...kinds.values()].reduce((a, b) => a + b, 0);
    ring.setRadius(9 + 3.2 * Math.sqrt(ring.total));
  }
}

/**
 * How many reports of each kind the window has, by the index of the place.
 * @param {Drawn} drawn @param {Shown} now
 * @returns {Map<number, Map<number, number>>}
 */
function countReports({ timeline, shown }, { from, to, focus, alone }) {
  const counts = new Map();
  for (const [first, until, place, kind] of timeline.reports) {
    if (first > to) break;
    if (until <= from || (alone && timeline.places[place][0] !== focus) || shown[place] === HIDDEN) continue;
    if (!counts.has(place)) counts.set(place, new Map());
    counts.get(place).set(kind, (counts.get(place).get(kind) ?? 0) + 1);
  }
  return counts;
}

/** @param {Drawn} drawn @param {number} place */
function addRing(drawn, place) {
  const [id, latitude, longitude, name] = drawn.timeline.places[place];
  const circle = L.circleMarker([latitude, longitude], { pane: "rings", radius: 9, className: "ring", bubblingMouseEvents: false });
  const ring = /** @type {Ring} */ (Object.assign(circle, { kinds: new Map(), total: 0 }));
  ring.on("click", () => drawn.pick(id));
  ring.bindTooltip(() => {
    const box = element("div", "tip");
    box.append(element("div", "tip-name", `${name}: ${ring.total} report${ring.total === 1 ? "" : "s"}`));
    for (const [kind, count] of [...ring.kinds].sort((a, b) => b[1] - a[1])) {
      box.append(element("div", "", `${drawn.timeline.kinds[kind]}: ${count}`));
    }
    return box;
  }, { direction: "bottom", opacity: 1 });
  drawn.rings.set(place, ring);
  return ring.addTo(drawn.layer);
}
