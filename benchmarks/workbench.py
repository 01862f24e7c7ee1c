"""How soon the home page's one screen stands, answers and plays, beside an empty page in the same run.

``python -m benchmarks.workbench`` prints the table. Counted is what a person waits for: from the navigation, or the
click, to the frame after the one in which everything asked for was drawn.
"""

from __future__ import annotations

import gzip
import os
import statistics
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import Served, change, serve, view
from benchmarks.sized_records import write_record
from tests.browser.chromium import launch

ROUNDS: Final = int(os.environ.get("ROUNDS", "9"))
PLACES: Final = (127, 400, 1_000)
EMPTY: Final = "document.body.innerText.includes('Value: 500')"
WHOLE: Final = (
    "['map', 'river', 'strip'].every((each) => document.querySelector(`[data-drawn=${each}]`))"
    " && document.querySelector('.headline .say b') && document.querySelector('.chip')"
)
SIZE: Final = {"width": 1440, "height": 900}
SECONDS: Final = 5

UNTIL = """() => new Promise((ready, failed) => {
  const before = performance.now();
  const look = () => {
    if (DONE) requestAnimationFrame(() => ready(performance.now() - before));
    else if (performance.now() - before > 20000) failed(new Error("not drawn"));
    else requestAnimationFrame(look);
  };
  ACT;
  requestAnimationFrame(look);
})"""
STEP = UNTIL.replace(
    "ACT", "[...document.querySelectorAll('.player button')].find((each) => /before/.test(each.ariaLabel)).click()"
).replace(
    "DONE",
    "document.querySelector('.map').dataset.day !== window.__day && document.querySelector('.map').dataset.day"
    " === document.querySelector('.pane-river canvas[data-day]').dataset.day",
)

FRAMES = """(seconds) => new Promise((done) => {
  const speed = document.querySelector(".player select"), play = document.querySelector(".player .play");
  speed.value = "365.25";
  speed.dispatchEvent(new Event("change"));
  play.click();
  let frames = 0;
  const end = performance.now() + 1000 * seconds;
  const count = (now) => {
    frames += 1;
    if (now < end) requestAnimationFrame(count); else { play.click(); done(frames / seconds); }
  };
  requestAnimationFrame(count);
})"""


@dataclass
class Waits:
    """Milliseconds of each kind of wait at one size of the record; frames a second; bytes of the payload."""

    first: list[float] = field(default_factory=list)
    card: list[float] = field(default_factory=list)
    step: list[float] = field(default_factory=list)
    filtered: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    """Milliseconds of the server's processor for the rerun that a step asks for."""
    frames: float = 0
    requests: int = 0
    payload: int = 0


def measure(browser: Browser, empty: Served, sizes: dict[int, Served]) -> tuple[list[float], dict[int, Waits]]:
    """All sizes and the empty page in turns; the first views of the empty page, and the waits of each size."""
    waits = {size: Waits() for size in sizes}
    for turn in range(ROUNDS + 1):
        for size, served in [(0, empty), *sizes.items()]:
            with browser.new_context(viewport=SIZE) as context:
                _first_view(context.new_page(), served, WHOLE if size else EMPTY)
            if turn and size:
                waits[size].first.append(served.first_views[-1])
    blank = browser.new_context(viewport=SIZE).new_page()
    view(blank, empty, EMPTY)
    for size, served in sizes.items():
        page = browser.new_context(viewport=SIZE).new_page()
        view(page, served, WHOLE)
        for _ in range(ROUNDS):
            blank.bring_to_front()
            change(blank, empty, lambda page: page.get_by_role("slider").press("ArrowRight"))
            page.bring_to_front()
            _interact(page, served, waits[size])
        _play(page, waits[size])
        waits[size].payload = _payload(page, served)
        page.context.close()
    return empty.first_views[1:], waits


def _first_view(page: Page, served: Served, ready: str) -> None:
    """A cold browser: nothing kept, nothing connected."""
    view(page, served, ready, rest=0)


def _interact(page: Page, served: Served, waits: Waits) -> None:
    before = sum(served.process.cpu_times()[:2])
    change(page, served, lambda page: page.get_by_role("button", name="Change of hands before").press("Enter"))
    waits.settled.append(served.changes.pop())
    waits.processor.append(1000 * (sum(served.process.cpu_times()[:2]) - before))
    page.evaluate("window.__day = document.querySelector('.map').dataset.day")
    waits.step.append(page.evaluate(STEP))
    page.wait_for_timeout(900)
    towns = page.locator(".workbench .town:not([hidden])")
    place = towns.nth((7 * len(waits.card)) % towns.count())
    name, box = place.get_attribute("data-place"), place.bounding_box()
    assert box
    page.evaluate(WATCH_CARD)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => window.__card !== null")
    assert name
    waits.card.append(page.evaluate("window.__card"))
    for _ in range(3):  # towns fanned out, the card, the place
        page.keyboard.press("Escape")
    page.wait_for_timeout(900)
    waits.filtered.append(_filter(page))


WATCH_CARD = """() => {
window.__card = null;
window.addEventListener("pointerdown", () => {
  const begun = performance.now(), was = document.querySelector(".pane-card").dataset.card;
  const look = () => {
    const card = document.querySelector(".pane-card");
    if (card.dataset.whole === "true" && card.dataset.card && card.checkVisibility() && card.dataset.card !== was) {
      requestAnimationFrame(() => { window.__card = performance.now() - begun; });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}, { capture: true, once: true });
}"""


def _filter(page: Page) -> float:
    """Milliseconds from a filter to the whole screen over its payload; the filter is taken away again."""
    box = page.get_by_role("combobox", name="Country")
    box.click()
    page.keyboard.type("Iraq")
    page.evaluate("""() => {
      const was = document.querySelector(".workbench").dataset.payload;
      window.__filtered = 0;
      window.addEventListener("keydown", () => {
        const begun = performance.now();
        const look = () => {
          if (document.querySelector(".workbench").dataset.payload !== was) {
            const noted = () => { window.__filtered = performance.now() - begun; };
            requestAnimationFrame(() => requestAnimationFrame(noted));
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }, { capture: true, once: true });
    }""")
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.__filtered")
    took: float = page.evaluate("window.__filtered")
    page.wait_for_timeout(500)
    page.locator(".active-filter").first.click()
    page.wait_for_timeout(1500)
    return took


def _play(page: Page, waits: Waits) -> None:
    """A year a second from 2003 on, with everything moving; counts what is asked of the server meanwhile."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sent: list[object] = []

    def note(event: object) -> None:
        sent.append(event)

    client.on("Network.webSocketFrameSent", note)
    client.on("Network.requestWillBeSent", note)
    page.locator(".plot canvas[role=slider]").focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(1500)
    sent.clear()
    waits.frames = page.evaluate(FRAMES, SECONDS)
    waits.requests = max(len(sent) - 1, 0)  # pausing tells the day
    client.detach()


def _payload(page: Page, served: Served) -> int:
    address = page.evaluate("document.querySelector('.workbench').dataset.payload")
    with urllib.request.urlopen(f"{served.url}{address}") as answer:
        return len(gzip.compress(answer.read(), 9))


def report(firsts: list[float], changes: list[float], waits: dict[int, Waits]) -> bool:
    """Prints the table; true where every budget is kept."""
    middle: Callable[[list[float]], float] = statistics.median
    first, rerun = middle(firsts), middle(changes)
    print(f"\nan empty page: first view {first:.0f} ms, rerun settled {rerun:.0f} ms\n")
    heads = ("first screen", "filter, all drawn", "card", "step", "settled", "processor", "frames/s", "payload")
    print(f"{'places':>7} " + " ".join(f"{head:>18}" for head in heads))
    kept = True
    for size, own in waits.items():
        view_, card, step = middle(own.first), middle(own.card), middle(own.step)
        filtered, settled, processor = middle(own.filtered), middle(own.settled), middle(own.processor)
        cells = (
            f"{view_:.0f} ms, {view_ / first:.2f} x", f"{filtered:.0f} ms, {filtered / rerun:.2f} x", f"{card:.0f} ms",
            f"{step:.0f} ms", f"{settled:.0f} ms, {settled / rerun:.2f} x", f"{processor:.0f} ms", f"{own.frames:.1f}",
            f"{own.payload / 1000:.1f} kB",
        )  # fmt: skip
        print(f"{size:>7} " + " ".join(f"{cell:>18}" for cell in cells))
        budgets = (
            view_ <= 2.0 * first, filtered <= 3.0 * rerun, card <= 150 + rerun, settled <= 1.5 * rerun, processor <= 60,
            own.requests == 0, own.payload <= 120_000 or size > 400, own.frames >= 55 or size > 400,
        )  # fmt: skip
        kept = kept and all(budgets)
    return kept


def run(browser: Browser, stack: ExitStack, folder: Path) -> bool:
    """Measures and prints; true where every budget is kept."""
    empty = stack.enter_context(serve("benchmarks/pages/empty.py"))
    sizes = {
        size: stack.enter_context(serve("app.py", DASHBOARD_DATA=str(write_record(folder / str(size), size))))
        for size in PLACES
    }
    firsts, waits = measure(browser, empty, sizes)
    return report(firsts, empty.changes, waits)


def main() -> int:
    with ExitStack() as stack, sync_playwright() as play:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        browser = launch(play)
        kept = run(browser, stack, folder)
        browser.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
