"""What notebooks get: tables that agree with the pages, filters that narrow, and errors that lead on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest

import dashboard
from dashboard import OpenRecord, open_record
from dashboard.analysis.record_cache import control_of
from dashboard.control.on_day import intervals_on
from dashboard.errors import DataError
from dashboard.record.holding import Holding
from tests.builders import write

SMALL = Path(__file__).parent.parent / "record_small"
DAY = date(2016, 11, 3)


@pytest.fixture(scope="module")
def record() -> OpenRecord:
    return open_record(SMALL)


def test_nothing_of_the_server_or_the_pages_is_imported() -> None:
    program = (
        f"from dashboard import open_record; open_record({str(SMALL)!r}).control().on('2016-11-03');"
        "import sys; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert not {"streamlit", "fastapi", "starlette", "folium", "plotly"} & set(done.stdout.split())


def test_a_name_that_the_package_lacks_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'open_recrod'"):
        dashboard.open_recrod  # noqa: B018


def test_the_shipped_record_is_the_default() -> None:
    assert repr(open_record()).startswith("<Euphrates record, version ")


@pytest.mark.parametrize("rule", ["corroborated", "strict", "latest"])
def test_states_of_a_day_are_those_of_control(record: OpenRecord, rule: str) -> None:
    states = record.control(rule).on(DAY).set_index("place_id")["holder"]
    derived = intervals_on(control_of(record.dataset, rule).intervals, DAY)
    holders = dict(zip(derived["place_id"], derived["force"], strict=True))
    assert len(states) == len(record.places)
    assert {place: Holding.of(cell).forces for place, cell in holders.items() if cell} == {
        place: holder for place, holder in states.items() if holder
    }


def test_days_are_dates_texts_or_stamps(record: OpenRecord) -> None:
    control = record.control()
    wanted = control.on(DAY)
    for day in ("2016-11-03", pd.Timestamp("2016-11-03 12:00")):
        pd.testing.assert_frame_equal(control.on(day), wanted)


def test_changes_are_those_of_the_days_asked_for(record: OpenRecord) -> None:
    control = record.control()
    every, some = control.changes(), control.changes("2014-06-20", "2014-12-31")
    days = every["date"].dt.date
    kept = every[(days >= date(2014, 6, 20)) & (days <= date(2014, 12, 31))]
    assert 0 < len(some) < len(every)
    assert some["place_id"].tolist() == kept["place_id"].tolist()
    first = every["date"].iloc[0]
    assert len(control.changes(first, first)) >= 1


def test_a_place_that_changed_hands_has_another_holder_before_and_after(record: OpenRecord) -> None:
    control = record.control("latest")
    change = control.changes().query("date_precision == 'day'").iloc[-1]
    after = control.on(change["date"]).set_index("place_id").loc[change["place_id"]]
    assert after["holder"] == change["holder"] != change["previous_holder"]


def test_days_held_add_up(record: OpenRecord) -> None:
    held = record.control().days_held("Al-Qaim", "2014-01-01", "2017-12-31")
    assert held["days"].sum() == 1461
    assert held["share"].sum() == pytest.approx(1)
    assert set(held.query("state == 'held'")["holder"].map(type)) == {tuple}


def test_the_second_clock_takes_hindsight_out(record: OpenRecord) -> None:
    early = record.control(known="2014-01-01")
    assert early.known == date(2014, 1, 1)
    assert early.changes("2014-01-02").empty
    assert not record.control().changes("2014-01-02").empty


def test_filters_narrow_reports_and_places(record: OpenRecord) -> None:
    iraq = record.narrow(country="IQ")
    assert set(iraq.places["country"]) == set(iraq.reports["country"]) == {"IQ"}
    assert set(iraq.control().on(DAY)["place_id"]) == set(iraq.places["place_id"])
    good = iraq.narrow(grade="B2", first="2014-01-01", last="2014-12-31")
    assert 0 < len(good.reports) < len(iraq.reports)
    assert set(good.reports["date"].dt.year) == {2014}
    assert set(good.reports["grade"].str[0]) <= {"A", "B"}
    assert len(record.reports) == len(record.dataset.events)


def test_a_place_is_found_by_any_name(record: OpenRecord) -> None:
    assert record.narrow(place="القائم").places["place_id"].tolist() == ["al-qaim"]


def test_tables_are_the_readers_own(record: OpenRecord) -> None:
    reports = record.reports
    reports["note"] = "changed"
    assert "changed" not in set(record.reports["note"])


@pytest.mark.parametrize("table", ["reports", "area_reports", "places", "operations", "sources", "disagreements"])
def test_every_column_of_a_table_is_explained(record: OpenRecord, table: str) -> None:
    fields = record.fields(table)
    assert fields["name"].tolist() == getattr(record, table).columns.tolist()
    assert fields["description"].str.len().min() > 3


def test_geojson_says_where_it_comes_from(record: OpenRecord) -> None:
    states = json.loads(json.dumps(record.narrow(country="SY").control("strict").to_geojson(DAY), allow_nan=False))
    assert states["metadata"]["rule"] == "strict"
    assert states["metadata"]["day"] == "2016-11-03"
    assert states["metadata"]["digest"] == record.version
    assert {each["properties"]["country"] for each in states["features"]} == {"SY"}
    assert len(record.to_geojson("places")["features"]) == len(record.places)


def test_a_package_opens_like_the_folder_it_was_made_of(record: OpenRecord, tmp_path: Path) -> None:
    package = tmp_path / "record.zip"
    with ZipFile(package, "w") as archive:
        for file in SMALL.glob("*.csv"):
            archive.write(file, f"record/{file.name}")
        archive.writestr("record/../outside.csv", "never unpacked")
    opened = open_record(package)
    assert opened.version == record.version
    pd.testing.assert_frame_equal(opened.control().intervals, record.control().intervals)
    assert not (tmp_path / "outside.csv").exists()


def test_rows_set_aside_are_told(tmp_path: Path) -> None:
    events = "town,date,controlling_force\nRawa,2014-06-21,isis\nRawa,someday,isis\n"
    opened = open_record(write(tmp_path, events=events))
    assert len(opened.reports) == 1
    assert opened.problems[["file", "row", "column", "value"]].values.tolist() == [["events.csv", 3, "date", "someday"]]


WRONG: list[tuple[Callable[[OpenRecord], Any], str]] = [
    (lambda record: record.control("mine"), "rule: there is no 'mine'. There are corroborated, strict, latest."),
    (lambda record: record.control().on("2016-02-30"), "day: '2016-02-30' is no day. Give a date, or text such as"),
    (lambda record: record.control().on(20160203), "day: 20160203 is no day"),
    (lambda record: record.control(known="now"), "known: 'now' is no day"),
    (lambda record: record.control().changes("2016-01-02", "2016-01-01"), "last: 2016-01-01 lies before 2016-01-02"),
    (lambda record: record.narrow(place="Al-Qaimm"), "place: there is no 'Al-Qaimm'. Near it are al-qaim"),
    (lambda record: record.narrow(country="XX"), "country: there is no 'XX'. There are IQ, SY."),
    (lambda record: record.narrow(force=["isis", "isiss"]), "force: there is no 'isiss'. Near it are isis"),
    (lambda record: record.narrow(grade="Z9"), "grade: there is no 'Z9'. There are D4, C3, B3, B2."),
    (lambda record: record.narrow(words="a " * 9), "words: at most 8 words"),
    (lambda record: record.narrow(first="2016-01-02", last="2016-01-01"), "last: 2016-01-01 lies before 2016-01-02"),
    (lambda record: record.to_geojson("sources"), "table: rows of 'sources' have no position"),
    (lambda record: record.fields("nothing"), "there is no table 'nothing'; there are reports"),
]


@pytest.mark.parametrize(("ask", "said"), WRONG, ids=[said.split(":")[0] for _, said in WRONG])
def test_what_makes_no_sense_is_refused_in_words(
    record: OpenRecord, ask: Callable[[OpenRecord], Any], said: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        ask(record)


@pytest.mark.parametrize("name", ["nowhere", "text.zip"])
def test_a_location_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no archive", encoding="utf-8")
    with pytest.raises(DataError, match=name.partition(".")[0]):
        open_record(tmp_path / name)
