"""Who held what: control intervals derived from reports by a named rule.

A report says that a force holds a place, or claims it. A rule decides on which day, if ever, what a report
says is accepted; the walk through the reports is the same for every rule. Until a report is accepted it makes the
place contested: the holder stays, the claimant is named. Nothing here reads files or knows of Streamlit.
"""

from __future__ import annotations

import gc
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

import pandas as pd

from dashboard.control.area_lapse import AreaLapse
from dashboard.control.area_steps import AreaReport, accepted_here, area_reports_of, by_place
from dashboard.control.fading import Fading
from dashboard.control.intervals import CONTESTED, Interval, Lifetimes
from dashboard.control.reach_back import ReachBack
from dashboard.control.rules import CORROBORATED, LATEST, NEVER, Report, Rule, Verdict
from dashboard.control.walk import steps_of, walk
from dashboard.record.derived_columns import (
    ASSUMED,
    GRADE,
    KNOWN_FROM,
    KNOWN_HOW,
    ORIGIN,
    SPEAKER,
    UNGRADED,
    VOICE,
    known_by,
)
from dashboard.record.holding import Holding, shares
from dashboard.record.schema import Events, Forces
from dashboard.timespan import ONE_DAY, period_end

_REPORT_COLUMNS: Final = (
    Events.event_id, Events.town, Events.date, KNOWN_FROM, Events.date_precision, Events.controlling_force,
    Events.previous_force, Events.status, GRADE, VOICE, SPEAKER, ORIGIN,
)  # fmt: skip
_IN_ORDER: Final = attrgetter("place_id", "day", "known_from", "event_id")
_FINEST_FIRST: Final = ("day", "week", "month", "year")
_DaysGiven = dict[tuple[str, str], list[date]]
"""The days on which reports say that a force holds the place, in order, by force and precision of the date."""


class Evidence(NamedTuple):
    """All that is reported, with the columns of ``Dataset``.

    Without ``places`` all lie in one governorate and one reach.
    """

    events: pd.DataFrame
    forces: pd.DataFrame
    places: pd.DataFrame | None = None
    area_reports: pd.DataFrame | None = None


class Derivation(NamedTuple):
    """Who held what by a rule, and what the rule made of each report that says who holds a place, by its id."""

    intervals: pd.DataFrame
    verdicts: dict[str, Verdict]


def derive_control(
    events: pd.DataFrame, forces: pd.DataFrame, rule: Rule = CORROBORATED, known: date | None = None
) -> pd.DataFrame:
    """The intervals of ``derive`` from reports of places alone."""
    return derive(Evidence(events, forces), rule, known).intervals


def derive(evidence: Evidence, rule: Rule = CORROBORATED, known: date | None = None) -> Derivation:
    """Verdicts on all reports of holders, and control intervals of every place of theirs, by place and start.

    With ``known``, only from the reports published by that day. The intervals of a place touch, never overlap, and
    leave nothing out; they do not depend on the order of the rows. Columns are the fields of ``Interval``; ``start``
    and ``end`` are ``datetime64[s]``, NaT where open. Places of which only area reports speak have intervals, too.
    """
    events, forces, places, _ = evidence
    with collector_paused():
        judged = _judged(evidence, rule, known)
        reach_back, lapse = _reach_back(judged, forces, places), _area_lapse(judged, places)
        lifetimes, fading = Lifetimes(forces, known), Fading(known_by(events, known), places)
        rows = list[Interval]()
        for place_id, own in judged.items():
            steps = steps_of(own.reports, own.verdicts, own.areas, known or NEVER)
            for whole in lifetimes.bound(walk(place_id, steps, reach_back)):
                lasting = lapse.bound(whole) if whole.area_reports else (whole,)
                rows.extend(map(fading.of, lasting))
        control = pd.DataFrame(rows, columns=Interval._fields)
    found = {
        report.event_id: verdict
        for own in judged.values()
        for report, verdict in zip(own.reports, own.verdicts, strict=True)
    }
    return Derivation(control.astype({"start": "datetime64[s]", "end": "datetime64[s]"}), found)


class _Judged(NamedTuple):
    """What is said of one place, and what the rule makes of it."""

    reports: list[Report]
    verdicts: list[Verdict]
    areas: list[tuple[AreaReport, Verdict]]


def _judged(evidence: Evidence, rule: Rule, known: date | None) -> dict[str, _Judged]:
    """What is said of each place, by id."""
    sides, of_areas = sides_of_voices(evidence.forces), evidence.area_reports
    groups = groupby(reports_of_holders(evidence.events, known, sides), key=attrgetter("place_id"))
    own = {place_id: refined(list(reports)) for place_id, reports in groups}
    areas = {} if of_areas is None else by_place(area_reports_of(known_by(of_areas, known), sides))
    found = {}
    for place_id in sorted(own.keys() | areas.keys()):
        reports = own.get(place_id, [])
        verdicts = rule.verdicts(reports)
        here = areas.get(place_id)
        found[place_id] = _Judged(reports, verdicts, accepted_here(here, reports, verdicts, rule) if here else [])
    return found


def _reach_back(judged: dict[str, _Judged], forces: pd.DataFrame, places: pd.DataFrame | None) -> ReachBack:
    """Where each force is first known to have been, from all that is accepted."""
    reach_back = ReachBack(forces, places)
    for place_id, own in judged.items():
        for report, (day, _) in zip(own.reports, own.verdicts, strict=True):
            if day != NEVER:
                reach_back.note(place_id, Holding.of(report.holders).forces, day)
        for area, _ in own.areas:
            reach_back.note(place_id, Holding.of(area.report.holders).forces, area.day)
    return reach_back


def _area_lapse(judged: dict[str, _Judged], places: pd.DataFrame | None) -> AreaLapse:
    """What is reported around each place, of the places themselves."""
    lapse = AreaLapse(places)
    for own in judged.values():
        for report, verdict in zip(own.reports, own.verdicts, strict=True):
            lapse.note(report, verdict)
        for area, _ in own.areas:
            lapse.note_area(area)
    return lapse


def assumed_by(events: pd.DataFrame, known: date) -> int:
    """How many of the reports of holders that are used have no known day of publication: the event's stands for it."""
    used = known_by(events[events[Events.controlling_force] != ""], known)
    return int((used[KNOWN_HOW] == ASSUMED).sum())


@contextmanager
def collector_paused() -> Iterator[None]:
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


def sides_of_voices(forces: pd.DataFrame) -> Voices:
    """The sides of each voice; a force of no side of the war, or of none given, is a side of its own."""
    named = zip(forces[Forces.force_id], forces[Forces.side], strict=True)
    return Voices({str(force): str(side) for force, side in named if side not in ("", "other")})


class Voices(dict[str, str]):
    """The sides, joined by ``|``, of the forces of a voice; worked out when first asked for."""

    def __init__(self, sides: Mapping[str, str]) -> None:
        super().__init__()
        self._sides = sides

    def __missing__(self, voice: str) -> str:
        named = dict.fromkeys(self._sides.get(force, force) for force in Holding.of(voice).forces)
        self[voice] = str(Holding(tuple(named)))
        return self[voice]


def reports_of_holders(
    events: pd.DataFrame, known: date | None = None, sides: Mapping[str, str] | None = None
) -> list[Report]:
    """The rows that say anything about control and were published by ``known``, by place, date and day published."""
    said = known_by(events[events[Events.controlling_force] != ""], known)
    lists = [said[c].dt.date if said[c].dtype.kind == "M" else said[c] for c in _REPORT_COLUMNS]
    lists.append(said[VOICE].map(lambda voice: sides[voice] if sides is not None else ""))
    lists.append(_last_days(said))
    reports = map(Report._make, zip(*(column.tolist() for column in lists), strict=True))
    return sorted(reports, key=_IN_ORDER)


def _last_days(said: pd.DataFrame) -> pd.Series:
    """The last day of the period that each date stands for."""
    days = zip(said[Events.date].dt.date, said[Events.date_precision], strict=True)
    lasts = [day if precision == "day" else period_end(day, precision) - ONE_DAY for day, precision in days]
    return pd.Series(lasts, said.index, dtype=object)


def refined(reports: list[Report]) -> list[Report]:
    """The reports of one place in order, a coarse date moved to the finer one that another report gives for the same.

    "June 2014" beside "21 June 2014" for the same holder is no doubt about the first three weeks of June.
    """
    coarse = [report for report in reports if report.precision != "day" and report.status != CONTESTED]
    if not coarse:
        return reports
    given = _days_given(reports)
    moved = {report.event_id: day for report in coarse if (day := _finer_day(report, given)) is not None}
    bounded = [_placed(report, moved.get(report.event_id), reports) for report in reports]
    return sorted(bounded, key=_IN_ORDER)


def _days_given(reports: list[Report]) -> _DaysGiven:
    given: _DaysGiven = {}
    for report in reports:
        if report.status != CONTESTED:
            for force in Holding.of(report.holders).ids:
                given.setdefault((force, report.precision), []).append(report.day)
    return given


def _finer_day(report: Report, given: _DaysGiven) -> date | None:
    """The finest date within the period of the report that is given for the same holder; the earliest of those."""
    end = period_end(report.day, report.precision)
    for finer in _FINEST_FIRST[: _FINEST_FIRST.index(report.precision)]:
        every = (given.get((force, finer), []) for force in Holding.of(report.holders).ids)
        first = min((days[at] for days in every if (at := bisect_left(days, report.day)) < len(days)), default=end)
        if first < end:
            return first
    return None


def _placed(report: Report, finer: date | None, reports: Sequence[Report]) -> Report:
    """The report on its finer day; a coarse one without any no later than the day its holder lost the place."""
    if finer is not None:
        return report._replace(day=finer, last=finer)
    if report.precision == "day":
        return report
    at = bisect_right(reports, report.day, key=attrgetter("day"))
    for other in reports[at:]:
        if other.day > report.last:
            break
        if other.precision == "day" and shares(other.previous, report.holders):
            return report._replace(last=max(other.day - ONE_DAY, report.day))
    return report
