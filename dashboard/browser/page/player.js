// Play, pause, step and scrub: buttons, slider and keys move the clock.
const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
const BEAT = 1000, IDLE = 250;

function standPlayer(parent) {
  const root = parent.querySelector(".player");
  if (!root || root === clock.root) return;
  clock.root = root;
  clock.playing = false;
  const on = (name, event, act) => root.querySelector(`[data-do=${name}]`).addEventListener(event, act);
  on("previous", "click", () => step(-1));
  on("next", "click", () => step(1));
  on("play", "click", toggle);
  on("link", "click", copyLink);
  on("scrub", "input", (event) => { pause(false); goTo(Number(event.target.value)); });
  on("scrub", "change", () => settle());
  if (!window.__playerKeys) {
    window.__playerKeys = true;
    document.addEventListener("keydown", pressed);
  }
}

function drawPlayer() {
  const { root, shown, data, playing } = clock;
  if (!root) return;
  const day = new Date(shown * DAY);
  const scrub = root.querySelector("[data-do=scrub]"), iso = day.toISOString().slice(0, 10);
  if (scrub.min !== String(data.first) || scrub.max !== String(data.last)) Object.assign(scrub, { min: data.first, max: data.last });
  scrub.value = shown;
  if (root.dataset.day !== iso) {
    root.dataset.day = iso;
    root.querySelector("output").textContent =
      day.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    scrub.setAttribute("aria-valuetext", iso);
  }
  const play = root.querySelector("[data-do=play]");
  const name = playing ? "Pause" : "Play";
  if (play.getAttribute("aria-label") !== name) {
    play.setAttribute("aria-label", name);
    play.title = `${name} (space)`;
    play.dataset.playing = playing;
  }
  root.querySelector("[data-do=previous]").disabled = changeFrom(-1) === undefined;
  root.querySelector("[data-do=next]").disabled = changeFrom(1) === undefined;
  document.body.classList.toggle("playing", playing);
}

// The nearest day before or after the one shown on which one of the places changed hands.
function changeFrom(way) {
  const { changes } = clock.data;
  return way > 0 ? changes.find((day) => day > clock.shown) : changes.findLast((day) => day < clock.shown);
}

function step(way) {
  const day = changeFrom(way);
  pause(false);
  if (day !== undefined) settle(day);
}

function toggle() {
  if (clock.playing) pause(true); else play();
}

function pause(tell) {
  const was = clock.playing;
  clock.playing = false;
  if (was && tell) settle(); else if (was) drawPlayer();
}

function play() {
  if (clock.shown >= clock.data.last) clock.shown = clock.data.first;
  clock.playing = true;
  const begun = { at: performance.now(), day: clock.shown };
  let before = begun.at, exact = clock.shown, beat = begun.at;
  const frame = (now) => {
    if (!clock.playing || !clock.root?.isConnected) { document.body.classList.remove("playing"); return; }
    const speed = Number(clock.root.querySelector("[data-do=speed]").value);
    if (!REDUCED.matches) {
      exact = Math.min(exact + Math.min(now - before, 250) * speed / 1000, clock.data.last);
    } else if (now - beat >= BEAT) {  // no motion: one still picture after the other, each a change of hands
      exact = changeFrom(1) ?? clock.data.last;
      beat = now;
    }
    before = now;
    if (Math.floor(exact) !== clock.shown) goTo(Math.floor(exact));
    if (clock.shown >= clock.data.last) pause(true); else requestAnimationFrame(frame);
  };
  drawPlayer();
  requestAnimationFrame(frame);
}

const KEYS = {
  " ": toggle,
  Home: () => later(clock.data.first),
  End: () => later(clock.data.last),
  ArrowLeft: ({ shiftKey }) => (shiftKey ? step(-1) : later(clock.shown - 1)),
  ArrowRight: ({ shiftKey }) => (shiftKey ? step(1) : later(clock.shown + 1)),
};

// Keys of the page move the day; those typed into a field, a chart or the table stay with it.
function pressed(event) {
  const { root } = clock, target = event.target;
  const act = KEYS[event.key];
  if (!act || !root?.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
  const inside = root.contains(target);
  if (inside ? target.matches("select") || (event.key === " " && target.matches("button")) : !isPlain(target)) return;
  event.preventDefault();
  act(event);
}

function isPlain(target) {
  return target === document.body || !target.closest("input, textarea, select, button, a, summary, [contenteditable], [role], [tabindex], canvas");
}

// A held key runs through many days: only the one it stops at is told.
function later(day) {
  pause(false);
  goTo(day);
  clearTimeout(clock.timer);
  clock.timer = setTimeout(() => settle(), IDLE);
}

async function copyLink(event) {
  const button = event.currentTarget;
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {  // no secure context: the old way
    const field = Object.assign(document.createElement("textarea"), { value: location.href });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  button.dataset.done = "true";
  setTimeout(() => { button.dataset.done = "false"; }, 2000);
}
