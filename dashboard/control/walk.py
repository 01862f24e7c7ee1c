"""The walk through the reports of one place: day by day, what is claimed, accepted and lapses becomes its states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from dashboard.control.intervals import CONTESTED, HELD, LAPSES_AFTER, PASSED, Interval
from dashboard.control.rules import NEVER, Report, Verdict
from dashboard.record.holding import shares
from dashboard.timespan import ONE_DAY, format_day

LAPSED, CLAIMED, ACCEPTED = range(3)


class Step(NamedTuple):
    """What a report does on a day: it becomes known as a claim, is accepted, or lapses if it told of a fight."""

    day: date
    what: int
    report: Report
    why: str


@dataclass(slots=True)
class _State:
    """The open interval of the walk.

    ``decided_by`` and ``disputed_by`` are the keys of theirs, in order: a list would be searched for each report again.
    ``behind`` is the state in which a contest began; ``is_claimed`` is True where a report says that the claimant
    holds the place, not only that it fights for it: such a contest does not lapse.
    """

    force: str = ""
    status: str = HELD
    claimant: str = ""
    start: date | None = None
    precision: str = "day"
    step: str = ""
    decided_by: dict[str, None] = field(default_factory=dict)
    disputed_by: dict[str, None] = field(default_factory=dict)
    evidence: list[date] = field(default_factory=list)
    last_report: date | None = None
    behind: _State | None = None
    is_claimed: bool = False

    def says(self, other: _State) -> bool:
        """True where both describe the same state, whatever supports it."""
        return self.force == other.force and self.status == other.status and self.claimant == other.claimant

    def close(self, place_id: str, end: date | None) -> Interval:
        return Interval(
            place_id, self.start, end, self.force, self.status, self.claimant, self.precision,
            tuple(self.decided_by), tuple(self.disputed_by), self.step, tuple(self.evidence),
        )  # fmt: skip


def walk(place_id: str, reports: list[Report], verdicts: list[Verdict], known: date = NEVER) -> Iterator[Interval]:
    """The intervals of one place from its reports in order, with what the rule made of them by the day ``known``."""
    state = _before(reports[0])
    for day, group in groupby(steps_of(reports, verdicts, known), key=attrgetter("day")):
        steps = list(group)
        follower = state
        for step in steps:
            follower = _after(follower, step)
        if follower.says(state):
            state.is_claimed = follower.is_claimed
            follower = state
        else:
            follower.start = day
            if follower.status == CONTESTED:
                follower.behind = state.behind if state.status == CONTESTED and not state.is_claimed else state
            yield from _between(place_id, state, follower, steps)
        _credit(follower, steps)
        state = follower
    yield state.close(place_id, None)


def steps_of(reports: list[Report], verdicts: list[Verdict], known: date = NEVER) -> list[Step]:
    """What happens in order: of one day, claims before what is accepted, and the later and better word last."""
    steps = []
    for report, (day, why) in zip(reports, verdicts, strict=True):
        if day != report.day:
            steps.append(Step(report.day, CLAIMED, report, _waiting(day, why, known)))
        if day <= known and day != NEVER:
            steps.append(Step(day, ACCEPTED, report, why))
        if report.status == CONTESTED and report.day + LAPSES_AFTER <= known:
            steps.append(Step(report.day + LAPSES_AFTER, LAPSED, report, ""))
    return sorted(steps, key=_turn)


def _waiting(day: date, why: str, known: date) -> str:
    """Why a claim is not accepted, or not yet."""
    if day == NEVER:
        return why
    return "nothing confirms it yet" if day > known else f"accepted from {format_day(day)}, because {why}"


def _turn(step: Step) -> tuple[date, date, int, date, int, str]:
    report = step.report
    return step.day, report.day, step.what, report.known_from, _rank(report.grade), report.event_id


@lru_cache(maxsize=256)
def _rank(grade: str) -> int:
    """The better the grade, the higher."""
    return -ord(grade[0]) - ord(grade[-1])


def _before(first: Report) -> _State:
    """What the first report says about the time before it; unknown where it says nothing."""
    if first.previous and not shares(first.previous, first.holders):
        before = _State(first.previous, step="the first report names this force as the holder before its own")
        before.decided_by, before.evidence = {first.event_id: None}, [first.day]
        return before
    return _State(step="no report yet")


def _after(state: _State, step: Step) -> _State:
    """The state that follows when the step is the last word on its day."""
    report = step.report
    if step.what == ACCEPTED:
        return _State(report.holders, report.status, precision=report.precision, step=f"accepted, because {step.why}")
    if step.what == LAPSED:
        return _lapsed(state, step.day)
    holder = state.claimant if state.status == PASSED else state.force
    claimant = report.previous if shares(report.holders, holder) else report.holders
    is_holding = report.status != CONTESTED
    if (is_holding and claimant != report.holders) or not claimant or shares(claimant, holder):
        return state
    return _State(
        holder or _unless(report.previous, claimant), CONTESTED, claimant, precision=report.precision,
        step=f"{step.why}; the holder stays until a report is accepted that says otherwise",
        is_claimed=is_holding or (state.is_claimed and shares(state.claimant, claimant)),
    )  # fmt: skip


def _lapsed(state: _State, day: date) -> _State:
    """The holder undisputed again, where the contest was only a fight and has been quiet for long enough."""
    fought = state.evidence[-1] if state.evidence else day
    if state.status != CONTESTED or state.is_claimed or fought + LAPSES_AFTER > day:
        return state
    behind = state.behind if state.behind and state.behind.force == state.force else _State(state.force)
    if behind.status == PASSED:
        behind = _State(state.force)
    return _State(
        state.force, behind.status, behind.claimant, is_claimed=behind.is_claimed,
        step=f"a fight was last reported on {format_day(fought)} and nothing more for {LAPSES_AFTER.days} days, so the "
        "holder stands" if state.force else "a fight was reported, but nobody says who held the place after it",
        decided_by={**(behind.decided_by or state.disputed_by or state.decided_by)}, disputed_by={**state.decided_by},
        evidence=[*behind.evidence], last_report=state.last_report,
    )  # fmt: skip


def _credit(state: _State, steps: list[Step]) -> None:
    """Enters the reports of a day with the state they support, or dispute; only what counts is evidence."""
    for step in steps:
        if step.what == LAPSED:
            continue
        report, state.last_report = step.report, step.day
        if state.status == CONTESTED:
            agrees = shares(report.holders, state.claimant) or report.status == CONTESTED
        else:
            agrees = report.holders == state.force and report.status != CONTESTED
        named = state.decided_by if agrees else state.disputed_by
        named[report.event_id] = None
        if agrees and (step.what == ACCEPTED or state.status == CONTESTED):
            state.evidence.append(report.day)


def _between(place_id: str, state: _State, follower: _State, steps: list[Step]) -> Iterator[Interval]:
    """Closes the state before ``follower``, with a gap of its own where the place changed hands unseen."""
    last, day = steps[-1], follower.start
    report = last.report
    unseen = last.what == ACCEPTED and report.previous and state.force and not shares(report.previous, state.force)
    if unseen and state.last_report and state.status == HELD and day is not None:
        known = max(state.last_report + ONE_DAY, state.start or date.min)
        if known < day:
            yield state.close(place_id, known)
            gap = _State(state.force, PASSED, report.previous, known, step="it passed on a day that no report names")
            gap.decided_by, gap.evidence = {report.event_id: None}, [*state.evidence[-1:], report.day]
            yield gap.close(place_id, day)
            return
    if state.start is None or day is None or state.start < day:
        yield state.close(place_id, day)


def _unless(holders: str, claimant: str) -> str:
    return "" if shares(holders, claimant) else holders
