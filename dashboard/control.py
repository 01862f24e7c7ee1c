"""Who held what: control intervals derived from reports by a named rule.

A report says that a force holds a place, or claims it. A rule decides on which day, if ever, what a report
says is accepted; the walk below is the same for every rule. Until a report is accepted it makes the place
contested: the holder stays, the claimant is named. Nothing here reads files or knows of Streamlit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from dashboard.intervals import CONTESTED, HELD, PASSED, Interval, Lifetimes, unknown
from dashboard.schema import LIST_SEPARATOR, Events, Places
from dashboard.timespan import ONE_DAY

NEVER: Final = date.max


class Report(NamedTuple):
    """One report as a rule sees it. ``holders`` and ``previous`` are force ids joined by ``|``."""

    event_id: str
    place_id: str
    day: date
    known_from: date
    precision: str
    holders: str
    previous: str
    status: str


@dataclass(frozen=True)
class Rule:
    """A named rule: ``accepts`` gives, for the reports of one place in order, the day each is accepted."""

    name: str
    words: str
    accepts: Callable[[list[Report]], list[date]]


def _on_its_own_day(reports: list[Report]) -> list[date]:
    return [NEVER if report.status == CONTESTED else report.day for report in reports]


LATEST: Final = Rule(
    "latest",
    "every report counts from its own date; the most recent one decides",
    _on_its_own_day,
)
RULES: Final[dict[str, Rule]] = {rule.name: rule for rule in (LATEST,)}


@dataclass
class _State:
    """The open interval of the walk."""

    force: str = ""
    status: str = HELD
    claimant: str = ""
    start: date | None = None
    precision: str = "day"
    step: str = ""
    decided_by: list[str] = field(default_factory=list)
    disputed_by: list[str] = field(default_factory=list)
    evidence: list[date] = field(default_factory=list)
    last_report: date | None = None

    def says(self, other: _State) -> bool:
        """True where both describe the same state, whatever supports it."""
        return (self.force, self.status, self.claimant) == (other.force, other.status, other.claimant)

    def close(self, place_id: str, end: date | None) -> Interval:
        return Interval(
            place_id, self.start, end, self.force, self.status, self.claimant, self.precision,
            tuple(self.decided_by), tuple(self.disputed_by), self.step, tuple(self.evidence),
        )  # fmt: skip


def derive_control(events: pd.DataFrame, forces: pd.DataFrame, rule: Rule = LATEST) -> pd.DataFrame:
    """Control intervals of every place that any report speaks of, ordered by place and start.

    The intervals of a place touch, never overlap, and leave nothing out from its first report on; they do not
    depend on the order of the rows. Columns are the fields of ``Interval``; ``start`` and ``end`` are
    ``datetime64[s]``, NaT where open.
    """
    lifetimes = Lifetimes(forces)
    rows: list[Interval] = []
    for _, reports in groupby(_reports(events), key=attrgetter("place_id")):
        rows.extend(lifetimes.bound(_walk(list(reports), rule)))
    control = pd.DataFrame(rows, columns=Interval._fields)
    return control.astype({"start": "datetime64[s]", "end": "datetime64[s]"})


def _reports(events: pd.DataFrame) -> list[Report]:
    """The rows that say anything about control, by place, date, day known and id."""
    said = events[events[Events.controlling_force] != ""]
    columns = [Events.event_id, Events.town, Events.date, "known_from", Events.date_precision]
    columns += [Events.controlling_force, Events.previous_force, Events.status]
    lists = [said[c].dt.date if said[c].dtype.kind == "M" else said[c] for c in columns]
    reports = [Report(*cells) for cells in zip(*(column.tolist() for column in lists), strict=True)]
    return sorted(reports, key=attrgetter("place_id", "day", "known_from", "event_id"))


def _walk(reports: list[Report], rule: Rule) -> Iterator[Interval]:
    """The intervals of one place: day by day, each report claimed on its own day and accepted when the rule says."""
    place_id, state = reports[0].place_id, _before(reports[0])
    for day, group in groupby(_steps(reports, rule), key=attrgetter("day")):
        steps = list(group)
        follower = state
        for step in steps:
            follower = _after(follower, step)
        if follower.says(state):
            follower = state
        else:
            follower.start = day
            yield from _between(place_id, state, follower, steps)
        _credit(follower, steps)
        state = follower
    yield state.close(place_id, None)


class _Step(NamedTuple):
    """A report becoming known (``accepted`` False) or accepted on a day."""

    day: date
    accepted: bool
    report: Report


def _steps(reports: list[Report], rule: Rule) -> list[_Step]:
    accepted = list(zip(reports, rule.accepts(reports), strict=True))
    steps = [_Step(report.day, False, report) for report, day in accepted if day != report.day]
    steps += [_Step(day, True, report) for report, day in accepted if day != NEVER]
    return sorted(steps, key=lambda step: (step.day, step.report.known_from, step.report.event_id, step.accepted))


def _before(first: Report) -> _State:
    """What the first report says about the time before it; unknown where it says nothing."""
    if first.previous and not _shares(first.previous, first.holders):
        return _State(first.previous, step="the holder whom the first report names before its own")
    return _State(step="no report yet")


def _after(state: _State, step: _Step) -> _State:
    """The state that follows when the step is the last word on its day."""
    report = step.report
    if step.accepted:
        return _State(report.holders, report.status, precision=report.precision, step="the most recent report decides")
    holder = state.claimant if state.status == PASSED else state.force
    claimant = report.previous if _shares(report.holders, holder) else report.holders
    if (report.status == HELD and claimant != report.holders) or not claimant or _shares(claimant, holder):
        return state
    return _State(
        holder or _unless(report.previous, claimant), CONTESTED, claimant, precision=report.precision,
        step="a claim or a fight; the holder stays until a report says that the place changed hands",
    )  # fmt: skip


def _credit(state: _State, steps: list[_Step]) -> None:
    """Enters the reports of a day with the state they support, or dispute."""
    for step in steps:
        report, state.last_report = step.report, step.day
        if state.status == CONTESTED:
            agrees = _shares(report.holders, state.claimant) or report.status == CONTESTED
        else:
            agrees = report.holders == state.force and report.status != CONTESTED
        named = state.decided_by if agrees else state.disputed_by
        if report.event_id not in named:
            named.append(report.event_id)
        if agrees:
            state.evidence.append(report.day)


def _between(place_id: str, state: _State, follower: _State, steps: list[_Step]) -> Iterator[Interval]:
    """Closes the state before ``follower``, with a gap of its own where the place changed hands unseen."""
    report, day = steps[-1].report, follower.start
    unseen = report.previous and state.force and not _shares(report.previous, state.force)
    if unseen and state.last_report and state.status == HELD and follower.status != CONTESTED and day is not None:
        known = state.last_report + ONE_DAY
        if known < day:
            yield state.close(place_id, known)
            gap = _State(state.force, PASSED, report.previous, known, step="it passed on a day that no report names")
            gap.decided_by, gap.evidence = [report.event_id], [report.day]
            yield gap.close(place_id, day)
            return
    if state.start is None or day is None or state.start < day:
        yield state.close(place_id, day)


def _unless(holders: str, claimant: str) -> str:
    return "" if _shares(holders, claimant) else holders


def _shares(one: str, other: str) -> bool:
    return bool(set(one.split(LIST_SEPARATOR)) & set(other.split(LIST_SEPARATOR)) - {""})


def with_silent_places(control: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """The control of exactly these places, in their order; one unknown interval for those no report speaks of."""
    ids = places[Places.place_id]
    silent = [unknown(str(place), None, "no report") for place in ids[~ids.isin(control["place_id"])]]
    rows = pd.DataFrame(silent, columns=Interval._fields).astype(control.dtypes)
    both = pd.concat([control[control["place_id"].isin(ids)], rows])
    turn = both["place_id"].map({place: turn for turn, place in enumerate(ids)})
    return both.assign(turn=turn).sort_values(["turn", "start"], na_position="first").drop(columns="turn")


def intervals_on(control: pd.DataFrame, day: date) -> pd.DataFrame:
    """The interval of each place on that day, one row a place, with ``last_evidence`` up to that day."""
    stamp = np.datetime64(day, "s")
    start, end = control["start"].to_numpy(), control["end"].to_numpy()
    current: pd.DataFrame = control[(np.isnat(start) | (start <= stamp)) & (np.isnat(end) | (end > stamp))]
    last = [max((known for known in dates if known <= day), default=None) for dates in current["evidence"]]
    seen: pd.DataFrame = current.assign(last_evidence=np.array(last, "datetime64[s]"))
    return seen


def changes_of_hands(control: pd.DataFrame) -> pd.DataFrame:
    """Intervals that begin with another holder than the one before, with ``previous_force`` (who lost it).

    The beginning of the record at a place is no change; neither is an unknown holder on either side.
    """
    firm: pd.DataFrame = control[(control["force"] != "") & (control["status"] != PASSED)]
    before = firm.groupby("place_id")["force"].shift()
    changed = before.notna() & (before != firm["force"]) & firm["start"].notna()
    return firm[changed].assign(previous_force=before[changed])
