"""A view alone in a frame of another site: shown where a setting lets it, refused by the browser elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL, Dashboard, OpenView, serve
from tests.browser.faults import Faults

SHOWN = {
    "map": ".map[data-drawn=map][data-day='2017-11-03']",
    "river": "main.dark .pane-river[data-drawn=river]",
    "town": ".pane-card[data-card=al-qaim][data-whole=true] .holders",
}
LIGHT = 250_000
"""Bytes of all that a frame with a map fetches, whatever part of it is the record."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A site of somebody else, and the folder of its pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", tmp_path
    server.shutdown()


def test_a_frame_shows_a_view_where_its_site_is_named_and_nothing_elsewhere(
    dashboard: Dashboard, site: tuple[str, Path]
) -> None:
    address, folder = site
    allowing, process = serve(str(SMALL), DASHBOARD_FRAME_ANCESTORS=address)
    try:
        views = {"map": "?embed=map", "river": "?embed=river&theme=dark", "town": "?embed=town&place=al-qaim"}
        frames = [f'<iframe name="{view}" width="900" height="500" src="{allowing}/{query}&on=2017-11-03"></iframe>'
                  for view, query in views.items()]  # fmt: skip
        refused = f'<iframe name="refused" src="{dashboard.url(None)}/?embed=map"></iframe>'
        (folder / "news.html").write_text("<!doctype html><title>News</title>" + "".join(frames) + refused)
        page = dashboard.browser.new_page()
        faults = Faults.follow(page)
        page.goto(f"{address}/news.html")
        for view in views:
            page.locator(f"[name={view}]").scroll_into_view_if_needed()  # out of sight, a frame is not drawn
            shown = page.frame_locator(f"[name={view}]")
            expect(shown.locator("main[data-payload]")).to_be_visible()
            expect(shown.locator("footer")).to_contain_text("Derived from")
            link = shown.get_by_role("link", name="Open the full view").get_attribute("href") or ""
            assert "embed=" not in link
            assert "on=2017-11-03" in link
            assert shown.locator("header.stAppHeader, nav, iframe").count() == 0
            expect(shown.locator(SHOWN[view])).to_be_visible()
        assert page.frame(name="refused").locator("main").count() == 0
        assert any("frame-ancestors" in fault for fault in faults.all), faults.all
        page.context.close()
    finally:
        process.terminate()
        process.wait(10)


def test_a_view_alone_is_light_says_what_it_cannot_show_and_leads_to_its_page(open_view: OpenView) -> None:
    page = open_view("?embed=strip&on=2017-11-20", whole=False)
    expect(page.get_by_role("alert")).to_contain_text("embed: 'strip' cannot be used. embed: one of map, river, town")
    page.goto(page.url.replace("strip", "map"))
    expect(page.locator("main[data-payload] .map[data-drawn=map]")).to_have_attribute("data-day", "2017-11-20")
    sizes = page.evaluate("performance.getEntriesByType('resource').map(({ transferSize }) => transferSize)")
    assert 0 < sum(sizes) < LIGHT, json.dumps(sizes)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open the full view").click()
    expect(opened.value.locator(".workbench .map[data-drawn=map]")).to_have_attribute("data-day", "2017-11-20")
