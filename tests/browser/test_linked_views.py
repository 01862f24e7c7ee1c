"""One selection behind every view: whichever of them moves it, all follow, and back and forward bring it along."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.record.load import read_dataset
from dashboard.timespan import format_day
from tests.browser.conftest import (
    SMALL,
    OpenView,
    click_first_report,
    click_holding,
    point_at_holding,
    settle,
    the_map,
    town,
)


@dataclass(frozen=True)
class Seen:
    """What every view has to say; ``focus`` is the place of an open report, ``window`` the chosen days of reports."""

    on: str
    place: str = ""
    name: str = ""
    said: str = ""
    focus: str = ""
    window: tuple[str, str] | None = None
    rest: dict[str, list[str]] = field(default_factory=dict)


START = Seen("2014-07-01", said="names a holder for")


def agree(page: Page, seen: Seen) -> None:
    """Address, player, map, diagram, tempo, sentence, card and table tell of the same day, place and window."""
    words = format_day(date.fromisoformat(seen.on))
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("on") == [seen.on])
    expect(page.locator(".player")).to_have_attribute("data-day", seen.on)
    expect(the_map(page).locator(".leaflet-container")).to_have_attribute("data-day", seen.on)
    for chart in ("diagram", "tempo"):
        expect(page.locator(f".st-key-{chart} canvas.day")).to_have_attribute("data-day", seen.on)
    expect(page.locator(".sentence")).to_contain_text(f"On {words} {seen.name or 'the record'}")
    expect(page.locator(".sentence")).to_contain_text(seen.said)
    if seen.place or seen.focus:
        expect(town(page, seen.place or seen.focus)).to_have_class(re.compile("focus"))
        expect(page.locator(".card h3").last).to_contain_text(seen.name)
    else:
        expect(the_map(page).locator(".town.focus")).to_have_count(0)
    first, last = seen.window or ("", seen.on)
    expect(page.locator(".st-key-foot h3").first).to_contain_text(f"to {format_day(date.fromisoformat(last))}")
    if first:
        expect(page.locator(".st-key-foot h3").first).to_contain_text(f", {format_day(date.fromisoformat(first))}")
    settle(page)
    query = parse_qs(urlsplit(page.url).query)
    assert query.get("place", [""]) == [seen.place]
    for name, values in seen.rest.items():
        assert query.get(name) == values
    rows = page.locator(".st-key-foot .stDataFrame canvas td[aria-colindex='2']").all_inner_texts()
    assert not seen.place or set(rows) <= {seen.name}


def on_the_map(page: Page) -> Seen:
    town(page, "raqqa").click()
    return replace(START, place="raqqa", name="Raqqa", said="held by Islamic State")


def on_the_diagram(page: Page) -> Seen:
    click_holding(page, "raqqa", "2018-09-01")
    return Seen("2017-10-17", "raqqa", "Raqqa", "held by SDF")


def on_the_tempo(page: Page) -> Seen:
    page.locator(".st-key-tempo").scroll_into_view_if_needed()
    spots = page.evaluate(
        """() => { const plot = document.querySelector('.st-key-tempo .js-plotly-plot'), l = plot._fullLayout;
        const box = plot.getBoundingClientRect(), y = box.top + l.yaxis._offset + l.yaxis._length / 2;
        return ['2013-03-05', '2015-09-05'].map((day) => [box.left + l.xaxis._offset + l.xaxis.d2p(day), y]); }"""
    )
    page.mouse.move(*spots[0])
    page.mouse.down()
    page.mouse.move(*spots[1], steps=8)
    page.mouse.up()
    page.wait_for_url(re.compile("from="))
    settle(page)
    query = parse_qs(urlsplit(page.url).query)
    first, last = query["from"][0], query["to"][0]
    assert "2013-02" < first < "2013-04-15"
    assert "2015-08" < last < "2015-10-15"
    return replace(START, window=(first, last), rest={"from": [first], "to": [last]})


def on_the_table(page: Page) -> Seen:
    report = click_first_report(page)
    expect(page.locator(".card", has_text=report).first).to_be_visible()
    events = read_dataset(str(SMALL)).events
    (place,) = events[events["event_id"] == report]["town"]
    return replace(START, focus=place, rest={"event": [report]})


def on_the_player(page: Page) -> Seen:
    page.get_by_role("button", name="Next change", exact=True).click()
    expect(page.locator(".player")).not_to_have_attribute("data-day", "2014-07-01")
    day = page.locator(".player").get_attribute("data-day")
    assert day
    assert "2014-07-01" < day < "2014-09-01"
    return replace(START, on=day)


def on_the_place_box(page: Page) -> Seen:
    page.get_by_role("combobox", name="Place").fill("Dayr az-Zawr")
    page.keyboard.press("Enter")
    return replace(START, place="deir-ez-zor", name="Deir ez-Zor", said="Deir ez-Zor")


@pytest.mark.parametrize(
    "act", [on_the_map, on_the_diagram, on_the_tempo, on_the_table, on_the_player, on_the_place_box]
)
def test_every_view_follows_there_and_back(open_view: OpenView, act: Callable[[Page], Seen]) -> None:
    page = open_view("?on=2014-07-01")
    agree(page, START)
    moved = act(page)
    agree(page, moved)
    page.go_back()
    agree(page, START)
    settle(page)
    page.wait_for_timeout(2000)  # after a step the address expects late answers for 1.5 s: address_keeper.js
    page.go_forward()
    agree(page, moved)
    page.reload()
    agree(page, moved)


def test_a_bar_under_the_pointer_says_place_holder_and_days(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    label = page.locator(".st-key-diagram .hoverlayer")
    point_at_holding(page, "raqqa", "2015-06-01")
    for words in ("Raqqa", "held by Islamic State", "14 Jan 2014 to "):
        expect(label).to_contain_text(words)
    town(page, "raqqa").click()  # other views move on, and the diagram keeps its words
    settle(page)
    point_at_holding(page, "raqqa", "2018-09-01")
    expect(label).to_contain_text("held by SDF")
