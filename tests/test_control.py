"""Who held what: one line a case, then what is true of the control derived from any reports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dashboard.control import changes_of_hands, derive_control, intervals_on, with_silent_places
from dashboard.schema import Forces, Places
from tests.builders import events_frame, force, place, report, table_frame

MARKS = {"held": "{0}", "contested": "{0}!{1}", "besieged": "({0})", "passed": "{0}>{1}"}
NO_FORCES = table_frame(Forces)
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def day(number: int) -> date:
    """Day 1 is 1 January 2020; 0 and less are before it."""
    return date(2019, 12, 31) + timedelta(days=number)


def held(number: int, holder: str, before: str = "", **more: Any) -> dict[str, Any]:
    return report("rawa", day(number).isoformat(), holder, **{"previous_force": before, **more})


def claim(number: int, claimant: str, before: str = "", **more: Any) -> dict[str, Any]:
    return held(number, claimant, before, status="contested", **more)


def siege(number: int, holder: str, before: str = "", **more: Any) -> dict[str, Any]:
    return held(number, holder, before, status="besieged", **more)


def until(force_id: str, last: int, **more: Any) -> dict[str, Any]:
    return force(force_id, active_to=day(last).isoformat(), **more)


def since(force_id: str, first: int, **more: Any) -> dict[str, Any]:
    return force(force_id, active_from=day(first).isoformat(), **more)


def control_of(*reports: dict[str, Any], forces: pd.DataFrame = NO_FORCES) -> pd.DataFrame:
    return derive_control(events_frame(*reports), forces)


def story(control: pd.DataFrame) -> str:
    """The intervals in a line: "? 1:red 5:red!blue" is unknown, red from day 1, contested by blue from day 5."""
    columns = (control[c] for c in ("start", "force", "status", "claimant"))
    return " ".join(
        ("" if pd.isna(start) else f"{(start.date() - day(0)).days}:") + MARKS[status].format(holder or "?", claimant)
        for start, holder, status, claimant in zip(*columns, strict=True)
    )


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([held(1, "red")], "? 1:red"),
        ([held(1, "red"), held(5, "blue")], "? 1:red 5:blue"),
        ([held(1, "red"), held(5, "red"), held(9, "red")], "? 1:red"),
        ([held(1, "red"), claim(5, "blue")], "? 1:red 5:red!blue"),
        ([held(1, "red"), claim(5, "blue"), claim(7, "blue")], "? 1:red 5:red!blue"),
        ([held(1, "red"), claim(5, "blue"), claim(7, "green")], "? 1:red 5:red!blue 7:red!green"),
        ([held(1, "red"), claim(5, "blue"), held(9, "blue")], "? 1:red 5:red!blue 9:blue"),
        ([held(1, "red"), claim(5, "blue"), held(9, "red")], "? 1:red 5:red!blue 9:red"),
        ([held(1, "red"), claim(5, "red")], "? 1:red"),
        ([held(1, "red"), claim(5, "red", before="blue")], "? 1:red 5:red!blue"),
        ([claim(5, "blue")], "? 5:?!blue"),
        ([claim(5, "blue", before="red")], "red 5:red!blue"),
        ([held(1, "red"), siege(5, "red")], "? 1:red 5:(red)"),
        ([siege(1, "red"), claim(5, "blue")], "? 1:(red) 5:red!blue"),
        ([siege(1, "red"), held(5, "blue")], "? 1:(red) 5:blue"),
        ([held(1, "red|blue")], "? 1:red|blue"),
        ([held(1, "red|blue"), held(5, "red")], "? 1:red|blue 5:red"),
        ([held(1, "red|blue"), claim(5, "blue")], "? 1:red|blue"),
        ([held(5, "blue", before="red")], "red 5:blue"),
        ([held(5, "red", before="red")], "? 5:red"),
        ([held(5, "red", before="red|blue")], "? 5:red"),
        ([held(1, "red"), held(9, "green", before="red")], "? 1:red 9:green"),
        ([held(1, "red"), held(9, "green", before="blue")], "? 1:red 2:red>blue 9:green"),
        ([held(1, "red"), held(4, "red"), held(9, "green", before="blue")], "? 1:red 5:red>blue 9:green"),
        ([held(1, "red"), held(2, "green", before="blue")], "? 1:red 2:green"),
        ([held(1, "red"), claim(5, "red"), held(9, "green", before="blue")], "? 1:red 6:red>blue 9:green"),
        ([held(1, "red"), held(9, "green", before="blue|red")], "? 1:red 9:green"),
        ([siege(1, "red"), held(9, "green", before="blue")], "? 1:(red) 9:green"),
        ([held(1, "red"), claim(9, "green", before="blue")], "? 1:red 9:red!green"),
        ([held(1, "red", before="blue"), held(4, "red", before="blue")], "blue 1:red"),
        ([held(5, "red", reported_on="2020-01-06"), held(5, "blue", reported_on="2020-01-07")], "? 5:blue"),
        ([held(5, "red", reported_on="2020-01-07"), held(5, "blue", reported_on="2020-01-06")], "? 5:red"),
        ([held(1, "red"), report("rawa", "2020-01-05", kind="airstrike", actors="blue")], "? 1:red"),
        ([report("rawa", "2020-01-05", previous_force="red")], ""),
    ],
)
def test_reports_make_these_intervals(reports: list[dict[str, Any]], wanted: str) -> None:
    assert story(control_of(*reports)) == wanted


OLD_AND_HEIR = (until("old", 10), since("heir", 11, parent_force_id="old"))


@pytest.mark.parametrize(
    ("reports", "forces", "wanted"),
    [
        ([held(5, "blue", before="red")], [since("red", 3)], "? 3:red 5:blue"),
        ([claim(5, "blue", before="red")], [since("red", 3)], "? 3:red 5:red!blue"),
        ([held(1, "old")], [until("old", 10)], "? 1:old 11:?"),
        ([held(1, "old")], OLD_AND_HEIR, "? 1:old 11:heir"),
        ([held(1, "old")], [until("old", 10), since("heir", 12, parent_force_id="old")], "? 1:old 11:?"),
        ([held(1, "old")], [until("old", 10), since("stranger", 1)], "? 1:old 11:?"),
        ([held(1, "old"), held(7, "red")], OLD_AND_HEIR, "? 1:old 7:red"),
        ([held(1, "old"), held(14, "red")], OLD_AND_HEIR, "? 1:old 11:heir 14:red"),
        ([siege(1, "old")], OLD_AND_HEIR, "? 1:(old) 11:(heir)"),
        ([siege(1, "old")], [until("old", 10)], "? 1:(old) 11:?"),
        ([held(1, "old"), claim(5, "red")], [until("old", 10)], "? 1:old 5:old!red 11:?!red"),
        ([held(1, "old|red")], OLD_AND_HEIR, "? 1:old|red 11:heir|red"),
        ([held(1, "old|red")], [until("old", 10)], "? 1:old|red 11:red"),
        ([held(1, "red"), claim(5, "old")], [until("old", 10)], "? 1:red 5:red!old 11:red"),
        ([held(1, "old"), claim(15, "red")], [until("old", 10)], "? 1:old 11:? 15:?!red"),
        ([held(20, "red", before="old")], OLD_AND_HEIR, "old 11:heir 20:red"),
    ],
)
def test_a_force_holds_no_longer_than_it_lives(reports: list[Any], forces: list[Any], wanted: str) -> None:
    assert story(control_of(*reports, forces=table_frame(Forces, *forces))) == wanted


def test_a_confirmation_adds_its_day_to_the_evidence() -> None:
    control = control_of(held(1, "red"), held(5, "red"))
    assert control["decided_by"].iloc[-1] == ("e01", "e02")
    assert control["evidence"].iloc[-1] == (day(1), day(5))
    seen = [intervals_on(control, day(n))["last_evidence"].iloc[0] for n in (0, 3, 5, 9)]
    assert [None if pd.isna(each) else each.date() for each in seen] == [None, day(1), day(5), day(5)]


def test_an_interval_is_as_exact_as_its_first_report_and_names_who_was_outvoted() -> None:
    control = control_of(
        held(5, "red", reported_on="2020-01-06"), held(5, "blue", date_precision="week", reported_on="2020-01-07")
    )
    assert control.iloc[-1][["start_precision", "decided_by", "disputed_by"]].tolist() == ["week", ("e02",), ("e01",)]


def test_intervals_on_a_day_are_one_a_place_and_half_open() -> None:
    control = control_of(held(1, "red"), held(5, "blue"), report("anah", "2020-01-03", "red"))
    seen = {n: intervals_on(control, day(n)) for n in (0, 4, 5)}
    assert all(list(state["place_id"]) == ["anah", "rawa"] for state in seen.values())
    assert [list(state["force"]) for state in seen.values()] == [["", ""], ["red", "red"], ["red", "blue"]]


def test_silent_places_get_one_unknown_interval_in_the_order_of_the_places() -> None:
    places = table_frame(Places, place("anah"), place("rawa"), place("hit"))
    control = control_of(held(1, "red"), report("haditha", "2020-01-01", "blue"))
    full = with_silent_places(control, places)
    assert list(full["place_id"]) == ["anah", "rawa", "rawa", "hit"]
    assert list(full["force"]) == ["", "", "red", ""]
    assert list(intervals_on(full, day(3))["place_id"]) == list(places[Places.place_id])


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([held(1, "red")], []),
        ([held(1, "red", before="blue")], [(1, "blue", "red")]),
        ([held(1, "red"), held(5, "blue")], [(5, "red", "blue")]),
        ([held(1, "red"), siege(5, "red"), claim(7, "blue"), held(9, "red")], []),
        ([held(1, "red"), claim(5, "blue"), held(9, "blue")], [(9, "red", "blue")]),
        ([held(1, "red"), held(9, "green", before="blue")], [(9, "red", "green")]),
        ([held(1, "red"), report("anah", "2020-01-05", "blue")], []),
    ],
)
def test_changes_of_hands_are_between_known_holders(reports: list[Any], wanted: list[tuple[int, str, str]]) -> None:
    changes = changes_of_hands(control_of(*reports))
    columns = (changes[c] for c in ("start", "previous_force", "force"))
    assert [((start.date() - day(0)).days, old, new) for start, old, new in zip(*columns, strict=True)] == wanted


FORCES = table_frame(Forces, force("red"), since("blue", 5), *OLD_AND_HEIR)
HOLDERS = st.sampled_from(["red", "blue", "old", "red|blue", "blue|old"])
CELLS = {
    "town": st.sampled_from(["anah", "rawa"]),
    "date": st.integers(1, 20).map(lambda n: day(n).isoformat()),
    "controlling_force": HOLDERS,
    "status": st.sampled_from(["held", "held", "contested", "besieged"]),
    "date_precision": st.sampled_from(["day", "week", "month", "year"]),
    "reported_on": st.sampled_from(["", "2020-01-04", "2020-01-22"]),
}
WITHOUT = st.fixed_dictionaries(CELLS)
WITH = st.fixed_dictionaries({**CELLS, "previous_force": st.just("") | HOLDERS})
ANY = st.lists(WITH, min_size=1, max_size=8)
DAYS = [day(n) for n in range(-1, 25)]


def daily(control: pd.DataFrame, days: list[date], town: str) -> list[tuple[str, ...]]:
    own = control[control["place_id"] == town]
    states = own[["force", "status", "claimant"]].itertuples(index=False, name=None)
    spans = list(zip(own["start"].fillna(pd.Timestamp.min), own["end"].fillna(pd.Timestamp.max), states, strict=True))
    return [state for each in days for start, end, state in spans if start <= pd.Timestamp(each) < end]


@SETTINGS
@given(ANY)
def test_every_place_has_one_state_a_day_and_its_intervals_touch(reports: list[Any]) -> None:
    control = derive_control(events_frame(*reports), FORCES)
    places = sorted({each["town"] for each in reports})
    assert all(list(intervals_on(control, each)["place_id"]) == places for each in DAYS[::4])
    for _, own in control.groupby("place_id"):
        assert (own["end"].iloc[:-1].to_numpy() == own["start"].iloc[1:].to_numpy()).all()
        assert own["start"].isna().tolist() == [True] + [False] * (len(own) - 1)
        assert own["end"].isna().tolist() == [False] * (len(own) - 1) + [True]
        assert (own["start"].iloc[1:-1] < own["end"].iloc[1:-1]).all()


@SETTINGS
@given(ANY, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(reports: list[Any], random: Any) -> None:
    events = events_frame(*reports)
    shuffled = events.sample(frac=1, random_state=random.randrange(1000))
    pd.testing.assert_frame_equal(derive_control(shuffled, FORCES), derive_control(events, FORCES))


@SETTINGS
@given(st.lists(WITHOUT, min_size=1, max_size=8), WITHOUT)
def test_a_report_without_a_previous_force_changes_nothing_before_its_date(reports: list[Any], added: Any) -> None:
    place, before = added["town"], [each for each in DAYS if each.isoformat() < added["date"]]
    assume(place in {each["town"] for each in reports})
    old, new = (derive_control(events_frame(*some), FORCES) for some in (reports, [*reports, added]))
    assert daily(old, before, place) == daily(new, before, place)


@SETTINGS
@given(ANY, WITH)
def test_a_report_changes_nothing_before_the_last_report_ahead_of_it(reports: list[Any], added: Any) -> None:
    ahead = [each["date"] for each in reports if each["town"] == added["town"] and each["date"] < added["date"]]
    assume(ahead)
    before = [each for each in DAYS if each.isoformat() < max(ahead)]
    old, new = (derive_control(events_frame(*some), FORCES) for some in (reports, [*reports, added]))
    assert daily(old, before, added["town"]) == daily(new, before, added["town"])


@SETTINGS
@given(ANY)
def test_nobody_is_credited_whom_no_report_of_the_place_names(reports: list[Any]) -> None:
    events = events_frame(*reports)
    for town, own in derive_control(events, FORCES).groupby("place_id"):
        here = [each for each in reports if each["town"] == town]
        named = set("|".join(each["controlling_force"] + "|" + each["previous_force"] for each in here).split("|"))
        allowed = named | ({"heir"} if "old" in named else set()) | {""}
        assert set("|".join([*own["force"], *own["claimant"]]).split("|")) <= allowed
        ids = set(events.loc[events["town"] == town, "event_id"])
        assert {each for cell in [*own["decided_by"], *own["disputed_by"]] for each in cell} <= ids
