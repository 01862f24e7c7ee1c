// The legend stands under the map, not on it: whatever corner it took, it would hide towns of the valley.
"use strict";

window.legend = (() => {
  const STATUSES = [
    ["contested", "contested: holder and claimant"], ["besieged", "besieged"],
    ["passed", "passed on, day unknown"], ["unknown", "no holder known"], ["faded", "pale: no report near that day"],
  ];
  const MOST = 9;
  const own = { box: null, imported: null };
  let element;

  // One entry a holder, most places first, then the states and what the rest of the drawing means.
  function show(map, line, makeElement) {
    element = makeElement;
    const holders = new Map(), statuses = new Map();
    const count = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);
    for (const index of line.shown) {
      if (index < 0) continue;
      const { status, holder, look, faded } = line.states[index];
      if (faded) count(statuses, "faded");
      if (status !== "held") count(statuses, status);
      if (!holder || status === "passed") continue;
      const entry = holders.get(holder) || { look, count: 0 };
      entry.count += 1;
      holders.set(holder, entry);
    }
    const sorted = [...holders].sort((a, b) => b[1].count - a[1].count);
    const rows = sorted.slice(0, MOST).map(([holder, { look, count: n }]) => row(look, "held", holder, n));
    const others = sorted.slice(MOST);
    if (others.length) rows.push(otherHolders(others));
    for (const [status, words] of STATUSES) {
      const look = ["#8a8f98", "solid", status === "unknown" ? "?" : "", "#000", ""];
      if (statuses.has(status)) rows.push(row(look, status, words, statuses.get(status)));
    }
    box(map).replaceChildren(...rows, sample("ring-sample", "reports in the window"),
      sample("ribbon-sample", "river banks: holder of the nearest town"));
    if (own.imported) own.box.append(own.imported);
  }

  // What the layer of imported events shows; "" where there is none.
  function explain(className, words) {
    own.imported?.remove();
    own.imported = words ? sample(className, words) : null;
    if (own.imported) own.box?.append(own.imported);
  }

  function otherHolders(others) {
    const names = others.map(([holder, { count }]) => `${holder} ${count}`).join(", ");
    const total = others.reduce((sum, [, { count }]) => sum + count, 0);
    const node = row(["#8a8f98", "solid", "…", "#000", ""], "held", "other holders", total);
    node.title = names;
    return node;
  }

  function box(map) {
    if (own.box) return own.box;
    const frame = map.getContainer();
    own.box = element("div", "legend");
    frame.parentElement.append(own.box);
    new ResizeObserver(() => {
      frame.style.setProperty("height", `${window.__GLOBAL_DATA__.height - own.box.offsetHeight}px`, "important");
    }).observe(own.box);
    return own.box;
  }

  function sample(className, words) {
    const node = element("div", "legend-row");
    node.append(element("span", className), element("span", "", words));
    return node;
  }

  function row([colour, pattern, letter, ink, second], status, words, count) {
    const node = element("div", "legend-row");
    const mark = element("span", "town sample big");
    mark.dataset.status = status;
    mark.dataset.faded = status === "faded";
    mark.dataset.pattern = status === "unknown" ? "" : second ? "joint" : pattern;
    [["--holder", colour], ["--second", second || colour], ["--claim", "#ffffff"], ["--ink", ink]]
      .forEach(([name, value]) => mark.style.setProperty(name, value));
    mark.append(element("span", "", letter));
    node.append(mark, element("span", "legend-name", words), element("b", "", String(count)));
    return node;
  }

  return { show, explain };
})();
