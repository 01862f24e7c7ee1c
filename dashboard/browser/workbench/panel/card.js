// The pane of the card: of the report that is open, else of the place in focus, else what to do.

import { el } from "../dom.js";
import { spanAt } from "../model.js";
import { placeCard } from "./place_card.js";
import { reportCard } from "./report_card.js";

/** @import { Paint, Store, Texts } from "../types" */
/** @import { Setting } from "./place_card.js" */

/** @param {HTMLElement} host @param {Store} store @param {Paint} paint @param {Texts} texts @param {Setting} setting */
export function makeCard(host, store, paint, texts, setting) {
  let drawn = "", subject = "";
  host.tabIndex = -1;
  const draw = () => {
    const { focus, event } = store, day = Math.floor(store.day);
    const place = focus < 0 ? undefined : texts.place(focus), report = event < 0 ? undefined : texts.report(event);
    const span = focus < 0 ? 0 : spanAt(store.model, focus, day);
    const mark = [focus, event, Boolean(place), Boolean(report), store.theme, store.payload, store.playing ? span : day].join("/");
    if (mark === drawn) return;
    drawn = mark;
    const top = host.scrollTop, next = event >= 0 ? `report ${event}` : `place ${focus}`;
    host.replaceChildren(...(event >= 0 ? reportCard(store, event, report, setting) : focus >= 0 ? placeCard(store, paint, focus, place, setting) : [empty()]));
    host.dataset.card = event >= 0 ? report?.id ?? "" : focus >= 0 ? store.model.places.id[focus] : "";
    host.dataset.whole = String(event >= 0 ? Boolean(report) : focus < 0 || Boolean(place));
    host.scrollTop = next === subject ? top : 0;
    subject = next;
  };
  store.watch((what) => {
    if (store.tab !== "card") return;
    if (["tab", "focus", "event", "day", "texts", "theme", "playing", "payload", "single"].some((name) => what.has(/** @type {any} */ (name)))) draw();
  });
}

const empty = () => el("p", { class: "empty" },
  "Choose a town on the map or a bar of the river diagram: who held it, why it is shown so, and the reports behind it open here.");
