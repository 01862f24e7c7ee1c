// The lowest sheet: land, borders and water, all of it still.

import { overlaps, trace, worldBox, worldLine } from "./projection.js";

/** @import { Geography, Paint, Shape } from "../types" */
/** @import { Draw } from "./sheets.js" */
/** @import { Scene } from "./scene.js" */

/**
 * @param {Scene} scene @param {Paint} paint @param {Geography} geography
 * @returns {Draw}
 */
export function makeGround(scene, { theme }, geography) {
  const ready = (/** @type {Shape[]} */ shapes) => (
    shapes.flatMap(({ parts, closed }) => parts.map((part) => ({ ...worldLine(part), closed }))));
  const countries = ready(geography.countries), governorates = ready(geography.governorate_lines), borders = ready(geography.borders);
  const rivers = ready(geography.rivers), euphrates = ready(geography.euphrates);
  const lakes = ready([...geography.lakes, ...geography.reservoirs]);

  return (pen, pixels) => {
    const { view } = scene, seen = worldBox(view, pixels);
    const outline = (/** @type {typeof countries} */ lines) => {
      pen.beginPath();
      for (const line of lines) if (overlaps(line.box, seen)) trace(pen, line, view, line.closed);
    };
    const area = (/** @type {typeof countries} */ lines, /** @type {string} */ fillStyle) => {
      outline(lines);
      pen.fillStyle = fillStyle;
      pen.fill("evenodd");
    };
    /** @param {typeof countries} lines @param {string} strokeStyle @param {number} lineWidth @param {number[]} [dash] */
    const line = (lines, strokeStyle, lineWidth, dash = []) => {
      outline(lines);
      Object.assign(pen, { strokeStyle, lineWidth });
      pen.setLineDash(dash);
      pen.stroke();
      pen.setLineDash([]);
    };
    Object.assign(pen, { lineJoin: "round", lineCap: "round", fillStyle: theme.beyond });
    pen.fillRect(pixels[0], pixels[1], pixels[2] - pixels[0], pixels[3] - pixels[1]);
    area(countries, theme.land);
    line(governorates, theme.faint, 0.75, [2, 3]);
    line(rivers, theme.water, 1);
    area(lakes, theme.lake);
    line(euphrates, theme.river, 2);
    line(borders, theme.border, 1, [6, 3]);
  };
}
