// Writes the address of a page that has no clock, and follows steps back and forward on that page.
export default function ({ data, parentElement }) {
  if (!location.pathname.endsWith(`/${data.page}`)) return;
  if (!window.__keptPages) {
    window.__keptPages = new Set();
    window.addEventListener("popstate", () => {
      if (!window.__keptPages.has(location.pathname)) return;
      const gone = { query: location.search, until: performance.now() + 4000 };
      window.__leftFor = gone;
      // Told again later: a run that was under way may undo the step, and a page just turned to was not there to hear.
      for (const wait of [0, 1000, 2500]) {
        setTimeout(() => { if (window.__leftFor === gone) window.__tellAddress?.(gone.query); }, wait);
      }
    });
  }
  window.__keptPages.add(location.pathname);
  // The server's answers to what went before are still under way: they must not undo the step.
  const gone = window.__leftFor;
  if (gone && data.query !== gone.query && performance.now() < gone.until) return;
  window.__leftFor = null;
  const hasKept = parentElement.__hasKept;
  parentElement.__hasKept = true;
  if (location.search === data.query) return;
  // Just arrived from another page: that was a step already, and what it lacks is no step of its own.
  const write = hasKept ? "pushState" : "replaceState";
  history[write](history.state, "", location.pathname + data.query);
}
