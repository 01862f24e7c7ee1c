// The texts of reports and places as they stand in the document: compressed, as they are most of it.

import { unfold } from "./unfold.js";

/** @import { PlaceText, ReportText, Store, Texts } from "../workbench/types" */
/** @import { FoldedTexts } from "./types" */

/** The texts are there as soon as they are unpacked; the store hears of it. @param {string} packed @param {Store} store @returns {Texts} */
export function makeTexts(packed, store) {
  /** @type {Texts | null} */
  let found = null;
  unpack(packed).then((folded) => {
    found = textsOf(folded);
    store.set({ texts: store.texts + 1 });
  });
  return { report: (row) => found?.report(row), place: (place) => found?.place(place) };
}

/** @param {string} packed JSON, compressed, in letters @returns {Promise<FoldedTexts>} */
async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

/** @param {FoldedTexts} folded @returns {Texts} */
export function textsOf({ rows, shapes, shared, reports, places }) {
  const index = new Map(rows.map((row, at) => [row, at])), whole = unfold({ shapes, shared });
  return {
    report(row) {
      const at = index.get(row);
      return at === undefined ? undefined : /** @type {ReportText} */ (whole(reports[at]));
    },
    place: (place) => (place in places ? /** @type {PlaceText} */ (whole(places[place])) : undefined),
  };
}
