// A picture as a file: SVG, or PNG of twice the size. Both are drawn by the same painters, in the browser alone.

import { layOut } from "./sheet.js";
import { stillOf } from "./still.js";
import { SvgPen, svgSheet } from "./svg_pen.js";
import { dress } from "./svg_parts.js";
import { pictureOf } from "./views.js";

/** @import { Picture } from "./sheet.js" */
/** @import { Source, View } from "./views.js" */

/** Pixels of a PNG for one of the sheet. */
export const SHARPNESS = 2;

/** @typedef {"svg" | "png"} Format */

/** The view as a file with its name. @param {Source} source @param {View} view @param {Format} format @param {boolean} isDark */
export async function makePicture(source, view, format, isDark) {
  await document.fonts.ready;
  return fileOf(pictureOf(view, stillOf(source.store, isDark, format === "svg"), source), format);
}

/** @param {Picture} picture @param {Format} format */
export async function fileOf(picture, format) {
  return { name: `${picture.name}.${format}`, file: format === "svg" ? svgOf(picture) : await pngOf(picture) };
}

const rulerOf = () => /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/** @param {Picture} picture */
function svgOf(picture) {
  const { width, height, draw } = layOut(picture, rulerOf()), { root, defs, group } = svgSheet(width, height);
  const pen = new SvgPen(group, defs, rulerOf()), title = dress("title", {}), about = dress("desc", {});
  title.append(picture.title);
  about.append([...picture.lead, ...picture.notes].filter(Boolean).join("\n"));
  root.prepend(title, about);
  draw(/** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (pen)));
  pen.end();
  return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`], { type: "image/svg+xml" });
}

/** @param {Picture} picture @returns {Promise<Blob>} */
function pngOf(picture) {
  const { width, height, draw } = layOut(picture, rulerOf()), canvas = document.createElement("canvas");
  Object.assign(canvas, { width: width * SHARPNESS, height: height * SHARPNESS });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(SHARPNESS, SHARPNESS);
  draw(pen);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the browser made no PNG of it"))), "image/png"));
}

/** The browser keeps the file where it keeps what is downloaded. @param {{ name: string, file: Blob }} made */
export function keepFile({ name, file }) {
  const address = URL.createObjectURL(file), link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
