// What the map shows, for readers of the page that see no canvas: an element for each place, where its mark is.

import { isoDay } from "../../shared/days.js";
import { el } from "../dom.js";
import { BESIEGED, CONTESTED, DIVIDED, HELD, LAST_KNOWN, OF_AREA, PASSED, REPORTED, UNKNOWN } from "../model.js";

/** @import { Scene } from "./scene.js" */

const STATUS = { [HELD]: "held", [CONTESTED]: "contested", [BESIEGED]: "besieged", [PASSED]: "passed", [UNKNOWN]: "unknown", [DIVIDED]: "divided" };
const KNOWN = { [REPORTED]: "reported", [LAST_KNOWN]: "last-known", [OF_AREA]: "area" };
const SIZE = 16, PANE = "marks";

/** @param {L.Map} map @param {Scene} scene */
export function makeMarks(map, scene) {
  const pane = map.getPane(PANE) ?? map.createPane(PANE);
  Object.assign(pane.style, { zIndex: "410", pointerEvents: "none" });
  const blank = el("div", { class: "town", role: "img", style: `position:absolute;left:0;top:0;width:${SIZE}px;height:${SIZE}px` });
  /** @type {Map<number, HTMLElement>} */
  let marks = new Map();
  /** @type {Map<number, number>} The state that the mark of a place tells. */
  const told = new Map();

  /** Marks for the places of another payload. */
  function load() {
    told.clear();
    const { id } = scene.store.model.places, inOrder = scene.located.toSorted((a, b) => a - b);
    marks = new Map(inOrder.map((at) => [at, /** @type {HTMLElement} */ (blank.cloneNode())]));
    for (const [at, mark] of marks) mark.dataset.place = id[at];
    pane.replaceChildren(...marks.values());
    place();
    write();
  }

  /** Marks stand where the towns are at this zoom. */
  function place() {
    for (const [at, mark] of marks) {
      mark.style.transform = `translate(${Math.round(scene.x[at]) - SIZE / 2}px, ${Math.round(scene.y[at]) - SIZE / 2}px)`;
    }
  }

  /** Marks tell the state of the day, and the map which day that is. */
  function write() {
    const { model, day, focus } = scene.store;
    let shown = 0;
    for (const [at, mark] of marks) {
      if (scene.isShown(at)) shown += 1;
      mark.toggleAttribute("data-differs", scene.isDiffering(at));
      if (told.get(at) !== model.now[at]) writeMark(mark, scene, at);
      told.set(at, model.now[at]);
    }
    Object.assign(map.getContainer().dataset, { day: isoDay(Math.floor(day)), places: String(shown), focus: model.places.id[focus] ?? "" });
  }

  return { load, place, write, destroy: () => pane.replaceChildren() };
}

/** @param {HTMLElement} mark @param {Scene} scene @param {number} place */
function writeMark(mark, scene, place) {
  const { status, known, name, says } = scene.stateOf(place);
  mark.hidden = !scene.isShown(place);
  Object.assign(mark.dataset, {
    holder: name, status: STATUS[/** @type {keyof typeof STATUS} */ (status)],
    known: status === UNKNOWN ? "" : KNOWN[/** @type {keyof typeof KNOWN} */ (known)],
  });
  mark.setAttribute("aria-label", `${scene.store.model.places.name[place]}: ${says}`);
}
