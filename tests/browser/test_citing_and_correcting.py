"""From a card of the first screen to citing and correcting, with the version in the address, in a real browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import SHIPPED, OpenView, card_of, params, settle
from tests.browser.faults import Faults


def test_a_link_of_an_earlier_version_says_so_and_the_card_leads_to_the_form(open_view: OpenView) -> None:
    page = open_view("?on=2015-06-20&place=abu-kamal&version=2026.11.2&force=isis&force=sdf", SHIPPED)
    line = page.locator(".st-key-moved_on")
    expect(line).to_contain_text("This link was made with version 2026.11.2 of 24 November 2026")
    card_of(page, "abu-kamal").get_by_role("link", name="Report an error").click()
    heading = page.get_by_role("heading", name="Cite, or report an error")
    expect(heading).to_be_in_viewport()
    settle(page)
    assert urlsplit(page.url).fragment == "cite"
    assert params(page)["force"] == ["isis", "sdf"]
    page.get_by_label("What is wrong").fill("It was the third of July <b>")
    page.get_by_role("button", name="Make the report").click()
    made = page.locator(".stCode code", has_text="It was the third of July <b>")
    expect(made).to_contain_text("sy-2014-07-01-abu-kamal-control-change")
    page.get_by_role("radio", name="How to cite this").click()
    page.wait_for_url(lambda url: "open=cite" in url)
    page.get_by_role("tab", name="BibTeX").click()
    expect(page.locator(".stCode code:visible")).to_contain_text("@misc{euphrates-abu-kamal-holding-2014-07-01")
    page.locator(".st-key-moved_on").get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text("This link was made")).to_have_count(0)
    page.wait_for_url(lambda url: "version=" not in url)


def test_what_changed_fits_a_telephone_and_leads_to_the_town(open_view: OpenView) -> None:
    query = "changes?since=2026.11.1&until=2026.11.2"
    page = open_view(query, SHIPPED, whole=False, viewport={"width": 390, "height": 844})
    expect(page.get_by_role("heading", name="2 holdings shown otherwise")).to_be_visible()
    settle(page)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    page.locator(".stExpander summary", has_text="4 reports corrected").click()
    expect(page.locator(".stMain")).to_contain_text("controlling_force: blank → iraqi-government")
    page.get_by_role("link", name="Baghdad").first.click()
    expect(page.locator("h2.name")).to_contain_text("Baghdad")
    assert params(page)["on"] == ["2018-01-08"]
    settle(page)
    assert Faults.of(page).grave == []
