// A small payload, as the server would send it: builders, so that a case fits one line.

/** Differences, as days and rows travel. */
export const differences = (numbers) => numbers.map((number, at) => number - (at ? numbers[at - 1] : 0));

/**
 * Three places down the river, three forces. ``spans`` start, state, ... a place; ``reports`` [first, days, place, kind]; ``changes``
 * [day, place, to, from].
 */
export function core({ spans = [[-1e6, 0], [-1e6, 0], [-1e6, 0]], states = [], only = null, reports = [], changes = [], aside = "" } = {}) {
  const column = (rows, at) => rows.map((row) => row[at]);
  return {
    first: 0, last: 1000, strips: ["Left bank", "Right bank"], looks: [["red", "Red", "#ff0000", "R", "#000000"], ["blue", "Blue", "#0000ff", "B", "#ffffff"], ["green", "Green", "#00ff00", "G", "#000000"]],
    states: [[[], 4, [], 0], ...states], only,
    places: {
      id: ["qaim", "raqqa", "hit"], name: ["Al-Qaim", "Raqqa", "Hit"], ar: ["القائم", "الرقة", "هيت"], lat: [34.4, 35.9, null], lng: [41, 39, null],
      rank: [2, 1, 2], size: [10, 500, 20], exact: [1, 1, 0], km: [600, 250, 900], strip: [0, 0, 1],
    },
    spans, fuzzy: [], reaches: [], kinds: ["Control", "Strike"], groups: ["Control of a place", "Air strikes"], group: [0, 1], aside,
    reports: { first: differences(column(reports, 0)), days: column(reports, 1), place: column(reports, 2), kind: column(reports, 3), row: differences([...reports.keys()]) },
    changes: { day: differences(column(changes, 0)), place: column(changes, 1), to: column(changes, 2), from: column(changes, 3) },
  };
}

export const HELD = (...forces) => [forces, 0, [], 0];
export const CONTESTED = (force, ...claim) => [force === null ? [] : [force], 1, claim, 0];
export const PASSED = (from, to) => [[from], 3, [to], 0];
