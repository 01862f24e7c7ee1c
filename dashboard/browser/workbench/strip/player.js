// The buttons that move the day: step, play, how fast, and the field of the date.

import { changeFrom, dayNumber, isoDay } from "../../shared/days.js";
import { el, icon } from "../dom.js";
import { dayShort } from "../words.js";
import { moveTo, stepTo } from "./moves.js";

/** @import { Store } from "../types" */

const BACK = "M3 3h2v10H3zM13 3v10L5.5 8z", ON = "M11 3h2v10h-2zM3 3v10l7.5-5z", PLAY = "M4 2.5v11L13.5 8z", PAUSE = "M4 3h3v10H4zM9 3h3v10H9z";
/** @type {[number, string][]} */
const SPEEDS = [[30.4375, "1 month/s"], [91.3125, "1 quarter/s"], [182.625, "½ year/s"], [365.25, "1 year/s"]];

/** @param {Store} store */
export function makePlayer(store) {
  const tool = (/** @type {string} */ name, /** @type {string} */ keys, /** @type {string} */ outline, /** @type {() => void} */ act) => (
    el("button", { type: "button", class: "tool", "aria-label": name, title: `${name} (${keys})`, onclick: act }, icon(outline)));
  const back = tool("Change of hands before", "shift + left", BACK, () => stepTo(store, -1));
  const on = tool("Next change of hands", "shift + right", ON, () => stepTo(store, 1));
  const play = tool("Play", "space", PLAY, () => store.toggle());
  play.classList.add("play");
  const speed = el("select", { "aria-label": "Speed", title: "How fast days run", onchange: () => store.set({ speed: Number(speed.value) }) },
    ...SPEEDS.map(([days, name]) => el("option", { value: days }, name)));
  const date = makeDate(store);
  const node = el("div", { class: "player", role: "group", "aria-label": "Player" }, back, play, on, speed, date.node);

  function drawDay() {
    const { model } = store, day = Math.floor(store.day);
    node.dataset.day = isoDay(day);
    back.disabled = changeFrom(model.changeDays, day, -1) === undefined;
    on.disabled = changeFrom(model.changeDays, day, 1) === undefined;
    date.draw(day);
  }
  function drawPlaying() {
    const name = store.playing ? "Pause" : "Play";
    node.dataset.playing = String(store.playing);
    play.setAttribute("aria-label", name);
    play.title = `${name} (space)`;
    play.querySelector("path")?.setAttribute("d", store.playing ? PAUSE : PLAY);
  }
  const drawSpeed = () => { speed.value = String(store.speed); };
  return { node, drawDay, drawPlaying, drawSpeed, drawReach: date.drawReach };
}

/**
 * A date input that shows the day as everything else does until it has the focus: it can be typed into, and a click or a
 * touch opens the calendar of the browser.
 * @param {Store} store
 */
function makeDate(store) {
  const shown = el("span", { "aria-hidden": "true" });
  const input = el("input", { type: "date", "aria-label": "Day shown", title: "Choose a day", required: true });
  let typed = Number.NaN, said = Number.NaN;
  input.addEventListener("input", () => {
    store.pause();
    // a year that is being typed goes through 0002 and 0020: those are out of reach, and wait
    if (!input.value || !input.validity.valid) return;
    typed = dayNumber(input.value);
    moveTo(store, typed);
  });
  input.addEventListener("click", () => {
    store.pause();
    try { input.showPicker(); } catch { /* older browsers: the field itself is enough */ }
  });
  input.addEventListener("blur", () => {
    typed = Number.NaN;
    input.value = isoDay(Math.floor(store.day));
  });
  return {
    node: el("span", { class: "date" }, input, shown),
    draw(/** @type {number} */ day) {
      if (day === said) return;
      said = day;
      shown.textContent = dayShort(day);
      if (day !== typed) input.value = isoDay(day);   // what is being typed may be further than what was heard
    },
    drawReach() { Object.assign(input, { min: isoDay(store.model.first), max: isoDay(store.model.last) }); },
  };
}
