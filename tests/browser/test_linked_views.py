"""One selection behind every view: whichever of them moves it, all follow, and back and forward bring it along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from dashboard.record.load import read_dataset
from dashboard.timespan import format_day
from tests.browser.conftest import (
    SMALL,
    OpenView,
    card_of,
    click_first_report,
    click_holding,
    click_town,
    params,
    point_on_strip,
    settle,
    show_tab,
)
from tests.browser.traffic import Traffic


@dataclass(frozen=True)
class Seen:
    """What every view has to say.

    ``window`` are the days of reports where they are chosen, "" for the day shown; ``days`` is how many they are where
    they are not; ``tab`` is what the panel shows once this was done.
    """

    on: str
    place: str = ""
    event: str = ""
    window: tuple[str, str] | None = None
    days: int = 90
    tab: str = "River"


Act = Callable[[Page, Seen], Seen]
START = Seen("2014-07-01")


@cache
def names() -> dict[str, str]:
    places = read_dataset(str(SMALL)).places
    return dict(zip(places["place_id"], places["name"], strict=True))


@cache
def town_of(report: str) -> str:
    events = read_dataset(str(SMALL)).events
    (town,) = events[events["event_id"] == report]["town"]
    return str(town)


def agree(page: Page, seen: Seen) -> None:
    """Address, player, map, strip, sentence, window and card tell of the same day, place, report and window."""
    day = date.fromisoformat(seen.on)
    expect(page.locator(".player")).to_have_attribute("data-day", seen.on)
    expect(page.locator(".workbench .map")).to_have_attribute("data-day", seen.on)
    expect(page.locator(".workbench .map")).to_have_attribute("data-focus", seen.place)
    expect(page.get_by_role("slider", name="Day on the time strip")).to_have_attribute(
        "aria-valuetext", format_day(day)
    )
    expect(page.locator(".workbench .say").first).to_contain_text(f"On {format_day(day)} ")
    expect(page.locator(".time-controls .window")).to_have_text(in_words(seen, day))
    expect(page.locator(".pane-reports .head")).to_contain_text(
        in_words(seen, day)[8:].split(" · ")[0].replace("–", "to")
    )
    if page.get_by_role("tab", selected=True).inner_text() == "Card" and seen.place:
        expect(card_of(page, seen.event or seen.place)).to_contain_text(names()[seen.place])
    settle(page)
    query = {name: values[0] for name, values in params(page).items()}
    wanted = {
        "on": seen.on,
        "place": seen.place,
        "event": seen.event,
        "days": "" if seen.days == 90 else str(seen.days),
    }
    wanted |= dict(zip(("from", "to"), seen.window or ("", ""), strict=True))
    assert query == {name: value for name, value in wanted.items() if value}


def in_words(seen: Seen, day: date) -> str:
    """What the strip says of the days of reports."""
    first, last = (date.fromisoformat(each or seen.on) for each in seen.window or ("", ""))
    first = first if seen.window else day - timedelta(seen.days - 1)
    span = " – ".join(f"{each.day} {each:%b %Y}" for each in (first, last))
    return f"Reports {span} · {(last - first).days + 1:,} days{', kept' if seen.window else ' to the day'}"


def shown(page: Page) -> str:
    """The day that the player shows."""
    return page.locator(".player").get_attribute("data-day") or ""


def near(day: str, aim: str, days: int = 45) -> bool:
    """On a small picture a pixel is many days."""
    return abs(date.fromisoformat(day) - date.fromisoformat(aim)) <= timedelta(days)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()
    settle(page)


def a_town(page: Page, seen: Seen) -> Seen:
    click_town(page, "raqqa")
    return replace(seen, place="raqqa", tab="Card")


def a_bar_of_the_river(page: Page, seen: Seen) -> Seen:
    show_tab(page, "River")
    click_holding(page, "haditha", "2018-09-01")
    expect(card_of(page, "haditha")).to_be_visible()
    assert near(shown(page), "2018-09-01")
    return replace(seen, on=shown(page), place="haditha", tab="Card")


def a_window_drawn_with_shift(page: Page, seen: Seen) -> Seen:
    page.keyboard.down("Shift")
    drag(page, point_on_strip(page, "2013-03-05"), point_on_strip(page, "2015-09-05"))
    page.keyboard.up("Shift")
    settle(page)
    first, last = params(page)["from"][0], params(page)["to"][0]
    assert near(first, "2013-03-05", 15)
    assert near(last, "2015-09-05", 15)
    return replace(seen, window=(first, last))


def its_last_grip(page: Page, seen: Seen) -> Seen:
    assert seen.window
    x, y = point_on_strip(page, seen.window[1])
    drag(page, (x + 4, y), (point_on_strip(page, "2016-09-05")[0] + 4, y))
    assert near(params(page)["to"][0], "2016-09-05", 15)
    return replace(seen, window=(seen.window[0], params(page)["to"][0]))


def the_whole_window(page: Page, seen: Seen) -> Seen:
    assert seen.window
    drag(page, point_on_strip(page, "2016-01-01"), point_on_strip(page, "2017-01-01"))
    moved = params(page)["from"][0], params(page)["to"][0]
    spans = [date.fromisoformat(last) - date.fromisoformat(first) for first, last in (seen.window, moved)]
    assert spans[0] == spans[1]
    assert near(moved[1], "2017-09-05", 30)
    return replace(seen, window=moved)


def the_label_of_the_window(page: Page, seen: Seen) -> Seen:
    page.locator(".time-controls .window").click()
    return replace(seen, window=None)


def the_first_grip(page: Page, seen: Seen) -> Seen:
    """The window that ends with the day shown grows longer."""
    x, y = point_on_strip(page, (date.fromisoformat(seen.on) - timedelta(seen.days - 1)).isoformat())
    drag(page, (x - 4, y), (x - 84, y))
    days = int(params(page)["days"][0])
    assert days > 400
    return replace(seen, days=days)


def the_flag_of_the_day(page: Page, seen: Seen) -> Seen:
    (start, _), (end, _) = point_on_strip(page, seen.on), point_on_strip(page, "2012-01-01")
    top = page.locator(".plot").bounding_box()
    assert top
    drag(page, (start, top["y"] + 6), (end, top["y"] + 6))
    assert near(shown(page), "2012-01-01", 15)
    return replace(seen, on=shown(page))


def the_player(page: Page, seen: Seen) -> Seen:
    page.get_by_role("button", name="Next change of hands", exact=True).click()
    expect(page.locator(".player")).not_to_have_attribute("data-day", seen.on)
    assert seen.on < shown(page) < "2014-09-01"
    return replace(seen, on=shown(page))


def the_place_box(page: Page, seen: Seen) -> Seen:
    page.get_by_role("combobox", name="Place").fill("Dayr az-Zawr")
    page.keyboard.press("Enter")
    return replace(seen, place="deir-ez-zor", tab="Card")


def the_field_of_the_date(page: Page, seen: Seen) -> Seen:
    page.get_by_label("Day shown").fill("2017-11-10")
    return replace(seen, on="2017-11-10")


def a_row_of_reports(page: Page, seen: Seen) -> Seen:
    report = click_first_report(page)
    assert town_of(report) == seen.place
    return replace(seen, event=report, tab="Card")


def the_cross_of_the_card(page: Page, seen: Seen) -> Seen:
    page.get_by_role("button", name="Close card").click()
    return replace(seen, place="", event="", tab="Reports")


def the_field_to_find_a_place(page: Page, seen: Seen) -> Seen:
    show_tab(page, "River")
    field = page.get_by_role("searchbox", name="Find a place")
    field.fill("mayad")
    field.press("Enter")
    return replace(seen, place="mayadin", tab="Card")


def a_line_of_the_card(page: Page, seen: Seen) -> Seen:
    page.locator(".holders button").nth(1).click()
    expect(page.locator(".player")).not_to_have_attribute("data-day", seen.on)
    return replace(seen, on=shown(page))


def the_first_day_beside_the_screen(page: Page, seen: Seen) -> Seen:
    type_date(page, "From", "20100501")
    return replace(seen, window=("2010-05-01", ""))


def the_last_day_beside_the_screen(page: Page, seen: Seen) -> Seen:
    type_date(page, "To", "20171231")
    return replace(seen, window=("2010-05-01", "2017-12-31"))


def type_date(page: Page, name: str, digits: str) -> None:
    page.get_by_role("spinbutton", name=f"year, {name}").click()
    page.keyboard.type(digits)
    for _ in range(2):  # past the button of the calendar: the field tells its date once it is left
        page.keyboard.press("Tab")


def empty_ground(page: Page, seen: Seen) -> Seen:
    """A click on the map where nothing is lets the place go."""
    box = page.locator(".workbench .map").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.3)
    return replace(seen, place="", tab="Card")


def down_the_river_by_keys(page: Page, seen: Seen) -> Seen:
    page.locator(".pane-river canvas[role=application]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pane-river [aria-live]")).to_contain_text("Raqqa")
    return replace(seen, place="raqqa")


def to_the_end_of_the_river_by_keys(page: Page, seen: Seen) -> Seen:
    page.keyboard.press("End")
    return replace(seen, place="rutba")


def to_the_next_holding_by_keys(page: Page, seen: Seen) -> Seen:
    page.keyboard.press("ArrowRight")
    expect(page.locator(".player")).not_to_have_attribute("data-day", seen.on)
    assert shown(page) > seen.on
    return replace(seen, on=shown(page))


def its_card_by_enter(page: Page, seen: Seen) -> Seen:
    """No step of the history: the place was chosen before."""
    page.keyboard.press("Enter")
    expect(card_of(page, seen.place)).to_be_visible()
    return replace(seen, tab="Card")


def the_diagram_by_escape(page: Page, seen: Seen) -> Seen:
    page.keyboard.press("Escape")
    return replace(seen, tab="River")


def let_go_by_escape(page: Page, seen: Seen) -> Seen:
    page.keyboard.press("Escape")
    return replace(seen, place="")


def the_first_town_by_full_stop(page: Page, seen: Seen) -> Seen:
    page.locator(".workbench .map").focus()
    page.keyboard.press(".")
    expect(page.locator(".map > [aria-live]")).to_contain_text("Raqqa: ")
    return replace(seen, place="raqqa")


def the_last_town_by_comma(page: Page, seen: Seen) -> Seen:
    page.keyboard.press(",")
    expect(page.locator(".map > [aria-live]")).to_contain_text("Rutba: ")
    return replace(seen, place="rutba")


CHAINS = {
    "by mouse on the pictures": (
        a_town, a_bar_of_the_river, a_window_drawn_with_shift, its_last_grip, the_whole_window, the_label_of_the_window,
        the_first_grip, the_flag_of_the_day, empty_ground,
    ),
    "by fields, lists and cards": (
        the_player, the_place_box, the_field_of_the_date, a_row_of_reports, the_cross_of_the_card,
        the_field_to_find_a_place, a_line_of_the_card, the_first_day_beside_the_screen,
        the_last_day_beside_the_screen,
    ),
    "by keys": (
        down_the_river_by_keys, to_the_end_of_the_river_by_keys, to_the_next_holding_by_keys, its_card_by_enter,
        the_diagram_by_escape, let_go_by_escape,
        the_first_town_by_full_stop, the_last_town_by_comma, its_card_by_enter, the_diagram_by_escape, let_go_by_escape,
    ),
}  # fmt: skip


@pytest.mark.parametrize("chain", CHAINS)
def test_every_view_follows_there_and_back(open_view: OpenView, chain: str) -> None:
    page = open_view("?on=2014-07-01")
    agree(page, START)
    ways = [START]
    for act in CHAINS[chain]:
        ways.append(act(page, ways[-1]))
        agree(page, ways[-1])
        expect(page.get_by_role("tab", selected=True)).to_contain_text(ways[-1].tab)
    steps = [after for before, after in pairwise(ways) if replace(before, tab="") != replace(after, tab="")]
    for seen in [*reversed(steps[:-1]), START]:
        page.go_back()
        agree(page, seen)
    page.evaluate("(steps) => history.go(steps)", len(steps))
    agree(page, steps[-1])
    page.reload()
    agree(page, steps[-1])


def test_steps_in_haste_lead_where_they_lead_at_leisure(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    town = a_town(page, START)
    agree(page, town)
    later = the_player(page, town)
    agree(page, later)
    for step in (page.go_back, page.go_back, page.go_forward):
        step()
    agree(page, town)
    page.go_back()
    expect(page.locator(".workbench .map")).to_have_attribute("data-focus", "")
    click_town(page, "rutba")  # the server's answers to the step back are still under way
    agree(page, replace(START, place="rutba", tab="Card"))
    page.go_back()
    agree(page, START)
    page.go_forward()
    agree(page, replace(START, place="rutba", tab="Card"))


def test_what_is_taken_back_before_the_server_answers_stays_taken_back(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    asked = Traffic.of(page).asked
    click_town(page, "raqqa")
    while Traffic.of(page).asked == asked:  # the server hears of it, and has not answered yet
        page.evaluate("new Promise((done) => setTimeout(done, 5))")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    agree(page, START)
    expect(page.get_by_role("tab", selected=True)).to_contain_text("River")
