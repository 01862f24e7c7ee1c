// Which part of the earth the map shows: the valley until somebody touches it, then what they chose; and a place that is chosen.

/** @import { Scene } from "./scene.js" */

/** Jarabulus to Qurna, for a record without places. @type {L.LatLngBoundsLiteral} */
const VALLEY = [[36.92, 37.3], [30.82, 47.6]];
const BY_HAND = ["pointerdown", "wheel", "keydown"];
const PADDING = 18, CLOSEST = 10, INSET = 0.06;

/** @param {Scene} scene @returns {L.LatLngBoundsExpression} */
function boundsOf(scene) {
  const { lat, lng } = scene.store.model.places, shown = scene.located.filter((place) => scene.isHome(place));
  const points = shown.map((place) => /** @type {L.LatLngTuple} */ ([lat[place], lng[place]]));
  return points.length ? L.latLngBounds(points) : VALLEY;
}

/** @param {L.Map} map @param {Scene} scene */
export function keepPlace(map, scene) {
  const box = map.getContainer(), ends = new AbortController();
  let isUntouched = true, size = "";
  for (const type of BY_HAND) box.addEventListener(type, () => { isUntouched = false; }, { signal: ends.signal, passive: true });

  const fit = () => {
    if (map.getSize().x) map.fitBounds(boundsOf(scene), { padding: [PADDING, PADDING], maxZoom: CLOSEST, animate: false });
  };
  const watcher = new ResizeObserver(() => {
    const now = `${box.clientWidth}/${box.clientHeight}`;
    if (now === size) return;
    size = now;
    map.invalidateSize({ animate: false });
    if (isUntouched) fit();
  });

  return {
    start() {
      size = `${box.clientWidth}/${box.clientHeight}`;
      map.invalidateSize({ animate: false });
      fit();
      watcher.observe(box);
    },
    /** The whole valley is in view, and stays so when the map is resized. */
    goHome() { isUntouched = true; fit(); },
    isHome: () => isUntouched,
    /** @param {boolean} isHome */
    follow(isHome) { isUntouched = isHome; },
    /** Brings a place into view, should it be out of it; true where the map moved. @param {number} place */
    reveal(place) {
      const { lat, lng } = scene.store.model.places, at = scene.isShown(place) ? L.latLng(Number(lat[place]), Number(lng[place])) : null;
      if (!at || !map.getSize().x || map.getBounds().pad(-INSET).contains(at)) return false;
      map.panTo(at, { animate: false });
      return true;
    },
    destroy() { ends.abort(); watcher.disconnect(); },
  };
}
