// The texts of reports and places, fetched when they are first wanted and kept.

/** @import { PlaceText, ReportText, Store, Texts } from "./types" */

const CHUNK = 256;

/**
 * @param {Store} store @param {() => { prefix: string, query: string }} source where the server has them, now: ``query`` names rule
 * and day of knowledge
 * @returns {Texts}
 */
export function makeTexts(store, source) {
  /** @type {Map<string, any>} What was fetched, by its address; null while it is under way. */
  const kept = new Map();
  /** @param {string} address */
  function get(address) {
    const found = kept.get(address);
    if (found === undefined) { kept.set(address, null); bring(address); }
    return found ?? undefined;
  }
  /** @param {string} address */
  async function bring(address) {
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      kept.set(address, await answer.json());
      store.set({ texts: store.texts + 1 });
    } catch (error) {
      kept.delete(address);   // asked for again at the next look: the server may be on its way back
      console.warn(error);
    }
  }
  return {
    report(row) {
      /** @type {ReportText[] | undefined} */
      const chunk = get(`${source().prefix}/reports/${Math.floor(row / CHUNK)}.json`);
      return chunk?.[row % CHUNK];
    },
    place(place) {
      const { prefix, query } = source(), id = encodeURIComponent(store.model.places.id[place]);
      /** @type {PlaceText | undefined} */
      const text = get(`${prefix}/places/${id}.json${query}`);
      return text;
    },
  };
}
