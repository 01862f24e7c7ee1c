"""What an analyst does on the home page, and that all views follow."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.record.load import read_dataset
from tests.browser.conftest import (
    SMALL,
    OpenView,
    click_first_report,
    click_holding,
    in_map,
    sentence,
    settle,
    the_map,
    town,
)

TOWNS = len(read_dataset(str(SMALL)).places)


def params(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def press(page: Page, name: str) -> None:
    before = page.url
    page.get_by_role("button", name=name).click()
    page.wait_for_url(lambda url: url != before)
    settle(page)


def test_the_map_draws_its_towns_and_nothing_leaves_the_machine(open_view: OpenView, requested: list[str]) -> None:
    page = open_view("?on=2014-07-01")
    assert the_map(page).locator(".leaflet-marker-icon.town").count() == TOWNS
    expect(the_map(page).locator("path.euphrates").first).to_be_attached()
    expect(the_map(page).locator(".name", has_text="Deir ez-Zor").first).to_be_visible()
    outside = [url for url in requested if urlsplit(url).hostname not in ("127.0.0.1", None)]
    assert requested
    assert outside == []


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("2014-07-01", dict.fromkeys(("al-qaim", "rawa", "anah", "raqqa"), "Islamic State")),
        ("2017-11-20", {"al-qaim": "Iraq's government", "rawa": "Iraq's government", "raqqa": "SDF"}),
        ("2017-11-20", {"abu-kamal": "Syria's govt (Assad)"}),
    ],
)
def test_towns_wear_their_holder_of_the_day(open_view: OpenView, day: str, holders: dict[str, str]) -> None:
    page = open_view(f"?on={day}")
    for place, holder in holders.items():
        expect(town(page, place)).to_have_attribute("data-holder", holder)


def test_another_day_restyles_the_map_without_making_or_moving_it(open_view: OpenView) -> None:
    page = open_view("?on=2014-06-01")
    expect(the_map(page).locator(".leaflet-container")).to_have_attribute("data-day", "2014-06-01")
    view = "JSON.stringify([map.getCenter(), map.getZoom()])"
    before = in_map(
        page, f"window.sameMap = true; window.sameTown = document.querySelector('[data-place=raqqa]'); {view}"
    )
    press(page, "Next change")
    day = params(page)["on"][0]
    assert day > "2014-06-01"
    expect(the_map(page).locator(".leaflet-container")).to_have_attribute("data-day", day)
    expect(page.locator(".st-key-diagram canvas.day")).to_have_attribute("data-day", day)
    expect(page.locator(".st-key-tempo canvas.day")).to_have_attribute("data-day", day)
    assert in_map(page, "window.sameMap && window.sameTown === document.querySelector('[data-place=raqqa]')")
    assert in_map(page, view) == before


def test_a_click_on_a_town_opens_its_card_and_a_second_town_the_next(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-10")
    for place, name in (("raqqa", "Raqqa"), ("rutba", "Rutba"), ("raqqa", "Raqqa")):
        town(page, place).click()
        expect(page.locator(".card h3").first).to_contain_text(name)
        page.wait_for_url(re.compile(f"place={place}"))
        expect(town(page, place)).to_have_class(re.compile("focus"))
    assert "Raqqa" in sentence(page)


def test_a_click_on_a_town_says_why_it_has_its_colour(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-10&known=2017-11-10")
    town(page, "abu-kamal").click()
    why = page.locator(".card .why")
    expect(why.locator("h4")).to_have_text("Why this colour?")
    expect(why).to_contain_text("Rule “corroborated”")
    expect(why).to_contain_text("Reports that decide")
    expect(why).to_contain_text("What the other rules say")
    expect(why).to_contain_text("Made-up report")
    expect(why).to_contain_text("source usually reliable, information possibly true")
    assert why.locator("a[href^=http]").count() > 0
    expect(page.locator(".sentence")).to_contain_text("contested: held by Islamic State")


def test_another_rule_restyles_the_map_and_says_so_in_the_address(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01&rule=latest")
    expect(town(page, "abu-kamal")).to_have_attribute("data-status", "held")
    page = open_view("?on=2014-07-01")
    expect(town(page, "abu-kamal")).to_have_attribute("data-status", "contested")


def test_a_click_on_a_holding_sets_place_and_day(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    click_holding(page, "raqqa", "2015-09-01")
    expect(page.locator(".card h3").first).to_contain_text("Raqqa")
    page.wait_for_url(re.compile("place=raqqa"))
    assert params(page)["on"] == ["2014-01-14"]


def test_a_box_on_the_tempo_sets_the_window(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-20")
    page.locator(".st-key-tempo").scroll_into_view_if_needed()
    box = page.locator(".st-key-tempo .js-plotly-plot").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.5, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=8)
    page.mouse.up()
    page.wait_for_url(re.compile("from="))
    settle(page)
    chosen = params(page)
    assert "1990" < chosen["from"][0] < chosen["to"][0] < "2027"
    expect(page.locator(".st-key-foot h3").first).to_contain_text("report")


def test_a_row_of_the_table_opens_its_report(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    report = click_first_report(page)
    expect(page.locator(".card", has_text="Source").first).to_be_visible()
    expect(page.locator(".card", has_text=report).first).to_be_visible()


def test_a_link_restores_the_view(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-10&from=2017-10-01&to=2017-12-31&place=abu-kamal&force=isis&kind=contested&grade=C3")
    expect(town(page, "abu-kamal")).to_have_class(re.compile("focus"))
    expect(page.locator(".card h3").first).to_contain_text("Abu Kamal")
    expect(page.locator(".st-key-foot h3").first).to_contain_text("1 October 2017 to 31 December 2017")
    expect(page.get_by_test_id("stSidebarContent")).to_contain_text("Islamic State")
    expect(page.get_by_test_id("stSidebarContent")).to_contain_text("Contested")
    assert params(page)["grade"] == ["C3"]


def test_back_and_forward_restore_the_view(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    whole = sentence(page)
    town(page, "raqqa").click()
    page.wait_for_url(re.compile("place=raqqa"))
    settle(page)
    page.go_back()
    expect(page.locator(".sentence")).to_have_text(whole)
    settle(page)
    page.wait_for_timeout(2000)  # after a step the address expects late answers for 1.5 s: address_keeper.js
    page.go_forward()
    expect(page.locator(".sentence")).to_contain_text("Raqqa: held by")


def test_a_filter_narrows_map_counts_and_table_alike(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-20&country=SY&from=1990-01-01")
    syrian = the_map(page).locator(".leaflet-marker-icon.town").count()
    assert 0 < syrian < TOWNS
    assert town(page, "al-qaim").count() == 0
    assert re.search(r"of (\d+) places", sentence(page)).group(1) == str(syrian)  # type: ignore[union-attr]
    said = page.locator(".st-key-foot h3").first.inner_text()
    page.get_by_role("button", name="Reset all filters").click()
    expect(the_map(page).locator(".leaflet-marker-icon.town")).to_have_count(TOWNS)
    expect(page.locator(".st-key-foot h3").first).not_to_have_text(said)


def test_a_force_keeps_the_places_it_holds_on_the_day(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01&force=isis")
    held = the_map(page).locator(".leaflet-marker-icon.town").count()
    press(page, "Next change")
    assert town(page, "raqqa").count() == 1
    assert town(page, "haditha").count() == 0
    assert TOWNS / 2 < held < TOWNS


@pytest.mark.parametrize("typed", ["Falujja", "الفلوجة"])
def test_a_place_is_found_by_any_spelling(open_view: OpenView, typed: str) -> None:
    page = open_view("?on=2014-07-01")
    box = page.get_by_role("combobox", name="Place")
    box.fill(typed)
    box.press("Enter")
    page.wait_for_url(re.compile("place=fallujah"))
    expect(page.locator(".card h3").first).to_contain_text("Fallujah")


def test_nothing_found_says_so(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01&q=zzzznothing", whole=False)
    expect(page.get_by_text("No report passes the filters")).to_be_visible()


def test_an_unknown_parameter_is_said_and_left_out(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01&force=martians", whole=False)
    expect(page.get_by_text("martians")).to_be_visible()


def test_a_phone_shows_everything_within_its_width(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    expect(the_map(page).locator(".legend")).to_be_visible()


def test_the_map_is_dark_on_a_dark_page(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01", color_scheme="dark")
    assert in_map(page, "document.documentElement.classList.contains('dark')")


def test_the_method_page_opens_first_on_a_fresh_server(open_view: OpenView, tmp_path: Path) -> None:
    file = tmp_path / "fresh.csv"
    file.write_text("town,date,controlling_force,operation\nHit,2014-10-02,isis,\n")
    page = open_view("method", data=file, whole=False)
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    assert page.get_by_text("Method and sources").count() > 0


def test_the_table_of_reports_leaves_by_the_guarded_download_alone(open_view: OpenView) -> None:
    page = open_view("?on=2017-07-01")
    page.locator(".st-key-foot [data-testid=stDataFrame]").first.hover()
    expect(page.get_by_role("button", name="Fullscreen").first).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)
    with page.expect_download() as given:
        page.get_by_role("button", name="Download table (CSV)").click()
    assert given.value.suggested_filename == "reports.csv"
    lines = Path(given.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Date,Place,Report,Grade")
    assert len(lines) - 1 >= int(page.locator(".st-key-foot h3").first.inner_text().split()[0])
