// The address names the view. After a step back or forward the server's answers to what went before are still under
// way: they must not push the address they were asked for over the one that was gone to.
function keepAddress(query) {
  if (!window.__followsAddress) {
    window.__followsAddress = location.pathname;
    window.addEventListener("popstate", () => {
      if (location.pathname !== window.__followsAddress) return;
      const gone = { query: location.search, until: performance.now() + 4000 };
      window.__goneTo = gone;
      window.__tellAddress?.(gone.query);
      // A run that was under way may undo the move: Streamlit lets the widgets it was sent win. Tell again, then.
      for (const wait of [1000, 2500]) {
        setTimeout(() => { if (window.__goneTo === gone) window.__tellAddress?.(gone.query); }, wait);
      }
    });
  }
  const gone = window.__goneTo;
  if (gone && query !== gone.query && performance.now() < gone.until) return;
  window.__goneTo = null;
  if (location.search !== query) history.pushState(history.state, "", location.pathname + query);
}
