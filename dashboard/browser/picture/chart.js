// A chart that Plotly has drawn, on the sheet of all pictures: its own SVG is taken over, node by node.

import { isoDay } from "../shared/days.js";
import { themeOf } from "../workbench/theme.js";
import { square } from "./key.js";
import { aboutLines, creditLine } from "./notes.js";
import { fileOf } from "./save.js";
import { ROOM } from "./sheet.js";
import { dress, numberOf, SVG } from "./svg_parts.js";

/** @import { About } from "../workbench/types" */
/** @import { Plot } from "../page/plots.js" */
/** @import { Entry } from "./key.js" */
/** @import { Format } from "./save.js" */

/**
 * What is said of a chart; ``legend``: colour, second colour or "", name.
 * @typedef {{ name: string, title: string, lead: string, legend: [string, string, string][], on: number, about: About }} ChartWords
 */

/** Parts that only a pointer needs. */
const UNSEEN = ".draglayer, .hoverlayer, .zoomlayer, .selectionlayer, .modebar-container, script, foreignObject, image";
/** A chart is made no larger than this. */
const LARGEST = 1.6;

/** @param {Plot} plot @param {ChartWords} words @param {Format} format @param {boolean} isDark */
export async function chartPicture(plot, words, format, isDark) {
  await document.fonts.ready;
  const theme = themeOf(isDark), { width, height } = plot._fullLayout, scale = Math.min(ROOM / width, LARGEST);
  const drawn = drawnBy(plot), left = (ROOM - width * scale) / 2, image = format === "png" ? await imageOf(drawn, width, height, scale) : null;
  return fileOf({
    name: `euphrates-${words.name}-${isoDay(words.on)}${isDark ? "-dark" : ""}`, theme, title: words.title, lead: [words.lead], key: [],
    legend: words.legend.map(entryOf), notes: [...aboutLines(words.about), creditLine(words.about), location.href],
    body: {
      width: ROOM, height: Math.ceil(height * scale),
      draw(pen) {
        if (image) pen.drawImage(image, left, 0, width * scale, height * scale);
        else /** @type {import("./svg_pen.js").SvgPen} */ (/** @type {unknown} */ (pen)).place(drawn, left, scale);
      },
    },
  }, format);
}

/** @param {ChartWords["legend"][number]} entry @returns {Entry} */
function entryOf([first, second, name]) {
  const entry = square(first, name);
  if (!second) return entry;
  return { ...entry, draw(pen) { entry.draw(pen); pen.fillStyle = second; pen.fillRect(6, -6, 6, 12); } };
}

/** A copy of all that the chart shows; texts keep their width whatever typeface they get. @param {Plot} plot */
function drawnBy(plot) {
  const all = dress("g", {}), lines = [...plot.parentElement?.querySelectorAll(".day-line") ?? []];
  for (const sheet of plot.querySelectorAll(".main-svg")) {
    const copy = /** @type {Element} */ (sheet.cloneNode(true)), texts = [...sheet.querySelectorAll("text, tspan")], copies = [...copy.querySelectorAll("text, tspan")];
    for (const [at, text] of texts.entries()) keepWidth(/** @type {SVGTextContentElement} */ (text), copies[at]);
    for (const part of copy.querySelectorAll(UNSEEN)) part.remove();
    for (const part of copy.querySelectorAll("*")) for (const { name } of [...part.attributes]) if (name.startsWith("on") || name.endsWith("href")) part.removeAttribute(name);
    copy.removeAttribute("class");
    copy.removeAttribute("style");
    all.append(copy);
  }
  for (const line of lines) all.append(lineOf(/** @type {HTMLElement} */ (line)));
  return all;
}

/** @param {SVGTextContentElement} text @param {Element} copy */
function keepWidth(text, copy) {
  const width = text.children.length ? 0 : text.getComputedTextLength();
  if (!width) return;
  copy.setAttribute("textLength", numberOf(width));
  copy.setAttribute("lengthAdjust", "spacingAndGlyphs");
}

/** The day, which the page draws above the chart. @param {HTMLElement} line */
function lineOf(line) {
  const { left, top, height, display } = line.style, { backgroundColor, width } = getComputedStyle(line);
  return dress("rect", { x: Number.parseFloat(left) || 0, y: Number.parseFloat(top) || 0, width: display === "none" ? 0 : Number.parseFloat(width) || 2, height: Number.parseFloat(height) || 0, fill: backgroundColor });
}

/** The copy as an image, in the typeface of the page. @param {Element} drawn @param {number} width @param {number} height @param {number} scale */
async function imageOf(drawn, width, height, scale) {
  const sharp = scale * 2, root = dress("svg", { width: width * sharp, height: height * sharp, viewBox: `0 0 ${width} ${height}` }), style = document.createElementNS(SVG, "style");
  style.textContent = await typeface();
  root.append(style, drawn.cloneNode(true));
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" })), image = new Image();
  try {
    image.src = address;
    await image.decode();
  } finally {
    URL.revokeObjectURL(address);
  }
  return image;
}

/** @type {Promise<string> | null} */
let fetched = null;

/** The rule of the page's upright typeface with the file in it: an image sees nothing outside of itself. "" where there is none. */
function typeface() {
  fetched ??= (async () => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
    const rule = rules.find(({ style }) => style.getPropertyValue("font-family").includes("Source Sans") && style.getPropertyValue("font-style") !== "italic");
    const [, file] = rule?.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/) ?? [];
    if (!file) return "";
    const blob = await (await fetch(new URL(file, rule?.parentStyleSheet?.href ?? document.baseURI))).blob();
    const data = await new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(blob); });
    return `@font-face { font-family: "Source Sans"; font-weight: 200 900; src: url("${data}"); }`;
  })().catch(() => "");
  return fetched;
}
