// Mouse, finger and keyboard on the map: the town under the pointer, the one that is chosen, and towns that fan out.

import { many } from "../words.js";
import { crowdAbout, fanOut, isIn, pick, ROW, THUMB_ROW } from "./fan.js";

/** @import { Tip } from "../types" */
/** @import { Box } from "./projection.js" */
/** @import { Scene } from "./scene.js" */

/** How near a pointer has to come, in pixels; how long it rests on towns that overlap until they fan out. */
const REACH = { hover: 9, click: 16 }, DWELL = 300;
/** A tip whose text changes costs layout: while days run it is written so often, in milliseconds. */
const CALM = 125;

/**
 * @param {L.Map} map @param {Scene} scene @param {Tip} tip
 * @param {{ frame(): Box, widthOf(place: number): number, redraw(): void }} names of the sheet that shows the fan
 */
export function followPointer(map, scene, tip, names) {
  const { store } = scene, box = map.getContainer(), ends = new AbortController();
  let isTouch = false, place = -1, written = 0;
  /** A town that was just chosen does not fan out until the pointer comes upon it again. */
  let chosen = -1;
  /** Where the tip stands, in pixels of the window. */
  let at = { x: 0, y: 0 };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  /** @param {number} next @param {{ x: number, y: number }} where */
  function hover(next, where) {
    store.set({ hover: next });
    if (next < 0 && place < 0) return;
    place = next;
    at = where;
    box.style.cursor = place >= 0 ? "pointer" : "";
    box.classList.toggle("over-town", place >= 0);
    say();
  }

  function say() {
    written = performance.now();
    if (place >= 0) tip.show(tipOf(scene, place), at.x, at.y); else tip.hide();
  }

  /** The towns that overlap this one. @param {number} town */
  const crowd = (town) => {
    const shown = scene.located.filter((each) => scene.isShown(each));
    const marks = shown.map((each) => ({ place: each, x: scene.x[each], y: scene.y[each], radius: scene.radius(each) }));
    const found = marks.find((each) => each.place === town);
    return found ? crowdAbout(marks, found) : [];
  };

  /** @param {number} town */
  function openFan(town) {
    const members = crowd(town).map(({ place: each, x, y }) => ({ place: each, x, y, width: names.widthOf(each) }));
    if (members.length < 2) return false;
    scene.fan = fanOut(members, names.frame(), isTouch ? THUMB_ROW : ROW);
    tip.hide();
    names.redraw();
    return true;
  }

  function closeFan() {
    clearTimeout(resting);
    if (!scene.fan) return;
    scene.fan = null;
    names.redraw();
  }

  /** The tip of a row of the fan stands beside the plate. @param {number} town @returns {{ x: number, y: number }} */
  const besideFan = (town) => {
    const spot = scene.fan?.spots.find((each) => each.place === town);
    const point = map.layerPointToContainerPoint([scene.fan?.plate[2] ?? 0, spot?.markY ?? 0]), frame = box.getBoundingClientRect();
    return { x: frame.left + point.x, y: frame.top + point.y };
  };

  /** @param {L.LeafletMouseEvent} event */
  function move({ layerPoint: { x, y }, originalEvent }) {
    if (isTouch || originalEvent.buttons) return;
    if (scene.fan && isIn(scene.fan, x, y)) {
      const meant = pick(scene.fan, x, y);
      hover(meant, besideFan(meant));
      return;
    }
    closeFan();
    hover(scene.nearest(x, y, REACH.hover), { x: originalEvent.clientX, y: originalEvent.clientY });
    if (place !== chosen) chosen = -1;
    if (place >= 0 && place !== chosen) resting = setTimeout(() => openFan(place), DWELL);
  }

  /** A finger that comes upon towns that overlap opens the fan first. @param {L.LeafletMouseEvent} event */
  function click({ layerPoint: { x, y }, originalEvent }) {
    const { fan } = scene, isInFan = fan && isIn(fan, x, y), meant = fan && isInFan ? pick(fan, x, y) : scene.nearest(x, y, REACH.click);
    closeFan();
    if (meant >= 0 && isTouch && !isInFan && openFan(meant)) return;
    chosen = meant;
    hover(meant, { x: originalEvent.clientX, y: originalEvent.clientY });
    if (meant >= 0 || store.focus >= 0) store.choose(meant);
  }

  function leave() {
    closeFan();
    if (place >= 0) hover(-1, at);
  }

  /** @param {PointerEvent} event */
  const kindOf = ({ pointerType }) => { isTouch = pointerType === "touch"; };
  const { signal } = ends;
  for (const type of /** @type {const} */ (["pointerdown", "pointermove"])) box.addEventListener(type, kindOf, { capture: true, signal });
  map.on("mousemove", move);
  map.on("click", click);
  map.on("mouseout movestart zoomstart", leave);
  box.addEventListener("keydown", (event) => {
    if (pressed(event.key, event.target === box, scene, closeFan)) event.preventDefault();
  }, { signal });

  return {
    closeFan, leave,
    /** What the tip says has changed. */
    refresh() {
      if (place < 0 || scene.fan || performance.now() - written < CALM) return;
      if (scene.isShown(place)) say(); else leave();
    },
    destroy() {
      ends.abort();
      clearTimeout(resting);
      map.off("mousemove", move);
      map.off("click", click);
      map.off("mouseout movestart zoomstart", leave);
    },
  };
}

/**
 * Comma and full stop go along the river from town to town, Enter opens the card; true where the key meant something.
 * @param {string} key @param {boolean} isOnMap @param {Scene} scene @param {() => void} closeFan
 */
function pressed(key, isOnMap, scene, closeFan) {
  const { store } = scene;
  if (key === "Escape" && scene.fan) { closeFan(); return true; }
  if (key === "Enter" && isOnMap && store.focus >= 0) { store.choose(store.focus); return true; }
  if (key !== "," && key !== ".") return false;
  const towns = scene.located.filter((place) => scene.isShown(place)).sort((a, b) => a - b), count = towns.length;
  if (!count) return false;
  const now = towns.indexOf(store.focus), isOn = key === ".", next = isOn ? now + 1 : (now < 0 ? count : now) - 1;
  store.choose(towns[(next + count) % count], { tab: store.tab });
  return true;
}

/** @param {Scene} scene @param {number} place @returns {import("../types").TipText} */
function tipOf(scene, place) {
  const { name, ar, km, exact } = scene.store.model.places, count = scene.counts[place];
  const asides = [count ? `${many(count, "report")} in the window` : "", exact[place] ? "" : "position approximate"];
  return { title: name[place], ar: ar[place], km: km[place], says: scene.stateOf(place).says, aside: asides.filter(Boolean).join(" · ") };
}
