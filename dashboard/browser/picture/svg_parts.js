// Elements, numbers and colours of SVG.

export const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{ ends: number[], stops: [number, string][], addColorStop(at: number, colour: string): void }} Gradient */
/** @typedef {string | { id: string } | Gradient} Ink a colour, something defined, or a shade */

/** A number as short as it looks the same. @param {number} value */
export const numberOf = (value) => String(Math.round(value * 100) / 100);

/** An element with these attributes; blank ones are left out. @param {string} name @param {Record<string, string | number>} attributes @param {Element[]} children */
export function dress(name, attributes, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== "" && key !== "xmlns") node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/** The colour of a stop, #rrggbb or #rrggbbaa. @param {string} colour */
export const inkOf = (colour) => ({
  "stop-color": colour.slice(0, 7), "stop-opacity": colour.length > 7 ? numberOf(Number.parseInt(colour.slice(7), 16) / 255) : "",
});
