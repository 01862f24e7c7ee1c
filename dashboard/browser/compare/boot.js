// streamlit-folium loads plain scripts and runs what folium wrote; this is what that calls. All else are modules.
(() => {
  const address = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const loaded = import(new URL("frame.js", address).href);
  Object.assign(window, {
    /** @param {L.Map} map */
    startMap: (map) => loaded.then(({ start }) => start(map)),
  });
})();
