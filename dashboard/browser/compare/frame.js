// One of two maps side by side, in the frame of streamlit-folium: folium's base map comes with the frame, what to draw from
// the page around it, over the bus, and the record from its own address.

import { load } from "../page/surroundings.js";
import { busOf } from "../shared/bus.js";
import { el } from "../workbench/dom.js";
import { makeTip } from "../workbench/panel/tip.js";
import { makeDayMap } from "./day_map.js";

/** @import { FramedMap } from "../shared/types" */
/** @import { DayMap } from "./day_map.js" */

const FAMILY = "Source Sans";
const KEY = /^st-key-(map_first|map_second)$/;

/** The map stands in the frame, and shows whatever the page tells it. @param {L.Map} base */
export async function start(base) {
  const bus = busOf(window.parent), name = nameOfFrame(), root = document.body, host = base.getContainer();
  const label = el("div", { class: "mapday", "aria-hidden": "true" }), tip = makeTip(root);
  host.classList.add("map");
  await styled();
  root.classList.add("workbench", "framed");
  host.after(label);
  root.append(tip.node);
  /** @type {DayMap | null} */
  let map = null;
  /** @type {FramedMap | null} What the page told last: what comes of an address that it has left since is too late. */
  let last = null;

  bus.hear(`map/${name}`, async (told) => {
    last = told;
    root.classList.toggle("dark", told.dark);
    const [core, geography] = await Promise.all([load(told.payload), load(told.geography)]);
    if (last !== told) return;
    const now = { ...told, differing: new Set(told.differing) };
    if (map) { map.show(core, now); return; }
    map = makeDayMap(base, label, tip, {
      moved: (position) => bus.signal(`moved/${name}`, position),
      pointed: (place) => bus.signal(`pointed/${name}`, place),
      picked: (place) => bus.signal("picked", place),
    }, { core, geography, shown: now });
    takeFonts(map.relabel);
  });
  bus.on(`go/${name}`, (position) => map?.go(position));
  bus.on(`point/${name}`, (place) => map?.point(place));
}

/** The key of the element that holds this frame. */
function nameOfFrame() {
  for (let node = window.frameElement?.parentElement; node; node = node.parentElement) {
    for (const each of node.classList) if (KEY.test(each)) return each.replace(KEY, "$1");
  }
  throw new Error("the frame of a map stands in no element whose key names it");
}

/** The styles that came with the frame are in force: streamlit-folium does not wait for them. */
function styled() {
  const links = /** @type {HTMLLinkElement[]} */ ([...document.querySelectorAll("link[rel=stylesheet]")]).filter(({ sheet }) => !sheet);
  return Promise.all(links.map((link) => new Promise((done) => { link.onload = link.onerror = done; })));
}

/** A frame has no fonts of its own: it takes the one of the page. @param {() => void} redraw hears when it is there */
function takeFonts(redraw) {
  for (const { href, cssRules } of ownSheets(window.parent.document)) {
    for (const rule of cssRules) {
      if (rule.constructor.name !== "CSSFontFaceRule") continue;
      const { style } = /** @type {CSSFontFaceRule} */ (rule), value = (/** @type {string} */ property) => style.getPropertyValue(property);
      if (value("font-family").replaceAll(/["']/g, "") !== FAMILY) continue;
      const source = value("src").replaceAll(/url\("([^"]+)"\)/g, (_, path) => `url("${new URL(path, href ?? window.parent.location.href).href}")`);
      const face = new FontFace(FAMILY, source, { weight: value("font-weight") || "normal", style: value("font-style") || "normal" });
      document.fonts.add(face);
      if (face.style === "normal") face.load().then(redraw);
    }
  }
}

/** Style sheets from this server: those of another may not be read. @param {Document} page */
const ownSheets = (page) => [...page.styleSheets].filter(({ href }) => !href || new URL(href).origin === location.origin);
