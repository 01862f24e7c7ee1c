"""The states that each place was in, one after the other, made once for a rule whatever the filters leave of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from threading import Condition
from typing import Final, NamedTuple

import pandas as pd
from cachetools import cached

from dashboard.analysis.record_cache import CONTROLS_KEPT, INTERVALS_KEPT, bounded, control_of
from dashboard.control.intervals import BESIEGED, CONTESTED, DIVIDED, HELD, PASSED
from dashboard.control.on_day import LAST_KNOWN, NOTHING, OF_AREA, REPORTED, basis_of
from dashboard.record.dataset import Dataset
from dashboard.timespan import ALWAYS, day_number, period_end

UNKNOWN: Final = "unknown"
STATUSES: Final = {HELD: 0, CONTESTED: 1, BESIEGED: 2, PASSED: 3, UNKNOWN: 4, DIVIDED: 5}
KNOWN: Final = {NOTHING: 0, REPORTED: 0, LAST_KNOWN: 1, OF_AREA: 2}


class State(NamedTuple):
    """What a place can be in: holders and claimants as force ids joined by ``|``, and the numbers of the payload."""

    force: str
    status: int
    claimant: str
    known: int

    @property
    def cells(self) -> tuple[str, str]:
        return self.force, self.claimant


NOTHING_KNOWN: Final = State("", STATUSES[UNKNOWN], "", KNOWN[NOTHING])


class Span(NamedTuple):
    """From this day, a number since 1970, on a place is in a state; ``uncertain`` is in how many days it may begin."""

    start: int
    state: State
    uncertain: int


FROM_ALWAYS: Final = (Span(ALWAYS, NOTHING_KNOWN, 0),)
"""The spans of a place of which nothing is known."""


def _of(dataset: Dataset, rule: str, known: date | None) -> tuple[str, str, date | None]:
    return dataset.digest, rule, known


@cached(bounded(CONTROLS_KEPT, INTERVALS_KEPT, lambda found: sum(map(len, found.values()))), _of, condition=Condition())
def place_spans(dataset: Dataset, rule: str, known: date | None) -> Mapping[str, tuple[Span, ...]]:
    """The spans of each place that any report speaks of, in order; those that follow in the same state are one.

    Each place is in some state from ``ALWAYS`` on. The dataset is known by its digest.
    """
    pieces = control_of(dataset, rule, known).pieces
    spans: dict[str, list[Span]] = {}
    for piece in map(_Piece._make, zip(*(pieces[column].tolist() for column in _Piece._fields), strict=True)):
        own, state = spans.setdefault(piece.place_id, []), piece.state
        before = own[-1].state if own else None
        if state != before:
            start = ALWAYS if pd.isna(piece.start) else day_number(piece.start)
            own.append(Span(start, state, piece.uncertain_days(before or NOTHING_KNOWN)))
    return {place: tuple(own) for place, own in spans.items()}


def numbered(
    spans: Mapping[str, tuple[Span, ...]], places: Iterable[str]
) -> tuple[list[State], list[list[int]], list[tuple[int, int, int]]]:
    """Every state once, ``NOTHING_KNOWN`` first; start and state of each place's spans; the beginnings not certain."""
    states = {NOTHING_KNOWN: 0}
    flat, fuzzy = [], []
    for number, place in enumerate(places):
        own = spans.get(place, FROM_ALWAYS)
        flat.append([cell for span in own for cell in (span.start, states.setdefault(span.state, len(states)))])
        fuzzy += [(number, at, span.uncertain) for at, span in enumerate(own) if span.uncertain]
    return [*states], flat, fuzzy


class _Piece(NamedTuple):
    """A row of ``Control.pieces``."""

    place_id: str
    start: pd.Timestamp
    force: str
    status: str
    claimant: str
    start_precision: str
    decided_by: tuple[str, ...]
    faded: bool
    whole_start: pd.Timestamp
    whole_end: pd.Timestamp

    @property
    def state(self) -> State:
        if not self.force and not self.claimant:
            return NOTHING_KNOWN
        known = basis_of(self.force, self.claimant, self.decided_by, bool(self.faded))
        return State(self.force, STATUSES[self.status], self.claimant, KNOWN[known])

    def uncertain_days(self, before: State) -> int:
        """Over how many days its beginning may lie; 0 where the day is known, or where something else shows the doubt.

        A piece that only begins to fade begins on a day that follows from the reports. A place that passes on is shown
        as between two holders for as long as it may have been, and nothing is drawn where nobody is known.
        """
        is_beginning = not pd.isna(self.start) and self.start == self.whole_start
        is_doubt_shown = STATUSES[PASSED] in (before.status, self.state.status) or self.state == NOTHING_KNOWN
        if self.start_precision == "day" or not is_beginning or is_doubt_shown:
            return 0
        first, last = self.start.date(), date.max if pd.isna(self.whole_end) else self.whole_end.date()
        return (min(period_end(first, self.start_precision), last) - first).days
