// The map: Leaflet moves it, canvases draw it. Ground, river banks, towns and names are four sheets.

import { el } from "../dom.js";
import { makeBanks } from "./banks.js";
import { addControls, coveredBy } from "./controls.js";
import { makeGround } from "./ground.js";
import { makeImported } from "./imported.js";
import { keepPlace } from "./keeping.js";
import { makeMarks } from "./marks.js";
import { makeNames } from "./names.js";
import { followPointer } from "./pointer.js";
import { Scene } from "./scene.js";
import { Sheet } from "./sheets.js";
import { makeTowns } from "./towns.js";

/** @import { Changed, Geography, Paint, Store, Tip } from "../types" */
/** @import { Given } from "./imported.js" */
/** @import { Box } from "./projection.js" */

/**
 * @typedef {object} ValleyMap
 * @property {() => void} start
 * @property {() => void} relabel lays names once more, after fonts have come
 * @property {(given: Given | null) => void} showImported
 * @property {() => Seen} seen
 * @property {(ids: Set<string>, days: [number, number]) => void} setDiffering rings the places that differ between two days
 * @property {() => boolean} isHome true as long as it fits itself to the valley, because nobody has touched it
 * @property {(isHome: boolean) => void} follow another map that moves this one does so, or does not
 * @property {() => void} destroy
 */

/** What the map shows: its middle, zoom and size, and the imported events on it. @typedef {{ latitude: number, longitude: number, zoom: number, width: number, height: number, imported: Given | null }} Seen */

/** Marks for readers are written once days rest; names are laid so often while days run and places come and go. Milliseconds. */
const REST = 40, CALM = 250;
const INSET = 4;

/**
 * @param {L.Map} map @param {Store} store @param {Paint} paint @param {Tip} tip @param {Geography} geography
 * @returns {ValleyMap}
 */
export function makeMap(map, store, paint, tip, geography) {
  const box = map.getContainer(), scene = new Scene(store), controls = addControls(map, () => place.goHome());
  const drawBanks = makeBanks(scene, paint, geography), drawNames = makeNames(scene, paint, geography);
  const ground = new Sheet(map, { pane: "ground", order: 210, margin: 0.2 }, makeGround(scene, paint, geography));
  const banks = new Sheet(map, { pane: "banks", order: 230, margin: 0.15 }, drawBanks);
  const towns = new Sheet(map, { pane: "towns", order: 400, margin: 0.15 }, makeTowns(scene, paint));
  const names = new Sheet(map, { pane: "names", order: 420, margin: 0.15 }, drawNames);
  const sheets = [ground, banks, towns, names];
  const marks = makeMarks(map, scene), imported = makeImported(map, paint.theme), place = keepPlace(map, scene);
  const pointer = followPointer(map, scene, tip, { frame, widthOf: drawNames.widthOf, redraw: () => names.redraw() });
  const live = el("div", { "aria-live": "polite", style: "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)" });
  let isGone = false, asked = 0, isGliding = false, laidAt = 0, shown = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  /** What is seen, in the pixels of the layers. @returns {Box} */
  function frame() {
    const start = map.containerPointToLayerPoint([INSET, INSET]), extent = map.getSize().subtract([2 * INSET, 2 * INSET]), end = start.add(extent);
    return [start.x, start.y, end.x, end.y];
  }

  function layNames() {
    const { x, y } = map.containerPointToLayerPoint([0, 0]);
    drawNames.lay(frame(), coveredBy(map).map(([left, top, right, bottom]) => [left + x, top + y, right + x, bottom + y]));
    laidAt = performance.now();
  }

  /** Everything is drawn for the part of the earth that the map shows. */
  function settle() {
    cancelAnimationFrame(asked);
    asked = 0;
    if (isGone || isGliding || !map.getSize().x) return;
    const isMoved = scene.see(map.getZoom(), map.getPixelOrigin());
    layNames();
    for (const sheet of sheets) sheet.settle();
    if (isMoved) marks.place();
  }

  /** Leaflet tells of one move several times over: all is drawn once, in the next frame. */
  const ask = () => { asked ||= requestAnimationFrame(settle); };
  const glide = () => { isGliding = true; };
  const rest = () => { isGliding = false; };
  /** While the map is dragged beyond what was drawn, more is drawn, but names stay where they are. */
  const outrun = () => { if (!isGliding) for (const sheet of sheets) if (sheet.isOutrun()) sheet.settle(); };

  function writeMarks() {
    clearTimeout(resting);
    if (!store.playing) resting = setTimeout(marks.write, REST);
  }

  /** True where filters let other places pass than when names were laid. */
  function isOtherShown() {
    if (store.model.states.every(({ passes }) => passes)) return false;
    const now = scene.located.filter((each) => scene.isShown(each)).join(), isOther = now !== shown;
    if (isOther && store.playing && performance.now() - laidAt < CALM) return false;
    shown = now;
    return isOther;
  }

  /** @param {Changed} what */
  function hear(what) {
    if (isGone) return;
    const has = (/** @type {Parameters<Changed["has"]>[0][]} */ ...any) => any.some((each) => what.has(each));
    if (has("payload")) { pointer.leave(); scene.load(); drawBanks.load(); marks.load(); }
    if (has("theme")) { imported.redraw(); ground.redraw(); }
    if (has("focus")) { if (place.reveal(store.focus)) settle(); announce(); }
    const isCounted = has("payload", "from", "to", "groups") && scene.count();
    const isPainted = has("now", "single", "theme", "payload");
    const isLaid = has("focus", "found", "payload") || (has("now", "playing") && isOtherShown());
    if (isLaid) { pointer.closeFan(); layNames(); }
    if (isPainted) banks.redraw();
    if (isPainted || isCounted || isLaid || has("hover")) towns.redraw();
    if (isLaid || has("theme") || (scene.fan && (isPainted || has("hover")))) names.redraw();
    if (isPainted || isCounted) pointer.refresh();
    if (has("day", "now", "focus", "playing", "payload")) writeMarks();
  }

  /** Who goes from town to town by the keyboard hears where they are. */
  function announce() {
    const { focus, model } = store;
    live.textContent = focus >= 0 && document.activeElement === box ? `${model.places.name[focus]}: ${scene.stateOf(focus).says}` : "";
  }

  store.watch(hear);

  return {
    start() {
      for (const [name, value] of Object.entries({ tabindex: "0", role: "application", "aria-label": LABEL })) box.setAttribute(name, value);
      box.append(live);
      scene.count();
      place.start();
      settle();
      marks.load();
      map.on("zoomanim", glide).on("zoomend", rest).on("moveend resize", ask).on("move", outrun);
      box.dataset.drawn = "map";
    },
    relabel() { drawNames.forget(); ask(); },
    showImported: imported.show,
    seen() {
      const { lat, lng } = map.getCenter(), { x, y } = map.getSize();
      return { latitude: lat, longitude: lng, zoom: map.getZoom(), width: x, height: y, imported: imported.given() };
    },
    setDiffering(ids, days) { Object.assign(scene, { differing: ids, homeDays: days }); towns.redraw(); writeMarks(); },
    isHome: place.isHome,
    follow: place.follow,
    destroy() {
      isGone = true;
      clearTimeout(resting);
      map.off("zoomanim", glide).off("zoomend", rest).off("moveend resize", ask).off("move", outrun);
      for (const part of [...sheets, marks, imported, place, pointer, controls]) part.destroy();
      live.remove();
    },
  };
}

export const KEYS = "Comma and full stop go from town to town, Enter opens the card, arrow keys move the map.";
const LABEL = `Map of the valley. ${KEYS}`;
