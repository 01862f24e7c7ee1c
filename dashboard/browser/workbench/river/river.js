// The river diagram: time across, the river downwards. A row for each place: areas from afar, names and words from near.

import { isoDay } from "../../shared/days.js";
import { el, sheet } from "../dom.js";
import { drawAxis, drawBars } from "./draw_bars.js";
import { drawNames } from "./draw_names.js";
import { drawOver } from "./draw_over.js";
import { drawWords } from "./draw_words.js";
import { listenToKeys } from "./keys.js";
import { flatHeight, NAMED, scrollTo, zoomAbout } from "./layout.js";
import { makeLens } from "./lens.js";
import { listenToPointer } from "./pointer.js";
import { makeScene, widths } from "./scene.js";

/** @import { Changed, Paint, State, Store, Tip } from "../types" */
/** @import { Lens } from "./lens.js" */
/** @import { Scene } from "./scene.js" */

/**
 * What input moves.
 * @typedef {{
 *   scene: Scene, over: HTMLCanvasElement, live: HTMLElement, lens: Lens, tip: Tip, ask(): void,
 *   zoomRows(factor: number, y: number): void, resetZoom(): boolean, reveal(row: number): void, rearrange(): void,
 * }} View
 */

const LABEL = "River diagram: a row for each place down the river, a bar for each holding. Up and down arrows choose a place, "
  + "left and right arrows a holding. Enter opens the card of the place, plus and minus zoom, Escape shows all again.";
const FILL = "position: absolute; left: 0; top: 0; display: block";

/** @type {WeakMap<Element, { scene: Scene, over: HTMLCanvasElement, draw(): void }>} */
const standing = new WeakMap();

/** Where a place stands on a day in the diagram of a host, in the window. @param {Element} host @param {string} place @param {number} day */
export function pointAt(host, place, day) {
  const view = standing.get(host), row = view?.scene.store.model.index.get(place);
  if (!view || row === undefined) throw new Error(`no diagram, or no place ${place} in it`);
  view.draw();
  const box = view.over.getBoundingClientRect();
  return { x: box.left + view.scene.x(day + 0.5), y: box.top + view.scene.middle(row) };
}

/** @param {HTMLElement} host @param {Store} store @param {Paint} paint @param {Tip} tip */
export function makeRiver(host, store, paint, tip) {
  const scene = makeScene(store, paint), ending = new AbortController();
  const hidden = { class: "fill", style: FILL, "aria-hidden": "true" }, base = el("canvas", hidden), beside = el("canvas", hidden);
  const over = el("canvas", {
    class: "fill", style: FILL, tabindex: "0", role: "application", "aria-roledescription": "river diagram", "aria-label": LABEL,
  });
  const live = el("div", { class: "unseen", "aria-live": "polite" });
  host.append(base, beside, over, live);
  scene.arrange();

  let isStale = { bars: true, names: true, over: true }, isSeen = false, frame = 0, revealed = store.focus;
  const mark = (/** @type {Partial<typeof isStale>} */ parts) => { isStale = { ...isStale, ...parts }; };
  function draw() {
    if (!isSeen) return;
    const { bars, names, over: isOverStale } = isStale;
    isStale = { bars: false, names: false, over: false };
    if (bars) { scene.lay(); paintBase(base, scene); }
    if (bars || names) drawNames(sheet(beside, scene.plot.left, scene.height), scene);
    if (bars || isOverStale) drawOver(sheet(over, scene.width, scene.height), scene);
    if (host.dataset.drawn && store.playing) return;
    if (bars || isOverStale) tell(host, over, scene);
  }
  /** A place that was chosen meanwhile, here or elsewhere, is scrolled to. */
  function show() {
    if (isSeen && store.focus !== revealed) {
      revealed = store.focus;
      if (revealed >= 0 && revealed < scene.rows.n) view.reveal(revealed);
    }
    draw();
  }
  const redraw = () => { mark({ bars: true }); draw(); };
  const ask = () => {
    mark({ bars: true });
    frame ||= requestAnimationFrame(() => { frame = 0; draw(); });
  };
  const lens = makeLens(scene, redraw), view = makeView(scene, { over, live, lens, tip, ask });
  listenToPointer(view, ending.signal);
  listenToKeys(view, ending.signal);

  const measure = () => {
    const { clientWidth, clientHeight } = host;
    isSeen = clientWidth > 0 && clientHeight > 0;
    if (!isSeen) { lens.drop(); mark({ bars: true }); }
    if (isSeen && (clientWidth !== scene.width || clientHeight !== scene.height)) {
      scene.resize(clientWidth, clientHeight);
      mark({ bars: true });
    }
    show();
  };
  const sizes = new ResizeObserver(measure);
  store.watch((what) => {
    if (ending.signal.aborted) return;
    if (what.has("payload")) view.rearrange();
    mark(staleFrom(what));
    show();
  });
  document.fonts.addEventListener("loadingdone", () => { widths.forget(); ask(); }, { signal: ending.signal });

  standing.set(host, { scene, over, draw });
  return {
    start() { sizes.observe(host); measure(); },
    /** Takes the size that the host has now, and draws: a browser that prints tells nobody of sizes. */
    measure,
    redraw,
    /** Zoom and the row position at the top, as if the lens were shut. */
    seen: () => ({ zoom: scene.stand.zoom, top: topOf(scene) }),
    destroy() {
      ending.abort();
      sizes.disconnect();
      lens.drop();
      cancelAnimationFrame(frame);
      standing.delete(host);
    },
  };
}

/** @param {Scene} scene */
function topOf({ rows, stand }) {
  const shut = { ...stand, lens: 0 };
  let at = 0;
  while (at < rows.n && flatHeight(rows, shut, at + 1) <= stand.scroll) at += 1;
  return at;
}

/** @param {HTMLCanvasElement} base @param {Scene} scene */
function paintBase(base, scene) {
  paintRows(sheet(base, scene.width, scene.height), scene);
}

/** Everything but names, and what moves above. @param {CanvasRenderingContext2D} pen @param {Scene} scene */
export function paintRows(pen, scene) {
  drawBars(pen, scene);
  drawWords(pen, scene);
  drawAxis(pen, scene);
}

/** @type {Record<"bars" | "names" | "over", (keyof State)[]>} */
const CONCERNS = {
  bars: ["payload", "view", "single", "theme"],
  names: ["focus", "hover", "found"],
  over: ["day", "from", "to", "length", "focus", "hover", "groups", "playing"],
};

/** Which parts have to be drawn anew; the others are left out. @param {Changed} what */
function staleFrom(what) {
  const stale = Object.entries(CONCERNS).filter(([, names]) => names.some((name) => what.has(name)));
  return Object.fromEntries(stale.map(([part]) => [part, true]));
}

/** @param {Scene} scene @param {Pick<View, "over" | "live" | "lens" | "tip" | "ask">} parts @returns {View} */
function makeView(scene, parts) {
  const { over, lens, ask } = parts, { stand } = scene;
  const rest = () => {
    over.style.touchAction = stand.zoom > 1.01 ? "none" : "pan-y";   // not zoomed, a finger that moves up or down scrolls the page
    ask();
  };
  rest();
  return {
    scene, ...parts,
    zoomRows(factor, y) {
      const at = scene.positionUnder(y), height = y - scene.plot.top;
      Object.assign(stand, zoomAbout(scene.rows, stand, factor, at, height));
      if (scene.rowHeight() >= NAMED) lens.shut(); else lens.hold(at, y);
      rest();
    },
    rearrange() {
      scene.arrange();
      stand.zoom = zoomAbout(scene.rows, stand, 1, 0, 0).zoom;   // what is scrolled away is kept within bounds as rows are laid
      rest();
    },
    resetZoom() {
      const { store } = scene, [first, last] = store.whole, isAll = store.view[0] === first && store.view[1] === last;
      if (stand.zoom === 1 && isAll) return false;
      Object.assign(stand, { zoom: 1, scroll: 0 });
      lens.shut();
      if (!isAll) store.resetView();
      rest();
      return true;
    },
    reveal(row) {
      const scroll = scrollTo(scene.rows, stand, row);
      if (scroll === stand.scroll) return;
      stand.scroll = scroll;
      ask();
    },
  };
}

/** What stands where, for tests and other readers of the page. @param {HTMLElement} host @param {HTMLCanvasElement} over @param {Scene} scene */
function tell(host, over, { plot, span, store }) {
  host.dataset.drawn = "river";
  host.dataset.plot = JSON.stringify({ ...plot, span });
  over.dataset.day = isoDay(Math.floor(store.day));
  over.dataset.focus = store.model.places.id[store.focus] ?? "";
}
