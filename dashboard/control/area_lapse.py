"""How long a holder stands whom only a report of a whole area names: until enough around it is in other hands.

Nobody said of the place itself who held it. What was said of all of a province is worth less and less as one place
after the other of its governorate is reported under somebody else, and in the end it is no answer any more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import pandas as pd

from dashboard.control.area_steps import AreaReport
from dashboard.control.intervals import CONTESTED, Interval, unknown
from dashboard.control.reach_back import governorates_of
from dashboard.control.rules import NEVER, Report, Verdict
from dashboard.record.holding import shares

IN_OTHER_HANDS: Final = 0.1
"""Part of the places of a governorate, since the report of the area in other hands, with which it lapses for the "
"others."""
AT_LEAST: Final = 3

LAPSED: Final = (
    "a report of the whole area named a holder, but since then much of this governorate was reported in other hands"
)


class AreaLapse:
    """Where else in the governorate of a place somebody else was reported."""

    def __init__(self, places: pd.DataFrame | None) -> None:
        """Without places no report of an area lapses: nothing tells what lies around."""
        self._naming: Final = set[str]()
        self._keys: Final[Mapping[str, str]] = {} if places is None else governorates_of(places)
        self._told: Final = dict[str, list[tuple[date, str, str]]]()
        self._sizes: Final = dict[str, int]()
        self._contrary: Final = dict[tuple[str, str], list[tuple[date, str]]]()

    def note(self, report: Report, verdict: Verdict) -> None:
        """The report is one of those that count around it, if it was accepted."""
        key = self._keys.get(report.place_id, "")
        if key and verdict.day != NEVER and report.status != CONTESTED:
            self._told.setdefault(key, []).append((verdict.day, report.place_id, report.holders))

    def note_area(self, area: AreaReport) -> None:
        """What the report says of a place that it names does not lapse: it was said of that place."""
        if area.names_places:
            self._naming.add(area.report.event_id)

    def bound(self, interval: Interval) -> Iterator[Interval]:
        """The interval; where only reports of an area name the holder, nobody is known from the day they lapse."""
        is_said_of_it = interval.decided_by or not self._naming.isdisjoint(interval.area_reports)
        if is_said_of_it or not interval.area_reports or not interval.force:
            yield interval
            return
        known = interval
        evidence = sorted({*interval.evidence})
        for day, following in zip(evidence, [*evidence[1:], NEVER][: len(evidence)], strict=True):
            lapses = self._lapses(interval.place_id, interval.force, day)
            if lapses >= following or (known.end is not None and lapses >= known.end):
                continue
            end = following if known.end is None or following < known.end else known.end
            if known.start is None or known.start < lapses:
                yield known._replace(end=lapses)
            nobody = unknown(known.place_id, None if end == NEVER else end, LAPSED)
            yield nobody._replace(start=max(lapses, known.start or lapses), area_reports=known.area_reports)
            if end in (NEVER, known.end):
                return
            known = known._replace(start=end)
        yield known

    def _lapses(self, place_id: str, holders: str, day: date) -> date:
        """The day by which enough places of the governorate were reported in other hands after the day."""
        key = self._keys.get(place_id, "")
        contrary = self._in_other_hands(key, holders)
        enough = max(AT_LEAST, round(IN_OTHER_HANDS * self._size(key)))
        seen = set[str]()
        for told, place in contrary[bisect_right(contrary, day, key=lambda each: each[0]) :]:
            seen.add(place)
            if len(seen) >= enough:
                return told
        return NEVER

    def _in_other_hands(self, key: str, holders: str) -> list[tuple[date, str]]:
        found = self._contrary.get((key, holders))
        if found is None:
            told = self._told.get(key, [])
            found = sorted((day, place) for day, place, others in told if not shares(others, holders))
            self._contrary[key, holders] = found
        return found

    def _size(self, key: str) -> int:
        """How many places around are reported of at all."""
        if key not in self._sizes:
            self._sizes[key] = len({place for _, place, _ in self._told.get(key, [])})
        return self._sizes[key]
