// The reports of the window, latest first; only the rows in sight are made.

import { bdi, el } from "../dom.js";
import { reportsInWindow } from "../store.js";
import { dayShort, many } from "../words.js";
import { watchCalmly } from "./pace.js";

/** @import { Paint, Store, Texts } from "../types" */

const ROW = 56, SPARE = 2;

/**
 * @param {HTMLElement} host @param {Store} store @param {Paint} paint @param {Texts} texts
 * @param {(count: number) => void} count hears how many reports there are
 */
export function makeReports(host, store, paint, texts, count) {
  const head = el("p", { class: "head" }), scroller = el("div", { class: "scroll", tabindex: "0", role: "list", "aria-label": "Reports of the window" }), room = el("div", { class: "rows" });
  scroller.append(room);
  host.append(head, scroller);
  /** @type {number[]} */
  let found = [];
  let mark = "";

  function gather() {
    const next = `${store.from}/${store.to}/${store.groups.join()}/${store.focus}/${store.payload}`;
    if (next === mark) return;
    mark = next;
    found = reportsInWindow(store, store.focus);
    count(found.length);
    host.dataset.reports = String(found.length);
    head.replaceChildren(...headline(store, found.length));
    scroller.scrollTop = 0;
  }
  function draw() {
    const top = Math.max(Math.floor(scroller.scrollTop / ROW) - SPARE, 0), seen = Math.ceil((scroller.clientHeight || 400) / ROW) + 2 * SPARE;
    room.style.height = `${found.length * ROW}px`;
    room.replaceChildren(...(found.length ? found.slice(top, top + seen).map((report, at) => rowOf(store, paint, texts, report, (top + at) * ROW)) : [nothing(store)]));
  }
  const resized = new ResizeObserver(() => { if (store.tab === "reports") draw(); });
  resized.observe(scroller);
  scroller.addEventListener("scroll", draw);
  watchCalmly(store, ["from", "to", "day", "groups", "tab", "texts", "theme", "focus", "payload"], () => {
    gather();
    if (store.tab === "reports") draw();
  });
  return { destroy() { resized.disconnect(); } };
}

/** @param {Store} store @param {number} count */
function headline(store, count) {
  const days = `${dayShort(store.from)} to ${dayShort(store.to)}`;
  if (store.focus < 0) return [`${many(count, "report")}, ${days}`];
  return [`${many(count, "report")} at `, bdi(store.model.places.name[store.focus]), `, ${days} `,
    el("button", { type: "button", class: "link", onclick: () => store.choose(-1) }, "Show all places")];
}

/** What to do where the window is empty. @param {Store} store */
function nothing(store) {
  const { first, place, n } = store.model.reports;
  const own = store.focus < 0 ? [...first.keys()] : [...first.keys()].filter((report) => place[report] === store.focus);
  if (!n) return el("p", { class: "empty" }, "No report passes the filters. Take one of them away.");
  if (!own.length) return el("p", { class: "empty" }, "No report of this place passes the filters.");
  const from = first[own[0]], to = first[/** @type {number} */ (own.at(-1))];
  return el("p", { class: "empty" }, `No report in this window; ${many(own.length, "report")} on other days. `,
    el("button", { type: "button", class: "link", onclick: () => store.set({ tied: false, from, to }) }, "Show them all"));
}

/** @param {Store} store @param {Paint} paint @param {Texts} texts @param {number} report @param {number} top */
function rowOf(store, paint, texts, report, top) {
  const { reports, places, kinds } = store.model, place = reports.place[report], row = reports.row[report], text = texts.report(row);
  return el("div", { role: "listitem", class: "item", style: `top:${top}px` }, el("button", {
    type: "button", class: "row", "data-report": text?.id, onclick: () => store.choose(place, { event: row }),
    onpointerenter: () => store.set({ hover: place }), onpointerleave: () => store.set({ hover: -1 }),
  }, el("i", { class: "kind", style: `background:${paint.theme.kinds[reports.group[report]]}` }), el("span", { class: "num" }, text?.when ?? dayShort(reports.first[report])),
  el("b", {}, bdi(places.name[place])), el("span", { class: "grade" }, text?.grade ?? ""), el("span", { class: "note" }, bdi(text?.note ?? kinds[reports.kind[report]]))));
}
