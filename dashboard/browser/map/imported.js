// Imported events on the map: cells or single events in a pane of their own, below the towns.
// All text from data goes through textContent; nothing here builds HTML from strings.
"use strict";

window.imported = (() => {
  const state = { layer: null, told: "", tell: null };
  const PAUSE = 300;

  function show(payload, tell) {
    const map = window.valley.state.map;
    state.tell = tell;
    if (!state.layer) start(map);
    state.layer.clearLayers();
    if (!payload) { legend.explain("", ""); return; }
    const most = Math.max(1, ...payload.cells.map((cell) => cell[4]));
    payload.cells.forEach((cell) => drawCell(cell, most));
    payload.dots.forEach(drawDot);
    if (payload.cells.length) legend.explain("imported-sample", "imported events: the stronger the colour, the more");
    else if (payload.dots.length) legend.explain("imported-sample dot", "an imported event, in the circle within which it lies");
    else legend.explain("", "");
    map.getContainer().dataset.imported = `${payload.cells.length} cells, ${payload.dots.length} dots`;
    tellView(map);
  }

  function start(map) {
    map.createPane("imported").style.zIndex = 225;
    state.layer = L.layerGroup().addTo(map);
    let waiting = 0;
    map.on("moveend", () => { clearTimeout(waiting); waiting = setTimeout(() => tellView(map), PAUSE); });
  }

  // The server gathers by what is seen; it is told once for each view.
  function tellView(map) {
    const box = map.getBounds();
    const view = { south: box.getSouth(), west: box.getWest(), north: box.getNorth(), east: box.getEast(), zoom: Math.floor(map.getZoom()) };
    const said = JSON.stringify(view);
    if (said === state.told || !state.tell) return;
    state.told = said;
    state.tell(view);
  }

  function drawCell([south, west, north, east, count, words], most) {
    const share = 0.16 + 0.6 * Math.log1p(count) / Math.log1p(most);
    L.rectangle([[south, west], [north, east]], { pane: "imported", className: "imported-cell", fillOpacity: share, weight: 0.5 })
      .bindTooltip(() => tip([words]), { sticky: true, opacity: 1 }).addTo(state.layer);
  }

  function drawDot([latitude, longitude, radius, lines]) {
    const at = [latitude, longitude], pane = "imported";
    L.circle(at, { pane, className: "imported-reach", radius: 1000 * radius, interactive: false }).addTo(state.layer);
    L.circleMarker(at, { pane, className: "imported-dot", radius: 4 })
      .bindTooltip(() => tip(lines), { direction: "top", opacity: 1 }).addTo(state.layer);
  }

  function tip(lines) {
    const node = document.createElement("div");
    node.className = "tip";
    lines.forEach((line) => node.appendChild(document.createElement("div")).textContent = line);
    return node;
  }

  return { show };
})();
