"""Rules: whether, why and on which day what a report says of a place is accepted.

A rule is a name and its grounds, in words and as functions of a report and the other reports of its place, so
that a further rule is a few lines. No rule looks at the state of a place: the walk of ``control`` does that,
and it is the same for every rule.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from dashboard.control.intervals import CONTESTED
from dashboard.control.searches import Searches
from dashboard.record.holding import shares
from dashboard.record.spelling import fold

NEVER: Final = date.max
CONFIRMED_WITHIN: Final = timedelta(days=14)
UNOPPOSED_FOR: Final = timedelta(days=30)
UNOPPOSED_GRADE: Final = "D3"


class Report(NamedTuple):
    """One report as a rule sees it: who holds ``place_id`` from ``day``, and whose word that is.

    ``holders``, ``previous`` and ``voice`` (the forces the source, or the speaker it relays, speaks for) are force
    ids joined by ``|``. ``speaker`` is who says it, ``origin`` the first publication it goes back to, ``sides`` the
    sides of the forces in ``voice``. Of a date known by week, month or year ``last`` is the last day it may be.
    """

    event_id: str
    place_id: str
    day: date
    known_from: date
    precision: str
    holders: str
    previous: str
    status: str
    grade: str
    voice: str
    speaker: str
    origin: str
    sides: str = ""
    last: date = date.min


class Reports(list[Report]):
    """The reports of one place in the order of their days; the grounds of a rule ask of one after the other."""

    def __init__(self, reports: Iterable[Report]) -> None:
        super().__init__(reports)
        self.days: Final = [report.day for report in self]
        self.searches: Final = Searches(self)

    def since(self, day: date) -> int:
        """Where the reports of the day, and those after it, begin."""
        return bisect_left(self.days, day)

    def after(self, day: date) -> int:
        """Where the reports after the day begin."""
        return bisect_right(self.days, day)


class Verdict(NamedTuple):
    """The day on which a report is accepted (``NEVER`` if it is not), and why, in words."""

    day: date
    why: str


_NOT_ACCEPTED: Final = Verdict(NEVER, "")


@dataclass(frozen=True)
class Ground:
    """One reason to accept a report: ``day`` gives the day from which it holds, ``NEVER`` if it does not."""

    words: str
    day: Callable[[Report, Reports], date]


@dataclass(frozen=True)
class Rule:
    """A named rule. A report is accepted on the first day on which one of its grounds holds."""

    name: str
    words: str
    grounds: tuple[Ground, ...]

    def verdicts(self, reports: Sequence[Report]) -> list[Verdict]:
        """What becomes of each of the reports of one place, which are in the order of their days."""
        own = Reports(reports)
        return [self._verdict(report, own) for report in own]

    def _verdict(self, report: Report, reports: Reports) -> Verdict:
        if report.status == CONTESTED:
            return Verdict(NEVER, "a claim or a fight, not a change of hands")
        best = _NOT_ACCEPTED
        for ground in self.grounds:
            day = ground.day(report, reports)
            if day < best.day:
                best = Verdict(day, ground.words)
            if day == report.day:
                break
        return best if best is not _NOT_ACCEPTED else Verdict(NEVER, _refusal(report))


def _refusal(report: Report) -> str:
    doubt = (
        "its source speaks for the force it credits"
        if is_partisan(report)
        else f"its grade, {report.grade}, is too low to stand alone"
    )
    return f"{doubt}, and no independent report confirms it before somebody else is credited"


def is_partisan(report: Report) -> bool:
    """True where the report credits a force that its source, or the speaker it relays, speaks for."""
    return shares(report.voice, report.holders)


def _graded(poorest: str) -> Ground:
    def day(report: Report, _: Reports) -> date:
        reliable, credible = report.grade[0] <= poorest[0], report.grade[1:] <= poorest[1:]
        return report.day if reliable and credible and not is_partisan(report) else NEVER

    return Ground(f"it is graded {poorest} or better, and its source does not speak for the force it credits", day)


def _day_confirmed(report: Report, reports: Reports) -> date:
    """The later day of two reports within 14 days of one another, nobody else being credited between them."""
    first, last = reports.since(report.day - CONFIRMED_WITHIN), reports.after(report.day + CONFIRMED_WITHIN)
    if last - first == 1:
        return NEVER
    return _second_word(report, reports, first, last)


def _holding_confirmed(report: Report, reports: Reports) -> date:
    """The day of the report, where the next one that agrees, however far from it, is independent of it.

    Nobody else may be credited between the two. Whoever agrees within 14 days confirms the day, too, and is not meant.
    """
    second = _second_word(report, reports, 0, len(reports))
    return report.day if second == report.day or report.day + CONFIRMED_WITHIN < second < NEVER else NEVER


def _second_word(report: Report, reports: Reports, first: int, last: int) -> date:
    """The day by which two of the reports from ``first`` up to ``last``, independent of each other, say the same."""
    days, following = reports.days, reports.after(report.day)
    is_near = last - first < len(reports)
    teller = "confirmed", is_near, report.holders, report.origin, report.voice, report.speaker
    holder = "denied", is_near, report.holders

    def confirms(other: Report) -> bool:
        return other.status != CONTESTED and shares(other.holders, report.holders) and are_independent(report, other)

    def denies(other: Report) -> bool:
        return _denies(other, report.holders)

    searches = reports.searches
    at = searches.last(teller, first, following, confirms)
    if at >= 0:
        denied = searches.last(holder, first, following, denies)
        if denied < 0 or days[denied] <= days[at]:
            return report.day
    at = searches.first(teller, following, last, confirms)
    if at < last:
        denied = searches.first(holder, following, last, denies)
        if denied == last or days[at] < days[denied]:
            return days[at]
    return NEVER


def _denies(other: Report, holders: str) -> bool:
    """True where another report says that somebody else holds the place, and not only claims it."""
    return other.status != CONTESTED and not shares(other.holders, holders)


def are_independent(one: Report, other: Report) -> bool:
    """True for two reports of different origins whose speakers are neither the same nor on one side."""
    if one.origin == other.origin or shares(one.voice, other.voice) or shares(one.sides, other.sides):
        return False
    return _speakers(one.speaker).isdisjoint(_speakers(other.speaker))


def _against_interest(report: Report, reports: Reports) -> date:
    """A source that speaks for the loser: for whom the place was taken from, or who held it by the report before."""
    if not report.voice or is_partisan(report):
        return NEVER
    loser = report.previous or _holder_before(report, reports)
    return report.day if shares(report.voice, loser) else NEVER


def _unopposed(report: Report, reports: Reports) -> date:
    """A month after the report, where until then nobody reports another holder, or another claimant of the place.

    An attack on the force that the report credits does not deny that it is there.
    """
    if report.grade[0] > UNOPPOSED_GRADE[0] or report.grade[1:] > UNOPPOSED_GRADE[1:]:
        return NEVER
    last = report.day + UNOPPOSED_FOR
    start, stop = reports.since(report.day), reports.after(last)
    key = "opposed", report.holders
    opposed = reports.searches.first(key, start, stop, lambda other: not _agrees(other, report.holders))
    return last if opposed == stop else NEVER


def _agrees(other: Report, holders: str) -> bool:
    return shares(other.holders, holders) or (other.status == CONTESTED and shares(other.previous, holders))


def _holder_before(report: Report, reports: Reports) -> str:
    """The other holder whom the nearest report of an earlier day names; "" where there is none."""
    before, key = reports.since(report.day), ("held before", report.holders)
    at = reports.searches.last(key, 0, before, lambda other: _denies(other, report.holders))
    return reports[at].holders if at >= 0 else ""


_DAY_CONFIRMED: Final = Ground(
    f"another report, of another origin and another side, names the same holder within {CONFIRMED_WITHIN.days} days",
    _day_confirmed,
)
_HOLDING_CONFIRMED: Final = Ground(
    "the holding is confirmed by a report of another origin and another side, however far from it in time, and nobody "
    "else is credited between the two",
    _holding_confirmed,
)

LATEST: Final = Rule(
    "latest",
    "every report counts from its own date; the most recent one decides",
    (Ground("it is the most recent report", lambda report, _: report.day),),
)
CORROBORATED: Final = Rule(
    "corroborated",
    "a report counts if it is graded C3 or better and its source does not speak for the force it credits, if an "
    "independent report confirms its day (within 14 days) or its holding (with nothing contrary between), if it is "
    "told against its source's own interest, or if for a month nobody reports otherwise",
    (
        _graded("C3"),
        Ground("it is told against the interest of its source, which speaks for the loser", _against_interest),
        _DAY_CONFIRMED,
        _HOLDING_CONFIRMED,
        Ground(
            f"for {UNOPPOSED_FOR.days} days nobody reported otherwise, and it is graded {UNOPPOSED_GRADE} or better",
            _unopposed,
        ),
    ),
)
STRICT: Final = Rule(
    "strict",
    "a report counts only if it is graded B2 or better and its source does not speak for the force it credits, or if "
    "an independent report confirms its day (within 14 days) or its holding (with nothing contrary between)",
    (_graded("B2"), _DAY_CONFIRMED, _HOLDING_CONFIRMED),
)
RULES: Final[dict[str, Rule]] = {rule.name: rule for rule in (CORROBORATED, STRICT, LATEST)}


@lru_cache(maxsize=65_536)
def _speakers(text: str) -> frozenset[str]:
    """The speakers named together, as in "SANA and SOHR", each in one spelling."""
    parts = text.replace(",", " and ").split(" and ")
    return frozenset(fold(part) for part in parts) - {""}
