// The address names the view. After a step back or forward the server's answers to what went before are still under
// way: they must not push the address they were asked for over the one that was gone to.
function keepAddress(query) {
  if (!window.__followsAddress) {
    window.__followsAddress = location.pathname;
    window.addEventListener("popstate", () => {
      if (location.pathname !== window.__followsAddress) return;
      const gone = { query: location.search, until: performance.now() + 12000 };
      window.__goneTo = gone;
      window.__tellAddress?.(gone.query);
      // A run that was under way may undo the move: Streamlit lets the widgets it was sent win. Tell again, then.
      for (const wait of [1000, 2500, 5000, 9000]) {
        setTimeout(() => { if (window.__goneTo === gone && performance.now() < gone.until) window.__tellAddress?.(gone.query); }, wait);
      }
    });
  }
  const gone = window.__goneTo, now = performance.now();
  // Stragglers may come even after the right answer, for a moment.
  if (gone && query === gone.query) gone.until = Math.min(gone.until, now + 1500);
  if (gone && now < gone.until && query !== gone.query) return;
  if (gone && now >= gone.until) window.__goneTo = null;
  if (location.search !== query) history.pushState(history.state, "", location.pathname + query);
}
