// The controls of time above the strip, and the keys that move the day from anywhere on the page.

import { el } from "../dom.js";
import { watchCalmly } from "../panel/pace.js";
import { makeCopyLink } from "./copy_link.js";
import { makeKinds } from "./kinds.js";
import { PAGE_KEYS, pressed } from "./moves.js";
import { makePlayer } from "./player.js";
import { makeWindowLabel } from "./window_label.js";

/** @import { Changed, Paint, State, Store } from "../types" */

/** What uses keys itself. */
const OWN_KEYS = "input, textarea, select, button, a, summary, [contenteditable], [role], [tabindex], canvas";

/** @param {HTMLElement} host an empty element @param {Store} store @param {Paint} paint @param {(() => string) | null} version of the record; null where there is no address to copy */
export function makeControls(host, store, paint, version) {
  const player = makePlayer(store), kinds = makeKinds(store, paint), label = makeWindowLabel(store), copy = version && makeCopyLink(version);
  let isOver = false;
  host.classList.add("time-controls");
  const more = el("div", { class: "more" }, kinds.node, label.node, copy?.node);
  host.append(player.node, more);

  function drawTheme() {
    host.style.colorScheme = paint.theme.dark ? "dark" : "light";
    kinds.drawColours();
  }
  function drawPayload() {
    player.drawReach();
    kinds.drawNames();
    player.drawDay();
  }
  function redraw() {
    if (isOver) return;
    drawPayload();
    drawTheme();
    kinds.drawShown();
    player.drawPlaying();
    player.drawSpeed();
    label.draw();
  }
  store.watch((/** @type {Changed} */ what) => {
    if (isOver) return;
    const has = (/** @type {(keyof State)[]} */ ...names) => names.some((name) => what.has(name));
    if (has("payload")) drawPayload();
    if (has("playing")) player.drawPlaying();
    if (has("groups")) kinds.drawShown();
    if (has("speed")) player.drawSpeed();
    if (has("theme")) drawTheme();
  });
  watchCalmly(store, ["day"], () => { if (!isOver) player.drawDay(); });
  watchCalmly(store, ["day", "from", "to", "tied", "payload"], () => { if (!isOver) label.draw(); });
  const hear = (/** @type {KeyboardEvent} */ event) => { if (host.isConnected && !isOwn(host, event)) pressed(PAGE_KEYS, store, event); };
  return {
    more,
    start() {
      redraw();
      document.addEventListener("keydown", hear);
    },
    redraw,
    destroy() {
      isOver = true;
      copy?.destroy();
      document.removeEventListener("keydown", hear);
    },
  };
}

/** True where the key belongs to what has the focus; not to the page round all of it, and buttons of the controls claim space alone. @param {HTMLElement} host @param {KeyboardEvent} event */
function isOwn(host, event) {
  const target = event.target;
  if (!(target instanceof Element) || target === document.body) return false;
  if (host.contains(target)) return target.matches("input, select") || event.key === " ";
  const owner = target.closest(OWN_KEYS);
  return owner !== null && !owner.contains(host);
}
