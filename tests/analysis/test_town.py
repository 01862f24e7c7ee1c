"""One place by itself: days held, neighbours, names, operations."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.town import days_held, history_span, names_of, neighbours, operations_at
from dashboard.control.derive import derive_control
from dashboard.control.rules import RULES
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Forces, Operations, Places
from dashboard.timespan import FIRST_DAY, Span
from tests.builders import events_frame, force, operation, place, report, table_frame

FORCES = table_frame(Forces, force("red"), force("blue"))
YEAR = Span(date(2014, 1, 1), date(2015, 1, 1))


def control_of(*reports: dict[str, Any]) -> pd.DataFrame:
    return derive_control(events_frame(*reports), FORCES, RULES["latest"])


def held(intervals: pd.DataFrame, span: Span = YEAR) -> dict[tuple[str, str], tuple[int, int]]:
    rows = days_held(intervals, span)
    keys, days = zip(rows["state"], rows["force"], strict=True), zip(rows["days"], rows["longest"], strict=True)
    return dict(zip(keys, days, strict=True))


def river(*stations: tuple[str, float | None, str]) -> pd.DataFrame:
    """Places by name, river kilometre and bank."""
    cells = [place(name, bank=bank) for name, _, bank in stations]
    return table_frame(Places, *cells).assign(river_km=pd.Series([km for _, km, _ in stations], dtype=float))


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([report("rawa", "2014-03-01", "red")], {("held", "red"): (306, 306), ("unknown", ""): (59, 59)}),
        (
            [report("rawa", "2014-01-01", "red"), report("rawa", "2014-01-11", "blue")],
            {("held", "blue"): (355, 355), ("held", "red"): (10, 10)},
        ),
        (
            [report("rawa", "2013", "red"), report("rawa", "2014-12-22", "red", status="besieged")],
            {("held", "red"): (365, 365)},
        ),
        (
            [report("rawa", "2013", "red"), report("rawa", "2014-12-22", "blue", status="contested")],
            {("held", "red"): (355, 355), ("contested", "red"): (10, 10)},
        ),
        (
            [report("rawa", "2013", "red"), report("rawa", "2014-01-11", "blue"), report("rawa", "2014-01-21", "red")],
            {("held", "red"): (355, 345), ("held", "blue"): (10, 10)},
        ),
        ([report("rawa", "2020", "red")], {("unknown", ""): (365, 365)}),
        (
            [report("rawa", "2012", "blue"), report("rawa", "2020", "red", previous_force="blue")],
            {("held", "blue"): (365, 365)},
        ),
    ],
    ids=["from the first report", "two holders", "besieged counts", "contested apart", "longest", "later", "before"],
)
def test_days_are_counted_by_state_and_force(
    reports: list[dict[str, Any]], wanted: dict[tuple[str, str], tuple[int, int]]
) -> None:
    assert held(control_of(*reports)) == wanted


def test_a_gap_is_counted_apart() -> None:
    control = control_of(
        report("rawa", "2013-12-31", "red"), report("rawa", "2014-01-31", "green", previous_force="blue")
    )
    assert held(control) == {("held", "green"): (335, 335), ("passed", "red"): (30, 30)}


def test_days_of_siege_are_named_among_the_days_held() -> None:
    rows = days_held(
        control_of(report("rawa", "2013", "red"), report("rawa", "2014-12-22", "red", status="besieged")), YEAR
    )
    assert rows["besieged"].tolist() == [10]


def test_of_nothing_all_is_unknown() -> None:
    assert held(control_of()) == {("unknown", ""): (365, 365)}


DATES = st.dates(date(1989, 1, 1), date(2026, 1, 1))
REPORTS = st.lists(
    st.tuples(DATES, st.sampled_from(["red", "blue", "red|blue"]), st.sampled_from(["held", "contested", "besieged"]),
              st.sampled_from(["", "red", "blue"])),
    max_size=8,
)  # fmt: skip


@given(REPORTS, DATES, DATES, st.sampled_from(list(RULES)))
def test_days_held_add_up_to_the_span(
    said: list[tuple[date, str, str, str]], one: date, other: date, rule: str
) -> None:
    reports = [
        report("rawa", str(day), holder, status=status, previous_force=before, grade="B2")
        for day, holder, status, before in said
    ]
    rows = days_held(derive_control(events_frame(*reports), FORCES, RULES[rule]), Span.of_days(one, other))
    assert rows["days"].sum() == Span.of_days(one, other).days
    assert rows["share"].sum() == pytest.approx(1)
    assert (rows["longest"] <= rows["days"]).all()
    assert not rows.duplicated(["state", "force"]).any()


@pytest.mark.parametrize(
    ("reports", "first"),
    [
        ([report("rawa", "2003-04-09", "red", previous_force="blue")], date(2003, 4, 9)),
        ([report("rawa", "1985", "red")], FIRST_DAY),
        ([], FIRST_DAY),
        ([report("rawa", "2019", "red")], date(2018, 1, 1)),
    ],
)
def test_the_count_begins_with_the_first_report(reports: list[dict[str, Any]], first: date) -> None:
    assert history_span(control_of(*reports), date(2018, 1, 1)).start == first


def found(places: pd.DataFrame, place_id: str) -> set[tuple[str, str, str, float]]:
    rows = neighbours(places, place_id)
    return set(zip(rows["bank"], rows["direction"], rows["place_id"], rows["km"], strict=True))


VALLEY = river(
    ("a", 10, "left"), ("b", 20, "right"), ("dam", 30, "both"), ("c", 45, "left"), ("far", None, "off-river"),
    ("near", 31, "off-river"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("place_id", "wanted"),
    [
        ("a", {("left", "down", "dam", 20), ("right", "down", "b", 10)}),
        ("dam", {("left", "up", "a", 20), ("left", "down", "c", 15), ("right", "up", "b", 10)}),
        ("near", {("left", "up", "dam", 1), ("right", "up", "dam", 1), ("left", "down", "c", 14)}),
        ("far", set()),
        ("nowhere", set()),
    ],
)
def test_neighbours_are_the_next_on_each_bank(place_id: str, wanted: set[tuple[str, str, str, float]]) -> None:
    assert found(VALLEY, place_id) == wanted


STATIONS = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["left", "right", "both"])), min_size=2, max_size=12
)  # fmt: skip


@given(STATIONS)
def test_neighbours_on_a_bank_are_symmetric(stations: list[tuple[int, str]]) -> None:
    places = river(*((f"p{n}", float(km), bank) for n, (km, bank) in enumerate(stations)))
    banks = dict(zip(places["place_id"], places["bank"], strict=True))
    pairs = {(own, *row) for own in banks for row in found(places, own) if banks[own] in (row[0], "both")}
    back = {"up": "down", "down": "up"}
    assert pairs == {(other, bank, back[way], own, km) for own, bank, way, other, km in pairs}


def test_neighbours_of_the_shipped_record_lie_on_the_bank_they_are_named_for(shipped: Dataset) -> None:
    banks = shipped.places.set_index(Places.place_id)[Places.bank]
    for place_id in banks.index:
        rows = neighbours(shipped.places, place_id)
        assert all(banks[other] in (bank, "both") for other, bank in zip(rows["place_id"], rows["bank"], strict=True))
        assert (rows["km"] >= 0).all()
    assert found(shipped.places, "al-qaim")


def test_names_are_told_apart_by_script_and_named_once() -> None:
    row = place("rawa", name="Rawa", name_ar="راوة", aliases="Rawah|راوه|Rawa|").copy()
    assert names_of({Places.aliases: "", Places.name_ar: "", **row}) == (["Rawa", "Rawah"], ["راوة", "راوه"])


def test_operations_are_those_that_reports_of_the_place_name() -> None:
    events = events_frame(
        report("rawa", "2017-11-17", operation="west"), report("rawa", "2017-11-20", operation="west"),
        report("rawa", "2014", operation="june"), report("hit", "2016", operation="spring"), report("rawa", "2019"),
    )  # fmt: skip
    rows = operations_at(events, table_frame(Operations, *map(operation, ("west", "june", "spring"))), "rawa")
    assert list(zip(rows["operation_id"], rows["reports"], strict=True)) == [("june", 1), ("west", 2)]
    assert rows["last"].tolist() == [pd.Timestamp(2014, 1, 1), pd.Timestamp(2017, 11, 20)]
