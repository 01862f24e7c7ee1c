"""Which close reports of one place contradict each other, found without comparing every two of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product
from operator import attrgetter
from typing import Final

from dashboard.control.derive import refined
from dashboard.control.intervals import CONTESTED
from dashboard.control.rules import CONFIRMED_WITHIN, Report
from dashboard.record.holding import Holding, shares

NEAR: Final = CONFIRMED_WITHIN
"""Reports of different holders no farther apart than this contradict each other, unless one held it after the other."""


def conflicts(reports: Iterable[Report]) -> Iterator[tuple[Report, Report]]:
    """Pairs of reports of one place, close together, that name different holders and are no plain succession.

    Of all such pairs only as many as it takes to hold together what all of them hold together, directly or through
    others: fewer than there are reports. The reports come in the order of places and days, as ``reports_of_holders``
    gives them.
    """
    for _, group in groupby(reports, key=attrgetter("place_id")):
        yield from _Place([report for report in refined(list(group)) if report.status != CONTESTED]).links()


class _Groups:
    """Numbers in groups, each on its own at first; the last of the group joined to stands for all of it."""

    def __init__(self, size: int) -> None:
        self._towards = list(range(size))

    def of(self, number: int) -> int:
        """The number that stands for the group."""
        towards = self._towards
        while towards[number] != number:
            towards[number] = number = towards[towards[number]]
        return number

    def join(self, one: int, other: int) -> bool:
        """Both are in the group of the other; True where they were not in one group before."""
        one, other = self.of(one), self.of(other)
        self._towards[one] = other
        return one != other


class _Successions:
    """Where the reports of one place, in order, say that one holder took it from another."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._never = len(reports)
        self._of_forces = dict[tuple[str, str], list[int]]()
        self._of_holders = dict[tuple[str, str], list[int]]()
        for at, report in enumerate(reports):
            for pair in product(Holding.of(report.previous).ids, Holding.of(report.holders).ids):
                self._of_forces.setdefault(pair, []).append(at)

    def following(self, at: int, losers: str, winners: str) -> int:
        """The first report after this one by which one of the winners took it from one of the losers."""
        told = self._of_holders.get((losers, winners))
        if told is None:
            pairs = product(Holding.of(losers).ids, Holding.of(winners).ids)
            told = sorted({each for pair in pairs for each in self._of_forces.get(pair, ())})
            self._of_holders[losers, winners] = told
        after = bisect_right(told, at)
        return told[after] if after < len(told) else self._never


class _Place:
    """The reports of one place that name a holder, in order, gone through once with those within ``NEAR`` ahead."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports, self._days = reports, [report.day for report in reports]
        self._following, self._successions = _next_of_same(reports), _Successions(reports)
        self._together, self._runs = _Groups(len(reports)), _Groups(len(reports))
        self._first_of = dict[str, int]()  # of all holders named near the report: the first report after it
        self._end = 0  # of those near the report
        self._joined = 0  # up to here, all from the report on are in one group

    def links(self) -> Iterator[tuple[Report, Report]]:
        """One report after the other with those after it by which its group grows."""
        for at, one in enumerate(self._reports):
            self._go_to(at)
            if self._is_one_group(at):
                continue
            for holders, first in self._first_of.items():
                if not shares(one.holders, holders):
                    for other in self._not_yet_in_a_run(first, self._limit(at, holders)):
                        if self._together.join(at, other):
                            yield one, self._reports[other]

    def _go_to(self, at: int) -> None:
        last = self._days[at] + NEAR
        while self._end < len(self._days) and self._days[self._end] <= last:
            self._first_of.setdefault(self._reports[self._end].holders, self._end)
            self._end += 1
        holders, following = self._reports[at].holders, self._following[at]
        if following < self._end:
            self._first_of[holders] = following
        else:
            del self._first_of[holders]

    def _is_one_group(self, at: int) -> bool:
        """True where all near the report hang together, so that nothing is left to join: mostly, among many reports."""
        self._joined = max(self._joined, at + 1)
        group = self._together.of(at)
        while self._joined < self._end and self._together.of(self._joined) == group:
            self._joined += 1
        return self._joined == self._end

    def _limit(self, at: int, holders: str) -> int:
        """Up to where reports of these holders conflict with the one: not from the day on which they took it from it.

        They do where it says that it had taken the place from them: then it is there and back.
        """
        one = self._reports[at]
        taken = self._successions.following(at, one.holders, holders)
        if taken >= self._end or shares(one.previous, holders):
            return self._end
        return bisect_left(self._days, self._days[taken])

    def _not_yet_in_a_run(self, first: int, limit: int) -> Iterator[int]:
        """The first report, and those of the same holders before the limit that no run joins to the one before.

        Afterwards they are a run. Whoever conflicts with the first of a run is in one group with all of it, and need
        not be held against each.
        """
        at = first
        while at < limit:
            yield at
            last = self._runs.of(at)
            at = self._following[last]
            if at < limit:
                self._runs.join(last, at)


def _next_of_same(reports: Sequence[Report]) -> list[int]:
    """For each report, the next that names the same holders; the number of reports where there is none."""
    following, seen = [len(reports)] * len(reports), dict[str, int]()
    for at in range(len(reports) - 1, -1, -1):
        following[at] = seen.get(reports[at].holders, len(reports))
        seen[reports[at].holders] = at
    return following
