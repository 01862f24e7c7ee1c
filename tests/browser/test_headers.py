"""The policy that keeps the pages to this server; that it stops nothing of theirs is asserted of every test."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenView, click_first_report, in_frame, settle
from tests.browser.faults import POLICY, Faults
from tests.browser.test_every_page import open_page

STOPPED = """() => new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
    fetch("https://outside.example/").catch(() => setTimeout(() => resolve("nothing"), 2000)); })"""


def test_cards_tables_and_the_player_are_not_stopped_by_the_policy(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-20")
    click_first_report(page)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".player")).not_to_have_attribute("data-day", "2017-11-20")
    page.get_by_role("button", name="Pause", exact=True).click()
    page.locator(".st-key-states summary").click()
    expect(page.locator(".st-key-states .stDataFrame")).to_be_visible()
    settle(page)
    assert Faults.of(page).all == []


def test_a_script_of_another_host_or_written_into_the_page_does_not_run(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-20")
    found = Faults.of(page).all
    page.evaluate(
        """() => { for (const make of [{ src: "https://outside.example/x.js" }, { text: "window.ran = true" }])
        document.body.append(Object.assign(document.createElement("script"), make)); }"""
    )
    settle(page)
    assert page.evaluate("window.ran") is None
    assert len([each for each in found if each.startswith(f"{POLICY}script-src")]) == 2
    assert page.evaluate(STOPPED) == "connect-src"
    found.clear()


def test_the_frames_of_maps_reach_no_other_host_either(open_view: OpenView) -> None:
    page = open_page(open_view, "Compare")
    assert in_frame(page, STOPPED) == "connect-src"
    Faults.of(page).all.clear()
