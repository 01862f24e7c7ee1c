// The map of the valley inside streamlit-folium's frame: geography once, towns restyled in place.
// All text from data goes through textContent; nothing here builds HTML from strings.
"use strict";

window.valley = (() => {
  const state = { map: null, towns: new Map(), townLayer: null, reportLayer: null, legend: null, focus: "" };

  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  // ---- base map -------------------------------------------------------------------------------------------
  const LAND = [
    ["countries", "land", "country"], ["governorate_lines", "land", "governorate"], ["rivers", "water", "river"],
    ["lakes", "water", "lake"], ["reservoirs_osm", "water", "lake"], ["euphrates", "water", "euphrates"],
    ["borders", "water", "border"],
  ];

  function start(map, settings) {
    state.map = map;
    ["land", "water", "rings"].forEach((name, i) => {
      map.createPane(name).style.zIndex = 210 + 10 * i;
      map.getPane(name).style.pointerEvents = name === "rings" ? "" : "none";
    });
    map.createPane("names").style.zIndex = 590;
    map.getPane("names").style.pointerEvents = "none";
    map.fitBounds(settings.bounds, { padding: [4, 4] });
    map.attributionControl?.remove();
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    LAND.forEach(([file, pane, className]) => fetchLayer(settings.geo, file).then((data) => {
      L.geoJSON(data, { pane, interactive: false, style: () => ({ className: `geo ${className}` }) }).addTo(map);
    }));
    Promise.all(["towns", "governorate_labels"].map((file) => fetchLayer(settings.geo, file)))
      .then(([towns, regions]) => { labels.background(towns.features, regions.features); arrange(); });
    map.on("zoomend viewreset resize", arrange);
    let untouched = true;
    ["pointerdown", "wheel", "keydown"].forEach((type) => map.getContainer().addEventListener(type, () => { untouched = false; }));
    new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      if (untouched) map.fitBounds(settings.bounds, { padding: [4, 4], animate: false });
    }).observe(map.getContainer());
    followTheme();
  }

  const fetchLayer = (folder, file) => fetch(`${folder}/${file}.geojson`).then((answer) => {
    if (!answer.ok) throw new Error(`${file}.geojson: ${answer.status}`);
    return answer.json();
  });

  // The frame has no theme of its own: it takes light or dark from the page around it.
  function followTheme() {
    const page = window.parent.document.querySelector(".stApp");
    const apply = () => {
      const [r, g, b] = (getComputedStyle(page).backgroundColor.match(/\d+/g) || [255, 255, 255]).map(Number);
      document.documentElement.classList.toggle("dark", 0.299 * r + 0.587 * g + 0.114 * b < 128);
    };
    if (!page) return;
    apply();
    new MutationObserver(apply).observe(page, { attributes: true });
    new MutationObserver(apply).observe(window.parent.document.head, { childList: true });
  }

  // ---- towns ----------------------------------------------------------------------------------------------
  function towns(payload) {
    const layer = state.townLayer || (state.townLayer = L.featureGroup([], { className: "towns" }));
    const seen = new Set();
    for (const town of payload.towns) {
      seen.add(town.id);
      const key = JSON.stringify(town);
      const known = state.towns.get(town.id);
      if (known && known.key === key) continue;
      const marker = known ? known.marker : townMarker(town, layer);
      state.towns.set(town.id, { key, town, marker });
      paint(marker, town);
    }
    for (const [id, { marker }] of state.towns) {
      if (!seen.has(id)) { layer.removeLayer(marker); state.towns.delete(id); }
    }
    state.map.getPane("markerPane").classList.toggle("alone", payload.alone);
    showLegend(payload.towns);
    lookAtFocus(payload.towns.find((town) => town.focus));
    arrange();
    return layer;
  }

  function townMarker(town, layer) {
    const icon = L.divIcon({ className: "town", html: element("span"), iconSize: null });
    const marker = L.marker(town.at, { icon, keyboard: true, riseOnHover: true }).addTo(layer);
    marker.bindTooltip(() => townTip(state.towns.get(town.id).town), { direction: "top", offset: [0, -8], opacity: 1 });
    marker.on("add", () => paint(marker, state.towns.get(town.id)?.town || town));
    return marker;
  }

  function paint(marker, town) {
    marker.feature = {
      type: "Feature", properties: { place_id: town.id }, geometry: { type: "Point", coordinates: [town.at[1], town.at[0]] },
    };
    const node = marker.getElement();
    if (!node) return;
    const [colour, pattern, letter, ink, second] = town.look;
    node.dataset.place = town.id;
    node.dataset.status = town.status;
    node.dataset.holder = town.holder;
    node.dataset.pattern = town.status === "unknown" ? "" : second ? "joint" : pattern;
    node.classList.toggle("focus", town.focus);
    node.classList.toggle("approximate", !town.exact);
    node.setAttribute("aria-label", `${town.name}: ${town.says}`);
    node.style.setProperty("--holder", colour);
    node.style.setProperty("--second", second || colour);
    node.style.setProperty("--claim", town.claim || colour);
    node.style.setProperty("--ink", ink);
    node.firstElementChild.textContent = letter;
    marker.setZIndexOffset(town.focus ? 2000 : (5 - town.rank) * 100);
  }

  function townTip(town) {
    const tip = element("div", "tip");
    const head = element("div", "tip-name");
    head.append(element("bdi", "", town.name), " ", element("bdi", "tip-ar", town.ar));
    tip.append(head, element("div", "", town.says));
    if (!town.exact) tip.append(element("div", "tip-aside", "position approximate"));
    return tip;
  }

  function lookAtFocus(town) {
    const id = town ? town.id : "";
    if (town && id !== state.focus && !state.map.getBounds().pad(-0.05).contains(town.at)) {
      state.map.panTo(town.at, { animate: false });
    }
    state.focus = id;
  }

  // ---- reports in the window --------------------------------------------------------------------------------
  function reports(payload) {
    const layer = L.featureGroup();
    for (const spot of payload.reports) {
      const ring = L.circleMarker(spot.at, {
        pane: "rings", radius: 9 + 3.2 * Math.sqrt(spot.count), className: "ring", bubblingMouseEvents: false,
      }).addTo(layer);
      ring.feature = { type: "Feature", properties: { place_id: spot.id }, geometry: null };
      ring.bindTooltip(() => {
        const tip = element("div", "tip");
        tip.append(element("div", "tip-name", `${spot.name}: ${spot.count} report${spot.count === 1 ? "" : "s"}`));
        spot.kinds.forEach((line) => tip.append(element("div", "", line)));
        return tip;
      }, { direction: "bottom", opacity: 1 });
    }
    return layer;
  }

  // ---- legend -----------------------------------------------------------------------------------------------
  const STATUSES = [
    ["contested", "contested: holder and claimant"], ["besieged", "besieged"],
    ["passed", "passed on, day unknown"], ["unknown", "no holder known"],
  ];

  // The legend stands under the map, not on it: whatever corner it took, it would hide towns of the valley.
  function showLegend(shown) {
    const frame = state.map.getContainer();
    if (!state.legend) {
      state.legend = element("div", "legend");
      frame.parentElement.append(state.legend);
      new ResizeObserver(() => {
        frame.style.setProperty("height", `${window.__GLOBAL_DATA__.height - state.legend.offsetHeight}px`, "important");
      }).observe(state.legend);
    }
    const holders = new Map();
    for (const town of shown) {
      if (town.status === "unknown" || town.status === "passed" || !town.holder) continue;
      const entry = holders.get(town.holder) || { town, count: 0 };
      entry.count += 1;
      holders.set(town.holder, entry);
    }
    const rows = [...holders.values()].sort((a, b) => b.count - a.count)
      .map(({ town, count }) => legendRow(town.look, "held", town.holder, count));
    for (const [status, words] of STATUSES) {
      const count = shown.filter((town) => town.status === status).length;
      if (count) rows.push(legendRow(["#8a8f98", "solid", status === "unknown" ? "?" : "", "#000", ""], status, words, count));
    }
    const ring = element("div", "legend-row");
    ring.append(element("span", "ring-sample"), element("span", "", "reports in the window"));
    state.legend.replaceChildren(...rows, ring);
  }

  function legendRow([colour, pattern, letter, ink, second], status, words, count) {
    const row = element("div", "legend-row");
    const mark = element("span", "town sample big");
    mark.dataset.status = status;
    mark.dataset.pattern = status === "unknown" ? "" : second ? "joint" : pattern;
    [["--holder", colour], ["--second", second || colour], ["--claim", "#ffffff"], ["--ink", ink]]
      .forEach(([name, value]) => mark.style.setProperty(name, value));
    mark.append(element("span", "", letter));
    row.append(mark, element("span", "legend-name", words), element("b", "", String(count)));
    return row;
  }

  function arrange() {
    if (state.map && state.townLayer) labels.arrange(state.map, [...state.towns.values()]);
  }

  return { start, towns, reports, state };
})();
