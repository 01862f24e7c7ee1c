// The menu below a chart by which it is kept as a picture.

import { makeMenu, saveParts } from "../workbench/panel/picture_menu.js";
import { plotIn } from "./plots.js";
import { dress, isDark } from "./surroundings.js";

/** @import { Component } from "../shared/types" */
/** @import { ChartWords } from "../picture/chart.js" */

/** @type {WeakMap<Element, { told: ChartWords & { chart: string } }>} */
const standing = new WeakMap();

/** @param {Component<ChartWords & { chart: string }>} component */
export default async function ({ data, parentElement }) {
  const host = /** @type {HTMLElement} */ (parentElement.querySelector(".chart-picture")), before = standing.get(host);
  if (before) { before.told = data; return; }
  const own = { told: data };
  standing.set(host, own);
  await dress("../workbench/workbench.css");
  const parts = saveParts(`Picture of the chart`, async (format) => {
    const plot = plotIn(document.querySelector(`.st-key-${CSS.escape(own.told.chart)}`));
    if (!plot) throw new Error("the chart is not drawn yet");
    const { chartPicture } = await import("../picture/chart.js");
    return chartPicture(plot, own.told, format, isDark());
  });
  makeMenu(host, { name: "Picture", title: "Picture of the chart" }, parts, () => host.classList.toggle("dark", isDark()));
}
