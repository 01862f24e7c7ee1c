"""The pages run, follow their address, and explain what they cannot show."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.analysis.record_cache import read_once, record_of
from dashboard.session import parameters
from dashboard.timespan import day_of
from dashboard.views.valley import workbench
from dashboard.workbench.order import event_at
from dashboard.workbench.parameters import selection_of
from dashboard.workbench.payload import core_payload
from tests.builders import rows

MAIN = Path(__file__).parent.parent.parent / "dashboard" / "main.py"
HEADER = "town,date,controlling_force,operation"


def open_home(data: str = "", monkeypatch: pytest.MonkeyPatch | None = None, **params: Any) -> AppTest:
    """The home page at this address, without an exception."""
    if monkeypatch:
        monkeypatch.setenv("DASHBOARD_DATA", data)
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    for name, value in params.items():
        app.query_params[name.rstrip("_")] = value
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return ran(app)


def type_place(app: AppTest, text: str) -> AppTest:
    """Types a name that is none of the choices, as the browser's box allows."""
    box = app.selectbox(key="place")
    box.options.append(text)
    box.set_value(text)
    return ran(app)


def shown(app: AppTest) -> str:
    """All HTML and messages of the page."""
    return " ".join([*(each.proto.body for each in app.get("html")), *(each.value for each in [*app.info, *app.error])])


def screen(app: AppTest) -> dict[str, Any]:
    """What the browser is told of the screen."""
    (found,) = [each.proto for each in app.get("bidi_component") if each.proto.component_name == "valley_workbench"]
    given: dict[str, Any] = json.loads(found.json)["given"]
    return given


def drawn(app: AppTest) -> dict[str, Any]:
    """The payload that the browser fetches for the screen."""
    record, query = read_once(), urlsplit(screen(app)["payload"]).query
    return core_payload(record, selection_of(parse_qs(query), record))


def opened(app: AppTest, table: str) -> AppTest:
    """The page with one of its tables open."""
    app.session_state[table] = True
    return ran(app)


def toasts(app: AppTest) -> list[str]:
    return [toast.value for toast in app.toast]


def problems(app: AppTest) -> list[Any]:
    """The lists of problems in the data."""
    return [each for each in app.expander if "problem" in each.label]


def test_the_home_page_opens_on_the_last_day_of_the_record() -> None:
    app, record = open_home(), record_of(None)
    told = screen(app)
    assert day_of(told["state"]["on"]) == record.dataset.last_day
    assert (told["state"]["tied"], told["state"]["place"], told["state"]["event"], told["isFirstVisit"]) == (
        True,
        "",
        -1,
        True,
    )
    assert len(drawn(app)["places"]["id"]) == len(record.dataset.places)
    assert len(app.dataframe) == 0  # tables are worked out while they are open, and only then
    assert (app.toast.len, app.error.len, problems(app)) == (0, 0, [])


@pytest.mark.parametrize("params", [{"on": "2014-07-01"}, {"place": "rawa"}, {"country": "IQ"}, {"intro": "off"}])
def test_who_comes_by_a_link_or_has_closed_the_introduction_is_not_introduced(params: dict[str, str]) -> None:
    assert not screen(open_home(**params))["isFirstVisit"]


def test_the_screen_stands_as_tables_once_asked_for() -> None:
    app = open_home(on="2017-11-20", place="al-qaim")
    for name in ("states", "counts", "reports", "unplaced"):
        app.session_state[name] = True
    tables = [frame.value for frame in ran(app).dataframe]
    assert next(len(table) for table in tables if "Last report" in table) == len(record_of(None).dataset.places)
    assert next(int(table["All"].sum()) for table in tables if "First day" in table) > 50
    assert {place for table in tables if "Report" in table for place in table["Place"]} == {"Al-Qaim"}
    off = record_of(None).dataset.places["latitude"].isna().sum()
    assert len([each for each in app.button if each.label == "Open its card"]) == off > 0


def test_a_place_that_no_map_shows_is_opened_from_its_list() -> None:
    app = opened(open_home(), "unplaced")
    press(app, "Open its card")
    places = record_of(None).dataset.places.set_index("place_id")
    assert pd.isna(places.loc[screen(app)["state"]["place"], "latitude"])


@pytest.mark.parametrize(
    ("params", "state"),
    [
        ({"on": "2014-07-01"}, {"on": "2014-07-01", "from": "2014-04-03", "to": "2014-07-01", "tied": True}),
        ({"on": "2014-07-01", "days": "30"}, {"on": "2014-07-01", "from": "2014-06-02", "days": 30, "tied": True}),
        ({"on": "2014-07-01", "place": "raqqa"}, {"place": "raqqa", "event": -1}),
        ({"place": "Boukamal", "on": "2017-11-12"}, {"place": "abu-kamal"}),
        ({"place": "القائم", "on": "2016-01-01"}, {"place": "al-qaim"}),
        ({"from": "2005-05-01", "to": "2005-05-31"}, {"from": "2005-05-01", "to": "2005-05-31", "tied": False}),
        ({"from": "2005-05-31", "to": "2005-05-01"}, {"from": "2005-05-01", "to": "2005-05-31", "tied": False}),
        ({"event": "iq-20171026-al-qaim-district-political"}, {"place": "al-qaim-district"}),
    ],
)
def test_a_link_restores_the_view(params: dict[str, Any], state: dict[str, Any]) -> None:
    app = open_home(**params)
    told = screen(app)["state"]
    days = {name: day_of(told[name]).isoformat() for name in ("on", "from", "to")}
    assert {**told, **days} | state == {**told, **days}
    assert toasts(app) == []


def test_a_link_to_a_report_names_its_row_and_a_former_id_does_as_well() -> None:
    record = record_of(None)
    told = screen(open_home(event="iq-20171026-al-qaim-operation-start"))["state"]
    assert "called final IS bastion" in record.dataset.events["note"].iloc[told["event"]]
    old = record.dataset.events["former_ids"].loc[lambda ids: ids != ""].iloc[0].split("|")[0]
    assert event_at(record, screen(open_home(event=old))["state"]["event"]) == record.event(old)["event_id"]


@pytest.mark.parametrize(
    ("params", "column", "values"),
    [
        ({"kind": "airstrike"}, "Kind", {"Air strike"}),
        ({"kind": ["airstrike", "battle"]}, "Kind", {"Air strike", "Battle"}),
        ({"place": "rawa"}, "Place", {"Rawa"}),
        ({"q": "حديثة", "place": "haditha"}, "Place", {"Haditha"}),
        ({"force": "hts"}, "Holder reported", {"HTS", ""}),
        ({"grade": "B2", "kind": "massacre"}, "Grade", {"B2"}),
    ],
)
def test_filters_of_a_link_reach_the_table(params: dict[str, Any], column: str, values: set[str]) -> None:
    app = opened(open_home(**{"from": "1991-01-01", "to": "2026-03-01", **params}), "reports")
    assert set(app.dataframe[0].value[column]) == values


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("on", "soon"),
        ("on", "2014-02-30"),
        ("on", ""),
        ("place", "Atlantis"),
        ("place", "<script>alert(1)</script>"),
        ("force", "martians"),
        ("kind", "party"),
        ("operation", "none-such"),
        ("grade", "Z9"),
        ("grade", "3"),
        ("event", "none-such"),
        ("country", "XX"),
        ("bogus", "1"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_left_out_and_said(name: str, value: str) -> None:
    app = open_home(**{name: value})
    assert len(toasts(app)) == 1
    assert "which this record does not know" in toasts(app)[0]
    assert "<script" not in toasts(app)[0].replace("\\<", "")
    assert drawn(app)["places"]["id"]


@pytest.mark.parametrize(("on", "wanted"), [("1700-01-01", date(1981, 1, 1)), ("2999-01-01", date.today())])
def test_a_day_out_of_reach_becomes_the_nearest_day(on: str, wanted: date) -> None:
    assert open_home(on=on).session_state["on"] == wanted


def test_reset_empties_every_filter_and_keeps_the_day() -> None:
    filters = {"place": "rawa", "force": "isis", "kind": "airstrike", "grade": "C3", "q": "anbar", "country": "IQ"}
    filters |= {"from": "2014-01-01", "to": "2014-12-31", "event": "iq-20171026-al-qaim-district-political"}
    app = press(open_home(on="2014-07-01", **filters), "Reset all filters")
    assert {name: app.session_state[name] or None for name in filters} == dict.fromkeys(filters)
    assert app.session_state["on"] == date(2014, 7, 1)


@pytest.mark.parametrize(
    ("typed", "place"),
    [("Falujja", "fallujah"), ("الفلوجة", "fallujah"), ("ar raqqah", "raqqa"), ("Al Kaim", "al-qaim"), ("q7$x", None)],
)
def test_a_name_typed_into_the_place_box_becomes_the_nearest_place(typed: str, place: str | None) -> None:
    app = type_place(open_home(), typed)
    assert app.session_state["place"] == place
    assert len(toasts(app)) == (place is None)


def test_a_four_column_file_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(rows(HEADER, "al-Qa'im,2014-06-21,Daesh,Push", "القائم,2017-11-03,iraqi-government,"))
    app = opened(open_home(str(file), monkeypatch, on="2015-01-01", place="al-qaim"), "states")
    (states,) = [frame.value for frame in app.dataframe]
    assert states["State"].tolist() == ["held by Islamic State"]
    assert problems(app) == []


def test_rows_set_aside_are_counted_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mixed.csv"
    file.write_text(rows(HEADER, "Rawa,2014-06-21,isis,", "Atlantis,2014-06-21,isis,", "Rawa,2014-02-30,isis,"))
    app = open_home(str(file), monkeypatch)
    (listed,) = problems(app)
    assert listed.label == "2 problems in the data; 2 rows set aside of 3"
    assert list(listed.dataframe[0].value["row"]) == [3, 4]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        (b"", "empty"),
        (rows(HEADER).encode(), "a header and no rows"),
        (f"{HEADER}\nD\u00fcr,2014-01-01,isis,\n".encode("latin-1"), "UTF-8"),
        (b"a,b,c\n1,2,3\n", "column"),
        (b"\x00\x01\x02", "cannot be"),
        (f"{HEADER}\nAtlantis,2014-01-01,isis,\n".encode(), "None of its 1 rows can be used"),
    ],
    ids=["missing", "empty", "only a header", "not UTF-8", "other columns", "not text", "no usable row"],
)
def test_data_that_cannot_be_read_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, said: str
) -> None:
    file = tmp_path / "bad.csv"
    if content is not None:
        file.write_bytes(content)
    app = open_home(str(file), monkeypatch)
    assert app.error.len == 1
    assert said in shown(app)
    assert (app.selectbox.len, app.dataframe.len) == (0, 0)


def test_a_folder_without_events_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "The folder has no events.csv" in shown(open_home(str(tmp_path), monkeypatch))


def test_hostile_names_stay_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "<img src=x onerror=alert(1)>${alert(1)}"
    (tmp_path / "places.csv").write_text(rows("place_id,name,latitude,longitude", f"rawa,{name},34.5,41.9"))
    (tmp_path / "events.csv").write_text(rows("town,date,controlling_force,note", f"rawa,2014-06-21,isis,{name}"))
    app = opened(open_home(str(tmp_path), monkeypatch, place="rawa", event="row-2"), "unplaced")
    assert drawn(app)["places"]["name"] == [name]
    assert "<img" not in shown(app)


def test_the_second_clock_says_how_many_days_of_publication_are_assumed() -> None:
    said = drawn(open_home(on="2017-11-10", known="2017-11-10"))["aside"]
    assert re.fullmatch(r"For [\d,]+ reports the day of publication is assumed\.", said)
    assert drawn(open_home(on="2017-11-10"))["aside"] == ""


def test_a_record_of_ones_own_brings_back_silent_places_by_a_tick_a_link_and_not_after_a_reset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(rows("town,date,controlling_force", "rawa,2014-06-21,isis"), encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_DATA", str(file))
    app = open_home()
    assert drawn(app)["places"]["id"] == ["rawa"]
    app.checkbox(key="_silent").check()
    assert len(drawn(ran(app))["places"]["id"]) == 381
    assert not press(app, "Reset all filters").checkbox(key="_silent").value
    linked = open_home(silent="all")
    assert linked.checkbox(key="_silent").value
    assert len(drawn(linked)["places"]["id"]) == 381


MOVE = {"on": 16252, "from": 16163, "to": 16252, "tied": True, "days": 90, "place": "raqqa", "event": -1, "number": 7}


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ({}, {"on": date(2014, 7, 1), "place": "raqqa", "event": None, "from": None, "to": None, "days": None}),
        ({"days": 30}, {"days": 30}),
        ({"tied": False}, {"from": date(2014, 4, 3), "to": date(2014, 7, 1)}),
        ({"tied": False, "from": 17000}, {"from": date(2016, 7, 18), "to": date(2016, 7, 18)}),
        ({"on": 10**9}, {"on": date.today()}),
        (
            {"on": "soon", "place": "<script>", "event": "1", "tied": 1, "days": -4, "intro": ["off"]},
            {"place": None, "event": None},
        ),
        ({"place": ["raqqa"], "on": None, "event": 10**9}, {"place": None, "event": None}),
        ({"place": ""}, {"place": None}),
        ({"intro": "off"}, {"intro": "off"}),
        ({"only": "isis", "hidden": [1, 5]}, {"only": "isis", "hide": ["fighting", "politics"]}),
        ({"only": "", "hidden": []}, {"only": None, "hide": []}),
        ({"only": "<b>", "hidden": "1"}, {"only": None, "hide": []}),
        ({"only": ["isis"], "hidden": [9, "1", None]}, {"only": None, "hide": []}),
    ],
)
def test_a_move_on_the_screen_becomes_the_selection_and_nonsense_does_not(
    told: dict[str, Any], held: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    state: dict[str, Any] = {**parameters.empty(date(2020, 1, 1), "corroborated"), "workbench": {"now": MOVE | told}}
    monkeypatch.setattr(st, "session_state", state)
    workbench._note_move(record_of(None))
    assert {name: state[name] for name in held} == held


def test_a_filter_in_force_has_a_chip_that_takes_it_away() -> None:
    app = open_home(country=["SY", "IQ"], force="isis", known="2015-01-01", q="dam")
    (found,) = [each.proto for each in app.get("bidi_component") if each.proto.component_name == "valley_filters"]
    chips = [(each["label"], each["said"]) for each in json.loads(found.json)["given"]["filters"]]
    assert chips == [
        ("Country", "Syria"), ("Country", "Iraq"), ("Force", "Islamic State"), ("Words", "dam"),
        ("As known on", "1 January 2015"),
    ]  # fmt: skip
    assert not [each for each in open_home().get("bidi_component") if each.proto.component_name == "valley_filters"]
