"""Two maps in step, and the chart of shares that sets the day, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import OpenView, settle

MAPS = ("map_first", "map_second")
DAYS = "?on=2017-06-30&with=2017-01-01"


def map_frame(page: Page, name: str) -> FrameLocator:
    return page.frame_locator(f".st-key-{name} iframe")


def opened(page: Page) -> Page:
    """The page with both maps drawn and showing their days."""
    for name in MAPS:
        expect(map_frame(page, name).locator(".leaflet-container[data-day]")).to_be_visible()
        expect(map_frame(page, name).locator(".town.differs").first).to_be_attached()
    settle(page)
    return page


def view_of(page: Page, name: str) -> list[float]:
    """Zoom, latitude and longitude of the middle of a map, rounded."""
    script = "m => { const c = m.getCenter(); return [m.getZoom(), c.lat, c.lng].map((n) => Math.round(n * 20) / 20); }"
    handle = page.locator(f".st-key-{name} iframe").element_handle()
    frame = handle and handle.content_frame()
    assert frame
    found: list[float] = frame.evaluate(f"({script})(window.map)")
    return found


def come_to_rest(page: Page) -> None:
    """Neither map moves any more."""
    before = None
    while before != (now := [view_of(page, name) for name in MAPS]):
        before = now
        settle(page)


def test_each_map_shows_its_day_and_what_differs(open_view: OpenView) -> None:
    page = opened(open_view(f"compare{DAYS}", whole=False))
    for name, day, holder in zip(MAPS, ("2017-01-01", "2017-06-30"), ("Islamic State", "SDF"), strict=True):
        expect(map_frame(page, name).locator(".leaflet-container")).to_have_attribute("data-day", day)
        expect(map_frame(page, name).locator("[data-place='tabqa']")).to_have_attribute("data-holder", holder)
        expect(map_frame(page, name).locator("[data-place='tabqa']")).to_have_class(re.compile("differs"))
        expect(map_frame(page, name).locator("[data-place='haditha']")).not_to_have_class(re.compile("differs"))
    expect(page.locator(".sentence").first).to_contain_text("changed hands between 1 January and 30 June 2017")


@pytest.mark.parametrize(("leader", "follower"), [MAPS, MAPS[::-1]])
def test_the_maps_move_together(open_view: OpenView, leader: str, follower: str) -> None:
    page = opened(open_view(f"compare{DAYS}", whole=False))
    before = view_of(page, follower)
    map_frame(page, leader).locator(".leaflet-control-zoom-in").click()
    come_to_rest(page)
    assert view_of(page, leader) == pytest.approx(view_of(page, follower), abs=0.1)
    assert view_of(page, follower)[0] > before[0]
    box = map_frame(page, leader).locator(".leaflet-container").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5, steps=6)
    page.mouse.up()
    come_to_rest(page)
    after = view_of(page, follower)
    assert view_of(page, leader) == pytest.approx(after, abs=0.1)
    assert after != before


def test_a_click_on_a_town_opens_its_card_with_links_to_its_days(open_view: OpenView) -> None:
    page = opened(open_view(f"compare{DAYS}", whole=False))
    map_frame(page, "map_second").locator("[data-place='tabqa']").dispatch_event("click")
    expect(page.locator("article.card")).to_contain_text("from Islamic State to SDF")
    expect(page).to_have_url(re.compile("place=tabqa"))
    page.locator("article.card").get_by_role("link", name="10 May 2017").first.click()
    expect(page).to_have_url(re.compile(r"/\?.*on=2017-05-10"))
    expect(page.locator(".pane-card")).to_contain_text("Held by SDF, since 10 May 2017")


def test_back_returns_to_the_days_before(open_view: OpenView) -> None:
    page = opened(open_view(f"compare{DAYS}", whole=False))
    page.get_by_role("button", name="A year apart").click()
    expect(page).to_have_url(re.compile("with=2016-06-30"))
    settle(page)
    page.go_back()
    expect(page.locator(".sentence").first).to_contain_text("between 1 January and 30 June 2017")
    expect(page).to_have_url(re.compile("with=2017-01-01"))


def test_the_selection_goes_along_from_page_to_page(open_view: OpenView) -> None:
    page = opened(open_view(f"compare{DAYS}&country=SY", whole=False))
    page.get_by_role("link", name="Shares over time").click()
    expect(page.locator(".sentence").first).to_contain_text("30 June 2017. Of ")
    expect(page).to_have_url(re.compile(r"/shares\?on=2017-06-30&with=2017-01-01&country=SY"))


def test_the_selection_comes_back_from_the_third_page(open_view: OpenView) -> None:
    page = opened(open_view(f"compare{DAYS}&country=SY", whole=False))
    for title in ("Shares over time", "Valley"):
        page.get_by_role("link", name=title).click()
        expect(page.get_by_role("link", name=title)).to_have_attribute("aria-current", "page")
        expect(page).to_have_url(re.compile(r"\?on=2017-06-30&with=2017-01-01&country=SY"))
        settle(page)


def test_back_and_forward_turn_pages(open_view: OpenView) -> None:
    page = open_view("?on=2017-06-30&country=SY")
    page.get_by_role("link", name="Compare").click()
    opened(page)
    expect(page).to_have_url(re.compile("with=2016-06-30"))
    page.go_back()
    expect(page.locator(".workbench .headline")).to_contain_text("On 30 June 2017 the record names")
    settle(page)
    expect(page).to_have_url(re.compile(r"/\?on=2017-06-30&country=SY$"))
    page.go_forward()
    expect(page.locator(".sentence").first).to_contain_text("between 30 June 2016 and 30 June 2017")
    expect(page).to_have_url(re.compile("/compare.*with=2016-06-30"))


def test_a_click_on_the_shares_sets_the_day(open_view: OpenView) -> None:
    page = open_view("shares?on=2017-06-30", whole=False)
    line = page.locator(".day-line")
    expect(line).to_have_attribute("data-day", "2017-06-30")
    settle(page)
    box = page.locator(".st-key-shares .nsewdrag").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5)
    expect(line).not_to_have_attribute("data-day", "2017-06-30")
    day = line.get_attribute("data-day") or ""
    assert "2008" < day < "2013"
    expect(page).to_have_url(re.compile(f"on={day}"))
    expect(page.get_by_role("link", name="Open this day on the map")).to_have_attribute("href", re.compile(day))


@pytest.mark.parametrize("address", [f"compare{DAYS}", "shares?on=2017-06-30&count=people"])
def test_pages_fit_a_phone(open_view: OpenView, address: str) -> None:
    page = open_view(address, whole=False, viewport={"width": 390, "height": 844})
    expect(page.locator(".sentence").first).to_be_visible()
    settle(page)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
