"""How smoothly the years play, what they ask of the server, and how soon a step shows."""

from __future__ import annotations

import statistics
from typing import NamedTuple

from playwright.sync_api import Page

SECONDS, STEPS = 6, 20

PLAY = """(seconds) => new Promise((done) => {
  document.querySelector(".player [data-do=speed]").value = "365.25";
  document.querySelector(".player [data-do=play]").click();
  let frames = 0;
  const end = performance.now() + 1000 * seconds;
  const count = (now) => {
    frames += 1;
    if (now < end) { requestAnimationFrame(count); return; }
    document.querySelector(".player [data-do=play]").click();
    done(frames / seconds);
  };
  requestAnimationFrame(count);
})"""

STEP = """() => new Promise((done, fail) => {
  const map = document.querySelector("iframe[title*='folium']").contentDocument.querySelector(".leaflet-container");
  const line = document.querySelector(".st-key-diagram canvas.day");
  const before = map.dataset.day, begun = performance.now();
  document.querySelector(".player [data-do=next]").click();
  const look = () => {
    if (map.dataset.day !== before && line.dataset.day === map.dataset.day) done(performance.now() - begun);
    else if (performance.now() - begun > 2000) fail(new Error("it did not show"));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
"""Up to the frame at whose beginning map and diagram stand drawn: the one that paints them."""


REWIND = """() => {
  const scrub = document.querySelector(".player [data-do=scrub]");
  scrub.value = scrub.min;
  for (const type of ["input", "change"]) scrub.dispatchEvent(new Event(type));
}"""


class Playback(NamedTuple):
    """Frames a second, messages and requests while playing, and milliseconds from a step to the day on every view."""

    frames: float
    messages: int
    step_ms: float


def play(page: Page) -> Playback:
    """Plays a year a second with the whole record, then steps from change to change; the charts have to stand."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sent: list[object] = []

    def note(event: object) -> None:
        sent.append(event)

    client.on("Network.webSocketFrameSent", note)
    client.on("Network.requestWillBeSent", note)
    page.evaluate(REWIND)
    page.wait_for_timeout(3000)
    sent.clear()
    frames = page.evaluate(PLAY, SECONDS)
    messages = len(sent) - 1  # pausing tells the day
    page.wait_for_timeout(3000)
    steps = []
    for _ in range(STEPS):
        steps.append(page.evaluate(STEP))
        page.wait_for_timeout(600)
    client.detach()
    return Playback(frames, max(messages, 0), statistics.median(steps))
