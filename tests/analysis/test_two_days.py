"""Two days compared: what differs, what it is called, and that the counts add up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.two_days import (
    BACK,
    HANDS,
    SAME,
    between_words,
    change_words,
    changes_between,
    compare,
    describe_comparison,
    force_balance,
    involving,
    reach_balance,
    status_changes,
    with_operation,
)
from dashboard.control.changes import PARTNERS, SUCCESSION
from dashboard.control.derive import derive_control
from dashboard.control.on_day import intervals_on, with_silent_places
from dashboard.control.rules import LATEST
from dashboard.record.dataset import Dataset
from dashboard.record.looks import Looks
from dashboard.record.schema import Forces, Places
from tests.builders import events_frame, force, place, report, table_frame
from tests.control.test_derive_properties import ANY, DAYS, frame
from tests.control.test_derive_properties import FORCES as MIXED

FORCES = table_frame(Forces, force("red", name="Red"), force("blue", name="Blue"), force("green"))
LOOKS = Looks(FORCES)
PLACES = table_frame(Places, place("anah"), place("rawa")).assign(river_km=[741.0, 723.0])
FIRST, SECOND = date(2014, 1, 1), date(2015, 1, 1)
DAY = st.sampled_from(DAYS)


def control_of(*reports: dict[str, Any]) -> pd.DataFrame:
    return with_silent_places(derive_control(events_frame(*reports), FORCES, LATEST), PLACES)


def rows_of(*reports: dict[str, Any], first: date = FIRST, second: date = SECOND) -> pd.DataFrame:
    return compare(control_of(*reports), PLACES, first, second)


OLD, AGAIN = report("anah", "2013-01-01", "red"), report("anah", "2014-03-01", "red")


@pytest.mark.parametrize(
    ("reports", "change", "times", "said"),
    [
        ([OLD, report("anah", "2014-05-01", "blue")], HANDS, 1, "changed hands"),
        ([OLD, report("anah", "2014-05-01", "blue"), report("anah", "2014-06-01", "red")], BACK, 2, "hands and back"),
        ([OLD], SAME, 0, "no difference"),
        ([OLD, report("anah", "2014-12-01", "blue", status="contested")], "held>contested", 0, "became contested"),
        ([OLD, report("anah", "2014-12-01", "red", status="besieged")], "held>besieged", 0, "came under siege"),
        ([report("anah", "2014-12-01", "red")], "unknown>held", 0, "holder became known"),
        ([OLD, AGAIN, report("anah", "2015-02-01", "green", previous_force="blue")], "held>passed", 0, "day not known"),
        ([OLD, report("anah", "2014-01-01", "blue")], SAME, 0, "no difference"),
        ([OLD, report("anah", "2015-01-01", "blue")], HANDS, 1, "changed hands"),
        ([OLD, report("anah", "2015-01-02", "blue")], SAME, 0, "no difference"),
    ],
)
def test_what_differs_has_its_name(reports: list[dict[str, Any]], change: str, times: int, said: str) -> None:
    anah = rows_of(*reports).iloc[0]
    assert (anah["change"], anah["times"]) == (change, times)
    assert said in change_words(change)


def test_the_last_change_in_between_and_its_reports_are_named() -> None:
    later = (report("anah", "2014-06", "red"), report("anah", "2016-01-01", "blue"))
    anah = rows_of(OLD, report("anah", "2014-05-01", "blue"), *later).iloc[0]
    assert (anah["start"], anah["start_precision"], anah["decided_by"]) == (
        pd.Timestamp(2014, 6, 30),
        "month",
        ("e03",),
    )


def test_the_operation_is_that_of_the_first_deciding_report_that_names_one() -> None:
    took = {"town": "anah", "date": "2014-05-01", "force": "blue"}
    events = events_frame(OLD, report(**took), report(**took, operation="dawn"), report("rawa", "2014-01-01", "red"))
    changes = changes_between(derive_control(events, FORCES, LATEST), FIRST, SECOND)
    assert list(with_operation(changes, events)["operation"]) == ["dawn"]
    assert list(with_operation(changes, events.iloc[:2])["operation"]) == [""]


def test_the_sentence_counts_changes_of_hands_and_the_rest_apart() -> None:
    rows = rows_of(OLD, report("anah", "2014-05-01", "blue"), report("rawa", "2014-12-01", "red"))
    assert describe_comparison(rows, LOOKS, FIRST, SECOND) == (
        "1 of 2 places changed hands between 1 January 2014 and 1 January 2015: 1 to Blue. "
        "Without a change of hands: holder became known 1."
    )
    assert "None of 2 places is known" in describe_comparison(rows_of(OLD), LOOKS, FIRST, SECOND)
    assert "Both days are 1 January 2014" in describe_comparison(rows, LOOKS, FIRST, FIRST)
    assert describe_comparison(rows.iloc[:0], LOOKS, FIRST, SECOND) == "No place passes the filters."


def test_a_year_that_both_days_share_is_said_once() -> None:
    assert between_words(date(2017, 1, 1), date(2017, 6, 30)) == "between 1 January and 30 June 2017"
    assert between_words(date(2017, 6, 30), date(2016, 1, 1)) == "between 1 January 2016 and 30 June 2017"


@pytest.mark.parametrize(("forces", "wanted"), [((), 2), (("red",), 2), (("blue",), 1), (("green",), 0)])
def test_a_force_leaves_the_places_it_held_claimed_won_or_lost(forces: tuple[str, ...], wanted: int) -> None:
    reports = (OLD, report("anah", "2014-05-01", "blue"), report("anah", "2014-06-01", "red"))
    control = control_of(*reports, report("rawa", "2013-01-01", "red"))
    changes = changes_between(control, FIRST, SECOND)
    assert len(involving(compare(control, PLACES, FIRST, SECOND), changes, forces)) == wanted


@given(ANY, DAY, DAY)
def test_counts_add_up_and_swapping_the_days_swaps_from_and_to(reports: list[Any], one: date, other: date) -> None:
    control = with_silent_places(derive_control(frame(reports), MIXED, LATEST), PLACES)
    rows, back = compare(control, PLACES, one, other), compare(control, PLACES, other, one)
    assert list(rows["holder_before"]) == list(back["holder_after"])
    assert list(rows["status_after"]) == list(back["status_before"])
    assert list(rows["times"]) == list(back["times"])
    for forth, reverse in zip(rows["change"], back["change"], strict=True):
        assert reverse == (">".join(reversed(forth.split(">"))))
    balance, mirror = force_balance(rows), force_balance(back)
    check_balance(rows, balance)
    assert dict(zip(balance["holder"], balance["net"], strict=True)) == {
        holder: -net for holder, net in zip(mirror["holder"], mirror["net"], strict=True)
    }


def check_balance(rows: pd.DataFrame, balance: pd.DataFrame) -> None:
    """Differing places = gains = losses, by force and by reach; what a force has follows from what it had."""
    known = (rows["holder_before"] != "") & (rows["holder_after"] != "")
    renamed = rows["change"].isin([SUCCESSION, PARTNERS])
    differing = int((known & (rows["holder_before"] != rows["holder_after"]) & ~renamed).sum())
    assert balance["gained"].sum() == balance["lost"].sum() == differing == (rows["change"] == HANDS).sum()
    made = balance["before"] + balance["gained"] - balance["lost"]
    made += balance["appeared"] - balance["vanished"] + balance["renamed"]
    assert list(made) == list(balance["after"])
    reaches = reach_balance(rows)
    assert reaches["places"].sum() == len(rows)
    assert reaches["changed"].sum() == differing == sum(gains.total() for gains in reaches["gains"])
    assert reaches["status_only"].sum() == len(status_changes(rows))


@pytest.mark.parametrize(
    "days", [("2013-01-01", "2014-07-01"), ("2017-01-01", "2017-06-30"), ("2024-12-01", "2026-01-01")]
)
def test_the_shipped_record_adds_up(
    shipped: Dataset, control: pd.DataFrame, looks: Looks, days: tuple[str, str]
) -> None:
    first, second = map(date.fromisoformat, days)
    own = with_silent_places(control, shipped.places)
    rows = compare(own, shipped.places, first, second)
    balance = force_balance(rows)
    check_balance(rows, balance)
    held = intervals_on(own, second).query("status != 'passed'")["force"].value_counts()
    assert (
        dict(zip(balance["holder"], balance["after"], strict=True)).items()
        >= held.drop("", errors="ignore").to_dict().items()
    )
    assert f"{balance['gained'].sum()} of {len(rows)} places changed hands" in describe_comparison(
        rows, looks, first, second
    )
