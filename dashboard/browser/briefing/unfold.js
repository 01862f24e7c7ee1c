// JSON in which whatever stands in more than one place is told once, as dashboard/briefing/folding.py writes it.
// Nothing here touches a page.

/** @import { Folded, Node } from "./types" */

const BOXED = -1;

/**
 * Gives back what a node stands for. What is shared is made once, and is one and the same value everywhere: read-only.
 * @param {Folded} folded
 */
export function unfold({ shapes, shared }) {
  /** @type {unknown[]} */
  const made = new Array(shared.length);

  /** @param {Node} node @returns {unknown} */
  function whole(node) {
    if (typeof node === "number" && node < 0) {
      const at = -1 - node;
      if (made[at] === undefined) made[at] = whole(shared[at]);
      return made[at];
    }
    if (!Array.isArray(node)) return node;
    const [shape, ...parts] = node;
    if (shape === BOXED) return parts[0];
    if (shape === 0) return parts.map(whole);
    return Object.fromEntries(shapes[Number(shape) - 1].map((name, at) => [name, whole(parts[at])]));
  }
  return whole;
}
