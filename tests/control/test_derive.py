"""Who held what: one line a case, then what is true of the control derived from any reports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from dashboard.control.changes import changes_of_hands
from dashboard.control.derive import derive_control
from dashboard.control.on_day import fading_pieces, intervals_on, with_silent_places
from dashboard.control.rules import LATEST
from dashboard.record.schema import Forces, Places
from tests.builders import events_frame, force, place, report, table_frame

MARKS = {"divided": "{0}", "held": "{0}", "contested": "{0}!{1}", "besieged": "({0})", "passed": "{0}>{1}"}
NO_FORCES = table_frame(Forces)


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
    """By the rule ``latest``, under which every report counts: what the walk makes of reports, apart from grades."""
    return derive_control(events_frame(*reports), forces, LATEST)


def story(control: pd.DataFrame) -> str:
    """The intervals in a line: "? 1:red 5:red!blue" is unknown, red from day 1, contested by blue from day 5."""
    columns = (control[c] for c in ("start", "force", "status", "claimant"))
    return " ".join(
        ("" if pd.isna(start) else f"{(start.date() - day(0)).days}:")
        + MARKS[status].format(_parts(holder, status), claimant)
        for start, holder, status, claimant in zip(*columns, strict=True)
    )


def _parts(holder: str, status: str) -> str:
    return (holder.replace("|", "/") if status == "divided" else holder) or "?"


def divided(number: int, parties: str, **more: Any) -> dict[str, Any]:
    return held(number, parties, status="divided", **more)


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([divided(1, "red|blue")], "? 1:red/blue"),
        ([divided(1, "red|blue"), claim(5, "blue")], "? 1:red/blue"),
        ([divided(1, "red|blue"), claim(5, "green")], "? 1:red/blue 5:red|blue!green 95:red/blue"),
        ([divided(1, "red|blue"), siege(5, "red")], "? 1:red/blue"),
        ([divided(1, "red|blue"), held(5, "red")], "? 1:red/blue"),
        ([divided(1, "red|blue"), held(5, "red", before="blue")], "? 1:red/blue 5:red"),
        ([divided(1, "red|blue"), held(5, "green", before="blue")], "? 1:red/blue 5:red/green"),
        ([divided(1, "red|blue"), held(5, "green")], "? 1:red/blue 5:green"),
        ([held(1, "red"), divided(5, "red|blue"), held(9, "blue", before="red")], "? 1:red 5:red/blue 9:blue"),
    ],
)
def test_a_divided_city_stays_divided_until_a_report_says_otherwise(reports: list[Any], wanted: str) -> None:
    assert story(control_of(*reports)) == wanted


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([held(1, "red")], "? 1:red"),
        ([held(1, "red"), held(5, "blue")], "? 1:red 5:blue"),
        ([held(1, "red"), held(5, "red"), held(9, "red")], "? 1:red"),
        ([held(1, "red"), claim(5, "blue")], "? 1:red 5:red!blue 95:red"),
        ([held(1, "red"), claim(5, "blue"), claim(7, "blue")], "? 1:red 5:red!blue 97:red"),
        ([held(1, "red"), claim(5, "blue"), claim(7, "green")], "? 1:red 5:red!blue 7:red!green 97:red"),
        ([held(1, "red"), claim(5, "blue"), held(9, "blue")], "? 1:red 5:red!blue 9:blue"),
        ([held(1, "red"), claim(5, "blue"), held(9, "red")], "? 1:red 5:red!blue 9:red"),
        ([held(1, "red"), claim(5, "red")], "? 1:red"),
        ([held(1, "red"), claim(5, "red", before="blue")], "? 1:red 5:red!blue 95:red"),
        ([claim(5, "blue")], "? 5:?!blue 95:?"),
        ([claim(5, "blue", before="red")], "? 5:red!blue 95:red"),
        ([held(1, "red"), siege(5, "red")], "? 1:red 5:(red)"),
        ([siege(1, "red"), claim(5, "blue")], "? 1:(red) 5:red!blue 95:(red)"),
        ([siege(1, "red"), held(5, "blue")], "? 1:(red) 5:blue"),
        ([held(1, "red|blue")], "? 1:red|blue"),
        ([held(1, "red|blue"), held(5, "red")], "? 1:red|blue 5:red"),
        ([held(1, "red|blue"), claim(5, "blue")], "? 1:red|blue"),
        ([held(5, "blue", before="red")], "? 5:blue"),
        ([held(5, "red", before="red")], "? 5:red"),
        ([held(5, "red", before="red|blue")], "? 5:red"),
        ([held(1, "red"), held(9, "green", before="red")], "? 1:red 9:green"),
        ([held(1, "red"), held(9, "green", before="blue")], "? 1:red 2:red>blue 9:green"),
        ([held(1, "red"), held(4, "red"), held(9, "green", before="blue")], "? 1:red 5:red>blue 9:green"),
        ([held(1, "red"), held(2, "green", before="blue")], "? 1:red 2:green"),
        ([held(1, "red"), claim(5, "red"), held(9, "green", before="blue")], "? 1:red 6:red>blue 9:green"),
        ([held(1, "red"), held(9, "green", before="blue|red")], "? 1:red 9:green"),
        ([siege(1, "red"), held(9, "green", before="blue")], "? 1:(red) 9:green"),
        ([held(1, "red"), claim(9, "green", before="blue")], "? 1:red 9:red!green 99:red"),
        ([held(1, "red", before="blue"), held(4, "red", before="blue")], "? 1:red"),
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
        ([held(5, "blue", before="red")], [since("red", 3, government_of="IQ")], "? 3:red 5:blue"),
        ([held(5, "red")], [since("red", 3, government_of="IQ")], "? 3:red"),
        ([held(5, "red")], [since("red", 3)], "? 5:red"),
        ([claim(5, "blue", before="red")], [since("red", 3, government_of="IQ")], "? 3:red 5:red!blue 95:red"),
        ([held(1, "old")], [until("old", 10)], "? 1:old 11:?"),
        ([held(1, "old")], OLD_AND_HEIR, "? 1:old 11:heir"),
        ([held(1, "old")], [until("old", 10), since("heir", 12, parent_force_id="old")], "? 1:old 11:?"),
        ([held(1, "old")], [until("old", 10), since("stranger", 1)], "? 1:old 11:?"),
        ([held(1, "old"), held(7, "red")], OLD_AND_HEIR, "? 1:old 7:red"),
        ([held(1, "old"), held(14, "red")], OLD_AND_HEIR, "? 1:old 11:heir 14:red"),
        ([siege(1, "old")], OLD_AND_HEIR, "? 1:(old) 11:(heir)"),
        ([siege(1, "old")], [until("old", 10)], "? 1:(old) 11:?"),
        ([held(1, "old"), claim(5, "red")], [until("old", 10)], "? 1:old 5:old!red 11:?!red 95:?"),
        ([held(1, "old|red")], OLD_AND_HEIR, "? 1:old|red 11:heir|red"),
        ([held(1, "old|red")], [until("old", 10)], "? 1:old|red 11:red"),
        ([held(1, "red"), claim(5, "old")], [until("old", 10)], "? 1:red 5:red!old 11:red 95:red"),
        ([held(1, "old"), claim(15, "red")], [until("old", 10)], "? 1:old 11:? 15:?!red 105:?"),
        (
            [held(20, "red", before="old")],
            [until("old", 10, government_of="IQ"), OLD_AND_HEIR[1]],
            "old 11:heir 20:red",
        ),
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


@pytest.mark.parametrize(("known", "wanted"), [(9, "? 1:old"), (10, "? 1:old 11:heir"), (20, "? 1:old 11:heir")])
def test_the_end_of_a_force_and_its_heir_are_news_only_once_they_were_known(known: int, wanted: str) -> None:
    forces = table_frame(Forces, *OLD_AND_HEIR)
    assert story(derive_control(events_frame(held(1, "old")), forces, LATEST, day(known))) == wanted


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
        ([held(1, "red", before="blue")], []),
        ([held(1, "blue"), held(2, "red"), held(9, "red", before="green")], [(2, "blue", "red")]),
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


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([held(-9, "blue"), held(1, "red", date_precision="month")], "? -9:blue 1:blue>red 31:red"),
        ([held(-9, "blue"), held(1, "red", date_precision="week")], "? -9:blue 1:red"),
        ([held(-9, "red"), held(1, "red", date_precision="month")], "? -9:red"),
        (
            [held(-9, "blue"), held(1, "red", date_precision="month"), held(5, "blue")],
            "? -9:blue 1:blue>red 5:blue 31:red",
        ),
        (
            [held(-9, "blue"), held(1, "red", date_precision="month"), held(20, "blue", before="red")],
            "? -9:blue 1:blue>red 19:red 20:blue",
        ),
        ([held(1, "red", date_precision="month"), held(9, "red")], "? 9:red"),
        ([held(1, "red", date_precision="month"), held(9, "blue")], "? 1:red 9:blue"),
        ([held(1, "red", date_precision="month"), held(40, "red")], "? 1:red"),
        ([held(1, "red", date_precision="year"), held(32, "red", date_precision="month")], "? 32:red"),
        ([held(1, "red", date_precision="year"), held(32, "red", date_precision="month"), held(35, "red")], "? 35:red"),
        ([held(1, "red", date_precision="month"), held(9, "red|blue")], "? 9:red|blue"),
        ([held(1, "red", date_precision="month"), claim(9, "red")], "? 1:red"),
        ([claim(1, "red", date_precision="month"), held(9, "red")], "? 1:?!red 9:red"),
    ],
)
def test_a_coarse_date_gives_way_to_a_finer_one_within_its_period(reports: list[Any], wanted: str) -> None:
    assert story(control_of(*reports)) == wanted


@pytest.mark.parametrize(
    ("number", "faded"),
    [(-1830, True), (-365, True), (-364, False), (0, False), (1, False), (731, False), (3653, False), (3654, True)],
)
def test_a_holder_of_whom_nothing_is_reported_fades_after_ten_years_in_a_quiet_reach(number: int, faded: bool) -> None:
    control = control_of(held(1, "red"), forces=table_frame(Forces, force("red", government_of="IQ")))
    assert intervals_on(control, day(number))["faded"].tolist() == [faded]


@pytest.mark.parametrize(("number", "faded"), [(731, False), (732, True), (3000, True)])
def test_it_fades_after_two_years_where_its_reach_is_much_reported_on(number: int, faded: bool) -> None:
    around = [report(town, day(at).isoformat(), kind="battle") for at in range(2, 8) for town in ("anah", "hit")]
    control = control_of(held(1, "red"), *around)
    assert intervals_on(control, day(number))["faded"].tolist() == [faded]


def test_pieces_fade_as_the_days_do() -> None:
    reports = [held(1, "red"), held(5000, "red"), claim(9000, "blue"), held(9001, "green")]
    control = control_of(*reports, forces=table_frame(Forces, force("red", government_of="IQ")))
    pieces = fading_pieces(control)
    for number in (-3000, -365, -364, 0, 1, 3653, 3654, 4999, 5000, 8653, 9000, 9001, 12653, 12654):
        one, piece = intervals_on(control, day(number)), intervals_on(pieces, day(number))
        assert (len(piece), one["force"].tolist(), one["faded"].tolist()) == (
            1, piece["force"].tolist(), piece["faded"].tolist(),
        )  # fmt: skip
        at = pd.Timestamp(day(number))
        inside = pieces[~(pieces["start"] > at) & ~(pieces["end"] <= at)]
        assert inside["faded"].tolist() == one["faded"].tolist()


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        ([held(1, "red"), held(5, "blue"), held(9, "green", before="red")], "? 1:red 5:blue 9:green"),
        ([held(1, "red"), held(5, "blue"), held(6, "blue|green"), held(9, "green", before="red")],
         "? 1:red 5:blue 6:blue|green 9:green"),
        ([held(1, "red"), held(5, "blue"), held(400, "green", before="red")], "? 1:red 5:blue 6:blue>red 400:green"),
    ],
)  # fmt: skip
def test_who_lost_a_place_not_long_ago_is_named_again_without_having_had_it_back(
    reports: list[Any], wanted: str
) -> None:
    assert story(control_of(*reports)) == wanted
