// The day moves here, at display speed: map and charts show it at once, and only a day that stands is told to the server.
const clock = window.__clock ??= { data: null, shown: 0, awaited: null, until: 0, playing: false, tell: null, root: null };
const PATIENCE = 5000;

export default function ({ data, setStateValue, parentElement }) {
  clock.data = data;
  clock.tell = (on) => setStateValue("day", { on, number: performance.now() });
  keepAddress(data.query);
  // Answers to earlier days are still under way when somebody moves on: they must not pull the day back.
  const stale = clock.awaited !== null && data.on !== clock.awaited && performance.now() < clock.until;
  if (!clock.playing && !stale) { clock.awaited = null; clock.shown = data.on; }
  standPlayer(parentElement);
  show();
  for (const key of CHARTS) follow(key);
}

// Everything that shows a day shows the day on the clock; a window that ends with the day moves with it.
function show() {
  const { data, shown } = clock;
  const window_ = data.moves ? { from: shown - data.days + 1, to: shown } : { from: data.from, to: data.to };
  window.__valleyDay = { ...data, ...window_, on: shown };
  document.querySelector('iframe[title*="folium"]')?.contentWindow?.valley?.show(window.__valleyDay);
  for (const key of CHARTS) redraw(key);
  drawPlayer();
}

function goTo(day) {
  clock.shown = Math.min(Math.max(day, clock.data.first), clock.data.last);
  show();
}

// The day is shown, and the server is expected to answer for it.
function waitFor(day) {
  clock.shown = clock.awaited = day;
  clock.until = performance.now() + PATIENCE;
  show();
}

function settle(day = clock.shown) {
  waitFor(day);
  clock.tell(day);
}
