// The texts of reports and places, fetched when they are first wanted and kept.

/** @import { PlaceText, ReportText, Store, Texts } from "./types" */

const CHUNK = 256;
/** A server that is gone is asked again after so many milliseconds, each time twice as many, and so often. */
const AGAIN = 1000, MOST = 7;

/**
 * @param {Store} store @param {() => { prefix: string, query: string }} source where the server has them, now: ``query`` names rule
 * and day of knowledge
 * @returns {Texts}
 */
export function makeTexts(store, source) {
  /** @type {Map<string, any>} What was fetched, by its address; null while it is under way. */
  const kept = new Map();
  let failures = 0;
  /** Whoever shows texts looks for them anew. */
  const look = () => store.set({ texts: store.texts + 1 });
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
      failures = 0;
      look();
    } catch (error) {
      kept.delete(address);   // so that the next look asks again
      console.warn(error);
      if (failures < MOST) setTimeout(look, AGAIN * 2 ** failures);
      failures += 1;
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
