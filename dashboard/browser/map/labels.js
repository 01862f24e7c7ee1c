// Which towns keep their letter and name: greedy, most important first, so that nothing overlaps.
"use strict";

window.labels = (() => {
  const background = { towns: [], regions: [] };
  const layers = { names: null };
  const pen = document.createElement("canvas").getContext("2d");
  const BIG = 20, SMALL = 9, LINE = 14;

  const width = (text, font) => { pen.font = font; return pen.measureText(text).width; };
  const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const around = ({ x, y }, half) => [x - half, y - half, x + half, y + half];

  // Text boxes to the right, left, above and below a marker of this radius.
  function spots({ x, y }, w, r) {
    return [
      ["e", [x + r + 2, y - LINE / 2, x + r + 2 + w, y + LINE / 2]], ["w", [x - r - 2 - w, y - LINE / 2, x - r - 2, y + LINE / 2]],
      ["n", [x - w / 2, y - r - 1 - LINE, x + w / 2, y - r - 1]], ["s", [x - w / 2, y + r + 1, x + w / 2, y + r + 1 + LINE]],
    ];
  }

  function setBackground(towns, regions) {
    background.towns = towns.map(({ geometry, properties }) => ({
      at: [geometry.coordinates[1], geometry.coordinates[0]], name: properties.name, rank: properties.rank,
    }));
    background.regions = regions.map(({ geometry, properties }) => ({
      at: [geometry.coordinates[1], geometry.coordinates[0]], name: properties.name_en || properties.name,
    }));
  }

  function arrange(map, entries) {
    layers.names?.remove();
    layers.names = L.layerGroup().addTo(map);
    const taken = [];
    const free = (box) => !taken.some((other) => overlaps(box, other));
    const order = entries.map((entry) => ({ ...entry, point: map.latLngToLayerPoint(entry.at) }))
      .sort((a, b) => b.focus - a.focus || a.rank - b.rank || b.size - a.size);
    for (const entry of order) {
      const box = around(entry.point, BIG / 2);
      entry.big = entry.focus || free(box);
      taken.push(entry.big ? box : around(entry.point, SMALL / 2));
      entry.marker.getElement()?.classList.toggle("big", entry.big);
    }
    // The names of cities may run over the dots of lesser places, not over other letters or names.
    const firm = taken.filter((box) => box[2] - box[0] > SMALL);
    for (const { name: text, at, focus, point } of order.filter((entry) => entry.focus || entry.rank === 1)) {
      const put = name(text, at, point, BIG / 2, focus ? "name focus" : "name", firm, (box) => !firm.some((other) => overlaps(box, other)));
      if (put) taken.push(firm.at(-1));
    }
    for (const { name: text, at, rank, point, big } of order.filter((entry) => !entry.focus && entry.rank > 1)) {
      const limit = big ? (map.getZoom() < 8 ? 3 : 4) : map.getZoom() >= 9 ? 4 : 0;
      if (rank <= limit) name(text, at, point, (big ? BIG : SMALL) / 2, "name", taken, free);
    }
    backgroundNames(map, taken, free);
  }

  function backgroundNames(map, taken, free) {
    const zoom = map.getZoom();
    for (const { at, name: text, rank } of background.towns) {
      if (rank > (zoom < 7 ? 1 : zoom < 8 ? 2 : zoom < 9.5 ? 3 : 4)) continue;
      const point = map.latLngToLayerPoint(at);
      if (!free(around(point, 4))) continue;
      if (name(text, at, point, 3, "name aside", taken, free)) {
        L.marker(at, { pane: "names", interactive: false, keyboard: false, icon: L.divIcon({ className: "spot", iconSize: [5, 5] }) })
          .addTo(layers.names);
        taken.push(around(point, 3));
      }
    }
    for (const { at, name: text } of background.regions) {
      const point = map.latLngToLayerPoint(at);
      const w = width(text.toUpperCase(), "600 10px sans-serif") + text.length * 1.5;
      const box = [point.x - w / 2, point.y - 7, point.x + w / 2, point.y + 7];
      if (free(box)) put(text, at, "name region", [-w / 2, -7], taken, box);
    }
  }

  function name(text, at, point, radius, className, taken, free) {
    const font = className.includes("focus") ? "700 13px sans-serif" : className.includes("aside") ? "11px sans-serif" : "600 12px sans-serif";
    for (const [, box] of spots(point, width(text, font) + 4, radius)) {
      if (free(box)) { put(text, at, className, [box[0] - point.x, box[1] - point.y], taken, box); return true; }
    }
    return false;
  }

  function put(text, at, className, [dx, dy], taken, box) {
    const span = document.createElement("bdi");
    span.textContent = text;
    const icon = L.divIcon({ className, html: span, iconSize: [box[2] - box[0], box[3] - box[1]], iconAnchor: [-dx, -dy] });
    L.marker(at, { pane: "names", icon, interactive: false, keyboard: false }).addTo(layers.names);
    taken.push(box);
  }

  return { background: setBackground, arrange };
})();
