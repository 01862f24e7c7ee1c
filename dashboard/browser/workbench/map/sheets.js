// A sheet is a canvas that Leaflet moves and scales with the map, and that is drawn again once the map rests.

import { el, sheet } from "../dom.js";

/** @import { Box } from "./projection.js" */
/** @typedef {(pen: CanvasRenderingContext2D, pixels: Box) => void} Draw Draws in the pixels of Leaflet's layers. */

export class Sheet {
  #canvas = el("canvas", { class: "leaflet-zoom-animated", "aria-hidden": "true" });
  /** What is drawn: its corner on the earth, the zoom, and its box in the pixels of the layers. */
  #corner = /** @type {L.LatLng | null} */ (null);
  #zoom = 0;
  /** @type {Box} */
  #pixels = [0, 0, 0, 0];

  /** @param {L.Map} map @param {{ pane: string, order: number, margin: number }} options the margin is a share of the map @param {Draw} draw */
  constructor(map, { pane, order, margin }, draw) {
    this.map = map;
    this.margin = margin;
    this.draw = draw;
    const holder = map.getPane(pane) ?? map.createPane(pane);
    Object.assign(holder.style, { zIndex: String(order), pointerEvents: "none" });
    holder.append(this.#canvas);
    map.on("zoomanim", this.#glide);
    map.on("zoom viewreset", this.#follow);
  }

  /** Takes the part of the map that is seen, with a margin around it, and draws it. */
  settle() {
    const { map, margin } = this, size = map.getSize();
    if (!size.x || !size.y) return;
    const start = map.containerPointToLayerPoint(size.multiplyBy(-margin)).round(), extent = size.multiplyBy(1 + 2 * margin).round();
    this.#corner = map.layerPointToLatLng(start);
    this.#zoom = map.getZoom();
    this.#pixels = [start.x, start.y, start.x + extent.x, start.y + extent.y];
    L.DomUtil.setPosition(this.#canvas, start);
    this.redraw();
  }

  redraw() {
    if (!this.#corner) return;
    const [left, top, right, bottom] = this.#pixels, pen = sheet(this.#canvas, right - left, bottom - top);
    pen.translate(-left, -top);
    this.draw(pen, this.#pixels);
  }

  /** True where the map was drawn at its zoom, and shows something beyond what was drawn. */
  isOutrun() {
    if (!this.#corner || this.map.getZoom() !== this.#zoom) return false;
    const start = this.map.containerPointToLayerPoint([0, 0]), end = this.map.containerPointToLayerPoint(this.map.getSize());
    const [left, top, right, bottom] = this.#pixels;
    return start.x < left || start.y < top || end.x > right || end.y > bottom;
  }

  /** Leaflet glides to another zoom. @param {L.ZoomAnimEvent} event */
  #glide = ({ center, zoom }) => {
    const { map } = this, moved = map.containerPointToLayerPoint([0, 0]).multiplyBy(-1);
    this.#place(zoom, map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(moved).round());
  };

  #follow = () => this.#place(this.map.getZoom(), this.map.getPixelOrigin());

  /** @param {number} zoom @param {L.Point} origin of the pixels of the layers */
  #place(zoom, origin) {
    if (!this.#corner) return;
    L.DomUtil.setTransform(this.#canvas, this.map.project(this.#corner, zoom).subtract(origin), this.map.getZoomScale(zoom, this.#zoom));
  }

  destroy() {
    this.map.off("zoomanim", this.#glide);
    this.map.off("zoom viewreset", this.#follow);
    this.#canvas.remove();
  }
}
