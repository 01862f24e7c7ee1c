// The views of the screen as pictures: each is drawn by the painters of the screen, at a size of its own.

import { isoDay } from "../shared/days.js";
import { makeBanks } from "../workbench/map/banks.js";
import { makeGround } from "../workbench/map/ground.js";
import { makeNames } from "../workbench/map/names.js";
import { Scene } from "../workbench/map/scene.js";
import { makeTowns } from "../workbench/map/towns.js";
import { sayDay } from "../workbench/panel/sentence.js";
import { drawNames } from "../workbench/river/draw_names.js";
import { drawOver as drawOverRows } from "../workbench/river/draw_over.js";
import { flatHeight } from "../workbench/river/layout.js";
import { paintRows } from "../workbench/river/river.js";
import { makeScene, widths } from "../workbench/river/scene.js";
import { makeBins } from "../workbench/strip/bins.js";
import { drawBars } from "../workbench/strip/draw_bars.js";
import { drawOver } from "../workbench/strip/draw_over.js";
import { makePlot } from "../workbench/strip/plot.js";
import { dayLong, many, yearOf } from "../workbench/words.js";
import { forcesOf, forcesOnDay, keyOfMap, keyOfRiver, square } from "./key.js";
import { drawFurniture, drawImported, furnitureOf, importedEntry, viewAt } from "./map_parts.js";
import { notesOf } from "./notes.js";
import { ROOM } from "./sheet.js";

/** @import { Geography, Store } from "../workbench/types" */
/** @import { Seen } from "../workbench/map/map.js" */
/** @import { Picture } from "./sheet.js" */
/** @import { Still } from "./still.js" */

/**
 * What pictures are made of, asked for when one is.
 * @typedef {object} Source
 * @property {Store} store
 * @property {Geography} geography
 * @property {() => Seen} map
 * @property {() => { zoom: number, top: number }} river
 * @property {() => string} address of the view
 */

/** @typedef {"map" | "river" | "strip"} View */

/** Room for the longest names of the diagram, and for a heading above each strip. */
const NAMES = 216, HEADING = 20;
const RIVER_HIGH = 1000, STRIP_HIGH = 220, LEAST_MAP = 520, MOST_MAP = 960;
const GROUND = "Ground of the map: rivers from GSHHG (LGPL), borders, governorates and lakes from Natural Earth (public domain), "
  + "reservoirs © OpenStreetMap contributors (ODbL), towns in grey from GeoNames (CC BY 4.0). Boundaries take no position on any claim.";

/** @type {Record<View, (still: Still, source: Source) => Omit<Picture, "name" | "theme">>} */
const MAKE = { map: mapPicture, river: riverPicture, strip: stripPicture };

/** @param {View} view @param {Still} still @param {Source} source @returns {Picture} */
export function pictureOf(view, still, source) {
  const { theme } = still.paint;
  return { name: `euphrates-${view}-${isoDay(still.store.day)}${theme.dark ? "-dark" : ""}`, theme, ...MAKE[view](still, source) };
}

/** @param {Still} still @param {Source} source */
function mapPicture(still, source) {
  const { store, paint } = still, seen = source.map(), factor = ROOM / seen.width;
  const size = { width: ROOM, height: Math.round(Math.min(Math.max(seen.height * factor, LEAST_MAP), MOST_MAP)) };
  const scene = new Scene(store), { zoom, origin } = viewAt(seen, size, factor);
  scene.see(zoom, origin);
  scene.count();
  const furniture = furnitureOf(size, seen.latitude, zoom), names = makeNames(scene, paint, source.geography);
  names.lay([4, 4, size.width - 4, size.height - 4], furniture.boxes);
  const layers = [makeGround(scene, paint, source.geography), null, makeBanks(scene, paint, source.geography), makeTowns(scene, paint), names];
  const { parts, more } = sayDay(store), { imported } = seen;
  return {
    title: `Who held what along the Euphrates on ${dayLong(store.day)}`, lead: [parts.join(""), more],
    legend: forcesOnDay(still), key: [...keyOfMap(still), ...importedEntry(imported, paint.theme)],
    notes: notesOf(store, source.address(), [windowWords(store), imported ? "Imported events are none of the record's: they were laid over it by whoever made the picture, and have a licence of their own." : "", GROUND]),
    body: {
      ...size,
      /** @param {CanvasRenderingContext2D} pen */
      draw(pen) {
        for (const layer of layers) {
          pen.save();
          if (layer) layer(pen, [0, 0, size.width, size.height]); else drawImported(pen, imported, scene.view, paint.theme);
          pen.restore();
        }
        drawFurniture(pen, furniture, paint.theme);
      },
    },
  };
}

/** @param {Still} still @param {Source} source */
function riverPicture(still, source) {
  const { store, paint } = still, scene = makeScene(store, paint, { gutter: NAMES, gap: HEADING }), { zoom, top } = source.river(), { model } = store;
  scene.arrange();
  scene.resize(ROOM, RIVER_HIGH);
  scene.stand.zoom = zoom;
  scene.stand.scroll = zoom > 1 && scene.rows.n ? flatHeight(scene.rows, scene.stand, top) : 0;
  scene.lay();
  widths.forget();
  const shown = new Set(model.bars.flatMap((bars, state) => ([...bars.keys()].some((at) => at % 3 === 0 && isIn(scene, bars, at)) ? [...model.states[state].involves] : [])));
  const part = zoom > 1.01 ? "A part of the valley: a row" : "A row";
  return {
    title: `Who held what along the Euphrates, ${yearOf(scene.span[0])} to ${yearOf(Math.min(scene.span[1], model.last))}`,
    lead: [`${part} for each place, down the river from the Turkish border, with its kilometre along the Euphrates; a bar for each holding. The line is ${dayLong(store.day)}.`],
    legend: forcesOf(still, shown), key: keyOfRiver(still), notes: notesOf(store, source.address(), [model.aside, windowWords(store)]),
    body: {
      width: ROOM, height: RIVER_HIGH,
      /** @param {CanvasRenderingContext2D} pen */
      draw(pen) {
        paintRows(pen, scene);
        drawNames(pen, scene);
        drawOverRows(pen, scene, false);
      },
    },
  };
}

/** @param {ReturnType<typeof makeScene>} scene @param {Int32Array} bars @param {number} at */
const isIn = (scene, bars, at) => bars[at + 1] < scene.span[1] && bars[at + 2] > scene.span[0] && scene.isShown(bars[at]);

/** @param {Still} still @param {Source} source */
function stripPicture(still, source) {
  const { store, paint } = still, { model } = store, plot = Object.assign(makePlot(store), { width: ROOM, height: STRIP_HIGH });
  const bins = makeBins(model, { view: store.view, room: plot.room, groups: store.groups, place: store.focus }), takers = new Set();
  for (const [at, count] of bins.taken.entries()) if (count) takers.add(at % bins.takers === bins.takers - 1 ? -1 : at % bins.takers);
  const kinds = model.groups.flatMap((name, group) => (store.groups[group] ? [square(paint.theme.kinds[group], name)] : []));
  const where = store.focus < 0 ? "along the Euphrates" : `at ${model.places.name[store.focus]}`;
  return {
    title: `Reports and changes of hands ${where}, ${yearOf(store.view[0])} to ${yearOf(Math.min(store.view[1], model.last))}`,
    lead: [`Above the line reports by ${bins.unit} and kind; below it changes of hands, in the colour of whoever took the place. The flag is ${dayLong(store.day)}, the shaded days are the window of reports.`],
    legend: kinds, key: forcesOf(still, takers), notes: notesOf(store, source.address(), [model.aside, windowWords(store), "A report known by month or year is spread over it. A slashed bar goes on beyond the top; the number beside it is how many reports it stands for."]),
    body: {
      width: ROOM, height: STRIP_HIGH,
      /** @param {CanvasRenderingContext2D} pen */
      draw(pen) {
        drawBars(pen, plot, bins, store, paint);
        drawOver(pen, plot, store, paint, null, false);
      },
    },
  };
}

/** @param {Store} store */
function windowWords(store) {
  const hidden = store.model.groups.filter((_, group) => !store.groups[group]);
  return `Window of reports: ${dayLong(store.from)} to ${dayLong(store.to)}, ${many(store.to - store.from + 1, "day")}${hidden.length ? `; not shown: ${hidden.join(", ")}` : ""}.`;
}
