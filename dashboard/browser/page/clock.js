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
  followCharts();
}

// Everything that shows a day shows the day on the clock; a window that ends with the day moves with it. What stands
// there already is left alone: the server's answer mostly says what the browser has shown before it. A map or a chart
// that is made anew asks for the day itself.
function show() {
  const { data, shown } = clock, { focus, alone } = data;
  const window_ = data.moves ? { from: shown - data.days + 1, to: shown } : { from: data.from, to: data.to };
  const now = { on: shown, ...window_, focus, alone };
  if (JSON.stringify(now) !== JSON.stringify(window.__valleyDay)) {
    window.__valleyDay = now;
    document.querySelector('iframe[title*="folium"]')?.contentWindow?.valley?.show(now);
    drawMarks(true);
  }
  drawPlayer();
}

function goTo(day) {
  clock.shown = Math.min(Math.max(day, clock.data.first), clock.data.last);
  show();
}

// The server is expected to answer for this day.
function expect(day) {
  clock.shown = clock.awaited = day;
  clock.until = performance.now() + PATIENCE;
}

// Streamlit sends from a timer. Drawn before that, the picture would hold the message back for as long as it takes to
// paint; drawn in the timer after it, it stands in the same frame, and the server works meanwhile.
function settle(day = clock.shown) {
  expect(day);
  clock.tell(day);
  setTimeout(show);
}
