"""Two days on maps, side by side and one over the other, and the shares that set the day, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.conftest import OpenView, middle_of, settle

MAPS = ("map_first", "map_second")
DAYS = "?on=2017-06-30&with=2017-01-01"
HELD = ":not([data-status=passed]):not([data-status=unknown])"
Scope = Page | FrameLocator | Locator


def map_frame(page: Page, name: str) -> FrameLocator:
    return page.frame_locator(f".st-key-{name} iframe")


def opened(page: Page) -> Page:
    """The page with its legend, and both maps drawn and showing their days."""
    for name in MAPS:
        expect(map_frame(page, name).locator(".map[data-drawn=map][data-day]")).to_be_visible()
        expect(map_frame(page, name).locator(".town[data-differs]").first).to_be_attached()
    expect(page.locator(".compared .chip").first).to_be_visible()
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


def held_by(within: Scope, name: str) -> int:
    """How many places the map shows that count for this holder."""
    return within.locator(f".town:not([hidden])[data-holder^='{name}']{HELD}").count()


def says_what_differs(page: Page, scopes: tuple[Scope, Scope]) -> None:
    """Each map is of its day, and says of each place who held it and whether it differs."""
    for within, day, holder in zip(scopes, ("2017-01-01", "2017-06-30"), ("Islamic State", "SDF"), strict=True):
        expect(within.locator(".map")).to_have_attribute("data-day", day)
        expect(within.locator("[data-place='tabqa'][data-differs]")).to_have_attribute("data-holder", holder)
        expect(within.locator("[data-place='haditha']:not([data-differs])")).to_be_attached()
    expect(page.locator(".sentence").first).to_contain_text("changed hands between 1 January and 30 June 2017")


def counts_both_days(page: Page, scopes: tuple[Scope, Scope]) -> None:
    """The chips of the legend count what the maps show."""
    for name in ("Islamic State", "SDF"):
        before, after = (held_by(within, name) for within in scopes)
        assert max(before, after) > 0
        expect(page.locator(".compared .chip", has=page.get_by_text(name, exact=True))).to_contain_text(
            re.compile(rf"{name}\s*{before} → {after}$")
        )


def test_each_map_shows_its_day_and_what_differs_under_one_legend_in_sight(open_view: OpenView) -> None:
    page = opened(open_view(f"compare{DAYS}", whole=False))
    frames = (map_frame(page, MAPS[0]), map_frame(page, MAPS[1]))
    says_what_differs(page, frames)
    counts_both_days(page, frames)
    differing = frames[0].locator(".town[data-differs]").count()
    expect(page.locator(".compared .entry.differing")).to_have_text(f"differ{differing}")
    for part in (page.locator(".compared .marks"), *(page.locator(f".st-key-{name} iframe") for name in MAPS)):
        box = part.bounding_box()
        assert box
        assert box["y"] + box["height"] < 900
    page.mouse.move(*middle_of(frames[0].locator("[data-place='tabqa']")))
    expect(frames[0].locator(".tip")).to_contain_text("held by Islamic State")
    page.emulate_media(color_scheme="dark")
    for frame in frames:
        expect(frame.locator("body")).to_have_class(re.compile("dark"))
    expect(page.locator(".compared")).to_have_class(re.compile("dark"))


def test_the_maps_move_together_and_keep_their_place_when_filters_change(open_view: OpenView) -> None:
    page = opened(open_view(f"compare{DAYS}", whole=False))
    for leader, follower in (MAPS, MAPS[::-1]):
        before = view_of(page, follower)
        map_frame(page, leader).locator(".leaflet-control-zoom-in").click()
        come_to_rest(page)
        assert view_of(page, leader) == pytest.approx(view_of(page, follower), abs=0.1)
        assert view_of(page, follower)[0] > before[0]
        box = map_frame(page, leader).locator(".map").bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5, steps=6)
        page.mouse.up()
        come_to_rest(page)
        after = view_of(page, follower)
        assert view_of(page, leader) == pytest.approx(after, abs=0.1)
        assert after != before
    page.get_by_role("button", name="A year apart").click()
    expect(map_frame(page, MAPS[0]).locator(".map")).to_have_attribute("data-day", "2016-06-30")
    settle(page)
    assert view_of(page, MAPS[0]) == view_of(page, MAPS[1]) == pytest.approx(after, abs=0.1)
    map_frame(page, MAPS[1]).get_by_role("button", name="Show the whole valley").click()
    come_to_rest(page)
    assert view_of(page, MAPS[0]) == view_of(page, MAPS[1])
    assert view_of(page, MAPS[0])[0] < after[0]


def test_a_click_on_a_town_opens_its_card_with_links_to_its_days(open_view: OpenView) -> None:
    page = opened(open_view(f"compare{DAYS}", whole=False))
    page.mouse.click(*middle_of(map_frame(page, "map_second").locator("[data-place='tabqa']")))
    expect(page.locator("article.card")).to_contain_text("from Islamic State to SDF")
    expect(page).to_have_url(re.compile("place=tabqa"))
    for name in MAPS:
        expect(map_frame(page, name).locator(".map")).to_have_attribute("data-focus", "tabqa")
    page.locator("article.card").get_by_role("link", name="10 May 2017").first.click()
    expect(page).to_have_url(re.compile(r"/\?.*on=2017-05-10"))
    expect(page.locator(".pane-card")).to_contain_text("Held by SDF, since 10 May 2017")


def test_a_force_is_singled_out_on_both_maps_and_in_the_address_and_let_go_again(open_view: OpenView) -> None:
    page = opened(open_view(f"compare{DAYS}", whole=False))
    force = page.locator(".compared .chip", has=page.get_by_text("SDF", exact=True))
    force.click()
    expect(force).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("only=sdf"))
    settle(page)
    expect(force).to_have_attribute("aria-pressed", "true")
    force.click()
    expect(page).not_to_have_url(re.compile("only="))
    expect(page.locator(".compared .chip.off")).to_have_count(0)


def test_one_map_over_the_other_tells_the_same_and_its_handle_moves(open_view: OpenView) -> None:
    page = open_view(f"compare{DAYS}&maps=swipe&country=SY", whole=False)
    layers = (page.locator(".swipe .layer.first"), page.locator(".swipe .layer.second"))
    for layer in layers:
        expect(layer.locator(".map[data-drawn=map][data-day]")).to_be_visible()
    settle(page)
    counts_both_days(page, layers)
    for layer, holder in zip(layers, ("Islamic State", "SDF"), strict=True):
        expect(layer.locator("[data-place='tabqa'][data-differs]")).to_have_attribute("data-holder", holder)
    filters = page.locator(".active-filter").first.bounding_box()
    steps = page.get_by_role("button", name="A year apart").bounding_box()
    assert filters
    assert steps
    assert filters["y"] + filters["height"] <= steps["y"]  # no chip of a filter lies over the page
    handle = page.get_by_role("slider", name="Border between the two days")
    handle.press("Home")
    expect(layers[0]).to_have_css("clip-path", "inset(0px 100% 0px 0px)")
    handle.press("End")
    page.mouse.click(*middle_of(layers[0].locator("[data-place='tabqa']")))
    expect(page.locator("article.card")).to_contain_text("from Islamic State to SDF")
    for layer in layers:
        expect(layer.locator(".map")).to_have_attribute("data-focus", "tabqa")
    expect(handle).to_have_attribute("aria-valuenow", "100")


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
