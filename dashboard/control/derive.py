"""Who held what: control intervals derived from reports by a named rule.

A report says that a force holds a place, or claims it. A rule decides on which day, if ever, what a report
says is accepted; the walk through the reports is the same for every rule. Until a report is accepted it makes the
place contested: the holder stays, the claimant is named. Nothing here reads files or knows of Streamlit.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final

import pandas as pd

from dashboard.control.intervals import CONTESTED, Interval, Lifetimes
from dashboard.control.rules import CORROBORATED, LATEST, NEVER, Report, Rule, Verdict
from dashboard.control.walk import walk
from dashboard.record.derived_columns import GRADE, KNOWN_FROM, ORIGIN, SPEAKER, UNGRADED, VOICE
from dashboard.record.holding import shares
from dashboard.record.schema import Events
from dashboard.timespan import period_end

_REPORT_COLUMNS: Final = (
    Events.event_id, Events.town, Events.date, KNOWN_FROM, Events.date_precision, Events.controlling_force,
    Events.previous_force, Events.status, GRADE, VOICE, SPEAKER, ORIGIN,
)  # fmt: skip
_FINENESS: Final = {"year": 0, "month": 1, "week": 2, "day": 3}


def derive_control(
    events: pd.DataFrame, forces: pd.DataFrame, rule: Rule = CORROBORATED, known: date | None = None
) -> pd.DataFrame:
    """Control intervals of every place that any report speaks of, ordered by place and start.

    With ``known``, only from the reports published by that day. The intervals of a place touch, never overlap, and
    leave nothing out from its first report on; they do not depend on the order of the rows. Columns are the fields
    of ``Interval``; ``start`` and ``end`` are ``datetime64[s]``, NaT where open.
    """
    with _collector_paused():
        control = pd.DataFrame(_intervals(events, forces, rule, known), columns=Interval._fields)
    return control.astype({"start": "datetime64[s]", "end": "datetime64[s]"})


def _intervals(events: pd.DataFrame, forces: pd.DataFrame, rule: Rule, known: date | None) -> list[Interval]:
    lifetimes = Lifetimes(forces)
    rows: list[Interval] = []
    for place_id, reports in groupby(reports_of_holders(events, known), key=attrgetter("place_id")):
        own = refined(list(reports))
        rows.extend(lifetimes.bound(walk(place_id, own, rule.verdicts(own), known or NEVER)))
    return rows


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


def verdicts_at(events: pd.DataFrame, place: str, rule: Rule, known: date | None = None) -> dict[str, Verdict]:
    """What the rule makes of each report of one place that says who holds it, by event id."""
    reports = refined(reports_of_holders(events[events[Events.town] == place], known))
    return {report.event_id: verdict for report, verdict in zip(reports, rule.verdicts(reports), strict=True)}


def reports_of_holders(events: pd.DataFrame, known: date | None = None) -> list[Report]:
    """The rows that say anything about control and were published by ``known``, by place, date and day published."""
    said = events[events[Events.controlling_force] != ""]
    if known is not None:
        said = said[said[KNOWN_FROM] <= pd.Timestamp(known)]
    lists = [said[c].dt.date if said[c].dtype.kind == "M" else said[c] for c in _REPORT_COLUMNS]
    reports = [Report(*cells) for cells in zip(*(column.tolist() for column in lists), strict=True)]
    return sorted(reports, key=_in_order)


def _in_order(report: Report) -> tuple[str, date, date, str]:
    return report.place_id, report.day, report.known_from, report.event_id


def refined(reports: list[Report]) -> list[Report]:
    """The reports of one place in order, a coarse date moved to the finer one that another report gives for the same.

    "June 2014" beside "21 June 2014" for the same holder is no doubt about the first three weeks of June.
    """
    moved = dict[str, date]()
    for report in reports:
        if report.precision != "day" and report.status != CONTESTED:
            day = _finer_day(report, reports)
            if day != report.day:
                moved[report.event_id] = day
    if not moved:
        return reports
    placed = [report._replace(day=moved[report.event_id]) if report.event_id in moved else report for report in reports]
    return sorted(placed, key=_in_order)


def _finer_day(report: Report, others: list[Report]) -> date:
    """The finest date within the period of the report that is given for the same holder; the earliest of those."""
    last, fineness = period_end(report.day, report.precision), _FINENESS[report.precision]
    days = (
        (-_FINENESS[other.precision], other.day)
        for other in others
        if report.day <= other.day < last
        and other.status != CONTESTED
        and _FINENESS[other.precision] > fineness
        and shares(other.holders, report.holders)
    )
    return min(days, default=(0, report.day))[1]
