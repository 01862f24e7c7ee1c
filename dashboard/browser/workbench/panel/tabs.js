// River, card and reports beside the map: one at a time, after the ARIA pattern of tabs.

import { el } from "../dom.js";

/** @import { Store, Tab } from "../types" */

const NAMES = /** @type {const} */ ([["river", "River"], ["card", "Card"], ["reports", "Reports"]]);

/** @param {HTMLElement} host @param {Store} store */
export function makeTabs(host, store) {
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": "River diagram, card, reports" });
  const counter = el("b", {}), tools = el("div", { class: "tools" });
  const tabs = /** @type {Record<Tab, HTMLButtonElement>} */ ({}), panes = /** @type {Record<Tab, HTMLElement>} */ ({});
  for (const [id, name] of NAMES) {
    tabs[id] = el("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `pane-${id}`, onclick: () => store.set({ tab: id }) },
      name, id === "reports" ? counter : null);
    panes[id] = el("div", { class: `pane pane-${id}`, role: "tabpanel", id: `pane-${id}`, tabindex: "-1", "aria-labelledby": `tab-${id}` });
  }
  list.addEventListener("keydown", (event) => turn(event, store, tabs));
  list.append(...Object.values(tabs), tools);
  host.append(list, ...Object.values(panes));
  store.watch((what) => {
    if (!what.has("tab")) return;
    const held = document.activeElement, isLeft = NAMES.some(([id]) => id !== store.tab && panes[id].contains(held)) || tools.contains(held);
    for (const [id] of NAMES) {
      tabs[id].setAttribute("aria-selected", String(id === store.tab));
      tabs[id].tabIndex = id === store.tab ? 0 : -1;
      panes[id].hidden = id !== store.tab;
    }
    tools.hidden = store.tab !== "river";
    // Who came here by a key goes on from here: what had the focus is hidden now.
    if (isLeft) (/** @type {HTMLElement | null} */ (panes[store.tab].querySelector("canvas[tabindex]")) ?? panes[store.tab]).focus({ preventScroll: true });
  });
  return {
    panes, tools,
    /** How many reports are in the window. @param {number} reports */
    count(reports) { counter.textContent = reports ? reports.toLocaleString("en-GB") : ""; },
  };
}

/** @param {KeyboardEvent} event @param {Store} store @param {Record<Tab, HTMLElement>} tabs */
function turn(event, store, tabs) {
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!way || !(event.target instanceof HTMLElement) || event.target.role !== "tab") return;
  const at = NAMES.findIndex(([id]) => id === store.tab), [next] = NAMES[(at + way + NAMES.length) % NAMES.length];
  store.set({ tab: next });
  tabs[next].focus();
  event.preventDefault();
  event.stopPropagation();
}

/** A field in which a place is looked for by name: what matches stands out in river and map, Enter chooses the first. @param {HTMLElement} host @param {Store} store */
export function makeFinder(host, store) {
  const field = el("input", { type: "search", class: "find", placeholder: "Find a place", "aria-label": "Find a place in the diagram and on the map", autocomplete: "off", spellcheck: "false" });
  host.append(field);
  const find = () => store.set({ found: matches(store, field.value) });
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const first = event.key === "Enter" ? [...store.found ?? []].sort((a, b) => store.model.importance.indexOf(a) - store.model.importance.indexOf(b))[0] : undefined;
    if (first !== undefined) { field.value = ""; store.choose(first, { found: null }); }
    if (event.key === "Escape") { field.value = ""; find(); }
  });
  store.watch((what) => { if (what.has("payload") && field.value) find(); });
}

/** @param {string} text */
const folded = (text) => text.normalize("NFKD").replace(/[\p{M}'’ʿʾ-]/gu, "").toLowerCase();

/** The places with this in their name, Latin or Arabic; null where nothing is looked for. @param {Store} store @param {string} words */
export function matches({ model: { places } }, words) {
  const wanted = folded(words.trim());
  if (!wanted) return null;
  return new Set([...places.id.keys()].filter((place) => folded(places.name[place]).includes(wanted) || folded(places.ar[place]).includes(wanted)));
}
