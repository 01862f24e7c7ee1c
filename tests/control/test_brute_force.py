"""Dates and verdicts are the same as if each report were compared with every other of its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.control.derive import refined
from dashboard.control.rules import CORROBORATED, NEVER, STRICT, Report, are_independent, is_partisan
from dashboard.record.holding import shares
from dashboard.timespan import period_end
from tests.control.test_derive import day

FINENESS = {"year": 0, "month": 1, "week": 2, "day": 3}
MONTH, FORTNIGHT = timedelta(days=30), timedelta(days=14)

HOLDERS = st.sampled_from(["red", "blue", "green", "red|blue", "blue|green"])
NOBODY_OR = st.just("") | HOLDERS
DAY = (st.integers(1, 4) | st.integers(1, 70)).map(day)
REPORT = st.builds(
    Report,
    event_id=st.just(""), place_id=st.just("rawa"), day=DAY, known_from=st.sampled_from([day(1), day(9)]),
    precision=st.sampled_from(["day", "day", "day", "week", "month", "year"]), holders=HOLDERS, previous=NOBODY_OR,
    status=st.sampled_from(["held", "held", "besieged", "contested"]), grade=st.sampled_from(["B2", "C3", "D3", "D4"]),
    voice=st.sampled_from(["", "", "red", "blue|green"]), speaker=st.sampled_from(["", "army", "army and residents"]),
    origin=st.sampled_from(["wire", "paper", "blog"]),
)  # fmt: skip


def in_order(reports: Sequence[Report]) -> list[Report]:
    """The reports with ids of their own, by day, day published and id."""
    numbered = [report._replace(event_id=f"e{number:02}") for number, report in enumerate(reports)]
    return sorted(numbered, key=lambda report: (report.day, report.known_from, report.event_id))


REPORTS = st.lists(REPORT, min_size=1, max_size=14).map(in_order)
"""Reports of one place, in order."""


def finer_day(report: Report, reports: Sequence[Report]) -> date:
    """The finest date for the same holder within the period of a coarse one, the earliest of those."""
    if report.status == "contested" or report.precision == "day":
        return report.day
    days = [
        (-FINENESS[other.precision], other.day)
        for other in reports
        if report.day <= other.day < period_end(report.day, report.precision) and other.status != "contested"
        and FINENESS[other.precision] > FINENESS[report.precision] and shares(other.holders, report.holders)
    ]  # fmt: skip
    return min(days, default=(0, report.day))[1]


def confirmed(report: Report, reports: Sequence[Report]) -> date:
    """The later day of two independent reports within 14 days, nobody else being credited between them."""
    near = [each for each in reports if each.status != "contested" and abs(each.day - report.day) <= FORTNIGHT]
    contrary = [each.day for each in near if not shares(each.holders, report.holders)]
    spans = [
        sorted((report.day, each.day))
        for each in near
        if shares(each.holders, report.holders) and are_independent(report, each)
    ]
    return min((last for first, last in spans if not any(first < each <= last for each in contrary)), default=NEVER)


def holding_confirmed(report: Report, reports: Sequence[Report]) -> date:
    """Its own day where the nearest report that agrees, before or after it, is independent and nobody else between."""
    held = [each for each in reports if each.status != "contested"]
    contrary = [each.day for each in held if not shares(each.holders, report.holders)]
    agreed = [each.day for each in held if shares(each.holders, report.holders) and are_independent(report, each)]
    before = max((each for each in agreed if each <= report.day), default=None)
    if before is not None and not any(before < each <= report.day for each in contrary):
        return report.day
    after = min((each for each in agreed if each > report.day), default=NEVER)
    if after == NEVER or after <= report.day + FORTNIGHT or any(report.day < each <= after for each in contrary):
        return NEVER
    return report.day


def against_interest(report: Report, reports: Sequence[Report]) -> date:
    """Its own day where its source speaks for the loser, named in it or in the nearest report before that day."""
    before = [
        each.holders
        for each in reports
        if each.day < report.day and each.status != "contested" and not shares(each.holders, report.holders)
    ]
    loser = report.previous or (before[-1] if before else "")
    return report.day if not is_partisan(report) and shares(report.voice, loser) else NEVER


def unopposed(report: Report, reports: Sequence[Report]) -> date:
    """30 days later where the grade allows it and nobody says otherwise until then."""
    last = report.day + MONTH
    said = [each for each in reports if report.day <= each.day <= last]
    agreed = all(
        shares(each.holders, report.holders) or (each.status == "contested" and shares(each.previous, report.holders))
        for each in said
    )
    return last if agreed and report.grade <= "D3" and report.grade[1] <= "3" else NEVER


def graded(report: Report, poorest: str) -> date:
    good = report.grade[0] <= poorest[0] and report.grade[1] <= poorest[1]
    return report.day if good and not is_partisan(report) else NEVER


def accepted(report: Report, reports: Sequence[Report]) -> tuple[date, date]:
    """The days from which the corroborated and the strict rule accept a report."""
    if report.status == "contested":
        return NEVER, NEVER
    day = min(confirmed(report, reports), holding_confirmed(report, reports))
    other = min(against_interest(report, reports), unopposed(report, reports))
    return min(graded(report, "C3"), day, other), min(graded(report, "B2"), day)


@settings(max_examples=400)
@given(REPORTS)
def test_coarse_dates_move_to_the_finest_and_earliest_within(reports: list[Report]) -> None:
    wanted = {report.event_id: finer_day(report, reports) for report in reports}
    moved = refined(reports)
    assert {report.event_id: report.day for report in moved} == wanted
    assert [report.event_id for report in moved] == [
        report.event_id for report in sorted(moved, key=lambda each: (each.day, each.known_from, each.event_id))
    ]


@settings(max_examples=600)
@given(REPORTS)
def test_verdicts_fall_on_the_days_of_a_search_through_all(reports: list[Report]) -> None:
    given_days = [
        (corroborated.day, strict.day)
        for corroborated, strict in zip(CORROBORATED.verdicts(reports), STRICT.verdicts(reports), strict=True)
    ]
    assert given_days == [accepted(report, reports) for report in reports]


def test_the_search_through_all_is_no_search_of_nothing() -> None:
    """Each way to be accepted occurs among what the search is compared on."""
    one = Report("e1", "rawa", day(1), day(1), "day", "red", "blue", "held", "D4", "", "", "wire")
    told: dict[str, Any] = {"event_id": "e2", "day": day(3), "origin": "paper"}
    assert accepted(one, [one, one._replace(**told)]) == (day(3), day(3))
    assert accepted(one._replace(grade="D3"), [one]) == (day(31), NEVER)
    assert accepted(one._replace(voice="blue"), [one]) == (day(1), NEVER)
