"""Rules: whether, why and on which day what a report says of a place is accepted.

A rule is a name and its grounds, in words and as functions of a report and the other reports of its place, so
that a further rule is a few lines. No rule looks at the state of a place: the walk of ``control`` does that,
and it is the same for every rule.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from dashboard.control.intervals import CONTESTED
from dashboard.record.holding import shares
from dashboard.record.spelling import fold

NEVER: Final = date.max
CONFIRMED_WITHIN: Final = timedelta(days=14)
UNOPPOSED_FOR: Final = timedelta(days=30)
UNOPPOSED_GRADE: Final = "D3"
_day_of: Final = attrgetter("day")


class Report(NamedTuple):
    """One report as a rule sees it: who holds ``place_id`` from ``day``, and whose word that is.

    ``holders``, ``previous`` and ``voice`` (the forces the source, or the speaker it relays, speaks for) are force
    ids joined by ``|``. ``speaker`` is who says it, ``origin`` the first publication it goes back to.
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


class Verdict(NamedTuple):
    """The day on which a report is accepted (``NEVER`` if it is not), and why, in words."""

    day: date
    why: str


@dataclass(frozen=True)
class Ground:
    """One reason to accept a report: ``day`` gives the day from which it holds, ``NEVER`` if it does not."""

    words: str
    day: Callable[[Report, Sequence[Report]], date]


@dataclass(frozen=True)
class Rule:
    """A named rule. A report is accepted on the first day on which one of its grounds holds."""

    name: str
    words: str
    grounds: tuple[Ground, ...]

    def verdicts(self, reports: Sequence[Report]) -> list[Verdict]:
        """What becomes of each of the reports of one place, which are in the order of their days."""
        return [self._verdict(report, reports) for report in reports]

    def _verdict(self, report: Report, reports: Sequence[Report]) -> Verdict:
        if report.status == CONTESTED:
            return Verdict(NEVER, "a claim or a fight, not a change of hands")
        best = Verdict(NEVER, "")
        for ground in self.grounds:
            day = ground.day(report, reports)
            if day < best.day:
                best = Verdict(day, ground.words)
            if day == report.day:
                break
        return best if best.why else Verdict(NEVER, _refusal(report))


def _refusal(report: Report) -> str:
    doubt = (
        "its source speaks for the force it credits"
        if is_partisan(report)
        else f"its grade, {report.grade}, is too low to stand alone"
    )
    return f"{doubt}, and no independent report confirms it within {CONFIRMED_WITHIN.days} days"


def is_partisan(report: Report) -> bool:
    """True where the report credits a force that its source, or the speaker it relays, speaks for."""
    return shares(report.voice, report.holders)


def _graded(poorest: str) -> Ground:
    def day(report: Report, _: Sequence[Report]) -> date:
        reliable, credible = report.grade[0] <= poorest[0], report.grade[1:] <= poorest[1:]
        return report.day if reliable and credible and not is_partisan(report) else NEVER

    return Ground(f"it is graded {poorest} or better, and its source does not speak for the force it credits", day)


def _confirmed(report: Report, reports: Sequence[Report]) -> date:
    """The later day of the two reports; no report that credits somebody else may lie between them."""
    near = _between(reports, report.day - CONFIRMED_WITHIN, report.day + CONFIRMED_WITHIN)
    contrary = [other.day for other in near if not shares(other.holders, report.holders)]
    spans = (
        sorted((report.day, other.day))
        for other in near
        if shares(other.holders, report.holders) and are_independent(report, other)
    )
    return min((last for first, last in spans if not any(first < day <= last for day in contrary)), default=NEVER)


def _between(reports: Sequence[Report], first: date, last: date) -> list[Report]:
    """The reports of these days, both included, that name a holder and not only a claimant."""
    low, high = bisect_left(reports, first, key=_day_of), bisect_right(reports, last, key=_day_of)
    return [other for other in reports[low:high] if other.status != CONTESTED]


def are_independent(one: Report, other: Report) -> bool:
    """True for two reports of different origins whose speakers are neither the same nor on one side."""
    if one.origin == other.origin or shares(one.voice, other.voice):
        return False
    return _speakers(one.speaker).isdisjoint(_speakers(other.speaker))


def _against_interest(report: Report, reports: Sequence[Report]) -> date:
    """A source that speaks for the loser: for whom the place was taken from, or who held it by the report before."""
    if not report.voice or is_partisan(report):
        return NEVER
    loser = report.previous or _holder_before(report, reports)
    return report.day if shares(report.voice, loser) else NEVER


def _unopposed(report: Report, reports: Sequence[Report]) -> date:
    """A month after the report, where until then nobody reports another holder, or another claimant of the place.

    An attack on the force that the report credits does not deny that it is there.
    """
    if report.grade[0] > UNOPPOSED_GRADE[0] or report.grade[1:] > UNOPPOSED_GRADE[1:]:
        return NEVER
    last = report.day + UNOPPOSED_FOR
    low, high = bisect_left(reports, report.day, key=_day_of), bisect_right(reports, last, key=_day_of)
    return last if all(_agrees(other, report.holders) for other in reports[low:high]) else NEVER


def _agrees(other: Report, holders: str) -> bool:
    return shares(other.holders, holders) or (other.status == CONTESTED and shares(other.previous, holders))


def _holder_before(report: Report, reports: Sequence[Report]) -> str:
    """The other holder whom the nearest report of an earlier day names; "" where there is none."""
    for other in reversed(reports[: bisect_left(reports, report.day, key=_day_of)]):
        if other.status != CONTESTED and not shares(other.holders, report.holders):
            return other.holders
    return ""


_CONFIRMED: Final = Ground(
    f"another report, of another origin and another speaker, names the same holder within {CONFIRMED_WITHIN.days} days",
    _confirmed,
)

LATEST: Final = Rule(
    "latest",
    "every report counts from its own date; the most recent one decides",
    (Ground("it is the most recent report", lambda report, _: report.day),),
)
CORROBORATED: Final = Rule(
    "corroborated",
    "a report counts if it is graded C3 or better and its source does not speak for the force it credits, if an "
    "independent report confirms it within 14 days, if it is told against its source's own interest, or if for a month "
    "nobody reports otherwise",
    (
        _graded("C3"),
        Ground("it is told against the interest of its source, which speaks for the loser", _against_interest),
        _CONFIRMED,
        Ground(
            f"for {UNOPPOSED_FOR.days} days nobody reported otherwise, and it is graded {UNOPPOSED_GRADE} or better",
            _unopposed,
        ),
    ),
)
STRICT: Final = Rule(
    "strict",
    "a report counts only if it is graded B2 or better and its source does not speak for the force it credits, or if "
    "an independent report confirms it within 14 days",
    (_graded("B2"), _CONFIRMED),
)
RULES: Final[dict[str, Rule]] = {rule.name: rule for rule in (CORROBORATED, STRICT, LATEST)}


@lru_cache(maxsize=65_536)
def _speakers(text: str) -> frozenset[str]:
    """The speakers named together, as in "SANA and SOHR", each in one spelling."""
    parts = text.replace(",", " and ").split(" and ")
    return frozenset(fold(part) for part in parts) - {""}
