"""``python -m benchmarks.overlay 10000 10000000``: the Valley page over imported events, in a real browser.

A server for each size has the events from ``DASHBOARD_EVENTS``; a filter is changed on all of them in turns, so that
what else the machine does falls on all alike. The first size is what the others are compared with. ``FOLDER`` keeps the
made-up events for the next run.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser import WATCH, Served, change, serve
from benchmarks.synthetic import write_counts, write_events
from tests.browser.chromium import launch

SIZES = (10_000, 10_000_000)
ROUNDS = int(os.environ.get("ROUNDS", "8"))
WARM_UP = 2
VIEW = "/?on=2016-06-01&from=2016-03-01&to=2016-06-01"
BUDGET_RATIO, BUDGET_BYTES, BUDGET_MEMORY_MB = 2.0, 150_000, 2_000


def store_of(folder: Path, rows: int) -> Path:
    """A folder with so many made-up events."""
    made = folder / str(rows)
    made.mkdir(exist_ok=True)
    if not (made / "events.duckdb").exists():
        write_events(made / "events.duckdb", rows)
        write_counts(made / "events.duckdb")
    return made


def open_page(page: Page, served: Served) -> None:
    """The Valley page with its layer drawn."""
    page.goto(served.url + VIEW)
    page.locator(".workbench .map[data-imported]").wait_for(state="attached", timeout=120_000)
    page.wait_for_timeout(5000)
    page.evaluate(WATCH)


def filter_again(page: Page, turn: int) -> None:
    """A filter that was not set before, so that no answer of before will do: words, in 90 days."""
    before = page.locator(".sentence.imported").inner_text()
    field = page.get_by_label("Words in reports")
    field.fill(f"report {turn}")
    field.press("Enter")
    # A page that waits for its server is quiet as well: it has not settled before the new count stands.
    page.wait_for_function(f"() => document.querySelector('.sentence.imported')?.innerText !== {json.dumps(before)}")


def report(served: dict[int, Served]) -> bool:
    """Prints the table; true where every budget is kept."""
    first = next(iter(served.values()))
    print(f"\n{date.today()}, {os.cpu_count()} cores; medians of {ROUNDS} changes of a filter, all sizes in turns")
    kept = True
    for rows, one in served.items():
        ratio, most = one.median_change() / first.median_change(), max(one.wire)
        spread = f"{one.median_change():,.0f} ms [{min(one.changes):,.0f}-{max(one.changes):,.0f}]"
        print(f"{rows:>12,} events {spread:>26} {ratio:5.2f}x {most / 1000:8.1f} kB {one.memory_mb:7,.0f} MB")
        print(f"{'':20} written: {max(one.received) / 1000:.1f} kB in messages before they are compressed")
        kept &= ratio <= BUDGET_RATIO and most <= BUDGET_BYTES and one.memory_mb <= BUDGET_MEMORY_MB
    words = f"{BUDGET_RATIO:g}x, {BUDGET_BYTES // 1000} kB, {BUDGET_MEMORY_MB:,} MB"
    print(f"{'kept  ' if kept else 'MISSED'}  budgets: {words}")
    return kept


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    with ExitStack() as stack, sync_playwright() as play:
        folder = Path(os.environ.get("FOLDER") or stack.enter_context(tempfile.TemporaryDirectory()))
        browser, served, pages = launch(play), dict[int, Served](), dict[int, Page]()
        for rows in sizes:
            os.environ["DASHBOARD_EVENTS"] = str(store_of(folder, rows))
            served[rows] = stack.enter_context(serve("app.py"))
            pages[rows] = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            open_page(pages[rows], served[rows])
        for turn in range(WARM_UP + ROUNDS):
            for rows, one in served.items():
                pages[rows].bring_to_front()
                change(pages[rows], one, lambda page, turn=turn: filter_again(page, turn))
        for one in served.values():
            del one.changes[:WARM_UP], one.received[:WARM_UP], one.wire[:WARM_UP]
        kept = report(served)
        browser.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
