// A link to another view on the same page changes the address and tells the server, without loading the page anew.
export default function () {
  if (window.__followsLinks) return;
  window.__followsLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.own");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const to = new URL(link.href);
    if (to.pathname !== location.pathname || !window.__tellAddress) return;
    event.preventDefault();
    // The server's answer to what went before may still be under way: it must not write its address over this one.
    window.__leftFor = { query: to.search, until: performance.now() + 4000 };
    if (to.search !== location.search) history.pushState(history.state, "", to.pathname + to.search);
    window.__tellAddress(to.search);
    document.querySelector(".stMain")?.scrollTo(0, 0);
  });
}
