// Hands each of the two maps its own day and the places that differ, and keeps their centre and zoom in step.
const MAPS = ["map_first", "map_second"];
const frame = (name) => document.querySelector(`.st-key-${name} iframe`)?.contentWindow;
const mapOf = (name) => frame(name)?.valley?.state?.map;

export default function ({ data }) {
  window.__compared = data;
  for (const name of MAPS) show(name);
}

// A map tells when it has loaded its towns, at first and after every change of the filters; right after that it draws
// them.
window.addEventListener("valley-loaded", () => setTimeout(() => { for (const name of MAPS) show(name); }));

function show(name) {
  const inside = frame(name), data = window.__compared;
  if (!data || !inside?.valley?.state?.timeline) return;
  inside.valley.show({ ...data[name], focus: data.focus, alone: false });
  withoutReports(inside.document);
  markDifferences(inside.document, new Set(data.changed));
  keepInStep(name);
}

// The maps show no circles of reports, so the key has no line for them.
function withoutReports(inside) {
  if (inside.getElementById("without-reports")) return;
  const style = inside.createElement("style");
  style.id = "without-reports";
  style.textContent = ".legend-row:has(.ring-sample) { display: none; }";
  inside.head.append(style);
}

// Places that differ between the days are ringed, the others step back.
function markDifferences(inside, changed) {
  for (const town of inside.querySelectorAll(".leaflet-marker-icon.town[data-place]")) {
    const differs = changed.has(town.dataset.place);
    town.classList.toggle("differs", differs);
    town.style.opacity = differs || !changed.size ? "" : "0.55";
    town.firstElementChild.style.outline = differs ? "2.5px solid var(--ring)" : "";
  }
}

function keepInStep(name) {
  const map = mapOf(name), partner = MAPS.find((other) => other !== name);
  if (!map || map.__inStep) return;
  map.__inStep = true;
  map.on("move", () => {
    const other = mapOf(partner);
    if (!other || map.__led) return;
    other.__led = true;
    other.setView(map.getCenter(), map.getZoom(), { animate: false });
    other.__led = false;
  });
  // A map that nobody has touched fits itself to the valley again when its size changes; once one of the two has been
  // moved by hand, neither may, or it would take the other along.
  const box = map.getContainer();
  for (const type of ["pointerdown", "wheel", "keydown"]) {
    box.addEventListener(type, (event) => {
      if (event.isTrusted) mapOf(partner)?.getContainer().dispatchEvent(new Event("keydown"));
    });
  }
}
