// What a map on a page needs around it: data by its address, styles, Leaflet with the base map, and whether it is dark.

const SHEETS = ["../leaflet/leaflet.css", "../workbench/workbench.css", "../workbench/map.css", "../workbench/strip.css"];
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
  ready ??= Promise.all([...SHEETS.map(styled), import(new URL("../folium/base.js", import.meta.url).href)]).then((all) => all.at(-1).makeBase);
  return ready;
}

/** @type {Map<string, Promise<unknown>>} */
const sheets = new Map();

/** The page wears a style sheet, fetched once. @param {string} file */
export function styled(file) {
  let found = sheets.get(file);
  if (!found) { found = wear(file); sheets.set(file, found); }
  return found;
}

/** @param {string} file */
function wear(file) {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(file, import.meta.url).href });
  const loaded = new Promise((done, failed) => { sheet.onload = done; sheet.onerror = failed; });
  document.head.append(sheet);
  return loaded;
}

/** True where the page is dark. */
export function isDark() {
  const ground = getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor.match(/\d+/g) ?? [];
  return ground.slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 384;
}
