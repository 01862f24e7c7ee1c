"""The first screen: the river from end to end before anybody touches it, and nothing of it needs scrolling."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SHIPPED, OpenView, card_of, click_town, settle

SIZES: Final = {(390, 844): (340, 300), (1440, 900): (660, 500), (1920, 1080): (900, 650), (2560, 1440): (1300, 1000)}
"""The window, and what the map has of it at least."""
OUTSIDE: Final = """() => {
  const frame = document.querySelector(".workbench .map").getBoundingClientRect();
  return [...document.querySelectorAll(".workbench .town")].filter((town) => {
    const { left, top, right, bottom } = town.getBoundingClientRect(), x = (left + right) / 2, y = (top + bottom) / 2;
    return x < frame.left || x > frame.right || y < frame.top || y > frame.bottom;
  }).map((town) => town.dataset.place); }"""


def edges(page: Page, name: str) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge of a part of the screen."""
    box = page.locator(name).bounding_box()
    assert box, name
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


@pytest.mark.parametrize("size", SIZES)
def test_the_whole_valley_is_seen_first(open_view: OpenView, size: tuple[int, int]) -> None:
    width, height = size
    page = open_view("?on=2014-07-01", SHIPPED, viewport={"width": width, "height": height})
    assert page.locator(".workbench .town").count() > 100
    assert page.evaluate(OUTSIDE) == []
    left, top, right, bottom = edges(page, ".workbench .map")
    assert right - left >= SIZES[size][0]
    assert bottom - top >= SIZES[size][1]
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width
    for name in (".headline", ".chips", ".map", ".plot", ".panel"):
        left, top, right, bottom = edges(page, f".workbench {name}")
        assert 0 <= left < right <= width, name
        assert top >= 0, name
        assert width < 700 or bottom <= height, name
    narrow = "narrow" in (page.locator(".workbench").get_attribute("class") or "")
    assert narrow == (width < 700)
    if size == (1440, 900):
        a_card_opens_beside_the_map_without_scrolling(page)


def a_card_opens_beside_the_map_without_scrolling(page: Page) -> None:
    before = edges(page, ".workbench .map")
    click_town(page, "rutba")
    expect(card_of(page, "rutba")).to_be_visible()
    settle(page)
    expect(card_of(page, "rutba").locator("h4").first).to_be_in_viewport(ratio=1)
    assert edges(page, ".pane-card")[3] <= 900
    assert edges(page, ".workbench .map") == before
    assert page.evaluate("document.querySelector('.stMain').scrollTop") == 0
