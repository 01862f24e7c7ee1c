// Writes the address of a page that has no clock, and follows steps back and forward on that page.
export default function ({ data }) {
  const isHere = () => location.pathname.endsWith(`/${data.page}`);
  if (!isHere()) return;
  window.__keptPage = isHere;
  if (!window.__keepsAddress) {
    window.__keepsAddress = true;
    window.addEventListener("popstate", () => {
      if (!window.__keptPage()) return;
      window.__leftFor = { query: location.search, until: performance.now() + 4000 };
      window.__tellAddress?.(location.search);
    });
  }
  // The server's answers to what went before are still under way: they must not undo the step.
  const gone = window.__leftFor;
  if (gone && data.query !== gone.query && performance.now() < gone.until) return;
  window.__leftFor = null;
  if (location.search === data.query) return;
  // Just arrived from another page, whose link names no selection: that is no step of its own.
  const write = location.search ? "pushState" : "replaceState";
  history[write](history.state, "", location.pathname + data.query);
}
