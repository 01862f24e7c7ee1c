// Play, pause, step and scrub: buttons, slider and keys move the clock.

import { busOf } from "../shared/bus.js";
import { DAY, changeFrom, isoDay } from "../shared/days.js";
import { clock, goTo, settle } from "./time.js";

const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
const BEAT = 1000, IDLE = 250, LONGEST_STEP = 250;
const OWN_KEYS = "input, textarea, select, button, a, summary, [contenteditable], [role], [tabindex], canvas";
/** @type {HTMLElement | null} */
let root = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

busOf(window).on("clock", draw);
document.addEventListener("keydown", pressed);

/** The player in this element moves the clock. @param {HTMLElement} parent */
export function standPlayer(parent) {
  const found = /** @type {HTMLElement | null} */ (parent.querySelector(".player"));
  if (!found || found === root) return;
  root = found;
  clock.playing = false;
  const on = (/** @type {string} */ name, /** @type {string} */ event, /** @type {(event: Event) => void} */ act) => (
    part(name).addEventListener(event, act));
  on("previous", "click", () => step(-1));
  on("next", "click", () => step(1));
  on("play", "click", toggle);
  on("link", "click", copyLink);
  on("scrub", "input", () => { pause(false); goTo(Number(field("scrub").value)); });
  on("scrub", "change", () => settle());
  draw();
}

/** @param {string} name @returns {HTMLElement} */
const part = (name) => /** @type {HTMLElement} */ (root?.querySelector(`[data-do=${name}]`));

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (part(name));

function draw() {
  if (!root) return;
  const { shown, data, playing } = clock, iso = isoDay(shown), scrub = field("scrub");
  if (scrub.min !== String(data.first) || scrub.max !== String(data.last)) Object.assign(scrub, { min: data.first, max: data.last });
  scrub.value = String(shown);
  if (root.dataset.day !== iso) {
    root.dataset.day = iso;
    /** @type {HTMLOutputElement} */ (root.querySelector("output")).textContent =
      new Date(shown * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    scrub.setAttribute("aria-valuetext", iso);
  }
  const play = part("play"), name = playing ? "Pause" : "Play";
  if (play.getAttribute("aria-label") !== name) {
    play.setAttribute("aria-label", name);
    play.title = `${name} (space)`;
    play.dataset.playing = String(playing);
  }
  field("previous").disabled = changeFrom(data.changes, shown, -1) === undefined;
  field("next").disabled = changeFrom(data.changes, shown, 1) === undefined;
  document.body.classList.toggle("playing", playing);
}

/** To the nearest day on which one of the places changed hands. @param {number} way */
function step(way) {
  const day = changeFrom(clock.data.changes, clock.shown, way);
  pause(false);
  if (day !== undefined) settle(day);
}

function toggle() {
  if (clock.playing) pause(true); else play();
}

/** @param {boolean} tell */
function pause(tell) {
  const was = clock.playing;
  clock.playing = false;
  if (was && tell) settle(); else if (was) draw();
}

function play() {
  const { data } = clock;
  if (clock.shown >= data.last) goTo(data.first);
  clock.playing = true;
  let before = performance.now(), beat = before, exact = clock.shown;
  const frame = (/** @type {number} */ now) => {
    if (!clock.playing || !root?.isConnected) { document.body.classList.remove("playing"); return; }
    if (!REDUCED.matches) {
      exact = Math.min(exact + Math.min(now - before, LONGEST_STEP) * Number(field("speed").value) / 1000, clock.data.last);
    } else if (now - beat >= BEAT) {  // no motion: one still picture after the other, each a change of hands
      exact = changeFrom(clock.data.changes, clock.shown, 1) ?? clock.data.last;
      beat = now;
    }
    before = now;
    if (Math.floor(exact) !== clock.shown) goTo(Math.floor(exact));
    if (clock.shown >= clock.data.last) pause(true); else requestAnimationFrame(frame);
  };
  draw();
  requestAnimationFrame(frame);
}

/** @type {Record<string, (event: KeyboardEvent) => void>} */
const KEYS = {
  " ": toggle,
  Home: () => later(clock.data.first),
  End: () => later(clock.data.last),
  ArrowLeft: ({ shiftKey }) => (shiftKey ? step(-1) : later(clock.shown - 1)),
  ArrowRight: ({ shiftKey }) => (shiftKey ? step(1) : later(clock.shown + 1)),
};

/** Keys of the page move the day; those typed into a field, a chart or the table stay with it. @param {KeyboardEvent} event */
function pressed(event) {
  const act = KEYS[event.key], target = /** @type {Element} */ (event.target);
  if (!act || !root?.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
  const isOwn = root.contains(target)
    ? target.matches("select") || (event.key === " " && target.matches("button"))
    : target !== document.body && target.closest(OWN_KEYS) !== null;
  if (isOwn) return;
  event.preventDefault();
  act(event);
}

/** A held key runs through many days: only the one it stops at is told. @param {number} day */
function later(day) {
  pause(false);
  goTo(day);
  clearTimeout(timer);
  timer = setTimeout(() => settle(), IDLE);
}

async function copyLink() {
  const button = part("link");
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {  // no secure context: the old way
    const text = Object.assign(document.createElement("textarea"), { value: location.href });
    document.body.append(text);
    text.select();
    document.execCommand("copy");
    text.remove();
  }
  button.dataset.done = "true";
  setTimeout(() => { button.dataset.done = "false"; }, 2000);
}
