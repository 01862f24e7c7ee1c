// The sheet of names, laid by placement.js; and on top of it the plate of towns that fan out.

import { EDGE, TO_NAME } from "./fan.js";
import { arrange, LETTERED, LINE, Placement } from "./placement.js";
import { pointOn } from "./projection.js";

/** @import { Geography, Paint, Theme } from "../types" */
/** @import { Fan } from "./fan.js" */
/** @import { Lead, Name, Point, Style, Town } from "./placement.js" */
/** @import { Box } from "./projection.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Draw } from "./sheets.js" */

/** A name from data may be of any length. */
const LONGEST = 32;
const SPACED = "1.5px";

/** @type {Record<Style, string>} */
const FONTS = { focus: "700 13px", found: "700 12px", city: "600 12px", town: "500 12px", aside: "400 11px", region: "500 10px" };

/** @param {string} name */
const short = (name) => {
  const letters = [...name.slice(0, 4 * LONGEST)];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : name;
};

/** @param {Theme} theme @param {Style} style */
const colourOf = (theme, style) => (
  style === "focus" ? theme.accent : style === "region" ? theme.region : style === "aside" ? theme.quiet : theme.ink);

/**
 * @param {Scene} scene @param {Paint} paint @param {Geography} geography
 * @returns {Draw & { lay(frame: Box, blocked: Box[]): void, forget(): void, widthOf(place: number): number }}
 */
export function makeNames(scene, paint, geography) {
  const { store } = scene, { theme } = paint, ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  /** @type {Map<string, number>} */
  const widths = new Map();
  /** @type {Name[]} */
  let names = [];
  /** @type {Point[]} */
  let dots = [];
  /** @type {number[]} The places that the names are of. */
  let places = [];

  /** @param {string} text @param {Style} style */
  function width(text, style) {
    const key = `${style} ${text}`;
    let found = widths.get(key);
    if (found === undefined) {
      setFont(ruler, theme, style);
      found = Math.ceil(ruler.measureText(text).width) + 2;
      widths.set(key, found);
    }
    return found;
  }

  /** @param {number} place @returns {Town} */
  const townOf = (place) => {
    const { rank, name } = store.model.places, isFound = store.found?.has(place);
    const style = place === store.focus ? "focus" : isFound ? "found" : rank[place] === 1 ? "city" : "town";
    return { x: scene.x[place], y: scene.y[place], text: short(name[place]), rank: rank[place], style };
  };

  /** Finds room for all names anew. @param {Box} frame @param {Box[]} blocked */
  function lay(frame, blocked) {
    const { view } = scene, { index } = store.model;
    places = scene.located.filter((place) => scene.isShown(place)).reverse();
    const isMeant = (/** @type {number} */ place) => (place === store.focus ? 2 : store.found?.has(place) ? 1 : 0);
    if (store.focus >= 0 || store.found) places.sort((a, b) => isMeant(b) - isMeant(a));
    const placement = new Placement(frame, width, blocked);
    const others = geography.towns.filter(([, , , , id]) => !index.has(id));
    const asides = others.map(([lng, lat, name, rank]) => ({ ...pointOn(view, lng, lat), text: name, rank }));
    const regions = geography.regions.map(([lng, lat, name]) => ({ ...pointOn(view, lng, lat), text: name.toUpperCase() }));
    const found = arrange({ towns: places.map(townOf), asides, regions }, view.zoom, placement);
    scene.isLettered.fill(0);
    for (const [at, place] of places.entries()) scene.isLettered[place] = Number(found.lettered[at]);
    ({ names, dots } = found);
  }

  /** @type {Draw} */
  const draw = (pen) => {
    Object.assign(pen, { textBaseline: "middle", textAlign: "left", lineJoin: "round" });
    drawDots(pen, theme, dots);
    for (const name of names) if (name.town < 0 || scene.isShown(places[name.town])) drawName(pen, theme, name);
    pen.letterSpacing = "0px";
    if (scene.fan) drawFan(pen, scene, paint, scene.fan);
  };
  return Object.assign(draw, {
    lay, forget: () => widths.clear(), widthOf: (/** @type {number} */ place) => width(short(store.model.places.name[place]), "town"),
  });
}

/** @param {CanvasRenderingContext2D} pen @param {Theme} theme @param {Style} style */
function setFont(pen, theme, style) {
  pen.font = `${FONTS[style]} ${theme.font}`;
  pen.letterSpacing = style === "region" ? SPACED : "0px";
}

/** @param {CanvasRenderingContext2D} pen @param {Theme} theme @param {Point[]} dots */
function drawDots(pen, theme, dots) {
  pen.fillStyle = theme.quiet;
  for (const { x, y } of dots) {
    pen.beginPath();
    pen.arc(x, y, 2, 0, 7);
    pen.fill();
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Theme} theme @param {Name} name */
function drawName(pen, theme, { text, style, box, lead, isOver }) {
  const x = box[0] + 1, y = box[1] + LINE / 2 + 0.5;
  if (lead) drawLead(pen, theme.text2, lead);
  if (isOver) drawGround(pen, theme.land, box);
  setFont(pen, theme, style);
  if (style !== "region") {
    Object.assign(pen, { strokeStyle: theme.land, lineWidth: 3.5, globalAlpha: 0.9 });
    pen.strokeText(text, x, y);
    pen.globalAlpha = 1;
  }
  pen.fillStyle = colourOf(theme, style);
  pen.fillText(text, x, y);
}

/**
 * Half of a dot between two words would pass for a letter.
 * @param {CanvasRenderingContext2D} pen @param {string} fillStyle @param {Box} box
 */
function drawGround(pen, fillStyle, [left, top, right, bottom]) {
  Object.assign(pen, { fillStyle, globalAlpha: 0.85 });
  pen.beginPath();
  pen.roundRect(left - 1, top, right - left + 2, bottom - top, 3);
  pen.fill();
  pen.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} pen @param {string} strokeStyle @param {Lead} lead */
function drawLead(pen, strokeStyle, [fromX, fromY, toX, toY]) {
  pen.beginPath();
  pen.moveTo(fromX, fromY);
  pen.lineTo(toX, toY);
  Object.assign(pen, { strokeStyle, lineWidth: 0.75 });
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Paint} paint @param {Fan} fan */
function drawFan(pen, scene, { theme, mark }, fan) {
  const { hover, focus, model } = scene.store, plate = fan.plate;
  pen.beginPath();
  pen.roundRect(plate[0], plate[1], plate[2] - plate[0], plate[3] - plate[1], 6);
  Object.assign(pen, { fillStyle: theme.ground, strokeStyle: theme.hair, lineWidth: 1, shadowColor: "rgb(0 0 0 / 0.25)", shadowBlur: 12 });
  pen.fill();
  Object.assign(pen, { shadowBlur: 0, shadowColor: "transparent" });
  pen.stroke();
  for (const { x, y, markX, markY } of fan.spots) drawLead(pen, theme.quiet, [x, y, markX, markY]);
  drawDots(pen, theme, fan.spots);
  for (const { place, markX, markY, isRight, width } of fan.spots) {
    const left = isRight ? markX + TO_NAME : markX - TO_NAME - width;
    mark(pen, model.now[place], markX, markY, LETTERED, true);
    setFont(pen, theme, "town");
    pen.fillStyle = place === focus ? theme.accent : theme.ink;
    pen.fillText(short(model.places.name[place]), left, markY + 0.5);
    if (place === hover) pen.fillRect(left, markY + EDGE, width - 2, 1);
  }
}
