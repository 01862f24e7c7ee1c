// What is read from a chart that Plotly has drawn, and the charts of the page as they come and go.

/**
 * @typedef {{ _offset: number, _length: number, d2p(value: number | string): number, p2d?(pixel: number): number | string }} Axis
 * @typedef {{ xaxis: Axis, yaxis: Axis, width: number, height: number, meta?: any }} Layout
 * @typedef {HTMLElement & { _fullLayout: Layout, data: any[], on(event: string, hears: (event: any) => void): void }} Plot
 */

const DRAWN = ["plotly_afterplot", "plotly_relayouting"];

/** The chart within this element; null until it is drawn. @param {ParentNode | null} host @returns {Plot | null} */
export function plotIn(host) {
  const plot = /** @type {Plot | null | undefined} */ (host?.querySelector(".js-plotly-plot"));
  return plot?._fullLayout?.xaxis?.d2p ? plot : null;
}

/** Draws whenever the chart is drawn anew. @param {Plot} plot @param {() => void} draw */
export function whenDrawn(plot, draw) {
  for (const event of DRAWN) plot.on(event, draw);
}

/** @type {WeakSet<Element>} */
const followed = new WeakSet();

/** Calls whenever something comes or goes within the main part of the page. @param {() => void} act */
export function followPage(act) {
  const main = document.querySelector(".stMain");
  if (!main || followed.has(main)) return;
  followed.add(main);
  new MutationObserver(act).observe(main, { childList: true, subtree: true });
}
