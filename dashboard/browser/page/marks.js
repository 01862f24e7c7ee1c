// The day, the focus and the reports of the window, on a canvas of their own above Plotly's drawing.
const DAY = 864e5;
const CHARTS = ["diagram", "tempo"];

// The map tells when a timeline has been loaded: the marks on the charts are taken from it.
window.addEventListener("valley-loaded", () => drawMarks(true));

// Streamlit makes and remakes charts, and what holds them, when it pleases: whatever stands there gets the day.
function followCharts() {
  const main = document.querySelector(".stMain");
  if (main && !main.__followsCharts) {
    main.__followsCharts = true;
    new MutationObserver(() => drawMarks(false)).observe(main, { childList: true, subtree: true });
  }
  drawMarks(false);
}

function drawMarks(again) {
  for (const key of CHARTS) attach(key, again);
}

// The chart in this place has its marks, once it is drawn itself; it draws them anew when it is drawn anew.
function attach(key, again) {
  const host = document.querySelector(`.st-key-${key}`), plot = host?.querySelector(".js-plotly-plot");
  if (!plot?._fullLayout?.xaxis?.d2p) return;
  if (!plot.__dayDrawn) {
    plot.__dayDrawn = true;
    for (const event of ["plotly_afterplot", "plotly_relayouting"]) plot.on(event, () => draw(host, plot, key));
    if (key === "diagram") {
      nameHoldings(plot);
      plot.on("plotly_afterplot", () => nameHoldings(plot));
      plot.on("plotly_click", ({ points: [{ customdata }] }) => holdingClicked(customdata));
    }
  }
  if (again || !host.querySelector("canvas.day")) draw(host, plot, key);
}

// Every bar gets the name and the words that its label shows: they come once, and not with each bar.
function nameHoldings(plot) {
  const { names, says } = plot._fullLayout.meta;
  for (const holding of plot.data[0].customdata) {
    if (holding.length === 3) holding.push(names[holding[0]], says[holding[2]]);
  }
}

// The day and the place of a holding show at once; the server is told by Streamlit itself.
function holdingClicked(holding) {
  if (!holding) return;
  clock.data = { ...clock.data, focus: holding[0], alone: true };
  expect(Math.round(Date.parse(holding[1]) / DAY));
  show();
}

function draw(host, plot, key) {
  const now = window.__valleyDay, { xaxis, yaxis, width, height, meta } = plot._fullLayout;
  if (!now || !xaxis?.d2p) return;
  const pen = sheet(host, plot, width, height, now);
  const left = xaxis._offset, right = left + xaxis._length, top = yaxis._offset, bottom = top + yaxis._length;
  const x = (day) => left + xaxis.d2p(day * DAY);
  pen.beginPath(); pen.rect(left - 1, top, right - left + 2, bottom - top); pen.clip();
  pen.fillStyle = pen.strokeStyle = "#c2410c";
  if (key === "tempo") {
    pen.globalAlpha = 0.22;
    pen.fillRect(x(now.from), top, Math.max(x(now.to + 1) - x(now.from), 2), bottom - top);
    pen.globalAlpha = 1;
  } else {
    marks(pen, x, (row) => top + yaxis.d2p(row), now, meta?.rows || {});
  }
  pen.fillRect(x(now.on + 0.5) - 1, top, 2, bottom - top);
}

// A sharp, empty canvas exactly above the chart.
function sheet(host, plot, width, height, now) {
  let canvas = host.querySelector("canvas.day");
  if (!canvas) {
    canvas = document.createElement("canvas");
    canvas.className = "day";
    canvas.setAttribute("aria-hidden", "true");
    Object.assign(canvas.style, { position: "absolute", left: "0", top: "0", pointerEvents: "none", zIndex: "1" });
    plot.parentElement.style.position = "relative";
    plot.parentElement.append(canvas);
  }
  const scale = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  canvas.dataset.day = new Date(now.on * DAY).toISOString().slice(0, 10);
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.reset?.();
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  return pen;
}

// A frame round the row of the focus, and a mark for every report of the window.
function marks(pen, x, y, now, rows) {
  if (now.focus in rows) {
    const middle = y(rows[now.focus]), half = Math.max(Math.abs(y(rows[now.focus] + 0.5) - middle), 3) + 1;
    pen.lineWidth = 1.5;
    pen.strokeRect(-10, middle - half, 1e5, 2 * half);
  }
  const line = document.querySelector('iframe[title*="folium"]')?.contentWindow?.valley?.state.timeline;
  if (!line) return;
  pen.lineWidth = 1.2;
  for (const [first, until, place] of line.reports) {
    if (first > now.to) break;
    const id = line.places[place][0];
    if (until <= now.from || !(id in rows) || (now.alone && id !== now.focus)) continue;
    pen.beginPath();
    pen.arc(x(first + 0.5), y(rows[id]), 2.6, 0, 7);
    pen.stroke();
  }
}
