"""Grades and dates as a reader wants them."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.analysis.reader_tables import iso_dates, period_table, report_table, state_table
from dashboard.analysis.selection import Selection, states_on
from dashboard.control.on_day import with_silent_places
from dashboard.record.dataset import Dataset
from dashboard.record.looks import Looks
from dashboard.record.schema import AreaReports, Forces, Operations, Places, Sources
from dashboard.record.vocabulary import CREDIBILITIES, RELIABILITIES, describe_grade
from dashboard.timespan import Span
from tests.builders import events_frame, force, place, report, source, table_frame


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        ("A1", "A1: source completely reliable, information confirmed by other sources"),
        ("C3", "C3: source fairly reliable, information possibly true"),
        ("F6", "F6: source cannot be judged, information cannot be judged"),
        ("B", "B: source usually reliable, information not graded"),
        ("", ": source not graded, information not graded"),
    ],
)
def test_a_grade_reads(grade: str, words: str) -> None:
    assert describe_grade(grade) == words


def test_every_grade_has_words_of_its_own() -> None:
    grades = [letter + digit for letter in RELIABILITIES for digit in CREDIBILITIES]
    assert len({describe_grade(grade)[2:] for grade in grades}) == 36
    assert not any("not graded" in describe_grade(grade) for grade in grades)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"date": "2014-06-21"}, "2014-06-21"),
        ({"date": "2014-06-21", "date_precision": "week"}, "2014-06-21"),
        ({"date": "2014-06"}, "2014-06"),
        ({"date": "2014-06-01", "date_precision": "month"}, "2014-06"),
        ({"date": "2014"}, "2014"),
        ({"date": "2014-06-21", "date_precision": "year"}, "2014"),
    ],
)
def test_a_date_is_no_longer_than_it_is_exact(given: dict[str, str], shown: str) -> None:
    assert list(iso_dates(events_frame({"town": "rawa", **given}))) == [shown]


def test_the_states_of_a_day_are_a_table_down_the_river(shipped: Dataset, control: pd.DataFrame, looks: Looks) -> None:
    day = date(2017, 11, 20)
    selection = Selection(day, Span.of_days(day, day))
    states = states_on(shipped.places, with_silent_places(control, shipped.places), selection)
    table = state_table(states, looks).set_index("Place")
    assert len(table) == len(shipped.places)
    assert table["River km"].dropna().is_monotonic_increasing
    assert table.loc["Al-Qaim", ["State", "Since"]].to_list() == ["held by Iraq's government", "2017-11-03"]
    assert table.loc["Al-Qaim", "Last report"] <= "2017-11-20"


def test_counts_by_period_add_up() -> None:
    rows = pd.DataFrame(
        {
            "period": pd.to_datetime(["2014-01-01", "2014-01-01", "2014-02-01"]),
            "group": ["a", "b", "a"],
            "count": [1, 2, 4],
        }
    )
    assert period_table(rows).to_dict("list") == {
        "First day": ["2014-01-01", "2014-02-01"], "All": [3, 4], "a": [1, 4], "b": [2, 0],
    }  # fmt: skip


def test_the_table_has_names_for_ids_and_words_for_codes() -> None:
    sources = table_frame(Sources, source("afp", "B", publisher="AFP"))
    events = events_frame(
        report("rawa", "2014-06-21", "red|blue", source_id="afp", credibility=2, note="Taken\u202e today"),
        report("rawa", "2014-07", kind="airstrike"),
        sources=sources,
    )
    places = table_frame(Places, place("rawa", name="Rawa"))
    forces = table_frame(Forces, force("red", name="Red"), force("blue", name="Blue"))
    areas = table_frame(AreaReports)
    data = Dataset("small", events, places, forces, table_frame(Operations), sources, areas, (), 2, "x")
    assert report_table(data, Looks(forces)).to_dict("split")["data"] == [
        ["2014-06-21", "Rawa", "Taken today", "B2", "Change of hands", "AFP", "Red with Blue"],
        ["2014-07", "Rawa", "", "F6", "Air strike", "", ""],
    ]


def test_the_table_of_the_shipped_record_has_every_report(shipped: Dataset, looks: Looks) -> None:
    table = report_table(shipped, looks)
    pd.testing.assert_index_equal(table.index, shipped.events.index)
    assert (table[["Date", "Place", "Report", "Grade", "Kind", "Source"]] != "").all(axis=None)
    assert table["Grade"].str.fullmatch("[A-F][1-6]").all()
