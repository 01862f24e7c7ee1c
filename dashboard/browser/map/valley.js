// The map of the valley inside streamlit-folium's frame: geography once, towns restyled in place.
// All text from data goes through textContent; nothing here builds HTML from strings.
"use strict";

window.valley = (() => {
  const state = { map: null, timeline: null, focus: "", text: "", pick: null };

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
    ["land", "water", "rings", "ribbon"].forEach((name, i) => {
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
      if (file === "euphrates") { ribbon.start(map, data); if (state.timeline) ribbon.load(state.timeline); }
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
    window.parent.dispatchEvent(new Event("valley-started"));
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

  // ---- the timeline: every holding and report, loaded once for a set of filters -------------------------------
  function load(payload) {
    const fresh = { ...payload, shown: payload.places.map(() => -1), visible: "", markers: [], rings: new Map() };
    fresh.layer = L.featureGroup();
    state.timeline?.layer.remove();
    fresh.markers = payload.places.map((place, index) => townMarker(fresh, place, index));
    state.timeline = fresh;
    fresh.layer.addTo(state.map);
    ribbon.load(fresh);
    show(window.parent.__valleyDay || { on: 20000, from: 0, to: 0, focus: "", alone: false });
    window.parent.__mapDrawn = true;
    window.parent.dispatchEvent(new Event("valley-loaded"));
  }

  // The state of a place on a day: the last span that has begun.
  function stateOn(spans, day) {
    let low = 0, high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle][0] <= day) low = middle + 1; else high = middle;
    }
    return low ? spans[low - 1][1] : 0;
  }

  function show(clock) {
    const line = state.timeline;
    if (!line || !state.map) return;
    const only = line.only && new Set(line.only);
    let repainted = 0;
    line.places.forEach((place, index) => {
      const now = stateOn(line.spans[index], clock.on);
      const hidden = Boolean(only) && !only.has(now);
      if (hidden !== !line.layer.hasLayer(line.markers[index])) {
        line.layer[hidden ? "removeLayer" : "addLayer"](line.markers[index]);
        line.shown[index] = -1;
      }
      if (!hidden && line.shown[index] !== now) { line.shown[index] = now; paint(line, index); ribbon.paint(line, index); repainted += 1; }
      if (hidden) { line.shown[index] = -2; ribbon.paint(line, index); }
    });
    showRings(line, clock);
    const visible = line.shown.map((now) => (now < 0 ? 0 : 1)).join("") + clock.focus;
    if (clock.focus !== state.focus || visible !== line.visible) setFocus(line, clock);
    if (visible !== line.visible) { line.visible = visible; arrange(); }
    if (repainted) legend.show(state.map, line, element);
    state.map.getPane("markerPane").classList.toggle("alone", clock.alone);
    state.map.getContainer().dataset.day = new Date(clock.on * 864e5).toISOString().slice(0, 10);
  }

  function townMarker(line, place, index) {
    const [id, lat, lng] = place;
    const icon = L.divIcon({ className: "town", html: element("span"), iconSize: null });
    const marker = L.marker([lat, lng], { icon, keyboard: true, riseOnHover: true });
    marker.on("click", () => state.pick?.(id));
    marker.bindTooltip(() => townTip(place, line.states[line.shown[index]] || line.states[0]),
      { direction: "top", offset: [0, -8], opacity: 1 });
    marker.on("add", () => { if (line.shown[index] >= 0) paint(line, index); });
    return marker.addTo(line.layer);
  }

  function paint(line, index) {
    const marker = line.markers[index], node = marker.getElement();
    if (!node) return;
    const [id, , , name, , rank, , exact] = line.places[index];
    const { look: [colour, pattern, letter, ink, second], status, holder, says, claim, faded } = line.states[line.shown[index]];
    node.dataset.place = id;
    node.dataset.status = status;
    node.dataset.holder = holder;
    node.dataset.faded = faded;
    node.dataset.pattern = status === "unknown" ? "" : second ? "joint" : pattern;
    node.classList.toggle("approximate", !exact);
    node.setAttribute("aria-label", `${name}: ${says}`);
    node.style.setProperty("--holder", colour);
    node.style.setProperty("--second", second || colour);
    node.style.setProperty("--claim", claim || colour);
    node.style.setProperty("--ink", ink);
    node.firstElementChild.textContent = letter;
    node.classList.toggle("focus", id === state.focus);
    marker.setZIndexOffset(id === state.focus ? 2000 : (5 - rank) * 100);
  }

  function townTip([, , , name, arabic, , , exact], now) {
    const tip = element("div", "tip");
    const head = element("div", "tip-name");
    head.append(element("bdi", "", name), " ", element("bdi", "tip-ar", arabic));
    tip.append(head, element("div", "", now.says));
    if (!exact) tip.append(element("div", "tip-aside", "position approximate"));
    return tip;
  }

  // The map moves only for a new focus that is out of sight; never for another day.
  function setFocus(line, clock) {
    const before = state.focus;
    state.focus = clock.focus;
    line.places.forEach((place, index) => {
      if ((place[0] === before || place[0] === clock.focus) && line.shown[index] >= 0) paint(line, index);
      const at = [place[1], place[2]];
      if (place[0] === clock.focus && before !== clock.focus && !state.map.getBounds().pad(-0.05).contains(at)) {
        state.map.panTo(at, { animate: false });
      }
    });
  }

  // ---- reports in the window ----------------------------------------------------------------------------------
  function showRings(line, clock) {
    const counts = new Map();
    for (const [first, until, place, kind] of line.reports) {
      if (first > clock.to) break;
      if (until <= clock.from || (clock.alone && line.places[place][0] !== clock.focus) || line.shown[place] === -2) continue;
      if (!counts.has(place)) counts.set(place, new Map());
      counts.get(place).set(kind, (counts.get(place).get(kind) || 0) + 1);
    }
    for (const [place, ring] of line.rings) {
      if (!counts.has(place)) { line.layer.removeLayer(ring); line.rings.delete(place); }
    }
    for (const [place, kinds] of counts) {
      const ring = line.rings.get(place) || newRing(line, place);
      ring.kinds = kinds;
      ring.total = [...kinds.values()].reduce((a, b) => a + b, 0);
      ring.setRadius(9 + 3.2 * Math.sqrt(ring.total));
    }
  }

  function newRing(line, place) {
    const [id, lat, lng, name] = line.places[place];
    const ring = L.circleMarker([lat, lng], { pane: "rings", radius: 9, className: "ring", bubblingMouseEvents: false });
    ring.on("click", () => state.pick?.(id));
    ring.bindTooltip(() => {
      const tip = element("div", "tip");
      tip.append(element("div", "tip-name", `${name}: ${ring.total} report${ring.total === 1 ? "" : "s"}`));
      [...ring.kinds].sort((a, b) => b[1] - a[1])
        .forEach(([kind, count]) => tip.append(element("div", "", `${line.kinds[kind]}: ${count}`)));
      return tip;
    }, { direction: "bottom", opacity: 1 });
    line.rings.set(place, ring);
    return ring.addTo(line.layer);
  }

  function arrange() {
    const line = state.timeline;
    if (!state.map || !line) return;
    labels.arrange(state.map, line.places.flatMap(([id, lat, lng, name, , rank, size], index) => (
      line.shown[index] < 0 ? [] : [{ marker: line.markers[index], at: [lat, lng], name, rank, size, focus: id === state.focus }])));
  }

  return { start, load, show, state };
})();
