// The legend stands under the map, not on it: whatever corner it took, it would hide towns of the valley.

import { element } from "./elements.js";
import { setColours } from "./towns.js";

/** @import { Drawn } from "./drawn.js" */
/** @import { Look } from "../shared/types" */
/** @typedef {{ look: Look, count: number, known: number }} Entry places, and how many of those are only last known */

const STATUSES = [
  ["contested", "contested: holder and claimant"], ["besieged", "besieged"], ["divided", "divided: a part each"],
  ["passed", "passed on, day unknown"], ["unknown", "no holder known"], ["faded", "pale: last known, no report near"],
];
const MOST = 9;
/** @type {HTMLElement | null} */
let box = null;
/** @type {HTMLElement | null} What the layer of imported events shows. */
let imported = null;

/**
 * One entry a holder, most places first, then the states and what the rest of the drawing means.
 * @param {L.Map} map @param {Drawn} drawn
 */
export function show(map, drawn) {
  const { holders, statuses } = count(drawn);
  const sorted = [...holders].sort((a, b) => b[1].count - a[1].count);
  const rows = sorted.slice(0, MOST).map(([holder, { look, count: places, known }]) => row(look, "held", holder, places, known));
  const others = sorted.slice(MOST);
  if (others.length) rows.push(otherHolders(others));
  for (const [status, words] of STATUSES) {
    const places = statuses.get(status);
    if (places) rows.push(row(["#8a8f98", "solid", status === "unknown" ? "?" : "", "#000", ""], status, words, places));
  }
  box ??= stand(map);
  box.replaceChildren(...rows, sample("ring-sample", "reports in the window"), sample("ribbon-sample", "river banks: holder of the nearest town"));
  if (imported) box.append(imported);
}

/**
 * Says what the layer of imported events shows; "" where there is none.
 * @param {string} className @param {string} words
 */
export function explain(className, words) {
  imported?.remove();
  imported = words ? sample(className, words) : null;
  if (imported) box?.append(imported);
}

/** @param {Drawn} drawn */
function count({ timeline, shown }) {
  /** @type {Map<string, Entry>} */
  const holders = new Map();
  /** @type {Map<string, number>} */
  const statuses = new Map();
  const add = (/** @type {string} */ status) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  for (const index of shown) {
    if (index < 0) continue;
    const { status, holder, look, faded } = timeline.states[index];
    if (faded) add("faded");
    if (status !== "held") add(status);
    if (!holder || status === "passed") continue;
    const entry = holders.get(holder) ?? { look, count: 0, known: 0 };
    entry.count += 1;
    if (faded) entry.known += 1;
    holders.set(holder, entry);
  }
  return { holders, statuses };
}

/** @param {[string, Entry][]} others */
function otherHolders(others) {
  const total = others.reduce((sum, [, { count: places }]) => sum + places, 0);
  const node = row(["#8a8f98", "solid", "…", "#000", ""], "held", "other holders", total);
  node.title = others.map(([holder, { count: places }]) => `${holder} ${places}`).join(", ");
  return node;
}

/** The box under the map; the map takes the height that it leaves. @param {L.Map} map */
function stand(map) {
  const frame = map.getContainer(), made = element("div", "legend");
  frame.parentElement?.append(made);
  new ResizeObserver(() => {
    frame.style.setProperty("height", `${window.__GLOBAL_DATA__.height - made.offsetHeight}px`, "important");
  }).observe(made);
  return made;
}

/** @param {string} className @param {string} words */
function sample(className, words) {
  const node = element("div", "legend-row");
  node.append(element("span", className), element("span", "", words));
  return node;
}

/**
 * Those of which a report near the day tells, and apart from them those that are only last known.
 * @param {Look} look @param {string} status @param {string} words @param {number} places @param {number} known
 */
function row([colour, pattern, letter, ink, second], status, words, places, known = 0) {
  const node = element("div", "legend-row"), mark = element("span", "town sample big");
  Object.assign(mark.dataset, {
    status, faded: String(status === "faded"), pattern: status === "unknown" ? "" : second ? "joint" : pattern,
  });
  setColours(mark, { "--holder": colour, "--second": second || colour, "--claim": "#ffffff", "--ink": ink });
  mark.append(element("span", "", letter));
  node.append(mark, element("span", "legend-name", words), element("b", "", String(places - known)));
  if (known) node.append(element("span", "legend-known", `+ ${known} last known`));
  return node;
}
