// The sheet that every picture is laid on: title, lead, legend, the view, key and sources, from the top down.

/** @import { Theme } from "../workbench/types" */
/** @import { Entry } from "./key.js" */

/**
 * What a view is drawn as: its body at its size, and all that has to be said of it.
 * @typedef {object} Picture
 * @property {string} name of the file, without its ending
 * @property {Theme} theme
 * @property {string} title
 * @property {string[]} lead
 * @property {Entry[]} legend
 * @property {Entry[]} key
 * @property {string[]} notes
 * @property {{ width: number, height: number, draw: (pen: CanvasRenderingContext2D) => void }} body
 */
/** @typedef {{ height: number, draw: (pen: CanvasRenderingContext2D, y: number) => void }} Block */

export const MARGIN = 32, WIDTH = 1200, ROOM = WIDTH - 2 * MARGIN;
const AIR = 12, BESIDE = 6, BETWEEN = 18, ENTRY = 20;

/** @typedef {{ font: string, leading: number, colour: (theme: Theme) => string }} Type */
/** @type {Record<"title" | "lead" | "note", Type>} */
const TYPES = {
  title: { font: "650 24px", leading: 30, colour: ({ ink }) => ink },
  lead: { font: "400 14px", leading: 20, colour: ({ text2 }) => text2 },
  note: { font: "400 11px", leading: 15, colour: ({ quiet }) => quiet },
};
const WORDS = { font: "400 12px", number: "650 12px" };

/**
 * The whole sheet: its size, and what draws it.
 * @param {Picture} picture @param {Pick<CanvasRenderingContext2D, "font" | "letterSpacing" | "measureText">} ruler
 */
export function layOut(picture, ruler) {
  const { theme, body } = picture, text = (/** @type {keyof typeof TYPES} */ type, /** @type {string} */ words) => textBlock(ruler, theme, TYPES[type], words);
  const gap = { height: AIR, draw() {} };
  /** @type {Block[]} */
  const blocks = [
    text("title", picture.title), ...picture.lead.filter(Boolean).map((words) => text("lead", words)), gap,
    ...(picture.legend.length ? [entriesBlock(ruler, theme, picture.legend), gap] : []),
    { height: body.height, draw: (pen, y) => drawBody(pen, body, y) }, gap,
    ...(picture.key.length ? [entriesBlock(ruler, theme, picture.key), gap] : []),
    { height: AIR, draw(pen, y) { pen.fillStyle = theme.hair; pen.fillRect(MARGIN, y, ROOM, 1); } },
    ...picture.notes.filter(Boolean).map((words) => text("note", words)),
  ];
  const height = Math.ceil(blocks.reduce((sum, block) => sum + block.height, 2 * MARGIN - AIR));
  return {
    width: WIDTH, height,
    /** @param {CanvasRenderingContext2D} pen */
    draw(pen) {
      pen.fillStyle = theme.ground;
      pen.fillRect(0, 0, WIDTH, height);
      let y = MARGIN - AIR / 2;
      for (const block of blocks) { block.draw(pen, Math.round(y)); y += block.height; }
    },
  };
}

/** @param {CanvasRenderingContext2D} pen @param {Picture["body"]} body @param {number} y */
function drawBody(pen, { width, height, draw }, y) {
  pen.save();
  pen.translate(MARGIN, y);
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.clip();
  draw(pen);
  pen.restore();
}

/** @param {Pick<CanvasRenderingContext2D, "font" | "letterSpacing" | "measureText">} ruler @param {Theme} theme @param {Type} type @param {string} words @returns {Block} */
function textBlock(ruler, theme, { font, leading, colour }, words) {
  const whole = `${font} ${theme.font}`;
  Object.assign(ruler, { font: whole, letterSpacing: "0px" });
  const lines = wrapped(words, ROOM, (text) => ruler.measureText(text).width);
  return {
    height: lines.length * leading,
    draw(pen, y) {
      Object.assign(pen, { font: whole, letterSpacing: "0px", fillStyle: colour(theme), textAlign: "left", textBaseline: "middle" });
      for (const [at, line] of lines.entries()) pen.fillText(line, MARGIN, y + (at + 0.5) * leading);
    },
  };
}

/**
 * Lines no wider than the room; a word that is wider than a line, such as an address, is broken.
 * @param {string} words @param {number} room @param {(text: string) => number} width @returns {string[]}
 */
export function wrapped(words, room, width) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (width(longer) <= room) { line = longer; continue; }
    if (line) lines.push(line);
    line = "";
    for (const letter of word) {
      if (line && width(line + letter) > room) { lines.push(line); line = ""; }
      line += letter;
    }
  }
  return line ? [...lines, line] : lines;
}

/** Entries beside one another, in as many lines as they need. @param {Pick<CanvasRenderingContext2D, "font" | "letterSpacing" | "measureText">} ruler @param {Theme} theme @param {Entry[]} entries @returns {Block} */
function entriesBlock(ruler, theme, entries) {
  const measure = (/** @type {string} */ font, /** @type {string} */ text) => {
    Object.assign(ruler, { font: `${font} ${theme.font}`, letterSpacing: "0px" });
    return ruler.measureText(text).width;
  };
  let x = 0, line = 0;
  const placed = entries.map((entry) => {
    const beside = entry.wide ? entry.wide + BESIDE : 0, words = cut(entry.words, (text) => measure(WORDS.font, text));
    const wide = measure(WORDS.font, words), all = beside + wide + (entry.number ? 5 + measure(WORDS.number, entry.number) : 0);
    if (x && x + all > ROOM) { x = 0; line += 1; }
    const at = { entry, words, x: MARGIN + x, line, beside, wide };
    x += all + BETWEEN;
    return at;
  });
  return {
    height: (line + 1) * ENTRY,
    draw(pen, y) {
      for (const { entry, words, x: left, line: row, beside, wide } of placed) {
        const middle = y + (row + 0.5) * ENTRY;
        pen.save();
        pen.translate(left, middle);
        entry.draw(pen);
        pen.restore();
        Object.assign(pen, { font: `${WORDS.font} ${theme.font}`, letterSpacing: "0px", fillStyle: theme.text2, textAlign: "left", textBaseline: "middle" });
        pen.fillText(words, left + beside, middle + 0.5);
        if (!entry.number) continue;
        Object.assign(pen, { font: `${WORDS.number} ${theme.font}`, fillStyle: theme.ink });
        pen.fillText(entry.number, left + beside + wide + 5, middle + 0.5);
      }
    },
  };
}

/** No entry is wider than a line. @param {string} words @param {(text: string) => number} width */
function cut(words, width) {
  const letters = [...words.slice(0, 400)];
  if (letters.length === words.length && width(words) <= ROOM - 60) return words;
  while (letters.length > 1 && width(`${letters.join("")}…`) > ROOM - 60) letters.pop();
  return `${letters.join("")}…`;
}
