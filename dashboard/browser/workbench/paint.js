// What a state looks like in every drawing: the fill of bars, and the marks of towns as small pictures, each drawn once.

import { mix, onGround } from "./colours.js";
import { penOf } from "./dom.js";
import { BESIEGED, CONTESTED, DIVIDED, LAST_KNOWN, OF_AREA, PASSED, UNKNOWN } from "./model.js";

/** @import { Fill, Paint, PlaceState, Store, Theme } from "./types" */

const TURN = 2 * Math.PI;

/**
 * Marks are drawn anew when colours, payload or what is singled out change. For a picture every mark is drawn where it stands,
 * by a pen that need not be one of a canvas.
 * @param {Store} store @param {Theme} theme @param {{ isPicture?: boolean, newPath?: () => Path2D }} [options]
 * @returns {Paint}
 */
export function makePaint(store, theme, { isPicture = false, newPath = () => new Path2D() } = {}) {
  /** @type {Map<string, CanvasPattern>} */
  const tiles = new Map();
  /** @type {Map<string, { picture: HTMLCanvasElement, half: number }>} */
  const sprites = new Map();
  /** @type {string[]} */
  const colour = [];
  let mute = "";
  const refresh = () => {
    colour.length = 0;
    for (const look of store.model.looks) colour.push(onGround(look.colour, theme.ground));
    mute = mix(theme.ink, theme.ground, 0.09);
    tiles.clear();
    sprites.clear();
  };
  refresh();
  store.watch((what) => {
    if (what.has("theme") || what.has("payload")) refresh();
    else if (what.has("single")) sprites.clear();
  });

  const out = (/** @type {PlaceState} */ state) => !state.passes || (store.single >= 0 && !state.involves.has(store.single));

  /** @param {PlaceState} state @returns {[string, string, Fill]} */
  function parts(state) {
    if (out(state)) return [mute, "", "plain"];
    const share = state.known === LAST_KNOWN ? (theme.dark ? 0.34 : 0.3) : state.known === OF_AREA ? (theme.dark ? 0.62 : 0.58) : 1;
    const tone = (/** @type {number} */ force) => (share < 1 ? mix(colour[force], theme.ground, share) : colour[force]);
    const { holder, claim, status } = state, first = holder.length ? tone(holder[0]) : theme.ground;
    if (status === CONTESTED) return [first, tone(claim[0]), "hatch"];
    if (status === PASSED) return [first, claim.length ? tone(claim[0]) : theme.ground, "shift"];
    if (holder.length > 1) return [first, tone(holder[1]), "joint"];
    return [first, "", status === BESIEGED ? "siege" : "plain"];
  }

  /** @param {CanvasRenderingContext2D} pen @param {string} first @param {string} second @param {number} size */
  function hatch(pen, first, second, size) {
    if ("stripes" in pen) return /** @type {any} */ (pen).stripes(first, second, size);   // a pen of SVG has its own
    const ratio = pen.getTransform().a || 1, key = `${first}${second}${size}/${ratio}`;
    let tile = tiles.get(key);
    if (!tile) { tile = stripes(pen, first, second, Math.round(size * ratio), ratio); tiles.set(key, tile); }
    return tile;
  }

  /** @param {PlaceState} state */
  function inkOn(state) {
    const [force] = state.holder;
    if (state.known === LAST_KNOWN) return mix(theme.ink, theme.ground, 0.75);
    if (force === undefined || state.known === OF_AREA) return theme.ink;
    return colour[force] === store.model.looks[force].colour ? store.model.looks[force].ink : "#ffffff";
  }

  /** @param {number} index @param {number} radius @param {boolean} lettered */
  function sprite(index, radius, lettered) {
    const key = `${index}/${radius}/${lettered}`;
    let made = sprites.get(key);
    if (!made) { made = drawSprite(paint, store, index, radius, lettered); sprites.set(key, made); }
    return made;
  }

  /** @type {Paint["mark"]} */
  function mark(pen, index, x, y, radius, lettered) {
    const ratio = globalThis.devicePixelRatio || 1, sharp = (/** @type {number} */ value) => Math.round(value * ratio) / ratio;
    if (isPicture) {
      pen.save();
      pen.translate(sharp(x), sharp(y));
      Object.assign(pen, { lineCap: "butt", lineJoin: "miter" });
      drawMark(paint, store, pen, store.model.states[index], radius, lettered);
      pen.restore();
      return;
    }
    const { picture, half } = sprite(index, radius, lettered);
    pen.drawImage(picture, sharp(x - half), sharp(y - half), picture.width / ratio, picture.height / ratio);
  }

  /** @type {Paint} */
  const paint = { theme, colour, get mute() { return mute; }, out, parts, hatch, mark, newPath, inkOn };
  return paint;
}

/** A hatch that stays crisp: 45 degrees, half and half. @param {CanvasRenderingContext2D} pen @param {string} first @param {string} second @param {number} size @param {number} ratio */
function stripes(pen, first, second, size, ratio) {
  const tile = document.createElement("canvas");
  Object.assign(tile, { width: size, height: size });
  const own = penOf(tile), half = size / 2;
  own.fillStyle = first;
  own.fillRect(0, 0, size, size);
  own.fillStyle = second;
  for (const corner of [[0, size, half, size, size, half, size, 0], [0, half, half, 0, 0, 0]]) {
    own.beginPath();
    for (let at = 0; at < corner.length; at += 2) own.lineTo(corner[at], corner[at + 1]);
    own.fill();
  }
  const pattern = /** @type {CanvasPattern} */ (pen.createPattern(tile, "repeat"));
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

/** @param {Paint} paint @param {Store} store @param {number} index @param {number} radius @param {boolean} lettered */
function drawSprite(paint, store, index, radius, lettered) {
  const ratio = globalThis.devicePixelRatio || 1, half = radius + 3;
  const picture = document.createElement("canvas");
  picture.width = picture.height = Math.ceil(half * 2 * ratio);
  const pen = penOf(picture);
  pen.scale(ratio, ratio);
  pen.translate(half, half);
  drawMark(paint, store, pen, store.model.states[index], radius, lettered);
  return { picture, half };
}

/**
 * The mark of a state, its middle at the origin of the pen.
 * @param {Paint} paint @param {Store} store @param {CanvasRenderingContext2D} pen @param {PlaceState} state @param {number} radius
 * @param {boolean} lettered
 */
export function drawMark(paint, store, pen, state, radius, lettered) {
  if (state.status === UNKNOWN) drawUnknown(paint, pen, radius); else drawHeld(paint, pen, state, radius);
  if (lettered && !paint.out(state) && state.holder.length && state.status !== PASSED) drawLetter(paint, store, pen, state);
}

/** @param {Paint} paint @param {CanvasRenderingContext2D} pen @param {number} radius */
function drawUnknown({ theme }, pen, radius) {
  pen.beginPath();
  pen.arc(0, 0, radius - 1, 0, TURN);
  Object.assign(pen, { fillStyle: theme.land, strokeStyle: theme.quiet, lineWidth: 1 });
  pen.fill();
  pen.setLineDash([2, 1.6]);
  pen.stroke();
  pen.setLineDash([]);
}

/** Contested places are squares, all others circles. @param {CanvasRenderingContext2D} pen @param {boolean} isSquare @param {number} size */
function outline(pen, isSquare, size) {
  pen.beginPath();
  if (isSquare) pen.roundRect(-size * 0.94, -size * 0.94, size * 1.88, size * 1.88, 2); else pen.arc(0, 0, size, 0, TURN);
}

/** @param {Paint} paint @param {CanvasRenderingContext2D} pen @param {PlaceState} state @param {number} radius */
function drawHeld(paint, pen, state, radius) {
  const { theme } = paint, isOut = paint.out(state), [first, second, fill] = paint.parts(state), isSquare = fill === "hatch";
  outline(pen, isSquare, radius + 1.25);
  pen.fillStyle = theme.dark ? "#0c0f13" : "#ffffff";   // a collar of ground parts neighbours
  pen.fill();
  outline(pen, isSquare, radius);
  pen.fillStyle = first;
  pen.fill();
  if (second) {
    pen.save();
    pen.clip();
    fillSecond(paint, pen, first, second, fill, radius, state.status === DIVIDED);
    pen.restore();
  }
  outline(pen, isSquare, radius);
  const named = state.lead >= 0 ? state.lead : state.claim[0], strong = named === undefined ? theme.quiet : paint.colour[named];
  pen.strokeStyle = isOut ? mix(theme.ink, theme.ground, 0.2) : state.known === LAST_KNOWN ? mix(strong, theme.ink, 0.78) : mix(strong, "#000000", theme.dark ? 0.9 : 0.62);
  pen.lineWidth = state.known === LAST_KNOWN ? 1.4 : 1;
  if (state.known === OF_AREA && !isOut) pen.setLineDash([3, 1.5]);
  pen.stroke();
  if (state.status === BESIEGED && !isOut) {
    outline(pen, false, radius + 2);
    pen.setLineDash([2, 2]);
    Object.assign(pen, { strokeStyle: theme.ink, lineWidth: 1.2 });
    pen.stroke();
  }
  pen.setLineDash([]);
}

/**
 * @param {Paint} paint @param {CanvasRenderingContext2D} pen @param {string} first @param {string} second @param {Fill} fill
 * @param {number} radius @param {boolean} isDivided
 */
function fillSecond(paint, pen, first, second, fill, radius, isDivided) {
  pen.fillStyle = fill === "hatch" ? paint.hatch(pen, first, second, radius > 5 ? 5 : 4) : second;
  if (fill === "hatch") pen.fillRect(-radius, -radius, 2 * radius, 2 * radius);
  else if (fill === "joint" && isDivided) pen.fillRect(0, -radius, radius, 2 * radius);   // divided: side by side
  else if (fill === "joint") pen.fillRect(-radius, 0, 2 * radius, radius);
  else {
    pen.beginPath();
    pen.moveTo(radius, -radius);
    pen.lineTo(radius, radius);
    pen.lineTo(-radius, radius);
    pen.fill();
  }
}

/** @param {Paint} paint @param {Store} store @param {CanvasRenderingContext2D} pen @param {PlaceState} state */
function drawLetter(paint, store, pen, state) {
  const letters = state.holder.map((force) => store.model.looks[force].letter);
  const letter = letters.length > 1 ? [...letters[0]][0] + [...letters[1]][0] : letters[0], [first, second] = paint.parts(state);
  Object.assign(pen, { font: `700 ${letter.length > 1 ? 8 : 10}px ${paint.theme.font}`, textAlign: "center", textBaseline: "middle" });
  if (second) {
    Object.assign(pen, { lineWidth: 2.4, strokeStyle: first });
    pen.strokeText(letter, 0, 0.5);
  }
  pen.fillStyle = paint.inkOn(state);
  pen.fillText(letter, 0, 0.5);
}
