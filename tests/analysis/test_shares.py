"""Shares and deaths over time: every place and every incident is counted, once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.deaths import death_rows, describe_deaths, incident_bands
from dashboard.analysis.shares import (
    CONTESTED_BAND,
    FAINT,
    OTHERS_BAND,
    UNKNOWN_BAND,
    bands,
    describe_people,
    describe_shares,
    named_steps,
    people,
    places_each_one,
    share_steps,
    shares_on,
)
from dashboard.control.derive import derive_control
from dashboard.control.on_day import intervals_on, with_silent_places
from dashboard.control.rules import LATEST
from dashboard.record.dataset import Dataset
from dashboard.record.looks import Looks
from dashboard.record.schema import Forces, Places
from tests.builders import events_frame, force, place, report, table_frame
from tests.control.test_derive_properties import ANY, DAYS, frame
from tests.control.test_derive_properties import FORCES as MIXED

FORCES = table_frame(Forces, force("red", name="Red"), force("blue", name="Blue"))
LOOKS = Looks(FORCES)
PLACES = table_frame(
    Places,
    place("anah", population=500, population_year=2004, kind="town"),
    place("rawa", kind="town"),
    place("all", population=900, kind="district"),
)
FIRST, LAST = date(2010, 1, 1), date(2030, 1, 1)


def steps_of(*reports: dict[str, Any], forces: tuple[str, ...] = ()) -> pd.DataFrame:
    control = with_silent_places(derive_control(events_frame(*reports), FORCES, LATEST), PLACES)
    return share_steps(control, places_each_one(PLACES), FIRST, LAST, forces)


TAKEN = (report("anah", "2014-01-01", "red"), report("anah", "2015-01-01", "blue"))


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2000-01-01", {UNKNOWN_BAND: 3}),
        ("2013-12-31", {UNKNOWN_BAND: 3}),
        ("2014-01-01", {UNKNOWN_BAND: 2, "red": 1}),
        ("2014-12-31", {UNKNOWN_BAND: 2, "red": 1}),
        ("2015-01-01", {UNKNOWN_BAND: 2, "blue": 1}),
        ("2024-12-31", {UNKNOWN_BAND: 2, "blue": 1}),
        ("2099-01-01", {UNKNOWN_BAND: 2, "blue" + FAINT: 1}),
    ],
)
def test_a_step_stands_until_the_next(day: str, wanted: dict[str, int]) -> None:
    assert shares_on(steps_of(*TAKEN), date.fromisoformat(day)).to_dict() == wanted


def test_contested_is_a_band_of_its_own_and_besieged_counts_for_the_holder() -> None:
    fought = report("anah", "2014-06-01", "blue", status="contested")
    steps = steps_of(TAKEN[0], fought, report("rawa", "2014-01-01", "red", status="besieged"))
    assert shares_on(steps, date(2014, 6, 1)).to_dict() == {"red": 1, CONTESTED_BAND: 1, UNKNOWN_BAND: 1}


def test_with_forces_chosen_the_rest_is_one_band() -> None:
    steps = steps_of(*TAKEN, report("rawa", "2014-01-01", "red"), forces=("blue",))
    assert shares_on(steps, date(2014, 1, 1)).to_dict() == {OTHERS_BAND: 2, UNKNOWN_BAND: 1}
    assert shares_on(steps, date(2015, 1, 1)).to_dict() == {"blue": 1, OTHERS_BAND: 1, UNKNOWN_BAND: 1}


def test_people_are_counted_where_known_and_districts_not_twice() -> None:
    assert people(PLACES).to_dict() == {"anah": 500}
    said = describe_people(PLACES)
    assert "1 of 3 places have a population figure, 500 people in all; the other 2 are not in this chart" in said
    assert "(2004 to 2004; for 0 the year is not known)" in said
    assert describe_people(PLACES.iloc[1:2]) == "No place that passes the filters has a population figure."


def test_shares_in_words_name_the_largest_and_all_that_is_no_force() -> None:
    row = shares_on(steps_of(*TAKEN), date(2014, 5, 5))
    assert describe_shares(row, LOOKS, "place") == "Of 3 places: Red 1 and no holder known 2."
    assert describe_shares(row.iloc[:0], LOOKS, "place") == "Nothing passes the filters."
    late = shares_on(steps_of(*TAKEN), date(2025, 1, 1))
    assert describe_shares(late, LOOKS, "place") == (
        "Of 3 places: Blue 1 and no holder known 2. For 1 of them no report near that day says so."
    )


def test_the_table_holds_every_step_under_names() -> None:
    table = named_steps(steps_of(*TAKEN), LOOKS)
    assert list(table["Day"]) == ["2010-01-01", "2014-01-01", "2015-01-01", "2025-01-01"]
    assert list(table["Red"]) == [0, 1, 0, 0]
    assert list(table["Blue, no report near"]) == [0, 0, 0, 1]
    assert list(table.drop(columns="Day").sum(axis=1)) == [3, 3, 3, 3]


def test_no_places_make_no_steps() -> None:
    control = derive_control(events_frame(*TAKEN), FORCES, LATEST)
    empty = share_steps(control, places_each_one(PLACES.iloc[:0]), FIRST, LAST)
    assert empty.empty
    assert shares_on(empty, FIRST).empty


@given(ANY, st.sampled_from(DAYS), st.sampled_from([(), ("red",), ("blue", "old")]))
def test_the_shares_of_a_day_are_the_counts_of_its_intervals(
    reports: list[Any], day: date, forces: tuple[str, ...]
) -> None:
    places = table_frame(Places, place("anah"), place("rawa"), place("silent"))
    control = with_silent_places(derive_control(frame(reports), MIXED, LATEST), places)
    steps = share_steps(control, places_each_one(places), min(DAYS), max(DAYS), forces)
    assert (steps.sum(axis=1) == len(places)).all()
    assert shares_on(steps, day).to_dict() == bands(intervals_on(control, day), forces).value_counts().to_dict()


@pytest.mark.parametrize("day", ["1995-01-01", "2014-07-01", "2017-06-06", "2026-01-01"])
def test_the_shares_of_the_shipped_record(shipped: Dataset, control: pd.DataFrame, day: str) -> None:
    own = with_silent_places(control, shipped.places)
    on, last = date.fromisoformat(day), date.today()
    counts = shares_on(share_steps(own, places_each_one(shipped.places), date(1991, 1, 1), last), on)
    assert counts.to_dict() == bands(intervals_on(own, on)).value_counts().to_dict()
    weights = people(shipped.places)
    steps = share_steps(own, weights, date(1991, 1, 1), last)
    assert (steps.sum(axis=1) == weights.sum()).all()


def died(low: str, best: str, high: str, day: str = "2014-01-01", **more: Any) -> dict[str, Any]:
    return report("anah", day, deaths_low=low, deaths_best=best, deaths_high=high, **more)


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([died("1", "2", "3")], [(1, 2, 3)]),
        ([died("", "2", "")], [(2, 2, 2)]),
        ([died("4", "", "9")], [(4, 4, 9)]),
        ([died("4", "", "")], [(4, 4, 4)]),
        ([died("", "", "9")], [(0, 0, 9)]),
        ([died("", "", "")], []),
        ([died("1", "2", "3"), died("5", "5", "5")], [(1, 2, 3), (5, 5, 5)]),
        ([died("1", "2", "3", incident_id="i"), died("5", "6", "7", incident_id="i", grade="B2")], [(1, 6, 7)]),
        ([died("1", "2", "3", incident_id="i"), died("5", "6", "7", incident_id="j")], [(1, 2, 3), (5, 6, 7)]),
    ],
)
def test_an_incident_is_one_band(reports: list[dict[str, Any]], wanted: list[tuple[int, int, int]]) -> None:
    incidents = incident_bands(events_frame(*reports))
    assert list(incidents[["low", "best", "high"]].itertuples(index=False, name=None)) == wanted


def test_the_words_give_a_band_and_count_what_is_silent_or_merged() -> None:
    same = (died("1", "2", "3", incident_id="i"), died("5", "6", "7", incident_id="i", grade="B2"))
    events = events_frame(*same, died("10", "10", "10"), report("anah", "2014-01-01"))
    assert describe_deaths(events, incident_bands(events)) == (
        "2 incidents with a number of deaths: 11 to 17 in all, 16 by the middle figures. 2 reports of 1 incident were "
        "counted once each, from the lowest to the highest figure any of them gives. 1 report gives no number and "
        "adds nothing."
    )
    assert (
        describe_deaths(events.iloc[:0], incident_bands(events.iloc[:0]))
        == "None of 0 reports gives a number of deaths."
    )


@pytest.mark.parametrize(
    ("last", "names"),
    [
        ("2014-02-03", ["2014-01", "2014-02"]),
        ("2017-01-01", [f"{year}-Q{quarter}" for year in (2014, 2015, 2016) for quarter in range(1, 5)] + ["2017-Q1"]),
        ("2022-01-01", [str(year) for year in range(2014, 2023)]),
    ],
)
def test_periods_suit_the_stretch_and_leave_no_gap(last: str, names: list[str]) -> None:
    rows = death_rows(incident_bands(events_frame(died("1", "1", "1"), died("2", "2", "2", day=last))))
    assert list(rows["name"]) == names
    assert rows["low"].sum() == 3


FIGURE = st.none() | st.integers(0, 50)


@given(st.lists(st.tuples(st.integers(0, 4000), FIGURE, FIGURE, FIGURE, st.sampled_from("-ij"), st.sampled_from("BD"))))
def test_every_total_has_low_best_high_in_order(rows: list[Any]) -> None:
    reports = []
    for days, *figures, incident, letter in rows:
        known = iter(sorted(figure for figure in figures if figure is not None))
        cells = ["" if figure is None else str(next(known)) for figure in figures]
        day = (FIRST + timedelta(days=days)).isoformat()
        reports.append(died(*cells, day=day, incident_id=incident.strip("-"), grade=f"{letter}3"))
    incidents = incident_bands(events_frame(*reports))
    totals = death_rows(incidents)
    for table in (incidents, totals):
        assert (table["low"] <= table["best"]).all()
        assert (table["best"] <= table["high"]).all()
    for column in ("low", "best", "high"):
        assert incidents[column].sum() == totals[column].sum()
    assert totals["incidents"].sum() == len(incidents)


def test_every_report_of_the_shipped_record_is_counted_or_said_to_be_silent(shipped: Dataset) -> None:
    incidents = incident_bands(shipped.events)
    silent = shipped.events[["deaths_low", "deaths_best", "deaths_high"]].isna().all(axis=1).sum()
    assert incidents["reports"].sum() + silent == len(shipped.events)
    assert f"{silent:,} reports give no number" in describe_deaths(shipped.events, incidents)
