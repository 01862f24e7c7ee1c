"""A running dashboard and a real Chromium that can reach nothing else."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import launch
from tests.browser.traffic import Traffic

ROOT = Path(__file__).parent.parent.parent
SMALL, SHIPPED = ROOT / "tests" / "record_small", ROOT / "data"
OpenView = Callable[..., Page]
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


class Dashboard:
    """Servers of the dashboard, one a data folder, and the requests that its pages made."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.servers: dict[str, tuple[str, subprocess.Popen[bytes]]] = {}

    def url(self, data: Path | None) -> str:
        """The address of a server that shows this data; the small record for None."""
        key = "" if data is SHIPPED else str(data or SMALL)
        if key not in self.servers:
            self.servers[key] = serve(key)
        return self.servers[key][0]

    def close(self) -> None:
        for _, process in self.servers.values():
            process.terminate()
            process.wait(10)


def serve(data: str, *options: str, **environment: str) -> tuple[str, subprocess.Popen[bytes]]:
    """A server of its own with these options of Streamlit, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", *options]
    variables = os.environ | {"DASHBOARD_DATA": data} | environment
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return url, process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the dashboard did not come up within 30 seconds")


@pytest.fixture(scope="session")
def dashboard() -> Iterator[Dashboard]:
    with sync_playwright() as play:
        browser = launch(play)
        running = Dashboard(browser)
        yield running
        running.close()
        browser.close()


@pytest.fixture
def requested() -> list[str]:
    """Every address that the pages of the test asked for."""
    return []


@pytest.fixture
def open_view(dashboard: Dashboard, requested: list[str]) -> Iterator[OpenView]:
    """Opens a view in a fresh browser session: ``open_view("?on=2014-07-01")``; waits until it is whole."""
    contexts = []

    def open_one(query: str = "", data: Path | None = None, whole: bool = True, **options: object) -> Page:
        context = dashboard.browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        Traffic.follow(page)
        page.on("request", lambda request: requested.append(request.url))
        page.goto(dashboard.url(data) + "/" + query)
        if whole:
            wait_until_whole(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


def the_map(page: Page):
    """The frame of the map."""
    return page.frame_locator("iframe[title*='folium']")


def wait_until_whole(page: Page) -> None:
    """Map, charts and sentence stand, and the server has nothing left to do."""
    expect(the_map(page).locator(".leaflet-marker-icon.town").first).to_be_attached()
    expect(page.locator(".st-key-diagram .js-plotly-plot")).to_be_visible()
    expect(page.locator(".st-key-tempo canvas.day")).to_be_attached()
    settle(page)


def settle(page: Page) -> None:
    """The page has nothing more to ask, and the server has answered everything."""
    Traffic.of(page).settle()


def in_map(page: Page, script: str) -> object:
    """The value of a script inside the map's frame."""
    frame = next(frame for frame in page.frames if "streamlit_folium" in frame.url)
    return frame.evaluate(script)


def ran_in(page: Page) -> object:
    """What a hostile text left behind if it ran; None if nothing did."""
    return page.evaluate("window.__ran")


def town(page: Page, place: str):
    """The marker of a place."""
    return the_map(page).locator(f".leaflet-marker-icon[data-place='{place}']")


def sentence(page: Page) -> str:
    return page.locator(".sentence").inner_text()


def click_first_report(page: Page) -> str:
    """Clicks the first row of the table of reports on the home page; gives the id of the report it opens."""
    table = page.locator(".st-key-foot [data-testid=stDataFrame] canvas").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 18, box["y"] + 54)
    page.wait_for_url(re.compile("event="))
    (report,) = parse_qs(urlsplit(page.url).query)["event"]
    return report


def click_holding(page: Page, place: str, day: str) -> None:
    """Clicks the bar of the river diagram that tells who held the place on that day."""
    page.mouse.click(*point_at_holding(page, place, day))


def point_at_holding(page: Page, place: str, day: str) -> tuple[float, float]:
    """Brings the pointer to that bar; gives where it is."""
    spot = page.evaluate(
        """([place, day]) => { const plot = document.querySelector('.st-key-diagram .js-plotly-plot');
        const l = plot._fullLayout, box = plot.getBoundingClientRect();
        return [box.left + l.xaxis._offset + l.xaxis.d2p(day),
                box.top + l.yaxis._offset + l.yaxis.d2p(l.meta.rows[place])]; }""",
        [place, day],
    )
    page.mouse.move(*spot)
    return (spot[0], spot[1])
