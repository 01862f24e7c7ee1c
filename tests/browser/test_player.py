"""Time that can be played with: the player moves map and charts in the browser, and tells the server the day."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenView, in_map, sentence, settle, the_map

STATES = """JSON.stringify([...document.querySelectorAll('.town[data-place]:not(.sample)')]
    .map(({ dataset: d }) => [d.place, d.status, d.holder, d.faded]).sort())"""


def player(page: Page):
    return page.locator(".player")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def choose_speed(page: Page, words: str) -> None:
    page.get_by_role("combobox", name="Speed").select_option(label=words)


def shown_everywhere(page: Page, day: str) -> None:
    expect(player(page)).to_have_attribute("data-day", day)
    expect(the_map(page).locator(".leaflet-container")).to_have_attribute("data-day", day)
    for chart in ("diagram", "tempo"):
        expect(page.locator(f".st-key-{chart} canvas.day")).to_have_attribute("data-day", day)


def test_playing_asks_the_server_for_nothing_and_pausing_sets_the_day_everywhere(
    open_view: OpenView, requested: list[str]
) -> None:
    page = open_view("?on=2014-01-01")
    sent: list[str] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.webSocketFrameSent", lambda frame: sent.append(frame["response"]["payloadData"]))
    choose_speed(page, "1 year/s")
    requested.clear()
    press(page, "Play")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    days = page.evaluate(
        """() => new Promise((done) => {
          const days = new Set(); const end = performance.now() + 1500;
          const count = (now) => { days.add(document.querySelector(".player").dataset.day);
            if (now < end) requestAnimationFrame(count); else done(days.size); };
          requestAnimationFrame(count); })"""
    )
    assert (requested, sent) == ([], [])
    assert days > 5
    press(page, "Pause")
    page.wait_for_url(re.compile("on=2015|on=2016|on=2017"))
    settle(page)
    day = player(page).get_attribute("data-day")
    assert day
    assert f"on={day}" in page.url
    shown_everywhere(page, day)
    played = in_map(page, STATES)
    fresh = open_view(f"?on={day}")
    assert in_map(fresh, STATES) == played
    assert sentence(fresh) == sentence(page)


def test_the_buttons_step_from_change_to_change(open_view: OpenView) -> None:
    page = open_view("?on=2016-01-01&place=al-qaim")
    press(page, "Next change")
    page.wait_for_url(re.compile("on=2017-11-03"))
    shown_everywhere(page, "2017-11-03")
    press(page, "Previous change")
    page.wait_for_url(re.compile("on=2014-06-20"))
    shown_everywhere(page, "2014-06-20")
    expect(page.locator(".sentence")).to_contain_text("since 20 June 2014")


def test_a_step_is_shown_before_the_server_answers(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01")
    shown = page.evaluate(
        """() => new Promise((done) => {
        const inside = document.querySelector("iframe[title*='folium']").contentDocument;
        const map = inside.querySelector(".leaflet-container"), before = map.dataset.day;
        const line = document.querySelector(".st-key-diagram canvas.day");
        document.querySelector(".player [data-do=next]").click();
        const look = () => {
          if (map.dataset.day === before) { setTimeout(look); return; }
          done([line.dataset.day === map.dataset.day, document.querySelector(".stApp").dataset.testScriptState]);
        };
        look(); })"""
    )
    assert shown == [True, "notRunning"]


def test_a_step_that_leads_nowhere_cannot_be_pressed(open_view: OpenView) -> None:
    page = open_view("?on=1991-01-01")
    expect(page.get_by_role("button", name="Previous change")).to_be_disabled()
    expect(page.get_by_role("button", name="Next change")).to_be_enabled()


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["ArrowRight"], "2014-06-02"),
        (["ArrowLeft", "ArrowLeft"], "2014-05-30"),
        (["Home"], "1991-01-01"),
        (["Home", "ArrowRight"], "1991-01-02"),
        (["End"], "2026-01-19"),
    ],
)
def test_keys_move_the_day(open_view: OpenView, keys: list[str], day: str) -> None:
    page = open_view("?on=2014-06-01")
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_url(lambda url: f"on={day}" in url or (day == "2026-01-19" and "on=" not in url))
    shown_everywhere(page, day)


def test_shift_and_arrows_step_and_space_plays(open_view: OpenView) -> None:
    page = open_view("?on=2016-01-01&place=al-qaim")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_url(re.compile("on=2017-11-03"))
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_keys_typed_into_a_field_stay_there(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01")
    page.get_by_role("textbox", name="Words in reports").press("ArrowLeft")
    page.get_by_role("textbox", name="Words in reports").press("End")
    settle(page)
    expect(player(page)).to_have_attribute("data-day", "2014-06-01")


def test_scrubbing_moves_map_and_diagram_and_letting_go_tells_the_server(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01")
    slider = page.get_by_role("slider", name="Day", exact=True)
    slider.fill("17471")
    page.wait_for_url(re.compile("on=2017-11-01"))
    shown_everywhere(page, "2017-11-01")
    expect(page.locator(".sentence")).to_contain_text("On 1 November 2017")


def test_without_motion_playing_goes_from_change_to_change(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01&place=al-qaim", reduced_motion="reduce")
    press(page, "Play")
    expect(player(page)).to_have_attribute("data-day", "2014-06-20", timeout=8000)
    press(page, "Pause")


def test_the_link_is_copied(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01", permissions=["clipboard-write"])
    press(page, "Copy link")
    address = page.url
    expect(page.locator("[data-do=link][data-done=true]")).to_be_visible()
    words = page.get_by_role("textbox", name="Words in reports")
    words.focus()
    page.keyboard.press("Control+V")  # pages may not read the clipboard themselves
    expect(words).to_have_value(address)


def test_the_river_ribbon_wears_the_holders_of_both_banks(open_view: OpenView) -> None:
    page = open_view("?on=2018-06-01")
    paths = "[...document.querySelectorAll('path.bank:not(.claim):not(.edge)')]"
    script = f"JSON.stringify({paths}.map((path) => path.dataset.holder))"
    holders = in_map(page, script)
    assert "SDF" in holders
    assert "Syria's govt (Assad)" in holders
    assert "Iraq's government" in holders
    press(page, "Previous change")
    settle(page)
    in_map(page, "map.setZoom(9)")
    settle(page)
    assert "SDF" in in_map(page, script)
