// A link to another view on the same page changes the address and tells the server, without loading the page anew.

import { goTo } from "./address_keeper.js";

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a.own") : null;
  if (!(link instanceof HTMLAnchorElement) || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const to = new URL(link.href);
  if (to.pathname !== location.pathname || !goTo(to.search)) return;
  event.preventDefault();
  // What opens a card beside a list leaves the list where it is.
  if (!link.closest(".stays")) document.querySelector(".stMain")?.scrollTo(0, 0);
});

/** To be there is enough. */
export default function () {}
