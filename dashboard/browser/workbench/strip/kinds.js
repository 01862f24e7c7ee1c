// The kinds of reports: what their colours mean, and which are shown.

import { el } from "../dom.js";

/** @import { Paint, Store } from "../types" */

/** @type {Record<string, string>} */
const SHORT = { "Control of a place": "Control", "Ground fighting": "Fighting", "Politics and infrastructure": "Politics" };

/** @param {Store} store @param {Paint} paint */
export function makeKinds(store, paint) {
  const node = el("div", { class: "kinds", role: "group", "aria-label": "Kinds of reports" });
  const toggle = (/** @type {number} */ group) => store.set({ groups: store.groups.map((isOn, each) => (each === group ? !isOn : isOn)) });

  /** This one alone; all, where it is alone already. @param {number} group */
  function single(group) {
    const isAlone = store.groups.every((isOn, each) => isOn === (each === group));
    store.set({ groups: store.groups.map((_, each) => isAlone || each === group) });
  }
  const chip = (/** @type {string} */ name, /** @type {number} */ group) => el("button", {
    type: "button", title: `${name}: click hides or shows these reports, double-click or shift shows them alone`,
    onclick: (/** @type {MouseEvent} */ { shiftKey }) => { if (shiftKey) single(group); else toggle(group); },
    ondblclick: (/** @type {MouseEvent} */ { shiftKey }) => { if (!shiftKey) single(group); },
  }, el("i"), el("span", {}, SHORT[name] ?? name));

  function drawShown() {
    for (const [group, button] of [...node.children].entries()) button.setAttribute("aria-pressed", String(store.groups[group]));
  }
  function drawColours() {
    for (const [group, swatch] of node.querySelectorAll("i").entries()) swatch.style.background = paint.theme.kinds[group];
  }
  let named = "";
  function drawNames() {
    const names = store.model.groups;
    if (named === names.join("\n")) return;
    named = names.join("\n");
    node.replaceChildren(...names.map(chip));
    drawColours();
    drawShown();
  }
  return { node, drawNames, drawShown, drawColours };
}
