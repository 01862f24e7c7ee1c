"""Which holdings of which places differ between two derivations: from which day to which, from whom to whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final, NamedTuple

import pandas as pd

from dashboard.control.intervals import PASSED

_BEGINNING: Final = date.min
_ONWARDS: Final = date.max

HOLDER, TOLD, UNTOLD, CLAIM = "another holder", "holder now told", "holder no longer told", "claim or status"
NEW_PLACE, LOST_PLACE = "new place", "place gone"
"""What differs: who holds the place, that one is named at all, only claimant or status; or only one version has it."""


class Holding(NamedTuple):
    """The state of a place as far as readers are told it; all blank where nobody is known."""

    force: str
    status: str
    claimant: str


NOBODY: Final = Holding("", "", "")


class HoldingChange(NamedTuple):
    """The days from ``start`` up to, not including, ``end`` on which a place is shown otherwise than before.

    ``start`` None: from before every report; ``end`` None: still.
    """

    place_id: str
    start: date | None
    end: date | None
    before: Holding
    after: Holding
    what: str
    reports: tuple[str, ...]
    """Reports on which the later state rests and that were added or corrected; else those taken from the earlier."""


def holding_changes(
    before: pd.DataFrame, after: pd.DataFrame, places: tuple[Collection[str], Collection[str]], touched: Collection[str]
) -> list[HoldingChange]:
    """The stretches of days on which the two frames of intervals differ, by place and time.

    ``places`` are those of the earlier and of the later version; ``touched`` the reports that differ between them.
    """
    old, new = _timelines(before), _timelines(after)
    earlier, later = (frozenset(each) for each in places)
    found = list[HoldingChange]()
    for place in sorted(old.keys() | new.keys()):
        kind = NEW_PLACE if place not in earlier else LOST_PLACE if place not in later else ""
        found.extend(_of_place(place, old.get(place, _SILENT), new.get(place, _SILENT), kind, frozenset(touched)))
    return found


class _Timeline(NamedTuple):
    """The states of one place, each from its day up to the next; the reports each rests on."""

    starts: list[date]
    states: list[Holding]
    reports: list[tuple[str, ...]]

    def at(self, day: date) -> int:
        return bisect_right(self.starts, day) - 1


_SILENT: Final = _Timeline([_BEGINNING], [NOBODY], [()])


def _timelines(control: pd.DataFrame) -> dict[str, _Timeline]:
    """The intervals of each place in order, from the beginning of time."""
    found = dict[str, _Timeline]()
    columns = ("place_id", "start", "force", "status", "claimant", "decided_by", "area_reports")
    for place, start, force, status, claimant, own, areas in zip(*(control[c] for c in columns), strict=True):
        line = found.setdefault(str(place), _Timeline([], [], []))
        line.starts.append(_BEGINNING if pd.isna(start) else start.date())
        line.states.append(Holding(force, status, claimant) if force or claimant else NOBODY)
        line.reports.append((*own, *areas))
    return found


def _of_place(
    place: str, old: _Timeline, new: _Timeline, kind: str, touched: frozenset[str]
) -> Iterator[HoldingChange]:
    """The stretches of one place; neighbours that differ in the same way are one."""
    edges = sorted({_BEGINNING, *old.starts, *new.starts})
    open_one: HoldingChange | None = None
    for first, end in zip(edges, [*edges[1:], _ONWARDS], strict=True):
        at, to = old.at(first), new.at(first)
        before, after = (old.states[at] if at >= 0 else NOBODY), (new.states[to] if to >= 0 else NOBODY)
        if open_one and (before, after) == (open_one.before, open_one.after):
            open_one = open_one._replace(end=None if end == _ONWARDS else end)
            continue
        if open_one:
            yield open_one
            open_one = None
        if before != after:
            why = [each for each in (new.reports[to] if to >= 0 else ()) if each in touched]
            why = why or [each for each in (old.reports[at] if at >= 0 else ()) if each in touched]
            start, stop = (None if first == _BEGINNING else first), (None if end == _ONWARDS else end)
            what = kind or _what(_holder(before), _holder(after))
            open_one = HoldingChange(place, start, stop, before, after, what, tuple(why))
    if open_one:
        yield open_one


def _what(before: str, after: str) -> str:
    if before == after:
        return CLAIM
    return HOLDER if before and after else TOLD if after else UNTOLD


def _holder(state: Holding) -> str:
    """Who holds the place; nobody where it passed on an unknown day, since either may."""
    return "" if state.status == PASSED else state.force
