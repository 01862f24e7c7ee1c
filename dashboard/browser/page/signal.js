// Tells the server once that the map stands, so that the charts come after it: Plotly's script alone keeps a small
// machine busy for more than a second, and the map would have to wait for it.
// A session that began after the server was started again, or was lost, has to be told anew: the page may be older than it.
export default function ({ data, setTriggerValue }) {
  if (window.__toldMapDrawn === data.session) return;
  const tell = () => {
    if (window.__toldMapDrawn === data.session) return;
    window.__toldMapDrawn = data.session;
    setTriggerValue("drawn", true);
  };
  if (window.__mapDrawn) tell();
  window.addEventListener("valley-loaded", () => setTimeout(tell, 250), { once: true });
  setTimeout(tell, 6000);
}
