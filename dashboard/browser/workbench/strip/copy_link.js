// A button that copies the address of what is shown, with the version of the record in it: by that, whoever follows the link
// later hears whether the record has moved on.

import { el, icon } from "../dom.js";

const CHAIN = "M6.5 9.5l3-3M7.3 5L8.6 3.7a2.6 2.6 0 0 1 3.7 3.7L11 8.7M8.7 11l-1.3 1.3a2.6 2.6 0 0 1-3.7-3.7L5 7.3";
const SAID = 2000;

/** @param {() => string} version of the record */
export function makeCopyLink(version) {
  const says = el("span", { "aria-live": "polite" }, "Copy link");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const node = el("button", { type: "button", class: "copy", title: "Copy the address of what is shown", onclick: copy }, icon(CHAIN), says);
  async function copy() {
    await copyText(lasting(location.href, version()));
    node.dataset.done = "true";
    says.textContent = "Copied";
    clearTimeout(timer);
    timer = setTimeout(rest, SAID);
  }
  function rest() {
    delete node.dataset.done;
    says.textContent = "Copy link";
  }
  return { node, destroy: () => clearTimeout(timer) };
}

/** The address with the version named last. @param {string} address @param {string} version */
export function lasting(address, version) {
  const named = new URL(address);
  named.searchParams.delete("version");
  if (version) named.searchParams.append("version", version);
  return named.href;
}

/** @param {string} text */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {   // no secure context: the old way
    const before = /** @type {HTMLElement | null} */ (document.activeElement), field = el("textarea", { readonly: true, style: "position:fixed;opacity:0" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    before?.focus();
  }
}
