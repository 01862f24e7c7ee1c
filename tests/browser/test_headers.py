"""Nothing on any page is stopped by the policy that keeps the pages to this server."""

from __future__ import annotations

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.conftest import OpenView, click_first_report, in_map, settle, the_map
from tests.browser.test_every_page import PAGES, open_page

NOTE = """document.addEventListener("securitypolicyviolation", (event) => console.error(
    `policy ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));"""


def watched(page: Page) -> list[str]:
    """What the browser complains of from the next loading on: violations of the policy and errors of scripts.

    Streamlit asks for its own address below the page's first, and finds it in the end.
    """
    found: list[str] = []
    page.add_init_script(NOTE)

    def note(said: ConsoleMessage) -> None:
        if said.type == "error" and not ("404" in said.text and "/_stcore/" in said.location["url"]):
            found.append(said.text)

    page.on("console", note)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def load_again(page: Page) -> list[str]:
    found = watched(page)
    page.reload()
    expect(page.get_by_test_id("stMain")).to_be_visible()
    settle(page)
    return found


@pytest.mark.parametrize("title", PAGES)
def test_no_page_is_stopped_by_the_policy(open_view: OpenView, title: str) -> None:
    assert load_again(open_page(open_view, title)) == []


def test_cards_tables_and_the_player_are_not_stopped_by_the_policy(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-20")
    found = load_again(page)
    click_first_report(page)
    page.locator(".player [data-do=play]").click()
    expect(page.locator(".player")).not_to_have_attribute("data-day", "2017-11-20")
    page.locator(".player [data-do=play]").click()
    page.locator(".st-key-states summary").click()
    expect(page.locator(".st-key-states .stDataFrame")).to_be_visible()
    expect(the_map(page).locator(".leaflet-marker-icon.town").first).to_be_attached()
    assert found == []


def test_a_script_of_another_host_or_written_into_the_page_does_not_run(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-20")
    found = load_again(page)
    page.evaluate(
        """() => { for (const make of [{ src: "https://outside.example/x.js" }, { text: "window.ran = true" }])
        document.body.append(Object.assign(document.createElement("script"), make)); }"""
    )
    settle(page)
    assert page.evaluate("window.ran") is None
    assert len([each for each in found if each.startswith("policy script-src")]) == 2
    stopped = """() => new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
        fetch("https://outside.example/").catch(() => setTimeout(() => resolve("nothing"), 2000)); })"""
    assert page.evaluate(stopped) == "connect-src"
    assert in_map(page, stopped) == "connect-src"
