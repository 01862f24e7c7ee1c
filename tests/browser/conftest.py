"""A running dashboard and a real Chromium that can reach nothing else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from dashboard.timespan import day_number
from tests.browser.chromium import launch
from tests.browser.faults import Faults
from tests.browser.traffic import Traffic

ROOT = Path(__file__).parent.parent.parent
SMALL, SHIPPED = ROOT / "tests" / "record_small", ROOT / "data"
OpenView = Callable[..., Page]
SHOWN_PANE = ":is(.pane-river[data-drawn=river], .pane-card[data-whole=true], .pane-reports):not([hidden])"
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
    """Opens a view in a fresh browser session: ``open_view("?on=2014-07-01")``; waits until it is whole.

    Whatever the test does, no page of it may break its policy or end a script with an error.
    """
    contexts, followed = [], []

    def open_one(query: str = "", data: Path | None = None, whole: bool = True, **options: object) -> Page:
        context = dashboard.browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        Traffic.follow(page)
        followed.append(Faults.follow(page))
        page.on("request", lambda request: requested.append(request.url))
        page.goto(dashboard.url(data) + "/" + query)
        if whole:
            wait_until_whole(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [fault for faults in followed for fault in faults.grave] == []


def wait_until_whole(page: Page) -> None:
    """Map, strip and what the panel shows are drawn, and the server has nothing left to do."""
    expect(page.locator(".workbench[data-payload]")).to_be_attached()
    expect(page.locator(".workbench .map[data-drawn=map]")).to_be_visible()
    expect(page.locator(".workbench .plot[data-drawn=strip]")).to_be_visible()
    expect(page.locator(SHOWN_PANE)).to_be_visible()
    settle(page)


def settle(page: Page) -> None:
    """The page has nothing more to ask, and the server has answered everything."""
    Traffic.of(page).settle()


def ran_in(page: Page) -> object:
    """What a hostile text left behind if it ran; None if nothing did."""
    return page.evaluate("window.__ran")


def params(page: Page) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


def number_of(day: str) -> int:
    """The number of a day as the workbench counts them."""
    return day_number(date.fromisoformat(day))


def town(page: Page, place: str) -> Locator:
    """What the map tells of a place, where its mark is."""
    return page.locator(f".workbench .town[data-place='{place}']")


def middle_of(found: Locator) -> tuple[float, float]:
    """The middle of an element, in the window."""
    box = found.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click_town(page: Page, place: str) -> None:
    """Clicks the mark of a place on the map, which is drawn on a canvas."""
    page.mouse.click(*middle_of(town(page, place)))


def the_map(page: Page) -> Locator:
    """The map of the home page."""
    return page.locator(".workbench .map")


def sentence(page: Page) -> str:
    """What the home page says of the valley."""
    return page.locator(".workbench .say").first.inner_text()


def card_of(page: Page, subject: str) -> Locator:
    """The card of a place or of a report, with all that the server has to say of it."""
    return page.locator(f".pane-card[data-card='{subject}'][data-whole=true]")


def show_tab(page: Page, name: str) -> None:
    """Brings one of the panes beside the map to the front: River, Card or Reports."""
    page.get_by_role("tab", name=name).click()


def click_first_report(page: Page) -> str:
    """Opens the first report of the list of the window; gives its id."""
    show_tab(page, "Reports")
    row = page.locator(".pane-reports .row[data-report]").first
    report = row.get_attribute("data-report")
    assert report
    row.click()
    return report


def spot_on(page: Page, view: str, host: str, *told: object) -> tuple[float, float]:
    """Where a view of the workbench has what is told, in the window: its own module knows."""
    script = """async ([module, host, told]) => {
        const { pointAt } = await import(module), { x, y } = pointAt(document.querySelector(host), ...told);
        return [x, y]; }"""
    x, y = page.evaluate(script, [Traffic.of(page).workbench_module(view), host, list(told)])
    return x, y


def point_at_holding(page: Page, place: str, day: str) -> tuple[float, float]:
    """Brings the pointer to the bar of the river diagram for who held the place on that day; gives where it is."""
    spot = spot_on(page, "river/river.js", ".pane-river", place, number_of(day))
    page.mouse.move(*spot)
    return spot


def click_holding(page: Page, place: str, day: str) -> None:
    """Clicks that bar."""
    page.mouse.click(*point_at_holding(page, place, day))


def point_on_strip(page: Page, day: str) -> tuple[float, float]:
    """Where a day lies on the time strip, amid the bars."""
    x, y = spot_on(page, "strip/strip.js", ".plot", number_of(day))
    return x, y


def in_frame(page: Page, script: str) -> object:
    """The value of a script inside the frame of a map of the page of two days."""
    frame = page.locator("iframe[title*='folium']").first.element_handle().content_frame()
    assert frame
    frame.wait_for_url(lambda url: "streamlit_folium" in url)
    return frame.evaluate(script)
