// Draws the day shown on the chart of shares, and tells the server which day was clicked: Streamlit itself reports
// clicks on points only, and the bands have none.
const DAY = 864e5;

export default function ({ data, setTriggerValue }) {
  window.__sharesDay = data.on;
  window.__pickDay = (day) => setTriggerValue("picked", day);
  follow();
}

function follow(tries = 200) {
  const host = document.querySelector(".st-key-shares");
  if (!host) { if (tries) setTimeout(() => follow(tries - 1), 100); return; }
  if (!host.__follows) {
    host.__follows = true;
    new MutationObserver(() => attach(host)).observe(host, { childList: true, subtree: true });
  }
  attach(host);
}

function attach(host) {
  const plot = host.querySelector(".js-plotly-plot");
  if (!plot?._fullLayout?.xaxis?.d2p) return;
  if (!plot.__sharesDrawn) {
    plot.__sharesDrawn = true;
    for (const event of ["plotly_afterplot", "plotly_relayouting"]) plot.on(event, () => draw(plot));
    plot.on("plotly_click", ({ event }) => {
      const { xaxis } = plot._fullLayout;
      const at = event.clientX - plot.getBoundingClientRect().left - xaxis._offset;
      const day = Math.floor(xaxis.p2d ? new Date(`${String(xaxis.p2d(at)).slice(0, 10)}T00:00Z`) / DAY : NaN);
      if (Number.isFinite(day)) window.__pickDay?.(new Date(day * DAY).toISOString().slice(0, 10));
    });
  }
  draw(plot);
}

function draw(plot) {
  const { xaxis, yaxis } = plot._fullLayout;
  let line = plot.parentElement.querySelector(".day-line");
  if (!line) {
    line = document.createElement("div");
    line.className = "day-line";
    line.setAttribute("aria-hidden", "true");
    Object.assign(line.style, { position: "absolute", width: "2px", background: "#c2410c", pointerEvents: "none", zIndex: "1" });
    plot.parentElement.style.position = "relative";
    plot.parentElement.append(line);
  }
  const at = xaxis.d2p(new Date(window.__sharesDay * DAY).toISOString().slice(0, 10));
  line.dataset.day = new Date(window.__sharesDay * DAY).toISOString().slice(0, 10);
  line.style.display = at < 0 || at > xaxis._length ? "none" : "";
  Object.assign(line.style, {
    left: `${xaxis._offset + at - 1}px`, top: `${yaxis._offset}px`, height: `${yaxis._length}px`, boxShadow: "0 0 0 1px #fff8",
  });
}
