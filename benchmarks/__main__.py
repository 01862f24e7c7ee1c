"""``make bench``: the first screen, the turns of the pages and the rules, beside empty and bare pages in one run."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import psutil
from playwright.sync_api import Browser, sync_playwright

from benchmarks import workbench
from benchmarks.browser import Served, serve, view
from benchmarks.control import seconds_to_derive
from benchmarks.switching import measure_turns, report_turns
from tests.browser.chromium import launch

ROUNDS = int(os.environ.get("ROUNDS", "9"))
TURNED_IN_ALL = 3
"""Turning pages takes three quarters of a minute a round."""
FRAMED = (
    "Boolean(document.querySelector(\"iframe[title*='folium']\").contentDocument.querySelector('.leaflet-map-pane'))"
)


def first_views(browser: Browser, served: Served, ready: str) -> float:
    """The median of the first views in cold browsers, in milliseconds."""
    for _ in range(ROUNDS):
        with browser.new_context(viewport=workbench.SIZE) as context:
            view(context.new_page(), served, ready, rest=0)
    return statistics.median(served.first_views[1:])


def turns(browser: Browser, ours: Served, floor: Served) -> bool:
    """Prints how long the turns of the pages take; true where the budgets are kept."""
    pages = []
    for served, ready in ((ours, workbench.WHOLE), (floor, "document.body.innerText.includes('Valley: 500')")):
        page = browser.new_context(viewport=workbench.SIZE).new_page()
        view(page, served, ready)
        pages.append((page, served))
    words, whole = report_turns(*measure_turns(pages[0], pages[1], min(ROUNDS, TURNED_IN_ALL)))
    return told("turning to any page: its first words, to an empty page", words, 2.0, "x") & told(
        "turning to any page: settled, to a bare page of its parts", whole, 2.0, "x"
    )


def told(words: str, value: float, budget: float, unit: str) -> bool:
    """Prints whether the budget is kept."""
    print(f"{'kept  ' if value <= budget else 'MISSED'}  {words}: {value:.2f}{unit} (budget {budget}{unit})")
    return value <= budget


def main() -> int:
    memory = psutil.virtual_memory().total / 2**30
    print(f"{date.today()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}")
    with ExitStack() as stack, sync_playwright() as play:
        browser, folder = launch(play), Path(stack.enter_context(tempfile.TemporaryDirectory()))
        kept = workbench.run(browser, stack, folder)
        framed = stack.enter_context(serve("benchmarks/pages/bare_map_app.py"))
        print(f"a bare map in the frame of streamlit-folium: first view {first_views(browser, framed, FRAMED):.0f} ms")
        ours = stack.enter_context(serve("app.py"))
        kept &= turns(browser, ours, stack.enter_context(serve("benchmarks/pages/parts_app.py")))
        kept &= told("server memory", ours.memory_mb, 400, " MB")
        kept &= told("requests to outside hosts", len(ours.outside), 0, "")
        browser.close()
    kept &= told("control of 100,000 reports at 5,000 places", seconds_to_derive(), 2, " s")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
