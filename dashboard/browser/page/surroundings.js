// What a map on a page needs around it: data by its address, styles, Leaflet with the base map, and whether it is dark.

const SHEETS = ["../leaflet/leaflet.css", "../workbench/workbench.css", "../workbench/map.css", "../workbench/strip.css"];
/** @type {Map<string, Promise<unknown>>} Styles by their file. */
const sheets = new Map();
/** @type {Map<string, Promise<any>>} Data by its address. */
const fetched = new Map();
/** @type {Promise<(host: HTMLElement) => L.Map> | null} */
let ready = null;

/** The data at this address, fetched once. @param {string} address */
export function load(address) {
  let found = fetched.get(address);
  if (!found) {
    found = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    });
    found.catch(() => fetched.delete(address));
    fetched.set(address, found);
  }
  return found;
}

/** Styles, Leaflet and the base map are there; gives what makes the map. */
export function prepare() {
  ready ??= Promise.all([dress(...SHEETS), import(new URL("../folium/base.js", import.meta.url).href)]).then((all) => all.at(-1).makeBase);
  ready.catch(() => { ready = null; });   // the next to ask tries again
  return ready;
}

/** These styles are in force. @param {string[]} files */
export const dress = (...files) => Promise.all(files.map((file) => {
  const loaded = sheets.get(file) ?? styled(file);
  sheets.set(file, loaded);
  return loaded;
}));

/** @param {string} file */
function styled(file) {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(file, import.meta.url).href });
  const loaded = new Promise((done, failed) => { sheet.onload = done; sheet.onerror = failed; });
  document.head.append(sheet);
  return loaded;
}

/** Hears when the page has become dark, or light; until the element is gone. @param {HTMLElement} root @param {(isDark: boolean) => void} hears */
export function followTheme(root, hears) {
  let was = isDark();
  const app = document.querySelector(".stApp"), look = () => {
    if (!root.isConnected) { watched.disconnect(); query.removeEventListener("change", later); return; }
    if (was === isDark()) return;
    was = isDark();
    hears(was);
  };
  const watched = new MutationObserver(look), query = matchMedia("(prefers-color-scheme: dark)"), later = () => setTimeout(look, 100);
  if (app) watched.observe(app, { attributes: true, attributeFilter: ["class", "style"] });
  query.addEventListener("change", later);
}

/** True where the page is dark. */
export function isDark() {
  const ground = getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor.match(/\d+/g) ?? [];
  return ground.slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 384;
}
