"""The screen on a telephone, by fingers alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, expect

from dashboard.record.load import read_dataset
from dashboard.record.river import in_river_order
from tests.browser.conftest import (
    SHIPPED,
    OpenView,
    card_of,
    middle_of,
    number_of,
    params,
    point_on_strip,
    settle,
    show_tab,
    spot_on,
    town,
)
from tests.browser.traffic import Traffic

Point = tuple[float, float]
WIDENED = """async ([module, first, second, day, least]) => {
  const { pointAt } = await import(module), host = document.querySelector(".pane-river");
  return pointAt(host, second, day).y - pointAt(host, first, day).y >= least; }"""
"""Two places that follow on each other stand so far apart in the diagram."""

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(open_view: OpenView) -> Page:
    return open_view("?on=2014-07-01", SHIPPED, **PHONE)


def touch(client: CDPSession, kind: str, *fingers: Point) -> None:
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
    client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def swipe(page: Page, start: Point, end: Point, steps: int = 6) -> None:
    """One finger goes from here to there and leaves."""
    client = page.context.new_cdp_session(page)
    touch(client, "touchStart", start)
    for step in range(1, steps + 1):
        touch(client, "touchMove", tuple(a + (b - a) * step / steps for a, b in zip(start, end, strict=True)))
    touch(client, "touchEnd")


def spread(page: Page, middle: Point, start: float, end: float) -> None:
    """Two fingers part, one above the other."""
    client, (x, y) = page.context.new_cdp_session(page), middle
    for step in range(7):
        apart = start + (end - start) * step / 6
        touch(client, "touchMove" if step else "touchStart", (x, y - apart), (x, y + apart))
    touch(client, "touchEnd")


def scrolled(page: Page) -> int:
    top: int = page.evaluate("Math.round(document.querySelector('.stMain').scrollTop)")
    return top


def test_a_finger_opens_towns_and_those_that_overlap_fan_out_first(phone: Page) -> None:
    phone.touchscreen.tap(*middle_of(town(phone, "rutba")))
    expect(card_of(phone, "rutba")).to_contain_text("Why this colour?")
    phone.wait_for_url(lambda _: params(phone).get("place") == ["rutba"])
    settle(phone)
    expect(card_of(phone, "rutba").locator("h3")).to_be_in_viewport()  # the page has gone down to the card
    crowded = to_the_map(phone, "al-qaim")
    phone.touchscreen.tap(*crowded)  # one of many in a few pixels
    settle(phone)
    assert params(phone)["place"] == ["rutba"]
    phone.touchscreen.tap(*crowded)
    expect(phone.locator(".workbench .map")).not_to_have_attribute("data-focus", "rutba")
    settle(phone)
    assert params(phone)["place"] == [phone.locator(".pane-card[data-whole=true]").get_attribute("data-card")]
    to_the_map(phone, "al-qaim")
    box = phone.locator(".workbench .map").bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + 20, box["y"] + 200)
    expect(phone.locator(".workbench .map")).to_have_attribute("data-focus", "")
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def to_the_map(page: Page, place: str) -> Point:
    """Where the mark of a place is, once the page has been scrolled to the map."""
    page.locator(".workbench .map").evaluate("(map) => map.scrollIntoView({ block: 'center' })")
    return middle_of(town(page, place))


def test_a_finger_on_the_strip_moves_the_day_and_the_window_or_scrolls_the_page(phone: Page) -> None:
    phone.locator(".plot").scroll_into_view_if_needed()
    top, asked = scrolled(phone), Traffic.of(phone).asked
    x, y = point_on_strip(phone, "2011-01-01")
    swipe(phone, (x, y), (x + 60, y))
    expect(phone.locator(".player")).not_to_have_attribute("data-day", "2014-07-01")
    day = told_day(phone)
    assert "2012" < day < "2018"
    assert Traffic.of(phone).asked == asked + 1
    assert scrolled(phone) == top
    phone.touchscreen.tap(*point_on_strip(phone, "2005-07-01"))
    expect(phone.locator(".player")).not_to_have_attribute("data-day", day)
    assert "2005" <= told_day(phone) < "2006"
    swipe(phone, (x, y), (x, y - 100), steps=10)
    phone.wait_for_function("(top) => document.querySelector('.stMain').scrollTop > top + 40", arg=top)
    assert "2005" <= told_day(phone) < "2006"


def told_day(page: Page) -> str:
    """The day shown, once the server has heard of it."""
    day = page.locator(".player").get_attribute("data-day") or ""
    page.wait_for_url(lambda _: params(page).get("on") == [day])
    settle(page)
    return day


def test_a_tap_in_the_river_opens_the_lens_one_in_it_chooses_and_two_fingers_zoom(phone: Page) -> None:
    module = Traffic.of(phone).workbench_module("river/river.js")
    host, day = ".pane-river", number_of("2016-06-01")
    places = in_river_order(read_dataset().places)["place_id"].tolist()
    gap = [module, "raqqa", places[places.index("raqqa") + 1], day]
    phone.locator(host).scroll_into_view_if_needed()
    assert not phone.evaluate(WIDENED, [*gap, 10])
    phone.touchscreen.tap(*spot_on(phone, "river/river.js", host, "raqqa", day))
    phone.wait_for_function(WIDENED, arg=[*gap, 12])
    expect(phone.locator(".workbench .map")).to_have_attribute("data-focus", "")
    phone.touchscreen.tap(*spot_on(phone, "river/river.js", host, "raqqa", day))
    expect(card_of(phone, "raqqa")).to_be_visible()
    assert "2015-06" < told_day(phone) < "2017-06"
    show_tab(phone, "River")
    spread(phone, middle_of(phone.locator(host)), 20, 160)
    phone.wait_for_function(WIDENED, arg=[*gap, 18])
    assert params(phone)["place"] == ["raqqa"]
