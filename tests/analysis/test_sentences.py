"""What a view says in words."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.analysis.sentences import (
    changes_within,
    count_holders,
    count_of,
    count_statuses,
    describe_changes,
    describe_holders,
    describe_place,
    describe_state,
    describe_verdict,
    join_words,
)
from dashboard.control.on_day import LAST_KNOWN, OF_AREA, REPORTED
from dashboard.control.rules import NEVER, Verdict
from dashboard.record.looks import Looks
from dashboard.record.schema import Forces, Places
from dashboard.timespan import Span
from tests.builders import force, table_frame

LOOKS = Looks(
    table_frame(Forces, *(force(name.lower(), name=name) for name in ("Red", "Blue", "Green", "Black", "White")))
)
DAY = date(2014, 7, 1)


def state(force: str = "", status: str = "held", claimant: str = "", **more: Any) -> dict[str, Any]:
    return {"force": force, "status": status, "claimant": claimant, **more}


def states(*rows: dict[str, Any]) -> pd.DataFrame:
    """Reported near the day, unless a row says otherwise."""
    frame = pd.DataFrame(rows, columns=["force", "status", "claimant", "basis"])
    return frame.assign(basis=frame["basis"].fillna(REPORTED))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (state(), "no holder known"),
        (state("red|blue", "divided"), "divided between Red and Blue"),
        (state("red"), "held by Red"),
        (state("red|blue"), "held by Red with Blue"),
        (state("red", "besieged"), "besieged, held by Red"),
        (state("", "besieged"), "no holder known"),
        (state("red", "contested", "blue"), "contested: held by Red, claimed or attacked by Blue"),
        (state("", "contested", "blue"), "contested: no holder known, claimed or attacked by Blue"),
        (state("red", "passed", "blue"), "passed from Red to Blue, day unknown"),
    ],
)
def test_a_state_reads(row: dict[str, Any], words: str) -> None:
    assert describe_state(row, LOOKS) == words


@pytest.mark.parametrize(
    ("row", "start", "precision", "words"),
    [
        (state("red"), "2014-06-21", "day", "held by Red, since 21 June 2014."),
        (state("red"), "2014-06-01", "month", "held by Red, since June 2014."),
        (state("red"), None, "day", "held by Red."),
        (state(), "2014-06-01", "day", "no holder known."),
        (
            state("", "contested", "red"),
            "2014-01-01",
            "year",
            "no holder known, claimed or attacked by Red, since 2014.",
        ),
        (
            state("red") | {"faded": True},
            "2014-06-21",
            "day",
            "held by Red, since 21 June 2014; no report near that day.",
        ),
    ],
)
def test_a_place_reads(row: dict[str, Any], start: str | None, precision: str, words: str) -> None:
    row = (
        {"faded": False}
        | row
        | {Places.name: "Rawa", "start": pd.Timestamp(start) if start else pd.NaT, "start_precision": precision}
    )
    said = describe_place(row, LOOKS, DAY)
    assert said.startswith("On 1 July 2014 Rawa: ")
    assert said.endswith(words)


MIXED = states(
    state("red"),
    state("red", "contested", "blue"),
    state("blue", "besieged"),
    state("red", "passed", "blue"),
    state(),
    state("", "contested", "blue"),
)


def test_contested_places_count_for_their_holder_and_passed_ones_for_nobody() -> None:
    assert count_holders(MIXED) == Counter(red=2, blue=1)


def test_every_place_is_counted_under_one_status() -> None:
    assert count_statuses(MIXED) == {"held": 1, "contested": 2, "besieged": 1, "passed": 1, "unknown": 1}
    assert count_statuses(MIXED).total() == len(MIXED)


def test_the_sentence_names_holders_and_what_is_not_plain() -> None:
    said = describe_holders(MIXED, LOOKS, DAY)
    assert said == (
        "On 1 July 2014 the record names a holder for 3 of 6 places: Red 2 and Blue 1. "
        "2 contested, 1 besieged, 1 passed on an unknown day and 1 with no holder known."
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "On 1 July 2014 no place passes the filters."),
        ([state()], "names a holder for 0 of 1 place. 1 with no holder known."),
        ([state("red")], "names a holder for 1 of 1 place: Red 1."),
    ],
)
def test_the_sentence_of_few_places(rows: list[dict[str, Any]], words: str) -> None:
    assert describe_holders(states(*rows), LOOKS, DAY).endswith(words)


def test_the_sentence_tells_what_is_reported_from_what_is_only_last_known() -> None:
    rows = states(*(state("red", basis=basis) for basis in (REPORTED, OF_AREA, OF_AREA, LAST_KNOWN)), state())
    assert describe_holders(rows, LOOKS, DAY).endswith(
        "1 are reported near that day, 2 only by reports of a whole area and 1 are last known from longer ago."
    )


def test_holders_beyond_the_first_are_added_up() -> None:
    many = states(*(state(name) for name in ("red", "red", "red", "blue", "blue", "green", "black", "white")))
    assert describe_holders(many, LOOKS, DAY, most=2).endswith("8 of 8 places: Red 3, Blue 2 and others 3.")


CHANGES = pd.DataFrame(
    {
        "place_id": ["rawa", "hit", "rawa", "anah"],
        "start": pd.to_datetime(["2014-06-01", "2014-06-30", "2014-06-30", "2014-07-01"]),
        "force": ["red", "red", "blue", "blue"],
    }
)


@pytest.mark.parametrize(
    ("places", "wanted"),
    [(["rawa", "hit", "anah"], [0, 1, 2]), (["rawa"], [0, 2]), (["anah"], []), ([], [])],
)
def test_changes_in_a_window_begin_in_it(places: list[str], wanted: list[int]) -> None:
    assert list(changes_within(CHANGES, places, Span(date(2014, 6, 1), DAY)).index) == wanted


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "No place is known to have changed hands in the 30 days to that day."),
        ([1], "In the 30 days to that day 1 place changed hands: 1 to Red."),
        ([0, 1, 2], "In the 30 days to that day 2 places changed hands: 2 to Red and 1 to Blue."),
    ],
)
def test_the_sentence_on_changes_counts_places_once(rows: list[int], words: str) -> None:
    assert describe_changes(CHANGES.iloc[rows], LOOKS, 30) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 places"), (1, "1 place"), (2, "2 places"), (1520, "1,520 places")]
)
def test_numbers_go_with_their_noun(number: int, words: str) -> None:
    assert count_of(number, "place") == words


@pytest.mark.parametrize(("parts", "words"), [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c")])
def test_parts_are_joined_as_in_a_sentence(parts: str, words: str) -> None:
    assert join_words(list(parts)) == words


THEN = date(2017, 11, 3)


@pytest.mark.parametrize(
    ("verdict", "known", "said"),
    [
        (Verdict(NEVER, "it is a claim"), None, "Not accepted: it is a claim."),
        (Verdict(THEN, "it is graded B2"), None, "Accepted from 3 November 2017: it is graded B2."),
        (Verdict(THEN, "it is graded B2"), THEN, "Accepted from 3 November 2017: it is graded B2."),
        (Verdict(date(2017, 12, 3), "confirmed"), THEN, "Not accepted by 3 November 2017: nothing confirmed it yet."),
    ],
)
def test_a_verdict_is_said_as_of_what_was_known(verdict, known, said):
    assert describe_verdict(verdict, known) == said
