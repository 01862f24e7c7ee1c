"""Ten times the reports of one place are ten times the work, so that no imported or reviewed record stands still."""

from __future__ import annotations

import cProfile
from datetime import date, timedelta

import pytest

from dashboard.control.derive import refined
from dashboard.control.reach_back import ReachBack
from dashboard.control.rules import CORROBORATED, Report
from dashboard.control.walk import steps_of, walk
from dashboard.disagreements.conflicts import conflicts
from dashboard.record.schema import Forces
from tests.builders import table_frame

FIRST = date(1991, 1, 1)
MANY = 250_000


def reports(count: int) -> list[Report]:
    """Reports of one place over 33 years that agree, disagree, fight and date coarsely, in order."""
    days = [FIRST + timedelta(days=number * 12_000 // count) for number in range(count)]
    return [
        Report(
            event_id=f"{number:07}", place_id="rawa", day=day, known_from=day,
            precision=("day", "day", "week", "month")[number % 4], holders=("red", "blue", "red|blue")[number // 7 % 3],
            previous=("", "green", "red")[number % 3], status=("held", "held", "contested")[number % 3],
            grade=("A1", "D3", "F6")[number % 3], voice=("", "red", "blue")[number % 3],
            speaker=("", "army")[number % 2], origin=f"source {number % 50}",
        )
        for number, day in enumerate(days)
    ]  # fmt: skip


def control(own: list[Report]) -> None:
    placed = refined(own)
    steps = steps_of(placed, CORROBORATED.verdicts(placed))
    assert list(walk("rawa", steps, ReachBack(table_frame(Forces), None)))


def disagreements(own: list[Report]) -> None:
    assert list(conflicts(own))


def calls(count: int, work) -> int:
    """How many calls the work makes with so many reports: the same on any machine, however busy."""
    own = reports(count)
    profile = cProfile.Profile()
    profile.runcall(work, own)
    profile.create_stats()
    return sum(each[1] for each in profile.stats.values())


@pytest.mark.parametrize("work", [control, disagreements])
def test_ten_times_the_reports_are_ten_times_the_work(work) -> None:
    assert calls(MANY, work) < 12 * calls(MANY // 10, work)
