// Hands the imported events to the map's frame, and what the map shows to the server. The frame fetches the script that
// draws them only now, so that a map without imported events loads nothing for them.
const desk = window.__imported ??= { data: null, tell: null, listens: false };

export default function ({ data, setStateValue }) {
  desk.data = data;
  desk.tell = (view) => setStateValue("view", view);
  if (!desk.listens) window.addEventListener("valley-loaded", draw);
  desk.listens = true;
  draw();
  // Drawn again right after, the page has data for them still.
  return () => { desk.data = null; setTimeout(draw, 100); };
}

function draw() {
  const frame = document.querySelector('iframe[title*="folium"]')?.contentWindow;
  if (!frame?.valley?.state.map) return;
  if (frame.imported) { frame.imported.show(desk.data, desk.tell); return; }
  if (!desk.data || frame.document.querySelector("script[data-imported]")) return;
  const script = frame.document.createElement("script");
  script.dataset.imported = "";
  script.src = frame.document.querySelector("script[src$='/map/valley.js']").src.replace(/valley\.js$/, "imported.js");
  script.onload = draw;
  frame.document.head.append(script);
}
