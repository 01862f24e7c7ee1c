"""Control intervals, and how far the lifetimes of forces bound them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

import pandas as pd

from dashboard.record.holding import Holding
from dashboard.record.schema import Forces
from dashboard.timespan import ONE_DAY

HELD, CONTESTED, BESIEGED, PASSED, DIVIDED = "held", "contested", "besieged", "passed", "divided"
"""``passed``: went from ``force`` to ``claimant`` on an unknown day of the interval.
``divided``: each of the forces in ``force`` holds a part of the place."""

LAPSES_AFTER: Final = timedelta(days=90)
"""A fight, or a claim, of which nothing more is reported for so long: what stood before it stands again."""


class Interval(NamedTuple):
    """The state of one place from ``start`` up to, not including, ``end`` (None where it still lasts).

    ``start`` None means it held before the first report. ``decided_by`` begins with the report that set the
    state, followed by those that later said the same; ``evidence`` holds their dates. ``area_reports`` are those of
    an area that holds the place: they set or ended a state on which no report of the place itself decides.
    ``silences`` are the spans of days, half-open, in which no report near them supports the state.
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
    area_reports: tuple[str, ...] = ()
    silences: tuple[tuple[date, date], ...] = ()


def unknown(place_id: str, end: date | None, step: str) -> Interval:
    """The state of a place of which nothing is known up to ``end``."""
    return Interval(place_id, None, end, "", HELD, "", "day", (), (), step, ())


class Lifetimes:
    """When each force began and ended, and which force grew out of it."""

    def __init__(self, forces: pd.DataFrame, known: date | None = None) -> None:
        """With ``known``, a force that ended later goes on: by then nobody had heard of its end, or of its heir."""
        self._order = {str(force): place for place, force in enumerate(forces[Forces.force_id])}
        self._first = _days(forces, Forces.active_from)
        ended = {force: day for force, day in _days(forces, Forces.active_to).items() if known is None or day <= known}
        self._last = {force: (day, _heir(forces, force, day)) for force, day in ended.items()}
        self._known_cuts: dict[tuple[str, str], tuple[date, ...]] = {}

    def bound(self, intervals: Iterable[Interval]) -> Iterator[Interval]:
        """The intervals with no force holding before it began, and none holding or claiming after it ended."""
        for interval in intervals:
            if not self._cuts(interval.force, interval.claimant) and interval.start is not None:
                yield interval
                continue
            for begun in self._since_it_began(interval):
                yield from self._until_they_ended(begun)

    def _since_it_began(self, interval: Interval) -> list[Interval]:
        """An open beginning reaches back no further than the force itself; before it, nobody is known."""
        born = self._first.get(interval.force)
        if interval.start is not None or born is None or (interval.end is not None and interval.end <= born):
            return [interval]
        return [unknown(interval.place_id, born, "no report yet"), interval._replace(start=born)]

    def _until_they_ended(self, interval: Interval) -> Iterator[Interval]:
        """Cut on the day after the last of each force in it; a report of holding dated later is left as it stands."""
        for cut in self._cuts(interval.force, interval.claimant):
            if interval.end is not None and interval.end <= cut:
                break
            if interval.start is None or interval.start < cut:
                yield interval._replace(end=cut)
                interval = self._without_the_ended(interval._replace(start=cut, start_precision="day"), cut)
            elif interval.status in (CONTESTED, PASSED) or (_latest(interval, interval.start) or cut) < cut:
                interval = self._without_the_ended(interval, cut)
        yield interval

    def _cuts(self, force: str, claimant: str) -> tuple[date, ...]:
        """The days after the last of each force named, in order."""
        known = self._known_cuts.get((force, claimant))
        if known is None:
            named = {*Holding.of(force).forces, *Holding.of(claimant).forces} & self._last.keys()
            known = tuple(sorted({self._last[each][0] + ONE_DAY for each in named}))
            self._known_cuts[force, claimant] = known
        return known

    def _without_the_ended(self, interval: Interval, day: date) -> Interval:
        force, claimant = self._alive(interval.force, day), self._alive(interval.claimant, day)
        if (force, claimant) == (interval.force, interval.claimant):
            return interval
        if interval.status == CONTESTED and not claimant and day - (_latest(interval, day) or day) > LAPSES_AFTER:
            force = ""  # only a claim to hold the place lasts so long: nobody knows whose it is without the claimant
        if interval.status == PASSED and not force:
            claimant = ""
        settled = interval.status in (CONTESTED, PASSED) and (not claimant or claimant == force)
        return interval._replace(
            force=force,
            claimant="" if settled else claimant,
            status=HELD if settled or not (force or claimant) else _undivided(interval.status, force),
            step="a force ceased to exist, or became another; nothing reported since",
        )

    def _alive(self, holders: str, day: date) -> str:
        """The holders on the day: heirs in the place of forces that ended, the others as they were."""
        found = set()
        for force in Holding.of(holders).forces:
            last, heir = self._last.get(force, (date.max, ""))
            found.add(force if last >= day else heir)
        return str(Holding(tuple(sorted(found - {""}, key=lambda force: self._order.get(force, len(self._order))))))


def _undivided(status: str, force: str) -> str:
    """The status, but held where of the parties to a division one is left."""
    return HELD if status == DIVIDED and len(Holding.of(force).forces) < 2 else status


def _latest(interval: Interval, day: date) -> date | None:
    """The latest evidence up to a day: what is reported later must not change what was before."""
    return max((known for known in interval.evidence if known <= day), default=None)


def _days(forces: pd.DataFrame, column: str) -> dict[str, date]:
    known = forces.set_index(Forces.force_id)[column].dropna().dt.date
    return {str(force): day for force, day in known.items()}


def _heir(forces: pd.DataFrame, force: str, last: date) -> str:
    """The force that grew out of this one and was there on the day after its last, or ""."""
    after = pd.Timestamp(last + ONE_DAY)
    heirs = forces[(forces[Forces.parent_force_id] == force) & (forces[Forces.active_from] <= after)]
    alive = heirs[heirs[Forces.active_to].isna() | (heirs[Forces.active_to] >= after)]
    return str(alive[Forces.force_id].iloc[0]) if len(alive) else ""
