"""What an analyst sees and does on the home page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from dashboard.record.load import read_dataset
from dashboard.record.looks import Looks
from tests.browser.conftest import SMALL, OpenView, card_of, click_town, params, sentence, settle, show_tab, town

DATASET: Final = read_dataset(str(SMALL))
TOWNS: Final = len(DATASET.places)
ISLAMIC_STATE: Final = dict.fromkeys(("al-qaim", "rawa", "anah", "raqqa"), "Islamic State")
LATER: Final = {
    "al-qaim": "Iraq's government",
    "rawa": "Iraq's government",
    "raqqa": "SDF",
    "abu-kamal": "Syria's govt (Assad)",
}
COLOURS: Final = """() => {
  const canvas = document.querySelector(".leaflet-banks-pane canvas"), counts = {};
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] < 255) continue;
    const colour = "#" + [0, 1, 2].map((part) => data[at + part].toString(16).padStart(2, "0")).join("");
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return counts; }"""


def choose_day(page: Page, day: str) -> None:
    page.get_by_label("Day shown").fill(day)
    expect(page.locator(".workbench .map")).to_have_attribute("data-day", day)


def reports_in(page: Page) -> int:
    return int(page.locator(".pane-reports").get_attribute("data-reports") or "")


def choose(page: Page, name: str, *typed: str) -> None:
    """Takes values of one of the boxes beside the screen."""
    box = page.get_by_role("combobox", name=name, exact=True)
    for each in typed:
        box.click()
        box.press_sequentially(each)
        box.press("Enter")
        settle(page)
        if page.get_by_role("listbox").count():  # a list that stays open hides the page from those who hear it
            page.keyboard.press("Escape")


def test_towns_and_banks_wear_their_holder_of_the_day_and_nothing_leaves_the_machine(
    open_view: OpenView, requested: list[str]
) -> None:
    page = open_view("?on=2014-07-01")
    expect(page.locator(".workbench .town")).to_have_count(TOWNS)
    expect(page.locator(".workbench .map")).to_have_attribute("data-places", str(TOWNS))
    for place, holder in ISLAMIC_STATE.items():
        expect(town(page, place)).to_have_attribute("data-holder", holder)
    page.evaluate("window.town = document.querySelector('.town[data-place=raqqa]')")
    spot = town(page, "raqqa").bounding_box()
    choose_day(page, "2017-11-20")
    for place, holder in LATER.items():
        expect(town(page, place)).to_have_attribute("data-holder", holder)
    settle(page)
    assert page.evaluate("window.town === document.querySelector('.town[data-place=raqqa]')")
    assert town(page, "raqqa").bounding_box() == spot
    choose_day(page, "2018-06-01")
    looks, banks = Looks(DATASET.forces), page.evaluate(COLOURS)
    for force in ("sdf", "syrian-government", "iraqi-government"):
        assert banks.get(looks.of(force).colour.lower(), 0) > 20, force
    assert requested
    assert not [url for url in requested if not url.startswith(("http://127.0.0.1", "blob:http://127.0.0.1", "data:"))]


def test_a_card_says_why_the_town_has_its_colour(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-10&known=2017-11-10")
    click_town(page, "abu-kamal")
    card = card_of(page, "abu-kamal")
    expect(card.locator("h4").first).to_have_text("Why this colour?")
    for words in (
        "Contested: held by Islamic State",
        "Rule “corroborated”",
        "Reports of the fight, or of the claim",
        "What the other rules say",
        "Made-up report",
        "Holders in this record",
    ):
        expect(card).to_contain_text(words)
    assert card.locator("a[href^=http]").count() > 0
    card.locator(".report button").first.click()
    report = page.locator(".pane-card[data-whole=true]", has_text="Source")
    expect(report).to_contain_text("information")
    page.get_by_role("button", name="Card of Abu Kamal").click()
    expect(card).to_be_visible()
    click_town(page, "rutba")
    expect(card_of(page, "rutba")).to_contain_text("Rutba")


def test_a_filter_is_seen_counted_and_taken_away_by_its_chip(open_view: OpenView, requested: list[str]) -> None:
    page = open_view("?on=2014-07-01&from=1991-01-01")
    chips, all_reports = page.locator(".active-filter[data-filter]"), reports_in(page)
    choose(page, "Country", "Syria")
    choose(page, "Force", "SDF", "Islamic State")
    choose(page, "Rule of control", "Latest")
    named = ["from", "country", "force", "force", "rule"]
    assert sorted(chips.evaluate_all("all => all.map((each) => each.dataset.filter)")) == sorted(named)
    assert params(page)["force"] == ["sdf", "isis"]
    expect(town(page, "al-qaim")).to_have_count(0)
    expect(town(page, "abu-kamal")).to_have_attribute("data-status", "held")
    expect(page.locator(".workbench .map")).not_to_have_attribute("data-places", str(TOWNS))
    fewer = reports_in(page)
    assert 0 < fewer < all_reports
    shown = int(page.locator(".workbench .map").get_attribute("data-places") or "")
    assert re.search(r"of (\d+) places", sentence(page)).group(1) == str(shown)  # type: ignore[union-attr]
    for left, (filter_, value) in enumerate((("force", "sdf"), ("rule", "latest"), ("from", "1991-01-01"))):
        page.locator(f".active-filter[data-filter={filter_}][data-value='{value}']").click()
        expect(chips).to_have_count(4 - left)
    settle(page)
    assert params(page) == {"on": ["2014-07-01"], "country": ["SY"], "force": ["isis"]}
    expect(page.locator(".workbench .map")).to_have_attribute("data-day", "2014-07-01")
    requested.clear()
    page.get_by_role("button", name="Reset all", exact=True).click()
    expect(page.locator(".workbench .map")).to_have_attribute("data-places", str(TOWNS))
    expect(chips).to_have_count(0)
    settle(page)
    assert params(page) == {"on": ["2014-07-01"]}
    assert [url for url in requested if "valley.json" in url] == []  # the same filters as at the beginning


def test_a_filter_that_changes_nothing_of_the_payload_does_not_fetch_it_anew(
    open_view: OpenView, requested: list[str]
) -> None:
    page = open_view("?on=2014-07-01&q=raqqa&country=SY")
    payload = page.locator(".workbench").get_attribute("data-payload")
    requested.clear()
    choose(page, "Place", "ar-Raqqah")
    expect(card_of(page, "raqqa")).to_be_visible()
    words = page.get_by_role("textbox", name="Words in reports")
    words.fill("  raqqa ")
    words.press("Enter")
    page.get_by_role("spinbutton", name="year, From").click()
    page.keyboard.type("20140101")
    words.focus()
    page.wait_for_url(lambda _: params(page).get("from") == ["2014-01-01"])
    settle(page)
    expect(page.locator(".workbench")).to_have_attribute("data-payload", payload or "")
    assert [url for url in requested if "/workbench/" in url and ".json" in url and "/places/" not in url] == []


def test_a_place_that_the_filters_hide_leaves_the_screen_alive(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01&place=al-qaim")
    expect(card_of(page, "al-qaim")).to_be_visible()
    choose(page, "Country", "Syria")
    expect(page.locator(".workbench .map")).to_have_attribute("data-focus", "")
    page.get_by_role("button", name="Next change of hands").click()
    page.wait_for_url(lambda _: params(page)["on"] > ["2014-07-01"])
    settle(page)
    assert params(page)["place"] == ["al-qaim"]
    page.locator(".active-filter[data-filter=country]").click()
    expect(card_of(page, "al-qaim")).to_be_visible()
    choose(page, "Country", "Syria")
    click_town(page, "raqqa")
    expect(card_of(page, "raqqa")).to_be_visible()
    page.wait_for_url(lambda _: params(page)["place"] == ["raqqa"])


def test_a_force_keeps_the_places_it_holds_on_the_day(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01&force=isis")
    shown = int(page.locator(".workbench .map").get_attribute("data-places") or "")
    assert TOWNS / 2 < shown < TOWNS
    expect(town(page, "raqqa")).to_be_visible()
    expect(town(page, "haditha")).to_be_hidden()
    choose_day(page, "2017-11-20")
    expect(town(page, "raqqa")).to_be_hidden()
    expect(town(page, "haditha")).to_be_hidden()


def test_a_link_restores_the_view(open_view: OpenView) -> None:
    page = open_view("?on=2017-11-10&from=2017-10-01&to=2017-12-31&place=abu-kamal&force=isis&kind=contested&grade=C3")
    expect(page.locator(".workbench .map")).to_have_attribute("data-focus", "abu-kamal")
    expect(card_of(page, "abu-kamal")).to_contain_text("Abu Kamal")
    expect(page.locator(".time-controls .window")).to_contain_text("1 Oct 2017 – 31 Dec 2017")
    filters = page.locator(".active-filter[data-filter]").evaluate_all("all => all.map((each) => each.dataset.value)")
    assert filters == ["isis", "contested", "C3", "2017-10-01", "2017-12-31"]
    assert params(page)["grade"] == ["C3"]


def test_a_place_is_found_by_any_spelling(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    for typed, place, name in (("Falujja", "fallujah", "Fallujah"), ("الرقه", "raqqa", "Raqqa")):
        choose(page, "Place", typed)
        expect(card_of(page, place)).to_contain_text(name)


def test_where_nothing_is_to_be_shown_it_is_said_what_to_do(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01&q=zzzznothing&force=martians", whole=False)
    page.get_by_test_id("stToast").filter(has_text="martians").get_by_role("button", name="Close").click()
    expect(page.locator(".workbench .say").first).to_contain_text("no place passes the filters")
    show_tab(page, "Reports")
    expect(page.locator(".pane-reports")).to_contain_text("No report passes the filters")
    page.locator(".active-filter[data-filter=q]").click()
    expect(page.locator(".workbench .map")).to_have_attribute("data-places", str(TOWNS))
    choose_day(page, "2010-01-01")
    click_town(page, "hajin")
    show_tab(page, "Reports")
    page.get_by_role("button", name="Show them all").click()
    expect(page.locator(".pane-reports .row").first).to_be_visible()
    page.get_by_role("button", name="Show all places").click()
    expect(page.locator(".workbench .map")).to_have_attribute("data-focus", "")
    assert reports_in(page) > 10


def test_an_answer_that_cannot_be_fetched_is_said_and_asked_for_again(open_view: OpenView) -> None:
    page = open_view("?on=2014-07-01")
    page.route("**/valley.json?*", lambda route: route.abort())
    choose(page, "Country", "Iraq")
    alert = page.get_by_role("alert").filter(has_text="did not give the answer")
    expect(alert).to_be_visible()
    page.unroute("**/valley.json?*")
    alert.get_by_role("button", name="Try again").click()
    expect(alert).to_have_count(0)
    expect(town(page, "raqqa")).to_have_count(0)


def test_a_first_visitor_is_led_and_not_asked_twice(open_view: OpenView) -> None:
    page = open_view("")
    intro = page.get_by_role("region", name="Introduction")
    expect(intro).to_contain_text("who held each town")
    intro.get_by_role("button", name="June 2014").click()
    expect(card_of(page, "al-qaim")).to_be_visible()
    expect(intro).to_be_hidden()
    page.wait_for_url(lambda _: params(page) == {"on": ["2014-06-21"], "place": ["al-qaim"]})
    page.reload()
    expect(card_of(page, "al-qaim")).to_be_visible()
    expect(intro).to_be_hidden()
    page = open_view("")
    page.get_by_role("button", name="Close the introduction").click()
    page.wait_for_url(lambda _: params(page) == {"intro": ["off"]})
    page.reload()
    expect(page.locator(".workbench[data-payload]")).to_be_visible()
    expect(intro).to_be_hidden()


def test_a_dark_page_has_a_dark_screen_and_a_day_before_the_record_is_its_first(open_view: OpenView) -> None:
    page = open_view("?on=1995-06-01", color_scheme="dark")
    expect(page.locator(".workbench")).to_have_class(re.compile(r"\bdark\b"))
    page.emulate_media(color_scheme="light")
    expect(page.locator(".workbench")).not_to_have_class(re.compile(r"\bdark\b"))
    expect(page.locator(".player")).to_have_attribute("data-day", "2003-01-01")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".workbench .map")).to_have_attribute("data-day", "2003-01-02")
    page.wait_for_url(lambda _: params(page)["on"] == ["2003-01-02"])


def test_the_method_page_opens_first_on_a_fresh_server(open_view: OpenView, tmp_path: Path) -> None:
    file = tmp_path / "fresh.csv"
    file.write_text("town,date,controlling_force,operation\nHit,2014-10-02,isis,\n")
    page = open_view("method", data=file, whole=False)
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    assert page.get_by_text("Method and sources").count() > 0


def test_the_tables_are_equal_and_leave_by_the_guarded_download_alone(open_view: OpenView) -> None:
    page = open_view("?on=2017-07-01")
    for name in ("states", "counts", "unplaced", "reports"):
        page.locator(f".st-key-{name} summary").click()
        settle(page)
    for name in ("states", "counts", "reports"):
        expect(page.locator(f".st-key-{name} .stDataFrame canvas").first).to_be_visible()
    expect(page.locator(".st-key-unplaced")).to_contain_text("Every place that passes the filters is on the map.")
    page.locator(".st-key-reports .stDataFrame").hover()
    expect(page.get_by_role("button", name="Fullscreen").first).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)
    with page.expect_download() as given:
        page.locator(".st-key-reports").get_by_role("button", name="Download table (CSV)").click()
    assert given.value.suggested_filename == "reports.csv"
    lines = Path(given.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Date,Place,Report,Grade")
    counted = reports_in(page)
    expect(page.locator(".st-key-reports")).to_contain_text(f"{counted} reports, ")
    assert len(lines) - 1 >= counted
    table = page.locator(".st-key-reports .stDataFrame canvas").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 18, box["y"] + 54)
    page.wait_for_url(re.compile("event="))
    (report,) = params(page)["event"]
    expect(card_of(page, report)).to_contain_text(report)
