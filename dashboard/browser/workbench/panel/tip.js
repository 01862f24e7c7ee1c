// The words beside the pointer; one for all views.

import { bdi, el } from "../dom.js";

/** @import { Tip, TipText } from "../types" */

const ASIDE = 14, BELOW = 16, MARGIN = 4;

/** @param {HTMLElement} root @returns {Tip & { node: HTMLElement }} */
export function makeTip(root) {
  const node = el("div", { class: "tip", role: "tooltip", hidden: true });
  const hide = () => { node.hidden = true; };
  return {
    node, hide,
    show(text, x, y) {
      if (!text) { hide(); return; }
      node.replaceChildren(...lines(text));
      node.hidden = false;
      const box = root.getBoundingClientRect(), width = node.offsetWidth, height = node.offsetHeight;
      const left = Math.min(Math.max(x - box.left + ASIDE, MARGIN), box.width - width - MARGIN);
      const isLow = y + BELOW + height > window.innerHeight - MARGIN, top = y - box.top + (isLow ? -height - 12 : BELOW);
      node.style.transform = `translate(${Math.round(left)}px,${Math.round(top)}px)`;
    },
  };
}

/** @param {TipText} text */
function lines({ title, ar, km, says, aside, rows }) {
  const head = el("b", {}, bdi(title), ar ? " " : "", ar ? bdi(ar, { class: "ar", lang: "ar" }) : "",
    km === null || km === undefined ? "" : el("span", { class: "km" }, ` km ${km}`));
  return [
    head, ...(says ? [el("span", {}, says)] : []), ...(aside ? [el("span", { class: "quiet" }, aside)] : []),
    ...(rows ?? []).map(([colour, words, number]) => el("span", { class: "row" },
      el("i", { style: `background:${colour}` }), bdi(words), el("b", {}, number < 10 && number % 1 > 0.04 ? number.toFixed(1) : String(Math.round(number))))),
  ];
}
