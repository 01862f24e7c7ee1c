// The lens as it opens, follows the pointer and shuts; without easing where motion is not wanted.

import { bendOf, flatHeight, lensAbout, lensOver, NAMED, standsAt } from "./layout.js";

/** @import { Scene } from "./scene.js" */

/** The way to go shrinks to a third in so many milliseconds; so near it has arrived. */
const EASE = 45, ARRIVED = 0.02;

/** @typedef {ReturnType<typeof makeLens>} Lens */

/** @param {Scene} scene @param {() => void} redraw at once */
export function makeLens(scene, redraw) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)");
  let aim = 0, frame = 0, before = 0;
  /** The row position that stays at its height while the lens opens or shuts. */
  let anchor = { at: 0, y: 0 };

  const aimAt = (/** @type {typeof anchor} */ { at, y }) => {
    const { rows, stand } = scene;
    stand.centre = lensAbout(rows, stand, at, y);
    stand.centre = lensOver(rows, stand, Math.min(Math.floor(at), rows.n - 1));
  };
  const settle = (/** @type {number} */ share) => {
    scene.stand.lens = share;
    aimAt(anchor);
    redraw();
  };
  const step = (/** @type {number} */ now) => {
    const way = aim - scene.stand.lens, left = way * Math.exp((before - now) / EASE);
    before = now;
    frame = Math.abs(left) > ARRIVED ? requestAnimationFrame(step) : 0;
    settle(frame ? aim - left : aim);
  };
  const ease = (/** @type {number} */ share) => {
    aim = share;
    if (isStill.matches || scene.stand.lens === aim) {
      cancelAnimationFrame(frame);
      frame = 0;
      settle(aim);
    } else if (!frame) {
      before = performance.now();
      frame = requestAnimationFrame(step);
    }
  };
  const isOpen = () => scene.stand.lens === 1 && aim === 1;
  const isWanted = () => scene.rowHeight() < NAMED;

  return {
    isOpen, isWanted,
    /** True where the lens lies at this height of the canvas. @param {number} y */
    holds(y) {
      const bend = bendOf(scene.rows, scene.stand), at = scene.positionUnder(y);
      return aim === 1 && bend.count > 0 && at >= bend.from && at <= bend.from + bend.count;
    },
    /** The pointer is at this height of the canvas. @param {number} y */
    follow(y) {
      const height = y - scene.plot.top + scene.stand.scroll;
      anchor = { at: scene.positionUnder(y), y: height };
      if (isOpen()) scene.stand.centre = lensOver(scene.rows, scene.stand, scene.rowUnder(y)); else ease(1);
    },
    /** About a row, where it stands without a lens. @param {number} row */
    openOn(row) {
      anchor = { at: row + 0.5, y: flatHeight(scene.rows, scene.stand, row + 0.5) };
      ease(1);
    },
    /** At this height of the canvas, about the row that would be there without a lens. @param {number} y */
    openAt(y) {
      scene.stand.lens = 0;
      scene.lay();
      this.follow(y);
    },
    /** Rows were zoomed about a row position at this height of the canvas. @param {number} at @param {number} y */
    hold(at, y) {
      anchor = { at, y: y - scene.plot.top + scene.stand.scroll };
      aimAt(anchor);
    },
    shut() {
      if (aim === 0 && scene.stand.lens === 0) return;
      const bend = bendOf(scene.rows, scene.stand);
      if (bend.count && isOpen()) {
        const at = bend.from + bend.count / 2;
        anchor = { at, y: standsAt(bend, at, scene.rows.turn[Math.floor(at)]) };
      }
      ease(0);
    },
    /** Shut at once, and nothing is drawn: the diagram is out of sight, or ends. */
    drop() {
      cancelAnimationFrame(frame);
      frame = aim = scene.stand.lens = 0;
    },
  };
}
