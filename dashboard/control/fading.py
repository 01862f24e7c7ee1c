"""When a state fades: how long nobody has spoken of a place, measured by how much is reported around it.

Five quiet years in a quiet reach say less than two silent ones in a reach that fights. So a holder fades once the
reach has been reported on so often since that a place like this one should have been named.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import pandas as pd

from dashboard.control.intervals import Interval
from dashboard.record.reaches import reach_keys
from dashboard.record.schema import Events, Places

AT_SOONEST: Final = timedelta(days=731)
"""A holder named within two years does not fade, however much is reported around it."""
AT_LATEST: Final = timedelta(days=3653)
"""A holder not named for ten years fades, however quiet its reach is."""
REPORTS_A_PLACE: Final = 3
"""So many reports for each place of the reach, and none of this one, and its holder fades."""
INFERRED_FOR: Final = timedelta(days=365)
"""A holder who is only inferred from a later report is shown as fading more than a year before that report: that the
Islamic State was driven out of a town in 2017 says little about 2013."""


def _is_near(interval: Interval, known: date) -> bool:
    """True where no day of the interval is so far from the one piece of evidence that silence could tell."""
    start, end = interval.start, interval.end
    return start is not None and end is not None and known - INFERRED_FOR <= start and end <= known + AT_SOONEST


class Fading:
    """How soon silence tells at each place."""

    def __init__(self, events: pd.DataFrame, places: pd.DataFrame | None) -> None:
        """``events`` are all reports that are known, whatever they tell; without places all lie in one reach."""
        keys = {} if places is None else dict(zip(places[Places.place_id], reach_keys(places), strict=True))
        self._keys: Final[Mapping[str, str]] = keys
        reach = events[Events.town].map(keys).fillna("")
        self._days: Final = {
            str(key): sorted(days.dt.date) for key, days in events[Events.date].groupby(reach.to_numpy())
        }
        self._found: Final = dict[tuple[str, date], date]()
        named = events[Events.town].groupby(reach.to_numpy()).nunique()
        self._enough: Final = {str(key): REPORTS_A_PLACE * int(count) for key, count in named.items()}

    def of(self, interval: Interval) -> Interval:
        """The interval with the spans in which it is faded; those that lie outside of it do not matter."""
        evidence = interval.evidence
        if not evidence or (len(evidence) == 1 and _is_near(interval, evidence[0])):
            return interval
        return interval._replace(silences=self.spans(interval.place_id, evidence))

    def spans(self, place_id: str, evidence: Sequence[date]) -> tuple[tuple[date, date], ...]:
        """The half-open spans of days in which no evidence is near enough; none where there is no evidence at all."""
        dates = sorted(set(evidence))
        if not dates:
            return ()
        spans = [(date.min, dates[0] - INFERRED_FOR)]
        for known, following in zip(dates, [*dates[1:], date.max], strict=True):
            fades = self._fades(place_id, known)
            if fades < following:
                spans.append((fades, following))
        return tuple(spans)

    def _fades(self, place_id: str, known: date) -> date:
        """The day from which a holder last named on the day ``known`` is no longer sure."""
        key = self._keys.get(place_id, "")
        day = self._found.get((key, known))
        if day is None:
            days = self._days.get(key, [])
            at = bisect_right(days, known) + self._enough.get(key, 1) - 1
            told = days[at] if at < len(days) else date.max
            day = self._found[key, known] = min(max(known + AT_SOONEST, told), known + AT_LATEST)
        return day
