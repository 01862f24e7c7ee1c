// The marker of a town: its letter, its colours, its words.

import { element } from "./elements.js";

/** @import { Drawn } from "./drawn.js" */
/** @import { Place, PlaceState } from "../shared/types" */

/**
 * A marker for each place of the timeline, not painted yet.
 * @param {Drawn} drawn
 */
export function addMarkers(drawn) {
  drawn.markers = drawn.timeline.places.map((place, index) => {
    const [id, latitude, longitude] = place;
    const icon = L.divIcon({ className: "town", html: element("span"), iconSize: undefined });
    const marker = L.marker([latitude, longitude], { icon, keyboard: true, riseOnHover: true });
    marker.on("click", () => drawn.pick(id));
    marker.on("add", () => { if (drawn.shown[index] >= 0) paint(drawn, index); });
    marker.bindTooltip(() => tip(place, drawn.now(index) ?? drawn.timeline.states[0]), { direction: "top", offset: [0, -8], opacity: 1 });
    return marker.addTo(drawn.layer);
  });
}

/**
 * The marker shows the state of its place.
 * @param {Drawn} drawn @param {number} index
 */
export function paint(drawn, index) {
  const marker = drawn.markers[index], node = marker.getElement(), state = drawn.now(index);
  if (!node || !state) return;
  const [id, , , name, , rank, , exact] = drawn.timeline.places[index];
  const { look: [colour, pattern, letter, ink, second], status, holder, says, claim, faded } = state;
  Object.assign(node.dataset, {
    place: id, status, holder, faded: String(faded), pattern: status === "unknown" ? "" : second ? "joint" : pattern,
  });
  node.setAttribute("aria-label", `${name}: ${says}`);
  setColours(node, { "--holder": colour, "--second": second || colour, "--claim": claim || colour, "--ink": ink });
  if (node.firstElementChild) node.firstElementChild.textContent = letter;
  node.classList.toggle("approximate", !exact);
  node.classList.toggle("focus", id === drawn.focus);
  node.classList.toggle("differs", Boolean(drawn.differing?.has(id)));
  marker.setZIndexOffset(id === drawn.focus ? 2000 : (5 - rank) * 100);
}

/** @param {HTMLElement} node @param {Record<string, string>} colours by the name of the property */
export function setColours(node, colours) {
  for (const [name, colour] of Object.entries(colours)) node.style.setProperty(name, colour);
}

/** @param {Place} place @param {PlaceState} state */
function tip([, , , name, arabic, , , exact], { says }) {
  const box = element("div", "tip"), head = element("div", "tip-name");
  head.append(element("bdi", "", name), " ", element("bdi", "tip-ar", arabic));
  box.append(head, element("div", "", says));
  if (!exact) box.append(element("div", "tip-aside", "position approximate"));
  return box;
}
