"""``make bench``: prints the ratios of the budget table, all pages measured in turns in one run."""

from __future__ import annotations

import os
import platform
import statistics
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import Served, change, serve, view
from benchmarks.control import seconds_to_derive
from benchmarks.playback import Playback, play
from benchmarks.switching import Turned, measure_turns, report_turns
from tests.browser.chromium import launch

ROUNDS = int(os.environ.get("ROUNDS", "12"))
SCRIPTS = {
    "empty page": "benchmarks/pages/empty.py",
    "bare map": "benchmarks/pages/bare_map_app.py",
    "marker map": "benchmarks/pages/markers_app.py",
    "dashboard": "app.py",
    "bare pages": "benchmarks/pages/parts_app.py",
}

READY = {
    "empty page": "document.body.innerText.includes('Value: 500')",
    "bare map": "Boolean(frame().querySelector('.leaflet-map-pane'))",
    "marker map": "Boolean(frame().querySelector('path.leaflet-interactive'))",
    "dashboard": "Boolean(document.querySelector('.sentence') && frame().querySelector('.town'))",
    "bare pages": "document.body.innerText.includes('Valley: 500')",
}
TURNED_IN_ALL = 3
"""Turning pages takes three quarters of a minute a round."""
WARM_UP = 3


def act(name: str, page: Page) -> None:
    """One change of the day."""
    if name == "dashboard":
        page.get_by_role("button", name="Previous change").press("Enter")
    else:
        page.get_by_role("slider").press("ArrowRight")


@dataclass(frozen=True)
class Measured:
    """What is told of the pages beyond their first views and changes."""

    playback: Playback
    empty_turn: float
    turns: list[Turned]


def measure(browser: Browser, served: dict[str, Served]) -> Measured:
    """First views and changes of all pages in turns, so that what else the machine does falls on all alike."""
    for _ in range(3):
        for name, one in served.items():
            with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
                view(context.new_page(), one, READY[name])
    pages: dict[str, Page] = {}
    for name, one in served.items():
        pages[name] = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        view(pages[name], one, READY[name])
    for _ in range(WARM_UP + ROUNDS):
        for name, one in served.items():
            pages[name].bring_to_front()
            change(pages[name], one, lambda page, name=name: act(name, page))
    _forget_the_warm_up(served)
    pages["dashboard"].bring_to_front()
    playback = play(pages["dashboard"])
    ours, floor = ((pages[name], served[name]) for name in ("dashboard", "bare pages"))
    return Measured(playback, *measure_turns(ours, floor, min(ROUNDS, TURNED_IN_ALL)))


def _forget_the_warm_up(served: dict[str, Served]) -> None:
    for one in served.values():
        del one.changes[:WARM_UP], one.received[:WARM_UP]


def report(served: dict[str, Served], measured: Measured) -> bool:
    """Prints the table; true where every budget is kept."""
    empty, bare, ours = served["empty page"], served["bare map"], served["dashboard"]
    memory = psutil.virtual_memory().total / 2**30
    print(f"\n{date.today()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}")
    print(f"{'page':12} {'first view':>12} {'day change':>22} {'bytes a change':>15} {'memory':>9} {'outside':>8}")
    for name, one in served.items():
        spread = f"{one.median_change():.0f} ms [{min(one.changes):.0f}-{max(one.changes):.0f}]"
        first = f"{statistics.median(one.first_views[1:]):.0f} ms"
        size = f"{statistics.median(one.received) / 1000:.1f} kB"
        print(f"{name:12} {first:>12} {spread:>22} {size:>15} {one.memory_mb:>6.0f} MB {len(one.outside):>8}")
    words, whole = report_turns(measured.empty_turn, measured.turns)
    playback = measured.playback
    first = statistics.median(ours.first_views[1:]) / statistics.median(bare.first_views[1:])
    budgets = [
        ("day change, whole page settled, to the empty page", ours.median_change() / empty.median_change(), 2.0, "x"),
        ("first view, to the bare map", first, 1.5, "x"),
        ("turning to any page: its first words, to an empty page", words, 2.0, "x"),
        ("turning to any page: settled, to a bare page of its parts", whole, 2.0, "x"),
        ("bytes to the browser for one change", max(ours.received) / 1000, 150, " kB"),
        ("server memory", ours.memory_mb, 400, " MB"),
        ("requests to outside hosts", len(ours.outside), 0, ""),
        ("messages and requests while playing", playback.messages, 0, ""),
        ("a step shown by map and diagram", playback.step_ms, 50, " ms"),
        ("control of 100,000 reports at 5,000 places", seconds_to_derive(), 2, " s"),
    ]
    print()
    smooth = playback.frames >= 50
    print(f"{'kept  ' if smooth else 'MISSED'}  playback: {playback.frames:.1f} frames a second (at least 50)")
    for words, value, budget, unit in budgets:
        print(f"{'kept  ' if value <= budget else 'MISSED'}  {words}: {value:.2f}{unit} (budget {budget}{unit})")
    return smooth and all(value <= budget for _, value, budget, _ in budgets)


def main() -> int:
    with ExitStack() as stack, sync_playwright() as play:
        served = {name: stack.enter_context(serve(script)) for name, script in SCRIPTS.items()}
        browser = launch(play)
        kept = report(served, measure(browser, served))
        browser.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
