// Elements and canvases. Text from data reaches the page through text nodes alone; nothing here builds HTML from strings.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * A new element. ``class`` and ``style`` are its own; a property that begins with "on" is heard; null, undefined and false
 * are left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, unknown>} [properties] @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "class") node.className = String(value);
    else if (name === "style") node.style.cssText = String(value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child !== null && child !== undefined && child !== false)));
  return node;
}

/** A name in its own direction, whatever stands around it. @param {string} text @param {Record<string, unknown>} [properties] */
export const bdi = (text, properties = {}) => el("bdi", properties, text);

const SVG = "http://www.w3.org/2000/svg";

/** An icon of 16 by 16 from the outline of its path. @param {string} outline */
export function icon(outline) {
  const picture = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", outline);
  picture.append(path);
  return picture;
}

/**
 * The pen of a canvas of this size, sharp at the pixel ratio of the screen, and empty.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 */
export function sheet(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  const pen = penOf(canvas);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}

/** @param {HTMLCanvasElement} canvas */
export const penOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/** Only web addresses are links. @param {string} url @param {string} text */
export function link(url, text) {
  return /^https?:\/\//i.test(url) ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, bdi(text)) : bdi(text);
}
