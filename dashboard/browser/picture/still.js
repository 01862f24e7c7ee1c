// The screen as it stands, held still: a store that nothing moves, and a paint on a ground of one's own choice.

import { makePaint } from "../workbench/paint.js";
import { themeOf } from "../workbench/theme.js";
import { SvgPath } from "./svg_pen.js";

/** @import { Paint, Store } from "../workbench/types" */

/** @typedef {{ store: Store, paint: Paint, greys: [number, number] }} Still ``greys`` stand for two forces, whichever they are */

/** @param {Store} store @param {boolean} isDark @param {boolean} isSvg @returns {Still} */
export function stillOf(store, isDark, isSvg) {
  // Getters become values, and nobody is told of anything any more.
  const still = /** @type {Store} */ ({ ...store, day: Math.floor(store.day), hover: -1, playing: false, watch() {}, set() {} });
  const newPath = isSvg ? () => /** @type {Path2D} */ (/** @type {unknown} */ (new SvgPath())) : undefined;
  const paint = makePaint(still, themeOf(isDark), { isPicture: true, newPath }), forces = paint.colour.length;
  paint.colour.push(paint.theme.quiet, paint.theme.faint);
  return { store: still, paint, greys: [forces, forces + 1] };
}
