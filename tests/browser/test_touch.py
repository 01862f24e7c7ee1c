"""The screen on a telephone, by fingers alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, expect

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
    phone.wait_for_url(lambda _: params(phone)["place"] == ["rutba"])
    settle(phone)
    phone.touchscreen.tap(*middle_of(town(phone, "husaybah")))  # one of six in a few pixels
    settle(phone)
    assert params(phone)["place"] == ["rutba"]
    x, y = middle_of(town(phone, "husaybah"))
    phone.touchscreen.tap(x, y)  # in the fan, where it was
    expect(phone.locator(".workbench .map")).not_to_have_attribute("data-focus", "rutba")
    box = phone.locator(".workbench .map").bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + 20, box["y"] + 200)
    expect(phone.locator(".workbench .map")).to_have_attribute("data-focus", "")
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def test_a_finger_on_the_strip_moves_the_day_the_grip_and_the_page(phone: Page) -> None:
    phone.locator(".plot").scroll_into_view_if_needed()
    top, asked = scrolled(phone), Traffic.of(phone).asked
    x, y = point_on_strip(phone, "2011-01-01")
    swipe(phone, (x, y), (x + 120, y))
    expect(phone.locator(".player")).not_to_have_attribute("data-day", "2014-07-01")
    day = phone.locator(".player").get_attribute("data-day") or ""
    phone.wait_for_url(lambda _: params(phone)["on"] == [day])
    settle(phone)
    assert Traffic.of(phone).asked == asked + 1
    assert scrolled(phone) == top
    x, y = point_on_strip(phone, "2006-01-01")
    phone.touchscreen.tap(x, y)
    expect(phone.locator(".player")).to_have_attribute("data-day", r := (phone.locator(".player").get_attribute("data-day") or ""))
    assert "2005" <= r < "2007"


def test_a_tap_in_the_river_opens_the_lens_and_one_in_it_chooses(phone: Page) -> None:
    show_tab(phone, "River")
    phone.locator(".panel").scroll_into_view_if_needed()
    host, day = ".pane-river", number_of("2016-06-01")
    flat = [spot_on(phone, "river/river.js", host, place, day)[1] for place in ("raqqa", "mayadin")]
    x, y = spot_on(phone, "river/river.js", host, "raqqa", day)
    phone.touchscreen.tap(x, y)
    phone.wait_for_function(LENS, arg=flat)
    expect(phone.locator(".workbench .map")).to_have_attribute("data-focus", "")
    phone.touchscreen.tap(*spot_on(phone, "river/river.js", host, "raqqa", day))
    expect(card_of(phone, "raqqa")).to_be_visible()
    assert "2015" < (phone.locator(".player").get_attribute("data-day") or "") < "2018"
