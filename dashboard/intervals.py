"""Control intervals, and how far the lifetimes of forces bound them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard.schema import Forces
from dashboard.timespan import ONE_DAY

HELD, CONTESTED, BESIEGED, PASSED = "held", "contested", "besieged", "passed"
"""``passed``: went from ``force`` to ``claimant`` on an unknown day of the interval."""


class Interval(NamedTuple):
    """The state of one place from ``start`` up to, not including, ``end`` (None where it still lasts).

    ``start`` None means it held before the first report. ``decided_by`` begins with the report that set the
    state, followed by those that later said the same; ``evidence`` holds their dates.
    """

    place_id: str
    start: date | None
    end: date | None
    force: str
    status: str
    claimant: str
    start_precision: str
    decided_by: tuple[str, ...]
    disputed_by: tuple[str, ...]
    step: str
    evidence: tuple[date, ...]


def unknown(place_id: str, end: date | None, step: str) -> Interval:
    """The state of a place of which nothing is known up to ``end``."""
    return Interval(place_id, None, end, "", HELD, "", "day", (), (), step, ())


class Lifetimes:
    """When each force began and ended, and which force grew out of it."""

    def __init__(self, forces: pd.DataFrame) -> None:
        self._first = _days(forces, Forces.active_from)
        self._last = {force: (day, _heir(forces, force, day)) for force, day in _days(forces, Forces.active_to).items()}

    def bound(self, intervals: Iterable[Interval]) -> Iterator[Interval]:
        """The intervals with no force holding before it began or after it ended."""
        for interval in intervals:
            for begun in self._since_it_began(interval):
                yield from self._until_it_ended(begun)

    def _since_it_began(self, interval: Interval) -> list[Interval]:
        """An open beginning reaches back no further than the force itself; before it, nobody is known."""
        born = self._first.get(interval.force)
        if interval.start is not None or born is None or (interval.end is not None and interval.end <= born):
            return [interval]
        return [unknown(interval.place_id, born, "no report yet"), interval._replace(start=born)]

    def _until_it_ended(self, interval: Interval) -> list[Interval]:
        """A holding ends with its only holder: its heir holds on, or nobody is known to."""
        last, heir = self._last.get(interval.force, (None, ""))
        if last is None or (interval.end is not None and interval.end <= last + ONE_DAY):
            return [interval]
        cut = last + ONE_DAY
        if interval.start is not None and interval.start >= cut:
            return [interval]
        step = "its holder became this force" if heir else "its holder ceased to exist; nothing reported since"
        status = interval.status if heir or interval.claimant else HELD
        later = interval._replace(start=cut, force=heir, status=status, start_precision="day", step=step)
        return [interval._replace(end=cut), later]


def _days(forces: pd.DataFrame, column: str) -> dict[str, date]:
    known = forces.set_index(Forces.force_id)[column].dropna().dt.date
    return {str(force): day for force, day in known.items()}


def _heir(forces: pd.DataFrame, force: str, last: date) -> str:
    """The force that grew out of this one and was there on the day after its last, or ""."""
    after = pd.Timestamp(last + ONE_DAY)
    heirs = forces[(forces[Forces.parent_force_id] == force) & (forces[Forces.active_from] <= after)]
    alive = heirs[heirs[Forces.active_to].isna() | (heirs[Forces.active_to] >= after)]
    return str(alive[Forces.force_id].iloc[0]) if len(alive) else ""
