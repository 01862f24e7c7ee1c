// What can be carried away of a view: a picture of it, and the lines that show it on another page.

import { el, icon } from "../dom.js";
import { copyText } from "../strip/copy_link.js";

/** @import { Theme } from "../types" */
/** @import { Source, View } from "../../picture/views.js" */
/** @typedef {"map" | "river" | "town"} Embeddable */

/**
 * Addresses, as they are when asked for: of the view, of the poster of a day, of a view without its page.
 * @typedef {object} Links
 * @property {() => string} view
 * @property {(day: number) => string} poster
 * @property {(view: Embeddable, day: number, isDark: boolean) => string} embedded
 */

const FRAME = "M2 3h12v10H2zM4 11l3-4 2 2.5L10.5 8 13 11z";
const NAMES = { map: "map", river: "river diagram", strip: "time strip" };
const HIGH = { map: 560, river: 720, town: 640 };
const AIR = 6;
let count = 0;

/**
 * A button that opens a small menu; the view is drawn, and what draws it fetched, when somebody asks for a file.
 * @param {HTMLElement} host @param {View} view @param {Source} source @param {Links} links @param {Theme} theme of the page
 */
export function makePictureMenu(host, view, source, links, theme) {
  const ground = makeGround(theme);
  const [head, acts, says] = saveParts(`Picture of the ${NAMES[view]}`, async (format) => {
    const { makePicture } = await import("../../picture/save.js");
    return makePicture(source, view, format, ground.isDark());
  });
  const parts = [head, ground.node, acts, ...(view === "river" ? [posterLine(source, links)] : []), says];
  if (view !== "strip") parts.push(...embedParts(source, links, view, ground));
  return makeMenu(host, { name: "Picture", title: `Picture of the ${NAMES[view]}${view === "strip" ? "" : ", or lines that show it on another page"}` }, parts, ground.reset);
}

/**
 * A heading, buttons for both formats, and what became of it.
 * @param {string} heading @param {(format: "svg" | "png") => Promise<{ name: string, file: Blob }>} make
 * @returns {[HTMLElement, HTMLElement, HTMLElement]}
 */
export function saveParts(heading, make) {
  const says = el("p", { class: "quiet", "aria-live": "polite" });
  /** @param {"svg" | "png"} format */
  async function keep(format) {
    says.textContent = "Drawing …";
    try {
      const { keepFile } = await import("../../picture/save.js"), made = await make(format);
      keepFile(made);
      says.textContent = `Saved ${made.name}`;
    } catch (error) {
      says.textContent = `No picture could be made: ${error instanceof Error ? error.message : error}. Load the page again and retry.`;
    }
  }
  const save = (/** @type {"svg" | "png"} */ format) => el("button", { type: "button", class: "act", title: format === "svg" ? "A drawing that stays sharp at any size" : "An image of twice the size", onclick: () => keep(format) }, format === "svg" ? "Save as SVG" : "Save as PNG");
  return [el("b", {}, heading), el("div", { class: "acts" }, save("svg"), save("png")), says];
}

/** @param {Source} source @param {Links} links */
function posterLine({ store }, links) {
  const link = el("a", { class: "link", href: "", download: "" }, "Poster of all places, A3 (PDF)");
  const set = () => { link.href = links.poster(Math.floor(store.day)); };
  for (const type of ["pointerenter", "focus", "pointerdown"]) link.addEventListener(type, set);
  set();
  return el("p", {}, link);
}

/** Light or dark, whichever the page is until somebody chooses. @param {Theme} theme */
function makeGround(theme) {
  const name = `ground-${count}`, choices = [["Light", false], ["Dark", true]].map(([words, dark]) => (
    el("label", {}, el("input", { type: "radio", name, value: String(dark), "aria-label": `${words} ground` }), ` ${words}`)));
  const fields = choices.map((label) => /** @type {HTMLInputElement} */ (label.firstChild));
  count += 1;
  return {
    node: el("div", { class: "ground", role: "group", "aria-label": "Ground of the picture" }, ...choices), fields,
    isDark: () => fields[1].checked,
    reset() { if (!fields.some(({ checked }) => checked)) fields[Number(theme.dark)].checked = true; },
  };
}

/** @param {Source} source @param {Links} links @param {Embeddable} view @param {{ isDark: () => boolean, fields: HTMLInputElement[] } | null} ground */
function embedParts({ store }, links, view, ground) {
  const field = el("textarea", { class: "snippet", readonly: true, rows: "3", "aria-label": "Lines that show this view on another page", spellcheck: "false" });
  const says = el("span", { "aria-live": "polite" }, "Copy");
  const write = () => {
    field.value = snippetOf(links.embedded(view, Math.floor(store.day), ground?.isDark() ?? false), view);
    says.textContent = "Copy";
  };
  for (const each of ground?.fields ?? []) each.addEventListener("change", write);
  field.addEventListener("focus", () => field.select());
  const copy = async () => { await copyText(field.value); says.textContent = "Copied"; };
  const node = el("div", { class: "embedding", ontoggled: write }, el("b", {}, "Embed"), field, el("button", { type: "button", class: "act", title: "Copy these lines", onclick: copy }, says),
    el("p", { class: "quiet" }, "Only pages that this server names may show it: DASHBOARD_FRAME_ANCESTORS."));
  return [node];
}

/** An iframe as text, its attributes escaped by the browser itself. @param {string} src @param {Embeddable} view */
export function snippetOf(src, view) {
  const frame = el("iframe", { title: "Euphrates Valley timeline", width: "100%", height: String(HIGH[view]), style: "border:0", loading: "lazy", allow: "fullscreen" });
  frame.setAttribute("src", src);
  return frame.outerHTML;
}

/**
 * A button with a menu that opens in the top layer; Escape and a click beside it shut it.
 * @param {HTMLElement} host @param {{ name: string, title: string }} called @param {HTMLElement[]} parts @param {() => void} opened
 */
export function makeMenu(host, { name, title }, parts, opened) {
  const node = el("div", { class: "picture-menu", popover: "auto", role: "dialog", "aria-label": title }, ...parts);
  const button = el("button", { type: "button", class: "picture", title, "aria-haspopup": "dialog", "aria-expanded": "false" }, icon(FRAME), el("span", {}, name));
  button.popoverTargetElement = node;
  node.addEventListener("toggle", () => {
    const isOpen = node.matches(":popover-open");
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    opened();
    for (const part of node.querySelectorAll(".embedding")) part.dispatchEvent(new Event("toggled"));
    place(node, button);
    /** @type {HTMLElement | null} */ (node.querySelector("input:checked, textarea, button"))?.focus();
  });
  node.addEventListener("keydown", (event) => {
    event.stopPropagation();   // keys in the menu are not those of the page
    if (event.key !== "Escape") return;
    event.preventDefault();
    node.hidePopover();
    button.focus();
  });
  host.append(button, node);
  return { destroy() { button.remove(); node.remove(); } };
}

/** Below the button, or above where there is no room, and within the window. @param {HTMLElement} node @param {HTMLElement} button */
function place(node, button) {
  const { left, right, top, bottom } = button.getBoundingClientRect(), { offsetWidth: wide, offsetHeight: high } = node;
  const x = left + wide > window.innerWidth - AIR ? right - wide : left, y = bottom + AIR + high > window.innerHeight ? top - AIR - high : bottom + AIR;
  Object.assign(node.style, { left: `${Math.max(x, AIR)}px`, top: `${Math.max(y, AIR)}px` });
}

/** The same for the card of a place, of which there is no picture. @param {HTMLElement} host @param {Source} source @param {Links} links @param {Theme} theme */
export function makeEmbedMenu(host, source, links, theme) {
  const parts = embedParts(source, links, "town", { isDark: () => theme.dark, fields: [] });
  return makeMenu(host, { name: "Embed", title: "Lines that show this card on another page" }, parts, () => {});
}
