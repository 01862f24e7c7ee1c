"""The pages of a town and of operations run, follow their address, and say in words what their charts show."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record.dataset import Dataset
from dashboard.record.schema import Operations, Places
from tests.builders import PAGE_SCRIPT, rows
from tests.views.html_tables import plain, table_rows
from tests.views.test_pages import press, ran, shown, toasts

EVENTS = "town,date,controlling_force,previous_force,operation,deaths_low,deaths_high,note"
PUSH = rows("operation_id,name,start,end,lead_forces,opposing_forces", "push,The push,2017-01-01,2017-12-31,isis,sdf")


def open_page(page: str, **params: str) -> AppTest:
    """A page at this address, without an exception."""
    app = AppTest.from_string(PAGE_SCRIPT.format(page=page), default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    return ran(app)


def own_data(folder: Path, monkeypatch: pytest.MonkeyPatch, *events: str, **tables: str) -> None:
    """The pages show these events, by the rule that the latest word counts, for they have no grades."""
    for name, text in ({"events": rows(EVENTS, *events), "operations": PUSH} | tables).items():
        (folder / f"{name}.csv").write_text(text)
    monkeypatch.setenv("DASHBOARD_DATA", str(folder))


def links(app: AppTest) -> list[tuple[str, dict[str, list[str]]]]:
    """Page and parameters of every link to another view."""
    found = [urlsplit(html.unescape(each)) for each in re.findall(r'<a class="own" href="([^"]+)"', shown(app))]
    return [(each.path, parse_qs(each.query)) for each in found]


def text(app: AppTest) -> str:
    """The text of the page without its tags, in one line."""
    return plain(shown(app))


@pytest.mark.parametrize("place", ["al-qaim", "ramadi", "rutba", "tabqa-dam", "al-qaim-district", "zuwayrah"])
def test_the_page_of_a_town_says_what_its_chart_shows(place: str) -> None:
    app = open_page("town", place=place, on="2016-01-01")
    for said in ("Holders, and why", "Days held", "Neighbours on the river", "Operations that touched it", "Latin:"):
        assert said in text(app)
    assert len(app.get("plotly_chart")) == 1
    assert table_rows(app, "stacked holders")
    assert table_rows(app, "rows tall stays")


def test_every_place_and_every_operation_of_the_record_has_a_page(shipped: Dataset) -> None:
    for place in shipped.places[Places.place_id].iloc[::12]:
        assert "Names and figures" in text(open_page("town", place=place))
    for operation in shipped.operations[Operations.operation_id].iloc[::9]:
        assert "Towns taken and lost" in text(open_page("operations", operation=operation))


def test_the_holders_stand_with_their_days_reasons_and_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_data(tmp_path, monkeypatch, "rawa,2014-06-21,isis,,,,,first", "rawa,2014-07-01,sdf,,push,,,then")
    app = open_page("town", place="rawa", on="2014-06-25")
    assert "It is known to have changed hands once: 1 July 2014" in text(app)
    assert "21 June 2014 to 1 July 2014 held by Islamic State Accepted, because it is the most recent report." in text(
        app
    )
    assert "Islamic State 10 90.9% 10" in text(app)
    assert "The push : 1 report, 1 July 2014" in text(app)


def test_links_carry_the_whole_selection_and_change_only_what_they_name() -> None:
    app = open_page("town", place="al-qaim", on="2016-01-01", rule="strict", grade="C3", country="IQ")
    kept = {"rule": ["strict"], "grade": ["C3"], "country": ["IQ"]}
    assert {page for page, _ in links(app)} == {"./", "town", "operations"}
    assert all(kept.items() <= params.items() for _, params in links(app))
    assert ("town", kept | {"on": ["2016-01-01"], "place": ["karabilah"]}) in links(app)
    assert ("./", kept | {"on": ["2017-11-03"], "place": ["al-qaim"]}) in links(app)
    assert (
        "operations",
        kept | {"on": ["2016-01-01"], "place": ["al-qaim"], "operation": ["operation-matador"]},
    ) in links(app)


def test_the_filters_of_the_address_narrow_the_reports_of_the_town() -> None:
    app = open_page("town", place="al-qaim", kind="airstrike")
    assert all("Air strike · " in said for _, said, _ in table_rows(app, "rows tall stays"))
    assert re.search(r"\d+ reports of it; \d+ more are left out by the filters", text(app))
    nothing = open_page("town", place="al-qaim", kind="airstrike", to="1992-01-01")
    assert "No report of this town passes the filters" in shown(nothing)


def test_without_a_town_all_places_are_listed_and_one_can_be_chosen() -> None:
    app = open_page("town", on="2014-07-01", country="SY")
    assert len(table_rows(app, "rows")) > 40
    app.selectbox(key="town_choice").set_value("raqqa")
    assert "Raqqa: held by Islamic State" in text(ran(app))


@pytest.mark.parametrize(("typed", "place"), [("Falujja", "fallujah"), ("الفلوجة", "fallujah"), ("q7$x", None)])
def test_a_name_typed_in_any_spelling_opens_the_nearest_town(typed: str, place: str | None) -> None:
    app = open_page("town")
    box = app.selectbox(key="town_choice")
    box.options.append(typed)
    box.set_value(typed)
    assert ran(app).session_state["place"] == place
    assert len(toasts(app)) == (place is None)


def test_the_buttons_go_from_change_to_change() -> None:
    app = open_page("town", place="al-qaim", on="2016-01-01")
    assert press(app, "Next change").session_state["on"] == date(2017, 11, 3)


def test_an_open_report_has_its_card_on_the_page_of_its_town() -> None:
    event = "iq-20171026-al-qaim-operation-start"
    assert (
        "called final IS bastion" in text(open_page("town", place="al-qaim", event=event)).partition("reports of it")[2]
    )
    assert "opens here with its source" in shown(open_page("town", place="rawa", event=event))


def test_an_operation_tells_its_towns_advance_and_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_data(
        tmp_path, monkeypatch, "al-qaim,2016-01-01,sdf,,,,,", "rawa,2016-01-01,sdf,,,,,",
        "al-qaim,2017-03-01,isis,,push,3,9,", "rawa,2017-03-11,isis,,push,,,",
    )  # fmt: skip
    app = open_page("operations", operation="push")
    assert "2 places taken and none lost" in text(app)
    assert "3 to 9 in all, 3 by the middle figures" in text(app)
    assert "1 report gives no number and adds nothing" in text(app)
    assert re.search(
        r"From Al-Qaim .* to Rawa .*: 12\d river km downstream in 10 days, 12\.\d river km a day", text(app)
    )
    assert len(app.get("plotly_chart")) == 2


def test_an_operation_whose_advance_cannot_be_told_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_data(tmp_path, monkeypatch, "rawa,2017-03-01,isis,,push,,,")
    app = open_page("operations", operation="push")
    assert "No change of hands belongs to it" in text(app)
    assert "No rate of advance can be worked out: fewer than two towns" in text(app)
    assert "None of 1 report gives a number of deaths" in text(app)


def test_the_parts_and_the_whole_lead_to_each_other() -> None:
    whole = open_page("operations", operation="wrath-of-euphrates")
    assert ("operations", {"operation": ["battle-of-raqqa-2017"]}) in links(whole)
    part = open_page("operations", operation="battle-of-raqqa-2017")
    assert ("operations", {"operation": ["wrath-of-euphrates"]}) in links(part)


def test_operations_follow_the_filters() -> None:
    every, some = open_page("operations"), open_page("operations", force="turkey-sna")
    assert len(table_rows(every, "rows named")) > 100
    assert 0 < len(table_rows(some, "rows named")) < 40


def test_choosing_an_operation_sets_the_address_and_clearing_it_shows_all() -> None:
    app = open_page("operations")
    app.selectbox(key="operation_choice").set_value("wrath-of-euphrates")
    assert ran(app).session_state["operation"] == ["wrath-of-euphrates"]
    app.selectbox(key="operation_choice").set_value(None)
    assert ran(app).session_state["operation"] == []


@pytest.mark.parametrize(("page", "params"), [("town", {"place": "Atlantis"}), ("operations", {"operation": "none"})])
def test_what_the_record_does_not_know_is_left_out_and_said(page: str, params: dict[str, str]) -> None:
    app = open_page(page, **params)
    assert "which this record does not know" in toasts(app)[0]


@pytest.mark.parametrize("known", ["1980-01-01", "2014-06-30"])
def test_the_second_clock_reaches_both_pages(known: str) -> None:
    town = text(open_page("town", place="al-qaim", on="2018-01-01", known=known))
    assert "2017" not in town.partition("Names and figures")[0]
    assert "No change of hands belongs to it" in text(
        open_page("operations", operation="2017-western-iraq-campaign", known=known)
    )


def test_hostile_names_stay_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "<img src=x onerror=alert(1)>${alert(1)}"
    places = rows("place_id,name,name_ar,aliases", f"rawa,{name},{name},{name}2")
    operations = rows(
        "operation_id,name,aliases,lead_forces,outcome,start", f"push,{name},{name}3,isis,{name},2014-01-01"
    )
    own_data(
        tmp_path, monkeypatch, f"rawa,2014-06-21,isis,,push,,,{name}", f"rawa,2014-07-21,sdf,,push,,,{name}",
        places=places, operations=operations,
    )  # fmt: skip
    for page, params in (("town", {"place": "rawa"}), ("operations", {"operation": "push"}), ("operations", {})):
        app = open_page(page, **params)
        assert "<img" not in shown(app)
        assert all("<img" not in chart.proto.spec for chart in app.get("plotly_chart"))
