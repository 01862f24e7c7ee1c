"""Time that can be played with: the day moves in the browser, and the server hears of it once it rests."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from playwright.sync_api import Page, expect

from dashboard.analysis.record_cache import control_of
from dashboard.analysis.selection import neighbours_in_time
from dashboard.control.rules import CORROBORATED
from dashboard.record.load import read_dataset
from tests.browser.conftest import SMALL, OpenView, params, sentence, settle
from tests.browser.traffic import Traffic

FIRST: Final = "2003-01-01"
"""The first day of the year of the first report."""

STATES: Final = """JSON.stringify([...document.querySelectorAll('.workbench .town')]
    .map(({ dataset: d }) => [d.place, d.status, d.holder, d.known]).sort())"""
PLAYED: Final = """() => new Promise((done) => {
  const days = new Set(), end = performance.now() + 1500, { dataset } = document.querySelector(".player");
  const count = (now) => { days.add(dataset.day); if (now < end) requestAnimationFrame(count); else done(days.size); };
  requestAnimationFrame(count); })"""
STEPPED: Final = """() => new Promise((done) => {
  const { dataset } = document.querySelector(".player");
  const river = document.querySelector(".pane-river [role=application]");
  const before = dataset.day;
  document.querySelector("[aria-label='Next change of hands']").click();
  requestAnimationFrame(() => {
    const { testScriptState } = document.querySelector(".stApp").dataset;
    done([dataset.day > before, river.dataset.day === dataset.day, testScriptState]);
  }); })"""


def player(page: Page):
    return page.locator(".player")


def press(page: Page, name: str) -> None:
    player(page).get_by_role("button", name=name, exact=True).click()


def shown_everywhere(page: Page, day: str) -> None:
    for view in (".player", ".workbench .map"):
        expect(page.locator(view)).to_have_attribute("data-day", day)
    expect(page.locator(".pane-river canvas[role=application]")).to_have_attribute("data-day", day)
    expect(page.get_by_role("slider", name="Day on the time strip")).to_have_attribute(
        "aria-valuenow", str((date.fromisoformat(day) - date(1970, 1, 1)).days)
    )


def day_of(page: Page) -> str:
    return player(page).get_attribute("data-day") or ""


def told(page: Page, day: str) -> None:
    """The server has heard of the day, and the address names it."""
    page.wait_for_url(lambda _: params(page).get("on") == [day])
    settle(page)


def test_playing_asks_for_nothing_and_pausing_sets_the_day_everywhere(
    open_view: OpenView, requested: list[str]
) -> None:
    page = open_view("?on=2014-01-01")
    sent: list[str] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.webSocketFrameSent", lambda frame: sent.append(frame["response"]["payloadData"]))
    page.get_by_role("combobox", name="Speed").select_option(label="1 year/s")
    requested.clear()
    press(page, "Play")
    expect(player(page)).to_have_attribute("data-playing", "true")
    assert page.evaluate(PLAYED) > 5
    assert (requested, sent) == ([], [])
    press(page, "Pause")
    page.wait_for_url(lambda url: "on=2014-01-01" not in url)
    day = day_of(page)
    told(page, day)
    assert "2015" <= day < "2018"
    shown_everywhere(page, day)
    assert len(sent) == 1
    fresh = open_view(f"?on={day}")
    assert fresh.evaluate(STATES) == page.evaluate(STATES)
    assert sentence(fresh) == sentence(page)


def test_the_buttons_step_from_change_to_change_and_no_further(open_view: OpenView) -> None:
    changes = control_of(read_dataset(str(SMALL)), CORROBORATED.name).changes
    page = open_view("?on=2016-01-01")
    before, after = (each.isoformat() for each in neighbours_in_time(changes, date(2016, 1, 1)) if each)
    for name, day in (
        ("Next change of hands", after),
        ("Change of hands before", None),
        ("Change of hands before", None),
    ):
        shown = date.fromisoformat(day_of(page))
        press(page, name)
        wanted = day or str(neighbours_in_time(changes, shown)[0])
        shown_everywhere(page, wanted)
        told(page, wanted)
    assert day_of(page) < "2016-01-01"
    assert before
    page.keyboard.press("Home")
    told(page, FIRST)
    expect(page.get_by_role("button", name="Change of hands before")).to_be_disabled()
    expect(page.get_by_role("button", name="Next change of hands")).to_be_enabled()


def test_a_step_is_shown_in_the_next_frame_and_the_server_hears_of_it_later(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01")
    assert page.evaluate(STEPPED) == [True, True, "notRunning"]


def test_keys_move_the_day_unless_a_field_has_them(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01")
    words = page.get_by_role("textbox", name="Words in reports")
    for key in ("ArrowLeft", "End", " "):
        words.press(key)
    words.press("Backspace")
    settle(page)
    shown_everywhere(page, "2014-06-01")
    page.evaluate("document.activeElement.blur()")
    today = date.today().isoformat()
    ways = {
        "2014-06-02": ["ArrowRight"], "2014-05-30": ["ArrowLeft"] * 3, FIRST: ["Home"], "2003-01-02": ["ArrowRight"],
        today: ["End"],
    }  # fmt: skip
    for day, keys in ways.items():
        for key in keys:
            page.keyboard.press(key)
        shown_everywhere(page, day)
        told(page, day)
    slider = page.get_by_role("slider", name="Day on the time strip")
    for key, day in (("Home", FIRST), ("PageUp", "2004-01-01"), ("PageDown", FIRST), ("PageUp", "2004-01-01")):
        slider.press(key)
        shown_everywhere(page, day)
    page.keyboard.press("Shift+ArrowRight")
    expect(player(page)).not_to_have_attribute("data-day", "2004-01-01")
    page.keyboard.press(" ")
    expect(player(page)).to_have_attribute("data-playing", "true")
    page.keyboard.press(" ")
    expect(player(page)).to_have_attribute("data-playing", "false")


def test_dragging_the_strip_moves_the_day_in_every_view_and_tells_it_once(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01")
    box = page.locator(".plot").bounding_box()
    assert box
    asked, length = Traffic.of(page).asked, page.evaluate("history.length")
    page.mouse.move(box["x"] + 200, box["y"] + 40)
    page.mouse.down()
    for x in (260, 320, 500, 700):
        page.mouse.move(box["x"] + x, box["y"] + 40)
        expect(page.locator(".workbench .map")).to_have_attribute("data-day", day_of(page))
    assert Traffic.of(page).asked == asked
    page.mouse.up()
    told(page, day_of(page))
    shown_everywhere(page, day_of(page))
    assert day_of(page) > "2014-06-01"
    assert page.evaluate("history.length") == length + 1


def test_without_motion_playing_goes_from_change_to_change(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01", reduced_motion="reduce")
    changes = control_of(read_dataset(str(SMALL)), CORROBORATED.name).changes
    _, first = neighbours_in_time(changes, date(2014, 6, 1))
    assert first
    _, second = neighbours_in_time(changes, first)
    seen = page.evaluate(
        """() => new Promise((done) => { const days = [], { dataset } = document.querySelector(".player");
        const look = () => {
          if (days.at(-1) !== dataset.day) days.push(dataset.day);
          if (days.length > 2) done(days);
        };
        new MutationObserver(look).observe(document.querySelector(".player"), { attributes: true });
        document.querySelector(".player [aria-label=Play]").click(); })"""
    )
    press(page, "Pause")
    assert seen == ["2014-06-01", str(first), str(second)]


def test_the_link_is_copied(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01", permissions=["clipboard-write"])
    page.locator(".time-controls").get_by_role("button", name="Copy link").click()
    expect(page.locator(".time-controls .copy")).to_have_text("Copied")
    words = page.get_by_role("textbox", name="Words in reports")
    words.focus()
    page.keyboard.press("Control+V")  # pages may not read the clipboard themselves
    expect(words).to_have_value(re.compile(re.escape(page.url) + "&version=[0-9a-f]{12}"))
