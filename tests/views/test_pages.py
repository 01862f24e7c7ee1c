"""The pages run, follow their address, and explain what they cannot show."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.analysis.record_cache import record_of
from tests.builders import rows

MAIN = Path(__file__).parent.parent.parent / "dashboard" / "main.py"
HEADER = "town,date,controlling_force,operation"


def open_home(data: str = "", monkeypatch: pytest.MonkeyPatch | None = None, **params: Any) -> AppTest:
    """The home page at this address, charts and table drawn, without an exception."""
    if monkeypatch:
        monkeypatch.setenv("DASHBOARD_DATA", data)
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.session_state["map_drawn"] = True
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


def toasts(app: AppTest) -> list[str]:
    return [toast.value for toast in app.toast]


def problems(app: AppTest) -> list[Any]:
    """The lists of problems in the data."""
    return [each for each in app.expander if "problem" in each.label]


def test_the_home_page_opens_on_the_last_day_of_the_record() -> None:
    app = open_home()
    assert "the record names a holder for" in shown(app)
    assert len(app.get("plotly_chart")) == 2
    assert (app.toast.len, app.error.len, problems(app)) == (0, 0, [])


def test_map_and_tempo_stand_as_tables_once_asked_for() -> None:
    app = open_home(on="2017-11-20", place="al-qaim")
    assert len(app.dataframe) == 1
    app.session_state["states"] = app.session_state["counts"] = True
    tables = [frame.value for frame in ran(app).dataframe]
    assert next(len(table) for table in tables if "Last report" in table) == len(record_of(None).dataset.places)
    assert next(int(table["All"].sum()) for table in tables if "First day" in table) > 50


def test_charts_and_table_wait_until_the_map_stands() -> None:
    app = ran(AppTest.from_file(str(MAIN), default_timeout=60))
    assert (len(app.get("plotly_chart")), len(app.dataframe), len(app.date_input)) == (0, 0, 4)
    app.session_state["map_drawn"] = True
    assert (len(ran(app).get("plotly_chart")), len(app.dataframe)) == (2, 1)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"on": "2014-07-01"}, "On 1 July 2014 the record names a holder"),
        ({"on": "2014-07-01", "place": "raqqa"}, "On 1 July 2014 Raqqa: held by Islamic State"),
        ({"on": "2017-11-20", "place": "al-qaim"}, "Al-Qaim: held by Iraq&#x27;s government, since 3 November 2017"),
        ({"place": "Boukamal", "on": "2017-11-12"}, "Abu Kamal: held by Islamic State"),
        ({"place": "القائم", "on": "2016-01-01"}, "Al-Qaim: held by Islamic State"),
        ({"on": "2017-11-20", "operation": "operation-steel-curtain"}, "No report in this window"),
        ({"from": "2005-05-01", "to": "2005-05-31"}, ", 1 May 2005 to 31 May 2005"),
        ({"from": "2005-05-31", "to": "2005-05-01"}, ", 1 May 2005 to 31 May 2005"),
        ({"q": "no-report-has-these-words"}, "No report passes the filters"),
        ({"on": "1991-01-01", "place": "al-qaim"}, "Al-Qaim: held by Iraq (Saddam Hussein)"),
        ({"event": "iq-20171026-al-qaim-district-political"}, "50,000 of them in the town"),
    ],
)
def test_a_link_restores_the_view(params: dict[str, Any], said: str) -> None:
    app = open_home(**params)
    assert said in shown(app)
    assert toasts(app) == []


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
    app = open_home(**{"from": "1991-01-01", "to": "2026-03-01", **params})
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
    assert "the record names a holder for" in shown(app)


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


def test_an_empty_window_offers_all_that_passes() -> None:
    events = record_of(None).dataset.events
    every = (events["town"] == "zuwayrah").sum()
    app = open_home(on="2012-12-25", place="zuwayrah")
    assert f"No report in this window; {every} on other days pass" in shown(app)
    assert len(press(app, "Show them all").dataframe[0].value) == every


def test_an_event_opens_its_card_and_the_card_of_its_place() -> None:
    app = open_home(event="iq-20171026-al-qaim-operation-start")
    assert "called final IS bastion" in shown(app)
    assert shown(app).count('<article class="card">') == 2


def test_a_four_column_file_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(rows(HEADER, "al-Qa'im,2014-06-21,Daesh,Push", "القائم,2017-11-03,iraqi-government,"))
    app = open_home(str(file), monkeypatch, on="2015-01-01", place="al-qaim")
    assert "Al-Qaim: held by Islamic State, since 21 June 2014" in shown(app)
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
    app = open_home(str(tmp_path), monkeypatch, place="rawa", event="row-2")
    assert "&lt;img src=x" in shown(app)
    assert "<img" not in shown(app)


def test_the_second_clock_says_how_many_days_of_publication_are_assumed() -> None:
    said = shown(open_home(on="2017-11-10", known="2017-11-10"))
    assert re.search(r"For [\d,]+ reports the day of publication is assumed\.", said)
    assert "is assumed" not in shown(open_home(on="2017-11-10"))


def test_a_record_of_ones_own_brings_back_silent_places_by_a_tick_a_link_and_not_after_a_reset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(rows("town,date,controlling_force", "rawa,2014-06-21,isis"), encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_DATA", str(file))
    app = open_home()
    assert "a holder for 1 of 1 place" in shown(app)
    app.checkbox(key="_silent").check()
    assert "a holder for 1 of 381 places" in shown(ran(app))
    assert not press(app, "Reset all filters").checkbox(key="_silent").value
    linked = open_home(silent="all")
    assert linked.checkbox(key="_silent").value
    assert "of 381 places" in shown(linked)
