// Keeps the address: it names the view, and a step back or forward in it is told to the server.
//
// Steps are numbered, and every answer of the server names the last one that it has heard of: answers to what went before
// a step are still under way when it is taken, and must not push the address they were asked for over it.

/** @typedef {{ query: string, number: number, until: number }} Step */

/** Milliseconds until a step is told again: where nobody was there to hear, and else, twice as long each time. */
const SOON = 100, AGAIN = 1000;
/** How long the server has for its answer to a step: on a busy machine it needs seconds. */
const PATIENCE = 12_000;
/** @type {Set<string>} Pages whose address is kept, by their path. */
const kept = new Set();
/** @type {Step | null} The step that the server has not answered yet. */
let step = null;
let count = 0;
/** @type {((query: string, number: number) => boolean) | null} */
let tellServer = null;

window.addEventListener("popstate", () => {
  if (kept.has(location.pathname)) take(location.search);
});

/**
 * From now on, this hears of every step; false where it cannot tell the server.
 * @param {(query: string, number: number) => boolean} hears
 */
export function reportSteps(hears) {
  tellServer = hears;
}

/** The server hears what the address says now: it was gone, and knows nothing of this page. */
export function tellAgain() {
  count += 1;
  tellServer?.(location.search, count);
}

/** @param {string} query */
function take(query) {
  count += 1;
  step = { query, number: count, until: performance.now() + PATIENCE };
  insist(step, AGAIN);
}

/**
 * A step is told until it is answered: a page just turned to was not there to hear, and what else the server is told before
 * it answers may undo the step, because it comes with the widgets as they were.
 * @param {Step} own @param {number} wait
 */
function insist(own, wait) {
  if (step !== own || performance.now() >= own.until) return;
  const isTold = tellServer?.(own.query, own.number);
  setTimeout(insist, isTold ? wait : SOON, own, isTold ? 2 * wait : wait);
}

/**
 * Goes to another view of this page; false where the server cannot be told, so that the link has to be followed.
 * @param {string} query
 */
export function goTo(query) {
  if (!tellServer) return false;
  if (query !== location.search) history.pushState(history.state, "", location.pathname + query);
  take(query);
  return true;
}

/** True where two queries name the same, in whatever order: a link need not know that of the server. @param {string} one @param {string} other */
export function isSame(one, other) {
  const [first, second] = [one, other].map((query) => {
    const parameters = new URLSearchParams(query), names = [...new Set(parameters.keys())].sort();
    return JSON.stringify(names.map((name) => [name, parameters.getAll(name)]));
  });
  return first === second;
}

/**
 * The server shows this view: its query is written to the address, unless it answers to what somebody has left.
 * @param {string} query
 * @param {{ isStep?: boolean, heard: number }} manner ``isStep`` where it can be gone back over; ``heard``
 * is the number of the last step that the server has heard of
 */
export function keep(query, { isStep = true, heard }) {
  kept.add(location.pathname);
  if (step && heard < step.number && performance.now() < step.until) return;
  const isAnswer = step !== null;
  step = null;
  if (isSame(location.search, query)) return;
  // The answer to a step may name the same view in other words, which is no step of its own.
  history[isStep && !isAnswer ? "pushState" : "replaceState"](history.state, "", location.pathname + query);
}
