// Through the bus the page and the frames of its maps tell each other things. It is the one name they share.
// A state is kept, so that whoever comes later hears it at once; a signal is heard by those who listen, and gone.

/** @import { States, Signals, Ear } from "./types" */

/**
 * The bus of a page; a frame gives the window of the page around it.
 * @param {Window} page
 */
export function busOf(page) {
  page.valleyBus ??= { told: new Map(), ears: new Map() };
  const store = page.valleyBus;

  /** @param {string} topic @param {unknown} value */
  function emit(topic, value) {
    for (const ear of [...store.ears.get(topic) ?? []]) {
      if (ear.owner.closed) store.ears.get(topic)?.delete(ear); else ear.hears(value);
    }
  }

  /** @param {string} topic @param {(value: any) => void} hears */
  function listen(topic, hears) {
    /** @type {Ear} */
    const ear = { hears, owner: globalThis.window };
    const ears = store.ears.get(topic) ?? new Set();
    store.ears.set(topic, ears.add(ear));
    return () => { ears.delete(ear); };
  }

  return {
    /**
     * From now on this is so.
     * @template {keyof States} T
     * @param {T} topic @param {States[T]} value
     */
    tell(topic, value) { store.told.set(topic, value); emit(topic, value); },

    /**
     * Hears what is so, now and whenever it is told anew; gives the way to stop. A frame that is gone hears no more.
     * @template {keyof States} T
     * @param {T} topic @param {(value: States[T]) => void} hears
     */
    hear(topic, hears) {
      const stop = listen(topic, hears);
      if (store.told.has(topic)) hears(store.told.get(topic));
      return stop;
    },

    /**
     * This has happened.
     * @template {keyof Signals} T
     * @param {T} topic @param {Signals[T]} value
     */
    signal(topic, value) { emit(topic, value); },

    /**
     * Hears whenever this happens; gives the way to stop.
     * @template {keyof Signals} T
     * @param {T} topic @param {(value: Signals[T]) => void} hears
     */
    on: (topic, hears) => listen(topic, hears),
  };
}
