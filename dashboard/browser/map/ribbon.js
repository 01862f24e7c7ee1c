// The river ribbon: the Euphrates as two strips, one a bank, each stretch in the colour of the holder of its town.
"use strict";

window.ribbon = (() => {
  const EARTH_RADIUS_KM = 6371.0088, OFFSET = 3;
  const own = { map: null, axis: [], km: [], strips: [], layer: null };

  // Points of the main stem, downstream, with the river kilometre of each: the same length that the server reckons.
  function start(map, data) {
    const stem = data.features.find(({ properties }) => properties.role === "axis");
    if (!stem) return;
    own.map = map;
    own.axis = stem.geometry.coordinates;
    own.km = [0];
    own.axis.slice(1).forEach((point, at) => own.km.push(own.km[at] + distance(own.axis[at], point)));
    map.on("zoomend", place);
  }

  function distance([lonA, latA], [lonB, latB]) {
    const rad = Math.PI / 180;
    const half = Math.sin((latB - latA) * rad / 2) ** 2
      + Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin((lonB - lonA) * rad / 2) ** 2;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(half));
  }

  function load(line) {
    if (!own.map) return;
    own.layer?.remove();
    own.layer = L.layerGroup().addTo(own.map);
    const strip = (className) => L.polyline([], { pane: "ribbon", interactive: false, className }).addTo(own.layer);
    own.strips = line.reaches.map(([right, from, to, town]) => (
      { right, town, points: between(from, to), edge: strip("bank edge"), base: strip("bank"), claim: strip("bank claim") }));
    own.of = new Map();
    own.strips.forEach((each) => own.of.set(each.town, [...(own.of.get(each.town) || []), each]));
    place();
    line.shown.forEach((_, town) => paint(line, town));
  }

  // The stretch of the axis between two river kilometres.
  function between(from, to) {
    const points = [at(from)];
    own.km.forEach((km, n) => { if (km > from && km < to) points.push(own.axis[n]); });
    return [...points, at(to)].map(([lon, lat]) => L.latLng(lat, lon));
  }

  function at(km) {
    const next = Math.min(Math.max(own.km.findIndex((each) => each >= km), 1), own.km.length - 1) || own.km.length - 1;
    const share = Math.min(Math.max((km - own.km[next - 1]) / (own.km[next] - own.km[next - 1] || 1), 0), 1);
    return [0, 1].map((i) => own.axis[next - 1][i] + share * (own.axis[next][i] - own.axis[next - 1][i]));
  }

  // Beside the river by a few pixels at every zoom: to the right looking downstream, or to the left.
  function place() {
    for (const { right, points, edge, base, claim } of own.strips) {
      const flat = L.LineUtil.simplify(points.map((point) => own.map.latLngToLayerPoint(point)), 2);
      const beside = flat.map((point, n) => {
        const a = flat[Math.max(n - 1, 0)], b = flat[Math.min(n + 1, flat.length - 1)];
        const length = Math.hypot(b.x - a.x, b.y - a.y) || 1, side = (right ? OFFSET : -OFFSET) / length;
        return own.map.layerPointToLatLng([point.x - (b.y - a.y) * side, point.y + (b.x - a.x) * side]);
      });
      edge.setLatLngs(beside);
      base.setLatLngs(beside);
      claim.setLatLngs(beside);
    }
  }

  function paint(line, town) {
    for (const { edge, base, claim } of own.of?.get(town) || []) {
      const now = line.states[line.shown[town]];
      const fought = now && (now.status === "contested" || now.status === "passed");
      const pale = now?.faded ? 0.35 : 1;
      const held = now && (now.holder || fought);
      edge.setStyle({ opacity: held ? pale / 2 : 0 });
      base.setStyle({ color: now?.look[0], opacity: held ? pale : 0 });
      claim.setStyle({ color: now?.claim || now?.look[4] || "#fff", opacity: fought || now?.look[4] ? pale : 0 });
      base.getElement()?.setAttribute("data-holder", now?.holder || "");
    }
  }

  return { start, load, paint };
})();
