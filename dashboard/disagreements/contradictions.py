"""What reports say, and in what those of one incident contradict each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

import pandas as pd

from dashboard.control.intervals import CONTESTED
from dashboard.record.holding import shares
from dashboard.record.schema import Events
from dashboard.timespan import ONE_DAY

HOLDER, DATE, REFUSED, STATEMENT = "holder", "date", "refused", "statement"
KINDS: Final = {
    HOLDER: "Who held it",
    DATE: "When it happened",
    REFUSED: "Claim not accepted",
    STATEMENT: "Figures and statements",
}


class Said(NamedTuple):
    """What one report says, of any kind: ``until`` is the first day after its date, the deaths NaN where not given.

    ``story`` is its incident, or the report itself where it stands alone.
    """

    event_id: str
    story: str
    place_id: str
    day: date
    until: date
    holders: str
    status: str
    deaths_low: float
    deaths_high: float

    @property
    def is_fight(self) -> bool:
        return self.status == CONTESTED


def said_by(events: pd.DataFrame) -> list[Said]:
    """One a report, in the order of the reports."""
    story = events[Events.incident_id].where(events[Events.incident_id] != "", events[Events.event_id])
    best = events[Events.deaths_best]
    columns = (
        events[Events.event_id], story, events[Events.town], events[Events.date].dt.date, events["until"].dt.date,
        events[Events.controlling_force], events[Events.status],
        events[Events.deaths_low].fillna(best), events[Events.deaths_high].fillna(best),
    )  # fmt: skip
    return [Said(*cells) for cells in zip(*(column.tolist() for column in columns), strict=True)]


def kinds_of_incident(reports: Sequence[Said]) -> set[str]:
    """In what the reports of one incident differ."""
    differing = {
        HOLDER: len({report.holders for report in reports} - {""}) > 1 or _is_taken_or_only_fought_for(reports),
        DATE: days_apart(reports) > 0,
        STATEMENT: _deaths_differ(reports),
    }
    return {kind for kind, differs in differing.items() if differs}


def days_apart(reports: Sequence[Said]) -> int:
    """By how many days the dates given for the same differ at least: a fight and a change of hands are not the same."""
    gaps = [0]
    for is_fight in (True, False):
        same = [report for report in reports if report.is_fight == is_fight]
        if same:
            gaps.append((max(report.day for report in same) - min(report.until for report in same) + ONE_DAY).days)
    return max(gaps)


def _is_taken_or_only_fought_for(reports: Sequence[Said]) -> bool:
    """True where for the same days one report says that a force holds the place, another that it fights for it."""
    return any(
        fight.is_fight and not held.is_fight and shares(fight.holders, held.holders)
        and fight.day < held.until and held.day < fight.until
        for fight in reports for held in reports
    )  # fmt: skip


def _deaths_differ(reports: Sequence[Said]) -> bool:
    low = [report.deaths_low for report in reports if not math.isnan(report.deaths_low)]
    high = [report.deaths_high for report in reports if not math.isnan(report.deaths_high)]
    return max(low, default=0) > min(high, default=math.inf)
