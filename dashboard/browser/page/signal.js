// Tells the server once that the map stands, so that the charts come after it: Plotly's script alone keeps a small
// machine busy for more than a second, and the map would have to wait for it.
export default function ({ setTriggerValue }) {
  if (window.__toldMapDrawn) return;
  const tell = () => {
    if (window.__toldMapDrawn) return;
    window.__toldMapDrawn = true;
    setTriggerValue("drawn", true);
  };
  if (window.__mapDrawn) tell();
  window.addEventListener("valley-loaded", () => setTimeout(tell, 250), { once: true });
  setTimeout(tell, 6000);
}
