// The filters in force, a chip each, with a button that takes it away.

import { bdi, el } from "../workbench/dom.js";

/** @import { Component } from "../shared/types" */
/** @typedef {{ name: string, value: string, label: string, said: string }} Filter */

/** @param {Component<{ filters: Filter[] }>} component */
export default function ({ data: { filters }, parentElement, setTriggerValue }) {
  const host = /** @type {HTMLElement} */ (parentElement.querySelector(".active-filters"));
  const chips = filters.map(({ name, value, label, said }) => el("button", {
    type: "button", class: "active-filter", "data-filter": name, "data-value": value, "aria-label": `Take away ${label}: ${said}`, title: "Take this filter away",
    onclick: () => setTriggerValue("dropped", { name, value }),
  }, el("span", {}, `${label} `), el("b", {}, bdi(said)), " ×"));
  const all = el("button", { type: "button", class: "active-filter all", onclick: () => setTriggerValue("dropped", { name: "", value: "" }) }, "Reset all");
  host.replaceChildren(...chips, ...(chips.length > 1 ? [all] : []));
}
