// Type and colour of the workbench: greys carry the page, forces carry the colour, the accent is the day and nothing else.

/** @import { Theme } from "./types" */

export const FONT = '"Source Sans", "Source Sans Pro", "Noto Sans", "Noto Naskh Arabic", sans-serif';

/** @type {Theme} */
const LIGHT = {
  dark: false, font: FONT,
  ground: "#ffffff", land: "#f4f1ea", beyond: "#e6e3dc", ink: "#1f2328", text2: "#4b5158", quiet: "#6b7076", hair: "#dcdad4", wash: "#f5f3ee",
  faint: "#cfcabf", border: "#8f8a80", region: "#a09a8e", water: "#a9c6d6", lake: "#bcd3df", river: "#7fb0cc",
  accent: "#c2410c", onAccent: "#ffffff", report: "#5d4f46",
  kinds: ["#3f5f7d", "#b5763f", "#9c83ad", "#a23b4a", "#7f9d86", "#bdb9af"],
};

/** @type {Theme} */
const DARK = {
  dark: true, font: FONT,
  ground: "#0e1117", land: "#171b21", beyond: "#0b0e13", ink: "#eef1f4", text2: "#c3c9d0", quiet: "#8f98a3", hair: "#2a3038", wash: "#171b21",
  faint: "#323943", border: "#646d79", region: "#5c6570", water: "#2b4c60", lake: "#24414f", river: "#3d7391",
  accent: "#fb923c", onAccent: "#111418", report: "#d9c7b8",
  kinds: ["#7f9fbd", "#cf9560", "#b49cc4", "#d2606f", "#8fb398", "#6f737a"],
};

/** @param {boolean} dark @returns {Theme} */
export const themeOf = (dark) => ({ ...(dark ? DARK : LIGHT) });
