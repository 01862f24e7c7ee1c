"""Every question put to an event store, as Ibis expressions: the same for every engine.

What an answer may hold is bounded: cells by the grid, dots by ``MOST_DOTS``, pages by ``LARGEST_PAGE``, and texts by
the letters shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import ibis
import ibis.expr.types as ir

from dashboard.eventsets.store import measures
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.grid import Grid
from dashboard.eventsets.store.ibis_filters import narrowed
from dashboard.eventsets.store.tables import (
    CELLS,
    COUNTED_LEVEL,
    DEATHS,
    EVENTS,
    EVERY_EVENT,
    MEASURES,
    MONTHS,
    Counts,
    Expression,
)
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.timespan import Span

MOST_DOTS: Final = 500
MARGIN: Final = 1e-6
"""Degrees; more than rounding can move the border of a cell."""
LARGEST_PAGE: Final = 200
SHORTENED: Final = {E.note: 240, E.source: 80, E.actors: 120, E.actor1: 60, E.actor2: 60, E.place: 80, E.admin1: 60}
"""Letters that a page of the table shows of a text; a file may hold texts of any length."""
DOT_COLUMNS: Final = (
    *(E.dataset, E.event_id, E.kind, E.date, E.date_end, E.date_precision, E.place, E.latitude, E.longitude),
    *(E.place_precision, E.radius_km, E.deaths_best),
)


@dataclass(frozen=True)
class Order:
    """By which column the table is sorted; blanks stand last either way."""

    column: str = E.date
    descending: bool = True

    def __post_init__(self) -> None:
        if self.column not in EVENTS.columns:
            raise ValueError(f"{self.column!r} is not a column of the table")

    @property
    def keys(self) -> list[ir.Value]:
        """What to sort by; no two events are equal in all of it."""
        first = (ibis.desc if self.descending else ibis.asc)(self.column, nulls_first=False)
        return [first, *(name for name in (E.date, E.dataset, E.event_id) if name != self.column)]


Prepared = Callable[[Expression], Expression]


@dataclass(frozen=True)
class Parts:
    """How events, and counts by this period, get the columns to group by; no counts where they cannot tell."""

    of_events: Prepared
    counts: Expression | None = None
    period: str = Counts.month
    of_counts: Prepared = lambda counts: counts


@dataclass(frozen=True)
class Question:
    """The filters, put to a store of which is known how far its events reach and whether it keeps tables beside them.

    ``terms`` are what is counted there of the actors asked for, None where counts of them would not add up.
    ``skips_rows`` is False for an engine that cannot begin at a row in the middle of an order. Ibis then numbers the
    rows by no order at all, which on several workers loses some events and repeats others. ``begins`` keeps only
    events that begin in it, ``holding`` those with one of these values in this column. ``found`` are the events that
    pass, where they are few and at hand; it has only some of the columns.
    """

    wanted: Wanted
    reach_days: int
    companions: bool = False
    terms: tuple[int, ...] | None = (EVERY_EVENT,)
    skips_rows: bool = True
    found: Expression | None = None
    begins: Span | None = None
    holding: tuple[str, tuple[Any, ...]] | None = None

    @property
    def events(self) -> Expression:
        """Every event that passes the filters."""
        return (
            self.found
            if self.found is not None
            else self._kept(narrowed(self.wanted, self.reach_days, self.companions))
        )

    @property
    def by_counts(self) -> bool:
        """Whether counts beside the events answer, but for the ends of the window."""
        narrower = self.begins is not None or self.holding is not None
        return self.companions and self.terms is not None and not narrower and measures.answers_by_counts(self.wanted)

    def tally(self) -> Expression:
        """By precision of place and whether drawn: events, deaths, events with no figure, first and last date."""
        keys = (E.place_precision, Counts.drawn)
        parts = Parts(lambda events: events.mutate(**{Counts.drawn: measures.drawable(events)}), MONTHS)
        return self._gathered(keys, parts, MEASURES)

    def tempo(self, unit: str) -> Expression:
        """Events by the period they begin in, and kind."""

        def by(day: str) -> Prepared:
            return lambda part: part.mutate(period=part[day].truncate(unit))

        counts = MONTHS if unit in measures.COARSE_UNITS else None
        return self._gathered(
            ("period", E.kind), Parts(by(E.date), counts, of_counts=by(Counts.month)), (Counts.number,)
        )

    def cells(self, grid: Grid) -> Expression:
        """Drawn events by cell of the grid."""

        def of_events(events: Expression) -> Expression:
            return _placed(events, grid)

        def of_counts(counts: Expression) -> Expression:
            finer = 2 ** (COUNTED_LEVEL - grid.level)
            wider = {name: (counts[name] / finer).floor().cast("int32") for name in (Counts.column, Counts.row)}
            return _inside(counts.mutate(**wider), grid)

        counts = CELLS if grid.level <= COUNTED_LEVEL else None
        parts = Parts(of_events, counts, Counts.year, of_counts)
        return self._gathered((Counts.column, Counts.row), parts, (Counts.number, *DEATHS))

    def dots(self, grid: Grid) -> Expression:
        """The drawn events in the cells of the grid themselves."""
        placed = _placed(self.events, grid)
        return placed.select(*_shortened(placed, DOT_COLUMNS)).order_by(E.date, E.dataset, E.event_id).limit(MOST_DOTS)

    def values_at(self, order: Order, rows: range) -> Expression:
        """The values of the sorted column that these rows of the order hold: ``value``, ``number`` and ``upto``, how
        many events there are up to and with it."""
        counted = self.events.group_by(value=order.column).aggregate(**{Counts.number: self.events.count()})
        by = (ibis.desc if order.descending else ibis.asc)("value", nulls_first=False)
        upto = counted[Counts.number].sum().over(order_by=by, rows=(None, 0))
        reached = counted.mutate(upto=upto.cast("int64"))
        held = reached.filter(reached["upto"] > rows.start, reached["upto"] - reached[Counts.number] < rows.stop)
        return held.order_by("upto").limit(LARGEST_PAGE)

    def page(self, order: Order, offset: int, size: int) -> Expression:
        """One page of the table. The set and the id decide between equals, so that no event is seen twice or never."""
        by = order.keys
        # An engine stops early when it has the first rows, but not behind a join with the actor lists.
        events = self._kept(narrowed(self.wanted, self.reach_days))
        if self.skips_rows:
            chosen = events.order_by(*by).limit(min(size, LARGEST_PAGE), offset=offset)
        else:
            first = events.order_by(*by).limit(offset + min(size, LARGEST_PAGE))
            place = ibis.row_number().over(order_by=by)
            chosen = first.mutate(place_in_order=place).filter(lambda rows: rows["place_in_order"] >= offset)
        return self.rows(chosen.order_by(*by))

    def rows(self, events: Expression) -> Expression:
        """Rows of the table with long texts cut."""
        return events.select(*_shortened(events, EVENTS.columns))

    def _kept(self, events: Expression) -> Expression:
        if self.begins is not None:
            events = events.filter(events[E.date] >= self.begins.start, events[E.date] < self.begins.end)
        if self.holding is not None:
            column, values = events[self.holding[0]], self.holding[1]
            held = column.isin([value for value in values if value is not None])
            events = events.filter(held | column.isnull() if None in values else held)
        return events

    def _gathered(self, keys: Sequence[str], parts: Parts, names: Sequence[str]) -> Expression:
        """The measures by ``keys``, from counts where the store keeps them and they can tell."""
        if parts.counts is None or self.terms is None or not self.by_counts:
            prepared = parts.of_events(self.events)
            return prepared.group_by(*keys).aggregate(**measures.sums(prepared, names))
        window = self.wanted.window
        whole = parts.of_counts(measures.counted_part(parts.counts, parts.period, self.wanted, self.terms))
        counts = whole.group_by(*keys).aggregate(**measures.sums_of_sums(whole, names))
        if window is None:
            return counts
        rest = parts.of_events(measures.edge_part(self.events, parts.period, window))
        both = counts.union(rest.group_by(*keys).aggregate(**measures.sums(rest, names)).select(*counts.columns))
        return both.group_by(*keys).aggregate(**measures.sums_of_sums(both, names))


def one_event(dataset: str, event_id: str) -> Expression:
    """Every column of one event in full."""
    return EVENTS.filter(EVENTS[E.dataset] == dataset, EVENTS[E.event_id] == event_id).limit(1)


def _placed(events: Expression, grid: Grid) -> Expression:
    """The drawn events in the cells of the grid, with their cell.

    The box, a little wider than the cells, is what engines filter by fastest; the cells themselves decide.
    """
    box = grid.box
    near = events.filter(
        events[E.latitude].between(box.south - MARGIN, box.north + MARGIN),
        events[E.longitude].between(box.west - MARGIN, box.east + MARGIN),
    )
    drawn = near.filter(measures.drawable(near))
    return _inside(drawn.mutate(**measures.cell_of(drawn, grid.level)), grid)


def _inside(cells: Expression, grid: Grid) -> Expression:
    return cells.filter(
        cells[Counts.column].between(grid.first_column, grid.last_column),
        cells[Counts.row].between(grid.first_row, grid.last_row),
    )


def _shortened(events: Expression, columns: Sequence[str]) -> list[ir.Value]:
    return [
        events[name].substr(0, SHORTENED[name]).name(name) if name in SHORTENED else events[name] for name in columns
    ]
