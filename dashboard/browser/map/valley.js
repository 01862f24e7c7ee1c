// The map of the valley inside streamlit-folium's frame: geography once, towns restyled in place.

import { busOf } from "../shared/bus.js";
import { isoDay, stateOn } from "../shared/days.js";
import { Drawn, HIDDEN, NOTHING } from "./drawn.js";
import { drawGeography } from "./geography.js";
import { arrange } from "./labels.js";
import * as legend from "./legend.js";
import * as ribbon from "./ribbon.js";
import { showRings } from "./rings.js";
import { followTheme } from "./theme.js";
import { addMarkers, paint } from "./towns.js";

/** @import { Shown } from "../shared/types" */
/** @typedef {{ geo: string, bounds: L.LatLngBoundsLiteral }} Settings */

const BY_HAND = ["pointerdown", "wheel", "keydown"];
const bus = busOf(window.parent);
const name = mapName();
/** @type {Drawn | null} */
let drawn = null;

/** The key of the element that holds this map: map, map_first or map_second. */
function mapName() {
  for (let node = window.frameElement?.parentElement; node; node = node.parentElement) {
    const key = [...node.classList].find((each) => /^st-key-map(_first|_second)?$/.test(each));
    if (key) return key.replace("st-key-", "");
  }
  return "map";
}

/** @param {L.Map} map @param {Settings} settings */
export function start(map, settings) {
  ["land", "water", "rings", "ribbon"].forEach((pane, turn) => {
    Object.assign(map.createPane(pane).style, { zIndex: 210 + 10 * turn, pointerEvents: pane === "rings" ? "" : "none" });
  });
  Object.assign(map.createPane("names").style, { zIndex: 590, pointerEvents: "none" });
  map.attributionControl?.remove();
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  keepFitted(map, settings.bounds);
  followTheme();
  drawGeography(map, settings.geo, () => placeNames(map)).then((river) => {
    ribbon.start(map, river);
    if (drawn) ribbon.load(drawn);
  });
  map.on("zoomend viewreset resize", () => placeNames(map));
  bus.hear(`towns/${name}`, ({ timeline, pick }) => {
    if (drawn?.timeline === timeline) drawn.pick = pick; else load(map, new Drawn(timeline, pick));
  });
  bus.hear(`shown/${name}`, (now) => show(map, now));
  bus.hear(`differing/${name}`, (places) => ring(map, places));
  layImported(map);
}

/**
 * The map shows the valley whatever its size, until somebody touches it; and moves when another map asks it to.
 * It jumps there: while Leaflet glides to one zoom, it does not hear of the next.
 * @param {L.Map} map @param {L.LatLngBoundsLiteral} bounds
 */
function keepFitted(map, bounds) {
  const box = map.getContainer();
  let untouched = true, led = false;
  const fit = () => map.fitBounds(bounds, { padding: [4, 4], animate: false });
  fit();
  for (const type of BY_HAND) {
    box.addEventListener(type, () => { untouched = false; bus.signal(`touched/${name}`, null); });
  }
  bus.on(`touch/${name}`, () => { untouched = false; });
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (untouched) fit();
  }).observe(box);
  map.on("move", () => {
    const { lat: latitude, lng: longitude } = map.getCenter();
    if (!led) bus.signal(`moved/${name}`, { latitude, longitude, zoom: map.getZoom() });
  });
  bus.on(`go/${name}`, ({ latitude, longitude, zoom }) => {
    led = true;
    map.setView([latitude, longitude], zoom, { animate: false });
    led = false;
  });
}

/** @param {L.Map} map @param {Drawn} fresh */
function load(map, fresh) {
  drawn?.layer.remove();
  fresh.differing = bus.last(`differing/${name}`) ?? null;
  addMarkers(fresh);
  drawn = fresh;
  fresh.layer.addTo(map);
  ribbon.load(fresh);
  show(map, bus.last(`shown/${name}`) ?? { on: 20_000, from: 0, to: 0, focus: "", alone: false });
  bus.tell(`drawn/${name}`, fresh.timeline);
}

/** @param {L.Map} map @param {Shown} now */
function show(map, now) {
  const line = drawn;
  if (!line) return;
  const { timeline, layer, markers, shown, only } = line;
  let repainted = false;
  timeline.spans.forEach((spans, index) => {
    const state = stateOn(spans, now.on), hidden = Boolean(only) && !only?.has(state);
    if (hidden === layer.hasLayer(markers[index])) {
      if (hidden) layer.removeLayer(markers[index]); else layer.addLayer(markers[index]);
      shown[index] = NOTHING;
    }
    const next = hidden ? HIDDEN : state;
    if (shown[index] === next) return;
    shown[index] = next;
    if (!hidden) paint(line, index);
    ribbon.paint(line, index);
    repainted = true;
  });
  showRings(line, now);
  const visible = shown.map((state) => (state < 0 ? 0 : 1)).join("") + now.focus;
  const moved = visible !== line.visible;
  line.visible = visible;
  if (now.focus !== line.focus) setFocus(map, line, now.focus);
  if (moved) placeNames(map);
  if (repainted) legend.show(map, line);
  map.getPane("markerPane")?.classList.toggle("alone", now.alone);
  map.getContainer().dataset.day = isoDay(now.on);
}

/**
 * The map moves only for a new focus that is out of sight; never for another day.
 * @param {L.Map} map @param {Drawn} line @param {string} focus
 */
function setFocus(map, line, focus) {
  const before = line.focus;
  line.focus = focus;
  line.timeline.places.forEach(([id, latitude, longitude], index) => {
    if ((id === before || id === focus) && line.shown[index] >= 0) paint(line, index);
    if (id === focus && !map.getBounds().pad(-0.05).contains([latitude, longitude])) {
      map.panTo([latitude, longitude], { animate: false });
    }
  });
}

/**
 * Places that differ from another day are ringed, the others step back; there are no circles of reports then.
 * @param {L.Map} map @param {Set<string> | null} places
 */
function ring(map, places) {
  map.getContainer().parentElement?.classList.toggle("comparing", places !== null);
  map.getPane("markerPane")?.classList.toggle("differing", Boolean(places?.size));
  const line = drawn;
  if (!line) return;
  line.differing = places;
  line.shown.forEach((state, index) => { if (state >= 0) paint(line, index); });
}

/** @param {L.Map} map */
function placeNames(map) {
  if (!drawn) return;
  const { timeline, markers, shown, focus } = drawn;
  arrange(map, timeline.places.flatMap(([id, latitude, longitude, text, , rank, size], index) => (
    shown[index] < 0 ? [] : [{ marker: markers[index], at: [latitude, longitude], name: text, rank, size, focus: id === focus }])));
}

/**
 * The layer of imported events is fetched once there are some, so that a map without them loads nothing for it.
 * @param {L.Map} map
 */
function layImported(map) {
  /** @type {Promise<typeof import("./imported.js")> | null} */
  let module = null;
  bus.hear(`imported/${name}`, (given) => {
    if (given) module ??= import("./imported.js");
    module?.then(({ show: lay }) => lay(map, bus.last(`imported/${name}`) ?? null));
  });
}
