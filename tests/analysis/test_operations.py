"""Operations: nesting, towns taken and lost, the advance along the river, the dead."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.operations import (
    BY_REPORT,
    BY_SPAN,
    Advance,
    advance,
    changes_in,
    nested,
    parts_of,
    reports_of,
    with_known_days,
)
from dashboard.control.changes import changes_of_hands
from dashboard.control.derive import derive_control
from dashboard.control.rules import RULES
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Forces, Operations, Places
from dashboard.views.operations.parts import describe_advance
from tests.builders import events_frame, force, operation, place, report, table_frame

FORCES = table_frame(Forces, force("red"), force("blue"), force("green"))
TOWNS = ("anah", "rawa", "hit", "desert")
VALLEY = table_frame(Places, *map(place, TOWNS)).assign(river_km=[700.0, 680.0, 900.0, float("nan")])
PUSH = {"start": "2017-01-01", "end": "2017-06-30", "lead_forces": "red"}


def operations_of(**parents: str) -> pd.DataFrame:
    """Operations by name, each with its parent, a day of start apart."""
    cells = [operation(name, parent_operation_id=parent, start=f"2014-01-{n:02}") for n, (name, parent) in
             enumerate(parents.items(), 1)]  # fmt: skip
    return table_frame(Operations, *cells)


def changes(*reports: dict[str, Any], **push: Any) -> pd.DataFrame:
    """The changes of hands that belong to the operation "push", by the rule that the latest word counts."""
    events = events_frame(*reports)
    operations = with_known_days(table_frame(Operations, operation("push", **PUSH | push)), events)
    changed = changes_of_hands(derive_control(events, FORCES, RULES["latest"]))
    return changes_in(operations.iloc[0], reports_of(events, {"push"}), changed, VALLEY)


def held_before(*towns: str, by: str = "blue") -> list[dict[str, Any]]:
    return [report(town, "2016-01-01", by) for town in towns]


def taken(**days: str) -> Advance:
    """The advance through these towns, each taken on its day, or in its month."""
    cells = [report(town, day if len(day) > 7 else f"{day}-01", "red", operation="push",
                    date_precision="day" if len(day) > 7 else "month") for town, day in days.items()]  # fmt: skip
    return advance(changes(*held_before(*days), *cells))


@pytest.mark.parametrize(
    ("parents", "wanted"),
    [
        ({"a": "", "b": ""}, [("a", 0, "a"), ("b", 0, "b")]),
        ({"a": "", "b": "", "c": "a"}, [("a", 0, "a"), ("c", 1, "a"), ("b", 0, "b")]),
        ({"c": "b", "b": "a", "a": ""}, [("a", 0, "a"), ("b", 1, "a"), ("c", 2, "a")]),
        ({"a": "b", "b": "a"}, [("a", 0, "a"), ("b", 1, "a")]),
        ({"a": "a"}, [("a", 0, "a")]),
    ],
    ids=["wholes", "a part follows its whole", "parts of parts", "a circle", "part of itself"],
)
def test_parts_follow_their_whole(parents: dict[str, str], wanted: list[tuple[str, int, str]]) -> None:
    rows = nested(operations_of(**parents))
    assert list(zip(rows["operation_id"], rows["depth"], rows["root"], strict=True)) == wanted


def test_parts_are_found_at_any_depth() -> None:
    operations = operations_of(a="", b="a", c="b", d="")
    assert parts_of(operations, "a") == {"a", "b", "c"}
    assert parts_of(operations, "c") == {"c"}


def test_every_operation_of_the_shipped_record_is_nested_once(shipped: Dataset) -> None:
    rows = nested(shipped.operations)
    assert sorted(rows["operation_id"]) == sorted(shipped.operations["operation_id"])
    assert (rows["depth"] == 0).equals(rows["operation_id"] == rows["root"])


@pytest.mark.parametrize(
    ("given_days", "wanted"),
    [
        ({"start": "2017-01-01", "end": "2017-02-01"}, ("2017-01-01", "2017-02-01", False)),
        ({"start": "2017-01-01"}, ("2017-01-01", "2017-03-05", True)),
        ({}, ("2017-03-01", "2017-03-05", True)),
        ({"start": "2018-01-01"}, ("2018-01-01", "2018-01-01", True)),
    ],
    ids=["given", "no end", "neither", "reports before its start"],
)
def test_days_not_given_are_those_of_the_reports(given_days: dict[str, str], wanted: tuple[str, str, bool]) -> None:
    events = events_frame(
        report("rawa", "2017-03-01", operation="push"), report("rawa", "2017-03-05", operation="push")
    )
    row = with_known_days(table_frame(Operations, operation("push", **given_days)), events).iloc[0]
    assert (str(row["first"].date()), str(row["last"].date()), bool(row["is_open"])) == wanted


def test_an_operation_without_days_or_reports_has_none() -> None:
    row = with_known_days(table_frame(Operations, operation("push")), events_frame()).iloc[0]
    assert pd.isna(row["first"])
    assert pd.isna(row["last"])


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([report("rawa", "2017-02-01", "red", operation="push")], [("rawa", "taken", BY_REPORT)]),
        ([report("rawa", "2018-02-01", "red", operation="push")], [("rawa", "taken", BY_REPORT)]),
        ([report("rawa", "2017-02-01", "red")], []),
        (
            [report("rawa", "2017-01-15", kind="battle", operation="push"), report("rawa", "2017-02-01", "red")],
            [("rawa", "taken", BY_SPAN)],
        ),
        (
            [report("rawa", "2017-01-15", kind="battle", operation="push"), report("rawa", "2018-02-01", "red")],
            [],
        ),
        ([report("rawa", "2016-06-01", "red"), report("rawa", "2017-02-01", "red", operation="push")], []),
        ([report("rawa", "2017-02-01", "green", operation="push")], [("rawa", "between others", BY_REPORT)]),
        ([report("rawa", "2017-02-01", "blue", operation="push")], []),
    ],
    ids=["named", "named after its end", "not named", "by town and days", "later", "repeated later", "others", "none"],
)
def test_a_change_belongs_by_its_reports_or_by_town_and_days(
    reports: list[dict[str, Any]], wanted: list[tuple[str, str, str]]
) -> None:
    rows = changes(*held_before("rawa"), *reports)
    assert list(zip(rows["place_id"], rows["side"], rows["why"], strict=True)) == wanted


@pytest.mark.parametrize(
    ("before", "after", "side"),
    [
        ("blue", "red", "taken"),
        ("blue", "red|green", "taken"),
        ("red", "blue", "lost"),
        ("blue", "green", "between others"),
    ],
)
def test_sides_are_seen_from_the_lead_forces(before: str, after: str, side: str) -> None:
    rows = changes(report("rawa", "2016-01-01", before), report("rawa", "2017-02-01", after, operation="push"))
    assert rows["side"].tolist() == [side]


@pytest.mark.parametrize(
    ("days", "km", "long"),
    [
        ({"rawa": "2017-02-01", "anah": "2017-02-11"}, 20, 10),
        ({"hit": "2017-02-01", "anah": "2017-03-03"}, -200, 30),
        ({"hit": "2017-02-01", "rawa": "2017-02-11", "anah": "2017-02-21"}, -220, 10),
        ({"rawa": "2017-02-01", "anah": "2017-02-01", "hit": "2017-02-11"}, 200, 10),
        ({"rawa": "2017-02-01", "hit": "2017-02-11", "desert": "2017-02-05"}, 220, 10),
        ({"rawa": "2017-02-01", "hit": "2017-02-11", "anah": "2017-02"}, 220, 10),
    ],
    ids=["down", "up", "behind the front", "two on one day", "off the river", "coarse date"],
)
def test_the_advance_goes_from_the_first_front_to_the_last(days: dict[str, str], km: float, long: int) -> None:
    found = taken(**days)
    assert (found.km, found.days, found.reason) == (km, long, "")
    assert found.rate == pytest.approx(abs(km) / long)
    assert found.direction == ("downstream" if km > 0 else "upstream")
    assert len(found.places) + found.left_out == len(days)


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ({}, "fewer than two"),
        ({"rawa": "2017-02-01"}, "fewer than two"),
        ({"rawa": "2017-02-01", "desert": "2017-02-05"}, "fewer than two"),
        ({"rawa": "2017-02-01", "anah": "2017-02-01"}, "on one day"),
        ({"rawa": "2017-02-01", "hit": "2017-02-01", "anah": "2017-02-11"}, "no town farther along"),
    ],
)
def test_an_advance_that_cannot_be_told_says_why(days: dict[str, str], reason: str) -> None:
    assert reason in taken(**days).reason


POINTS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30).map(float)), min_size=2, max_size=12)


@settings(max_examples=80)
@given(POINTS)
def test_the_front_never_goes_back(points: list[tuple[int, float]]) -> None:
    rows = pd.DataFrame(sorted(points), columns=["day", "river_km"])
    rows["start"] = pd.Timestamp(2017, 1, 1) + pd.to_timedelta(rows["day"], unit="D")
    found = advance(
        rows.assign(place_id=[f"p{n}" for n in rows.index], side="taken", start_precision="day", kind="town")
    )
    front = found.places[found.places["is_front"]]
    steps = front["river_km"].diff().dropna()
    assert (steps > 0).all() or (steps < 0).all()
    assert front["start"].is_unique
    assert found.reason or (found.days > 0 and found.rate > 0)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([0, 10, 20, 30], ""),
        ([0, 5, 65, 70], "for 60 of these days, 6 January 2017 to 7 March 2017, no town farther along was taken."),
        ([0, 70], ""),
    ],
)
def test_a_long_pause_is_said_beside_the_average(days: list[int], said: str) -> None:
    start = pd.Timestamp(2017, 1, 1) + pd.to_timedelta(pd.Series(days), unit="D")
    names = [f"p{n}" for n in range(len(days))]
    cells = {"place_id": names, "name": names, "side": "taken", "start_precision": "day", "kind": "town"}
    rows = pd.DataFrame({**cells, "river_km": [10.0 * n for n in range(len(days))], "start": start})
    assert ("pause" in describe_advance(advance(rows))) == bool(said)
    assert said in describe_advance(advance(rows))


def test_the_shipped_record_tells_the_western_campaign_of_2017(shipped: Dataset) -> None:
    changed = changes_of_hands(derive_control(shipped.events, shipped.forces))
    operations = with_known_days(shipped.operations, shipped.events)
    own = operations[operations["operation_id"] == "2017-western-iraq-campaign"].iloc[0]
    reports = reports_of(shipped.events, parts_of(shipped.operations, "2017-western-iraq-campaign"))
    rows = changes_in(own, reports, changed, shipped.places)
    assert {"al-qaim", "rawa"} <= set(rows.loc[rows["side"] == "taken", "place_id"])


@pytest.mark.parametrize(("before", "after", "side"), [("blue|red", "red", "taken"), ("red", "red|blue", "lost")])
def test_the_part_of_a_divided_place_that_is_taken_counts(before: str, after: str, side: str) -> None:
    status = {True: "divided", False: "held"}
    rows = changes(
        report("rawa", "2016-01-01", before, status=status["|" in before]),
        report("rawa", "2017-02-01", after, status=status["|" in after], operation="push", previous_force="blue"),
    )
    assert rows["side"].tolist() == [side]
