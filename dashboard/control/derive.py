"""Who held what: control intervals derived from reports by a named rule.

A report says that a force holds a place, or claims it. A rule decides on which day, if ever, what a report
says is accepted; the walk through the reports is the same for every rule. Until a report is accepted it makes the
place contested: the holder stays, the claimant is named. Nothing here reads files or knows of Streamlit.
"""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

import pandas as pd

from dashboard.control.intervals import CONTESTED, Interval, Lifetimes
from dashboard.control.rules import CORROBORATED, LATEST, NEVER, Report, Rule, Verdict
from dashboard.control.walk import walk
from dashboard.record.derived_columns import GRADE, KNOWN_FROM, ORIGIN, SPEAKER, UNGRADED, VOICE
from dashboard.record.holding import Holding
from dashboard.record.schema import Events
from dashboard.timespan import period_end

_REPORT_COLUMNS: Final = (
    Events.event_id, Events.town, Events.date, KNOWN_FROM, Events.date_precision, Events.controlling_force,
    Events.previous_force, Events.status, GRADE, VOICE, SPEAKER, ORIGIN,
)  # fmt: skip
_IN_ORDER: Final = attrgetter("place_id", "day", "known_from", "event_id")
_FINEST_FIRST: Final = ("day", "week", "month", "year")
_DaysGiven = dict[tuple[str, str], list[date]]
"""The days on which reports say that a force holds the place, in order, by force and precision of the date."""


class Derivation(NamedTuple):
    """Who held what by a rule, and what the rule made of each report that says who holds a place, by its id."""

    intervals: pd.DataFrame
    verdicts: dict[str, Verdict]


def derive_control(
    events: pd.DataFrame, forces: pd.DataFrame, rule: Rule = CORROBORATED, known: date | None = None
) -> pd.DataFrame:
    """The intervals of ``derive``."""
    return derive(events, forces, rule, known).intervals


def derive(
    events: pd.DataFrame, forces: pd.DataFrame, rule: Rule = CORROBORATED, known: date | None = None
) -> Derivation:
    """Verdicts on all reports of holders, and control intervals of every place of theirs, by place and start.

    With ``known``, only from the reports published by that day. The intervals of a place touch, never overlap, and
    leave nothing out from its first report on; they do not depend on the order of the rows. Columns are the fields
    of ``Interval``; ``start`` and ``end`` are ``datetime64[s]``, NaT where open.
    """
    lifetimes, rows, found = Lifetimes(forces), list[Interval](), dict[str, Verdict]()
    with _collector_paused():
        for place_id, reports in groupby(reports_of_holders(events, known), key=attrgetter("place_id")):
            own = refined(list(reports))
            verdicts = rule.verdicts(own)
            rows.extend(lifetimes.bound(walk(place_id, own, verdicts, known or NEVER)))
            found.update(zip(map(attrgetter("event_id"), own), verdicts, strict=True))
        control = pd.DataFrame(rows, columns=Interval._fields)
    return Derivation(control.astype({"start": "datetime64[s]", "end": "datetime64[s]"}), found)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage collection inside: the walk makes no cycles, and looking for them took a quarter of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def default_rule(events: pd.DataFrame) -> Rule:
    """The rule a record is shown by: without a single grade, no rule that asks for grades could accept anything."""
    return CORROBORATED if (events[GRADE].str[0] != UNGRADED).any() else LATEST


def reports_of_holders(events: pd.DataFrame, known: date | None = None) -> list[Report]:
    """The rows that say anything about control and were published by ``known``, by place, date and day published."""
    said = events[events[Events.controlling_force] != ""]
    if known is not None:
        said = said[said[KNOWN_FROM] <= pd.Timestamp(known)]
    lists = [said[c].dt.date if said[c].dtype.kind == "M" else said[c] for c in _REPORT_COLUMNS]
    reports = map(Report._make, zip(*(column.tolist() for column in lists), strict=True))
    return sorted(reports, key=_IN_ORDER)


def refined(reports: list[Report]) -> list[Report]:
    """The reports of one place in order, a coarse date moved to the finer one that another report gives for the same.

    "June 2014" beside "21 June 2014" for the same holder is no doubt about the first three weeks of June.
    """
    coarse = [report for report in reports if report.precision != "day" and report.status != CONTESTED]
    if not coarse:
        return reports
    given = _days_given(reports)
    moved = {report.event_id: day for report in coarse if (day := _finer_day(report, given)) != report.day}
    if not moved:
        return reports
    placed = [report._replace(day=moved[report.event_id]) if report.event_id in moved else report for report in reports]
    return sorted(placed, key=_IN_ORDER)


def _days_given(reports: list[Report]) -> _DaysGiven:
    given: _DaysGiven = {}
    for report in reports:
        if report.status != CONTESTED:
            for force in Holding.of(report.holders).ids:
                given.setdefault((force, report.precision), []).append(report.day)
    return given


def _finer_day(report: Report, given: _DaysGiven) -> date:
    """The finest date within the period of the report that is given for the same holder; the earliest of those."""
    last = period_end(report.day, report.precision)
    for finer in _FINEST_FIRST[: _FINEST_FIRST.index(report.precision)]:
        every = (given.get((force, finer), []) for force in Holding.of(report.holders).ids)
        first = min((days[at] for days in every if (at := bisect_left(days, report.day)) < len(days)), default=last)
        if first < last:
            return first
    return report.day
