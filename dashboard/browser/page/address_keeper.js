// Keeps the address: it names the view, and a step back or forward in it is told to the server.
//
// After such a step the server's answers to what went before are still under way: until it answers for the address that
// was gone to, they must not push the one they were asked for over it.

/** @typedef {{ query: string, until: number, grace: number }} Step */

const AGAIN = [0, 1000, 2500, 5000, 9000];
/** @type {Map<string, { patience: number, grace: number }>} Pages whose address is kept, by their path. */
const kept = new Map();
/** @type {Step | null} The step that the server has not answered yet. */
let step = null;
/** @type {((query: string) => void) | null} */
let tellServer = null;

window.addEventListener("popstate", () => {
  const page = kept.get(location.pathname);
  if (page) take(location.search, page.patience, page.grace);
});

/**
 * From now on, this hears of every step.
 * @param {(query: string) => void} hears
 */
export function reportSteps(hears) {
  tellServer = hears;
}

/** The server hears what the address says now. */
export function tellAgain() {
  tellServer?.(location.search);
}

/**
 * A step to a query of this page. Told more than once: a run that was under way may undo it, because Streamlit lets the
 * widgets it was sent win, and a page just turned to was not there to hear.
 * @param {string} query @param {number} patience ms that the server has for its answer
 * @param {number} grace ms after it in which stragglers are expected
 */
function take(query, patience, grace) {
  const own = { query, until: performance.now() + patience, grace };
  step = own;
  for (const wait of AGAIN.filter((each) => each < patience)) {
    setTimeout(() => { if (step === own && performance.now() < own.until) tellServer?.(query); }, wait);
  }
}

/**
 * Goes to another view of this page; false where the server cannot be told, so that the link has to be followed.
 * @param {string} query
 */
export function goTo(query) {
  if (!tellServer) return false;
  step = { query, until: performance.now() + 4000, grace: 0 };
  if (query !== location.search) history.pushState(history.state, "", location.pathname + query);
  tellServer(query);
  return true;
}

/**
 * The server shows this view: its query is written to the address, unless it answers to what somebody has left.
 * @param {string} query
 * @param {{ isStep?: boolean, patience: number, grace: number }} manner ``isStep`` where it can be gone back over
 */
export function keep(query, { isStep = true, patience, grace }) {
  kept.set(location.pathname, { patience, grace });
  const now = performance.now();
  if (step && query === step.query) step.until = Math.min(step.until, now + step.grace);
  if (step && now < step.until && query !== step.query) return;
  if (step && now >= step.until) step = null;
  if (location.search === query) return;
  history[isStep ? "pushState" : "replaceState"](history.state, "", location.pathname + query);
}
