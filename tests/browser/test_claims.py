"""From the list of disagreements to the town on that day, with a real browser and on a phone."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SHIPPED, OpenView, settle, wait_until_whole


def params(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_disagreement_leads_to_the_town_on_that_day_and_keeps_the_selection(open_view: OpenView) -> None:
    page = open_view("claims?claim=abu-kamal-november-2017&rule=strict", SHIPPED, whole=False)
    card = page.locator("article.card")
    expect(card).to_contain_text("contradicting the army claim")
    card.get_by_role("link", name="Abu Kamal on 8 November 2017").first.click()
    page.wait_for_url("**/?*place=abu-kamal*")
    wait_until_whole(page)
    assert (params(page)["place"], params(page)["on"]) == (["abu-kamal"], ["2017-11-08"])
    assert params(page)["rule"] == ["strict"]
    expect(page.locator(".pane-card h3")).to_contain_text("Abu Kamal")


def test_the_address_follows_and_the_day_goes_with_you_from_page_to_page(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-10&rule=latest", SHIPPED)
    page.get_by_role("link", name="Claims").click()
    expect(page.get_by_role("heading", name="Claims")).to_be_visible()
    expect(page.locator(".count")).to_contain_text("by the rule “latest”")
    settle(page)
    page.wait_for_url("**/claims?*on=2017-11-10*")
    assert params(page)["rule"] == ["latest"]
    box = page.get_by_role("combobox", name="Disagreement")
    box.click()
    box.press_sequentially("Rutba, May 2016")
    box.press("Enter")
    expect(page.locator("article.card")).to_contain_text("Abadi announced flag raised")
    page.wait_for_url("**/claims?*claim=rutba-may-2016*")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_fits_its_window(open_view: OpenView, width: int) -> None:
    page = open_view("claims?claim=syrian-euphrates-january-2026&on=2017-11-10", SHIPPED, whole=False,
                     viewport={"width": width, "height": 844})  # fmt: skip
    expect(page.locator("article.card")).to_be_visible()
    expect(page.locator(".differences")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [page.locator(each).bounding_box() for each in ("article.card", ".differences")]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
