"""The walk through the reports of one place: day by day, what is claimed, accepted and lapses becomes its states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from dashboard.control.area_steps import FILLS_SILENCE, AreaReport
from dashboard.control.fading import AT_LATEST as SILENT_AFTER
from dashboard.control.intervals import BESIEGED, CONTESTED, DIVIDED, HELD, LAPSES_AFTER, PASSED, Interval
from dashboard.control.reach_back import ReachBack
from dashboard.control.rules import NEVER, Report, Verdict
from dashboard.record.holding import Holding, shares
from dashboard.timespan import ONE_DAY, format_date, format_day

SAID_OF_AREA, LAPSED, CLAIMED, PASSING, ACCEPTED = range(5)

RETOLD_WITHIN: Final = timedelta(days=365)
"""Who lost a place is named in reports of the year that follows, whoever holds it by then."""
PASSED_OVER: Final = frozenset({"month", "year"})
"""Precisions of a change that leave too much open to name its day; a week is written as such."""
UNSEEN: Final = "it passed on a day that no report names"
EARLIER: Final = "the first report that tells of a holder names this one, or the government, as there before it"


class Step(NamedTuple):
    """What a report does on a day: speaks of the area, becomes known as a claim, is accepted, or lapses.

    A change that is known by its month or year is ``PASSING`` from the first day of that and ``ACCEPTED`` on the last.
    """

    day: date
    what: int
    report: Report
    why: str
    area: AreaReport | None = None

    @property
    def ends_period(self) -> bool:
        """True where a change within a period is over at the latest; nothing is to do if it was none when it began."""
        is_end = self.what == ACCEPTED and self.day == self.report.last > self.report.day
        return is_end and self.report.precision in PASSED_OVER


@dataclass(slots=True)
class _State:
    """The open interval of the walk.

    ``decided_by`` and ``disputed_by`` are the keys of theirs, in order: a list would be searched for each report again.
    ``behind`` is the state in which a contest began; ``is_of_area`` is True where only a report of an area names the
    holder.
    """

    force: str = ""
    status: str = HELD
    claimant: str = ""
    start: date | None = None
    precision: str = "day"
    step: str = ""
    decided_by: dict[str, None] = field(default_factory=dict)
    disputed_by: dict[str, None] = field(default_factory=dict)
    area_reports: dict[str, None] = field(default_factory=dict)
    evidence: list[date] = field(default_factory=list)
    last_report: date | None = None
    behind: _State | None = None
    taken_from: str = ""
    is_of_area: bool = False

    @property
    def parties(self) -> Holding:
        return Holding.of(self.force)

    @property
    def is_unknown(self) -> bool:
        return not self.force and self.status != CONTESTED and not self.claimant

    def says(self, other: _State) -> bool:
        """True where both describe the same state, whatever supports it."""
        return self.force == other.force and self.status == other.status and self.claimant == other.claimant

    def close(self, place_id: str, end: date | None) -> Interval:
        return Interval(
            place_id, self.start, end, self.force, self.status, self.claimant, self.precision, tuple(self.decided_by),
            tuple(self.disputed_by), self.step, tuple(self.evidence), tuple(self.area_reports),
        )  # fmt: skip


def walk(place_id: str, steps: Sequence[Step], reach_back: ReachBack) -> Iterator[Interval]:
    """The intervals of one place from its steps in order."""
    state, passing = _State(step="no report yet"), set[str]()
    for day, group in groupby(steps, key=attrgetter("day")):
        todays = [step for step in group if not step.ends_period or step.report.event_id in passing]
        follower = state
        for step in todays:
            follower = _after(follower, step)
            if step.what == PASSING and follower.status == PASSED and follower.claimant == step.report.holders:
                passing.add(step.report.event_id)
        if follower.says(state) and not _was_lost_meanwhile(state, todays, reach_back):
            state.is_of_area = follower.is_of_area
            follower = state
        else:
            follower.start = day
            follower.taken_from = state.taken_from if shares(follower.force, state.force) else state.force
            if follower.status == CONTESTED:
                follower.behind = state.behind if state.status == CONTESTED else state
            yield from _between(place_id, state, follower, todays, reach_back)
        _credit(follower, todays)
        state = follower
    yield state.close(place_id, None)


def steps_of(
    reports: Sequence[Report],
    verdicts: Sequence[Verdict],
    areas: Sequence[tuple[AreaReport, Verdict]] = (),
    known: date = NEVER,
) -> list[Step]:
    """What happens in order. Of one day, what is said of the area comes first, and the later and better word last."""
    steps = [step for report, verdict in zip(reports, verdicts, strict=True) for step in _own(report, verdict, known)]
    for each, (day, why) in areas:
        steps.append(Step(max(day, each.day), SAID_OF_AREA, each.report, why, each))
    return sorted((step for step in steps if step.day <= known), key=_turn)


def _own(report: Report, verdict: Verdict, known: date) -> Iterator[Step]:
    day, why = verdict
    if day != report.day:
        yield Step(report.day, CLAIMED, report, _waiting(day, why, known))
        yield Step(max(report.day, report.last) + LAPSES_AFTER, LAPSED, report, "")
    if day == NEVER:
        return
    if report.last > day == report.day and report.precision in PASSED_OVER:
        yield Step(day, PASSING, report, why)
        day = report.last
    yield Step(day, ACCEPTED, report, why)


def _waiting(day: date, why: str, known: date) -> str:
    """Why a claim is not accepted, or not yet."""
    if day == NEVER:
        return why
    return "nothing confirms it yet" if day > known else f"accepted from {format_day(day)}, because {why}"


def _turn(step: Step) -> tuple[date, bool, bool, date, int, date, int, str]:
    report = step.report
    is_own, is_lasting = step.what != SAID_OF_AREA, step.what != LAPSED
    rank = max(step.what, ACCEPTED) if step.what == PASSING else step.what
    return step.day, is_own, is_lasting, report.day, rank, report.known_from, _rank(report.grade), report.event_id


@lru_cache(maxsize=256)
def _rank(grade: str) -> int:
    """The better the grade, the higher."""
    return -ord(grade[0]) - ord(grade[-1])


def _after(state: _State, step: Step) -> _State:
    """The state that follows when the step is the last word on its day."""
    if step.area is not None:
        return _after_area(state, step, step.area)
    if step.what == LAPSED:
        return _lapsed(state, step.day)
    if step.what == CLAIMED:
        return _claimed(state, step)
    holder = state.claimant if state.status == PASSED else state.force
    if step.what == PASSING and holder and holder != step.report.holders and state.status in (HELD, PASSED, BESIEGED):
        return _passing(holder, step.report)
    return _accepted(state, step)


def _accepted(state: _State, step: Step) -> _State:
    report = step.report
    why = f"accepted, because {step.why}"
    if state.status != DIVIDED or report.status == DIVIDED:
        return _State(report.holders, report.status, precision=report.precision, step=why)
    parties, loser = state.parties, Holding.of(report.previous)
    if report.status == BESIEGED or (not report.previous and report.holders != state.force):
        if Holding.of(report.holders).ids <= parties.ids:
            return state  # a party to the division still holds its part
    elif loser.ids & parties.ids:
        left = [force for force in parties.forces if force not in loser.ids]
        together = tuple(dict.fromkeys([*left, *Holding.of(report.holders).forces]))
        is_whole = Holding.of(report.holders).ids >= set(left)
        holders, status = (report.holders, HELD) if is_whole else (str(Holding(together)), DIVIDED)
        return _State(holders, status, precision=report.precision, step=why)
    return _State(report.holders, report.status, precision=report.precision, step=why)


def _passing(holder: str, report: Report) -> _State:
    when = format_date(report.day, report.precision)
    return _State(holder, PASSED, report.holders, precision=report.precision, step=f"{UNSEEN}: only {when} is known")


def _claimed(state: _State, step: Step) -> _State:
    report = step.report
    holder = state.claimant if state.status == PASSED else state.force
    claimant = report.previous if shares(report.holders, holder) else report.holders
    is_holding = report.status != CONTESTED
    if (is_holding and claimant != report.holders) or not claimant or shares(claimant, holder):
        return state
    return _State(
        holder or _unless(report.previous, claimant), CONTESTED, claimant, precision=report.precision,
        step=f"{step.why}; the holder stays until a report is accepted that says otherwise",
        is_of_area=state.is_of_area,
    )  # fmt: skip


def _lapsed(state: _State, day: date) -> _State:
    """What stood before the contest, where nothing more was said of it for long enough."""
    told = state.evidence[-1] if state.evidence else day
    if state.status != CONTESTED or told + LAPSES_AFTER > day:
        return state
    behind = state.behind if state.behind and state.behind.force == state.force else _State(state.force)
    if behind.status in (PASSED, CONTESTED):
        behind = _State(state.force)
    last = f"a fight, or a claim, was last reported on {format_day(told)} and nothing more for {LAPSES_AFTER.days} days"
    return _State(
        state.force, behind.status, behind.claimant, is_of_area=behind.is_of_area,
        step=f"{last}, so the holder stands" if state.force else f"{last}, and nobody says who held the place after it",
        decided_by={**(behind.decided_by or state.disputed_by or state.decided_by)}, disputed_by={**state.decided_by},
        area_reports={**behind.area_reports}, evidence=[*behind.evidence], last_report=state.last_report,
    )  # fmt: skip


def _after_area(state: _State, step: Step, area: AreaReport) -> _State:
    """The state after a report of the area: its silence filled, or its holder gone; else as it was."""
    holders = area.report.holders
    if state.status == PASSED and not area.lost_by.isdisjoint(Holding.of(state.claimant).ids):
        return _of_area(step, holders or _without(state.force, area.lost_by))
    if state.status == CONTESTED and Holding.of(state.claimant).ids <= area.lost_by:
        return _of_area(step, _without(state.force, area.lost_by) or holders)
    if not state.parties.ids.isdisjoint(area.lost_by):
        left = _without(state.force, area.lost_by) or (state.claimant if state.status == CONTESTED else "")
        if state.status == DIVIDED:
            together = dict.fromkeys([*Holding.of(left).forces, *Holding.of(holders).forces])
            return _of_area(step, str(Holding(tuple(together))), DIVIDED if len(together) > 1 else HELD)
        return _of_area(step, holders or left)
    if area.kind in FILLS_SILENCE and holders and _is_silent(state, step.day) and not shares(holders, state.force):
        return _of_area(step, holders)
    return state


def _of_area(step: Step, holders: str, status: str = HELD) -> _State:
    return _State(
        holders, status, precision=step.report.precision, is_of_area=True,
        step=f"said of a whole area, not of this place, and accepted, because {step.why}",
    )  # fmt: skip


def _is_silent(state: _State, day: date) -> bool:
    """True where no report of the place itself says who holds it, or the last one lies too far back."""
    if state.is_unknown or (state.is_of_area and state.status == HELD):
        return True
    last = state.evidence[-1] if state.evidence else day
    return state.status == HELD and last + SILENT_AFTER <= day


def _without(holders: str, lost: frozenset[str]) -> str:
    return str(Holding(tuple(force for force in Holding.of(holders).forces if force not in lost)))


def _credit(state: _State, steps: list[Step]) -> None:
    """Enters the reports of a day with the state they support, or dispute; only what counts is evidence."""
    for step in steps:
        if step.area is not None:
            _credit_area(state, step.area)
        elif step.what != LAPSED:
            _credit_own(state, step)


def _credit_own(state: _State, step: Step) -> None:
    report, state.last_report = step.report, step.day
    if state.status == CONTESTED:
        agrees = shares(report.holders, state.claimant) or report.status == CONTESTED
    elif state.status == DIVIDED:
        agrees = Holding.of(report.holders).ids <= state.parties.ids
    elif state.status == PASSED:
        agrees = report.holders == state.claimant and report.status != CONTESTED
    else:
        agrees = report.holders == state.force and report.status != CONTESTED
    named = state.decided_by if agrees else state.disputed_by
    named[report.event_id] = None
    if agrees and (step.what in (PASSING, ACCEPTED) or state.status in (CONTESTED, DIVIDED)):
        state.evidence.append(report.day)
        state.is_of_area = state.is_of_area and state.status == CONTESTED


def _credit_area(state: _State, area: AreaReport) -> None:
    """A report of the area supports a state that it set or ended, or whose holder it names."""
    if state.status not in (HELD, DIVIDED):
        return
    named = Holding.of(area.report.holders)
    if (state.start == area.day and state.is_of_area) or named.shares(state.parties):
        state.area_reports[area.report.event_id] = None
        if named:
            state.evidence.append(area.day)
            state.evidence.sort()


def _between(
    place_id: str, state: _State, follower: _State, steps: list[Step], reach_back: ReachBack
) -> Iterator[Interval]:
    """Closes the state before ``follower``, with one of its own for an earlier holder, or for a change nobody saw."""
    day = follower.start
    if day is None:
        return
    found = next((step for step in reversed(steps) if _names_loser(step, follower)), None)
    teller, between = found or steps[-1], None
    report = teller.report
    named = report.previous if found else ""
    if state.is_unknown and (named or state.start is None):
        named = named or reach_back.government_in(follower.force)
        between = _earlier(place_id, state, named, teller, reach_back) if named else None
    elif named and _is_news(state, report, reach_back):
        is_retaken = shares(report.holders, state.force)
        told = max(state.evidence, default=None) if is_retaken else state.last_report
        known = max(told or date.min, state.start or date.min) + ONE_DAY
        between = _State(state.force, PASSED, named, known, step=UNSEEN)
        between.decided_by, between.evidence = {report.event_id: None}, [*state.evidence[-1:], report.day]
        if is_retaken:  # claims of the same change tell nothing of the holder before
            between.decided_by, state.decided_by = {**state.decided_by, report.event_id: None}, {}
    begins = between.start or date.min if between else day
    if between is None or begins >= day:
        between, begins = None, day
    if (state.start or date.min) < begins:
        yield state.close(place_id, begins)
    if between and between.says(follower):
        follower.start = between.start
    elif between:
        yield between.close(place_id, day)


def _names_loser(step: Step, follower: _State) -> bool:
    """True where a report that is accepted says whom the new holder took the place from."""
    report = step.report
    if not report.previous or step.what < PASSING or report.holders not in (follower.force, follower.claimant):
        return False
    return not shares(report.previous, report.holders)


def _was_lost_meanwhile(state: _State, steps: list[Step], reach_back: ReachBack) -> bool:
    """True where the holder, told of its area only, is reported to have taken the place itself from somebody else.

    Not where that one came on the same day, as others report: then the day on which it was lost is known.
    """
    came = [step.report.holders for step in steps if step.area is None and step.report.holders]
    losers = [step.report for step in steps if _names_loser(step, state) and _is_news(state, step.report, reach_back)]
    return any(not any(shares(report.previous, holders) for holders in came) for report in losers)


def _is_news(state: _State, report: Report, reach_back: ReachBack) -> bool:
    """True where the place was taken from somebody else than the one known: a change before it went unseen.

    A report of the force that holds it already, or of the one that lost it to that force not long ago, tells once more
    of what is known; but where only a report of the area names the holder, it tells that this place was lost meanwhile.
    """
    if not state.force or state.status != HELD:
        return False
    is_known = shares(report.previous, state.force) or reach_back.grew_out_of(report.previous, state.force)
    if state.start and report.day - state.start < RETOLD_WITHIN and shares(report.previous, state.taken_from):
        return False
    is_telling = state.is_of_area if shares(report.holders, state.force) else state.last_report is not None
    return is_telling and not is_known


def _earlier(place_id: str, state: _State, named: str, last: Step, reach_back: ReachBack) -> _State:
    """The holder that the report names before its own, from the first day on which it can have been there."""
    report, is_of_area = last.report, last.area is not None
    first = max(reach_back.first_day(place_id, named), state.start or date.min)
    earlier = _State(named, start=None if first == date.min else first, step=EARLIER)
    credited = earlier.area_reports if is_of_area else earlier.decided_by
    credited[report.event_id], earlier.evidence = None, [report.day]
    return earlier


def _unless(holders: str, claimant: str) -> str:
    return "" if shares(holders, claimant) else holders
