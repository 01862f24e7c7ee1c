// The frame of a map has no theme of its own: it takes light or dark from the page around it.

/** Follows the page for as long as the frame is there. */
export function followTheme() {
  const outside = window.parent.document, page = outside.querySelector(".stApp");
  if (!page) return;
  const apply = () => {
    const [r, g, b] = (getComputedStyle(page).backgroundColor.match(/\d+/g) ?? ["255", "255", "255"]).map(Number);
    document.documentElement.classList.toggle("dark", 0.299 * r + 0.587 * g + 0.114 * b < 128);
  };
  apply();
  new MutationObserver(apply).observe(page, { attributes: true });
  new MutationObserver(apply).observe(outside.head, { childList: true });
}
