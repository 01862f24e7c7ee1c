// The payload decoded, and what is so on a day. No drawing here, and nothing that touches a page.

import { join } from "./words.js";

/** @import { Core, Model, PlaceState, Look } from "./types" */

export const HELD = 0, CONTESTED = 1, BESIEGED = 2, PASSED = 3, UNKNOWN = 4, DIVIDED = 5;
/** How a state is known. */
export const REPORTED = 0, LAST_KNOWN = 1, OF_AREA = 2;
/** The start of what held before the first report, and the end of what still lasts. */
export const ALWAYS = -1_000_000, NEVER = 1_000_000;

const KNOWN_WORDS = ["", "; no report near that day", "; said of the whole area only"];

/** @param {number[]} differences */
function summed(differences) {
  let total = 0;
  return Int32Array.from(differences, (each) => { total += each; return total; });
}

/** @param {Core} core @returns {Model} */
export function decode(core) {
  const known = core.known ?? NEVER, told = Math.min(core.told ?? core.last, known), looks = core.looks.map(([id, name, colour, letter, ink]) => ({ id, name, colour, letter, ink }));
  const only = core.only && new Set(core.only);
  const states = core.states.map((state, index) => decodeState(state, looks, !only || only.has(index)));
  const spans = core.spans.map((flat) => decodeSpans(flat, Math.min(known + 1, NEVER))), { reports, changes, places } = core;
  const kind = Uint8Array.from(reports.kind), day = summed(changes.day);
  return {
    n: places.id.length, first: core.first, last: core.last, told, known, looks, states, strips: core.strips, kinds: core.kinds,
    groups: core.groups, places, starts: spans.map(({ starts }) => starts), marks: spans.map(({ marks }) => marks),
    stops: spans.map(({ stops }) => stops), bars: barsOf(states, spans), fuzzy: core.fuzzy, reaches: core.reaches,
    now: new Uint16Array(places.id.length),
    reports: {
      n: reports.first.length, first: summed(reports.first), days: Uint16Array.from(reports.days), row: summed(reports.row),
      place: Uint32Array.from(reports.place), kind, group: Uint8Array.from(kind, (each) => core.group[each]),
    },
    changes: { n: day.length, day, place: changes.place, to: changes.to, from: changes.from },
    changeDays: [...new Set(day)].filter((each) => each >= core.first && each <= core.last),
    index: new Map(places.id.map((id, index) => [id, index])),
    importance: [...places.id.keys()].sort((a, b) => places.rank[a] - places.rank[b] || places.size[b] - places.size[a] || a - b),
    turn: turnsOf(looks, states, spans, core), aside: core.aside, about: core.about,
  };
}

/** @param {Core["states"][number]} state @param {Look[]} looks @param {boolean} passes @returns {PlaceState} */
function decodeState([holder, status, claim, known], looks, passes) {
  const named = (/** @type {number[]} */ forces) => forces.map((force) => looks[force].name).join(" with ");
  const name = status === DIVIDED ? join(holder.map((force) => looks[force].name)) : named(holder);
  const held = holder.length ? `held by ${name}` : "no holder known";
  const says = status === PASSED ? `passed from ${name} to ${named(claim)}, day unknown`
    : status === CONTESTED ? `contested: ${held}, claimed or attacked by ${named(claim)}`
      : status === DIVIDED ? `divided between ${name}`
        : status === BESIEGED ? `besieged, ${held}` : held;
  return {
    holder, claim, status, known, says: says + KNOWN_WORDS[known], name, passes,
    lead: holder.length && status !== PASSED ? holder[0] : -1, involves: new Set([...holder, ...claim]),
  };
}

/** @param {number[]} flat start, state, start, state, ... @param {number} end where the last ceases to be drawn: nobody knew what came */
function decodeSpans(flat, end) {
  const count = flat.length / 2, starts = new Int32Array(count), marks = new Uint16Array(count), stops = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    starts[at] = flat[2 * at];
    marks[at] = flat[2 * at + 1];
    stops[at] = at + 1 < count ? flat[2 * at + 2] : end;
  }
  return { starts, marks, stops };
}

/** @typedef {ReturnType<typeof decodeSpans>} Spans */

/** Bars by state, so that the diagram sets each colour once. @param {PlaceState[]} states @param {Spans[]} spans */
function barsOf(states, spans) {
  const lists = states.map(() => /** @type {number[]} */ ([]));
  for (const [place, { starts, marks, stops }] of spans.entries()) {
    for (const [at, mark] of marks.entries()) if (states[mark].status !== UNKNOWN) lists[mark].push(place, starts[at], stops[at]);
  }
  return lists.map((list) => Int32Array.from(list));
}

/** @param {Look[]} looks @param {PlaceState[]} states @param {Spans[]} spans @param {{ first: number, last: number }} reach */
function turnsOf(looks, states, spans, { first, last }) {
  const days = new Float64Array(looks.length);
  for (const { starts, marks, stops } of spans) {
    for (const [at, mark] of marks.entries()) {
      const { lead } = states[mark];
      if (lead >= 0) days[lead] += Math.max(Math.min(stops[at], last) - Math.max(starts[at], first), 0);
    }
  }
  return [...looks.keys()].sort((a, b) => days[b] - days[a]);
}

/** The number of the last that has begun; -1 before the first. @param {ArrayLike<number>} starts in order @param {number} day */
export function lastBegun(starts, day) {
  let low = 0, high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= day) low = middle + 1; else high = middle;
  }
  return low - 1;
}

/** The number of the span of a place on a day; -1 before the first. @param {Model} model @param {number} place @param {number} day */
export const spanAt = (model, place, day) => lastBegun(model.starts[place], day);

/** The state of a place on a day; 0, nothing known, before its first. @param {Model} model @param {number} place @param {number} day */
export function stateAt(model, place, day) {
  const span = spanAt(model, place, day);
  return span < 0 ? 0 : model.marks[place][span];
}

/** Every place is in its state of the day; true where that changed any. @param {Model} model @param {number} day */
export function setDay(model, day) {
  let isChanged = false;
  for (let place = 0; place < model.n; place += 1) {
    const state = stateAt(model, place, day);
    if (model.now[place] !== state) { model.now[place] = state; isChanged = true; }
  }
  return isChanged;
}

/**
 * How many places each force holds, and how many are contested, passed on, unknown and so on; a joint holding counts for
 * its first force. Places that the filters hide on the day do not count.
 * @param {Model} model
 */
export function countHolders(model) {
  const held = new Uint16Array(model.looks.length), counts = { shown: 0, contested: 0, disputed: 0, besieged: 0, divided: 0, passed: 0, unknown: 0, lastKnown: 0, ofArea: 0, named: 0 };
  for (const mark of model.now) {
    const { passes, lead, status, known } = model.states[mark];
    if (!passes) continue;
    counts.shown += 1;
    if (lead >= 0) { held[lead] += 1; counts.named += 1; }
    if (status === CONTESTED) counts.contested += 1;
    if (status === CONTESTED && lead < 0) counts.disputed += 1;
    if (status === BESIEGED) counts.besieged += 1;
    if (status === DIVIDED) counts.divided += 1;
    if (status === PASSED) counts.passed += 1;
    if (status === UNKNOWN) counts.unknown += 1;
    if (known === LAST_KNOWN) counts.lastKnown += 1;
    if (known === OF_AREA) counts.ofArea += 1;
  }
  return { held, ...counts };
}

/**
 * The changes of hands of the days up to one: how many places, and how many of them each force took last, most first.
 * @param {Model} model @param {number} day @param {number} days
 */
export function changesBefore({ changes, states, now }, day, days) {
  /** @type {Map<number, number>} */
  const taken = new Map(), places = new Set();
  for (let at = lastBegun(changes.day, day); at >= 0 && changes.day[at] > day - days; at -= 1) {
    if (!states[now[changes.place[at]]].passes || places.has(changes.place[at])) continue;
    places.add(changes.place[at]);
    taken.set(changes.to[at], (taken.get(changes.to[at]) ?? 0) + 1);
  }
  return { places: places.size, taken: [...taken].sort((a, b) => b[1] - a[1]) };
}
