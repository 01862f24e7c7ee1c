// On paper the screen stands as it was left, at the width of a page: light, with the river diagram beside the map.

import { penOf } from "../workbench/dom.js";

/** @import { Workbench } from "../workbench/workbench.js" */

/** CSS pixels between the margins of a page of A4, those that briefing.css gives it. */
const PAPER = 680;

/** Chromium prints of a canvas what was drawn last, of many steps the last few: as one picture it is printed whole. @param {HTMLCanvasElement} canvas */
function fix(canvas) {
  const { width, height } = canvas, pen = penOf(canvas);
  if (width && height) pen.putImageData(pen.getImageData(0, 0, width, height), 0, 0);
}

/** @param {HTMLElement} root @param {Workbench} bench @param {() => boolean} isDark */
export function followPrint(root, bench, isDark) {
  const { store, river } = bench;
  let { tab } = store;

  /** A browser that prints lays out without telling of new sizes: what is drawn keeps its size, and is scaled as a whole. */
  function toPaper() {
    store.pause();
    ({ tab } = store);
    const { offsetWidth, offsetHeight } = root;
    root.style.setProperty("--paper-width", `${offsetWidth}px`);
    root.style.setProperty("--paper-height", `${offsetHeight}px`);
    root.style.setProperty("--paper-zoom", String(PAPER / offsetWidth));
    store.set({ tab: "river" });
    bench.recolour(false);
    store.flush();
    river.measure();
    for (const canvas of root.querySelectorAll("canvas")) fix(canvas);
  }

  function fromPaper() {
    store.set({ tab });
    bench.recolour(isDark());
  }

  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", fromPaper);
}
