"""A briefing opened from disk, with the network off: it draws, answers and plays, asks for nothing, and prints."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dashboard.analysis.record_cache import record_of
from dashboard.briefing.document import briefing
from dashboard.briefing.view import view_of
from dashboard.record.schema import TABLES
from tests.briefing.files import parsed
from tests.browser.conftest import SHIPPED, SMALL, Dashboard, OpenView, card_of, click_town, ran_in, show_tab
from tests.browser.faults import Faults
from tests.browser.test_hostile import FOREIGN, HOSTILE, table
from tests.builders import write

A4 = (595, 842)
"""Width and height in points."""


class Opened:
    """A briefing in a browser that has no network, and what it asked for."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.asked: list[str] = []
        self.page = context.new_page()
        self.faults = Faults.follow(self.page)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = file.as_uri()
        self.page.goto(self.address)


@pytest.fixture
def context(dashboard: Dashboard) -> Iterator[BrowserContext]:
    found = dashboard.browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    yield found
    found.close()


def written(folder: Path, data: Path | None, **params: str) -> Path:
    record = record_of(None if data is SHIPPED else str(data))
    file = folder / "briefing.html"
    view = view_of({name.rstrip("_"): [value] for name, value in params.items()}, record)
    file.write_bytes(briefing(record, view, date(2026, 6, 1)))
    return file


def wait_until_drawn(page: Page) -> None:
    for part in (".map[data-drawn=map]", ".plot[data-drawn=strip]"):
        expect(page.locator(f".workbench {part}")).to_be_visible()


def day_of(page: Page) -> str:
    shown = page.locator(".workbench .player").get_attribute("data-day")
    assert shown
    return shown


def painted(page: Page, canvas: str) -> int:
    """How many colours are on a canvas."""
    script = """(canvas) => {
        const { width, height } = canvas, { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
        return new Set(new Uint32Array(data.buffer)).size; }"""
    return int(page.locator(f".workbench {canvas}").first.evaluate(script))


def test_the_whole_record_is_read_without_a_network(context: BrowserContext, tmp_path: Path) -> None:
    opened = Opened(context, written(tmp_path, SHIPPED, on="2017-11-10"))
    page = opened.page
    wait_until_drawn(page)
    expect(page.locator(".pane-river[data-drawn=river]")).to_be_visible()
    assert painted(page, ".leaflet-towns-pane canvas") > 50
    assert painted(page, ".pane-river canvas") > 20

    click_town(page, "rutba")
    card = card_of(page, "rutba")
    expect(card).to_contain_text("Why this colour?")
    expect(card).to_contain_text("Reports that decide")
    assert card.locator(".source a[href^=https]").count() > 0
    assert page.get_by_role("link", name="Page of this town").count() == 0
    assert page.get_by_role("button", name="Copy link").count() == 0

    card.get_by_title("Open this report").first.click()
    expect(page.locator(".pane-card[data-whole=true] h4").first).to_have_text("Source")
    show_tab(page, "Reports")
    expect(page.locator(".pane-reports .row[data-report]").first).to_be_visible()

    before = day_of(page)
    page.get_by_role("button", name="Next change of hands").click()
    expect(page.locator(".workbench .player")).not_to_have_attribute("data-day", before)
    stepped = day_of(page)
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".workbench .player")).not_to_have_attribute("data-day", stepped)
    page.get_by_role("button", name="Pause").click()
    assert before < stepped < day_of(page)

    assert opened.asked == [opened.address]
    assert opened.faults.all == []


def test_it_prints_on_numbered_pages_of_a4(context: BrowserContext, tmp_path: Path) -> None:
    opened = Opened(context, written(tmp_path, SMALL, place="al-qaim", from_="2014-06-01", to="2017-12-01"))
    wait_until_drawn(opened.page)
    expect(card_of(opened.page, "al-qaim")).to_be_visible()
    pages = pypdf.PdfReader(io.BytesIO(opened.page.pdf(prefer_css_page_size=True))).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {A4}
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()
    assert "Who held Al-Qaim" in pages[0].extract_text()
    # The river diagram stands beside the map on paper, though the card was open on the screen, which it is again.
    assert len(pages[0].images) >= 5
    expect(card_of(opened.page, "al-qaim")).to_be_visible()
    assert opened.faults.all == []


def test_hostile_texts_stay_texts(context: BrowserContext, tmp_path: Path) -> None:
    folder = tmp_path / "record"
    folder.mkdir()
    tables = {kind.file.removesuffix(".csv"): table(kind) for kind in TABLES}
    opened = Opened(context, written(tmp_path, write(folder, **tables), on="2014-07-01", place="here"))
    page = opened.page
    wait_until_drawn(page)
    expect(card_of(page, "here").locator("h3")).to_contain_text(HOSTILE[1])
    show_tab(page, "Reports")
    expect(page.locator(".pane-reports .row[data-report]").first).to_be_visible()
    assert page.locator(f"{FOREIGN}, main :is(img, svg:not(.workbench svg), iframe), main script").count() == 0
    assert ran_in(page) is None
    assert opened.asked == [opened.address]
    assert opened.faults.all == []


def test_the_page_gives_the_view_as_it_stands(open_view: OpenView, tmp_path: Path) -> None:
    page = open_view("?on=2016-11-03&place=al-qaim&rule=strict&country=IQ")
    with page.expect_download() as given:
        page.get_by_role("button", name="Briefing", exact=True).click()
    assert given.value.suggested_filename == "briefing-al-qaim-2016-11-03.html"
    given.value.save_as(tmp_path / "given.html")
    document = (tmp_path / "given.html").read_bytes()
    parsed(document)
    assert re.search(rb"Filters</dt><dd>country Iraq", document)
    assert b"strict: a report counts only if" in document
