"""What a store answers about the events that pass the filters: small frames that add up to one total."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Final

import ibis.expr.types as ir
import pandas as pd

from dashboard.errors import DataError
from dashboard.eventsets.store.deep_paging import reach
from dashboard.eventsets.store.grid import Grid, View
from dashboard.eventsets.store.prefetch import can_order, find, found_page
from dashboard.eventsets.store.queries import LARGEST_PAGE, MOST_DOTS, Order, Question
from dashboard.eventsets.store.tables import DEATHS, Counts
from dashboard.eventsets.table import PLACE_PRECISIONS
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.vocabulary import GROUP_OF
from dashboard.timespan import unit_for

COUNT: Final = "count"
MANY: Final = 50_000
"""Events from which a page of the table is reached by counts instead of sorting them all."""
BOUNDS: Final = ("south", "west", "north", "east")

Ask = Callable[[ir.Table], pd.DataFrame]
Keep = Callable[[object, ir.Table], ir.Table]
"""Keeps events in the engine as long as their owner is there."""


@dataclass(frozen=True)
class Density:
    """The drawn events of one view of the map.

    ``cells`` holds ``south``, ``west``, ``north``, ``east``, ``count`` and three sums of deaths. ``dots`` holds single
    events with ``radius_km`` where there are few enough, else it is empty and the cells are to be drawn.
    ``box`` is the view widened to whole cells: what is counted as in view. ``in_view``, ``outside`` and the tray add
    up to all events that pass the filters.
    """

    box: View
    cells: pd.DataFrame
    dots: pd.DataFrame
    in_view: int
    outside: int

    @property
    def as_dots(self) -> bool:
        return len(self.dots) == self.in_view


@dataclass
class Answers:
    """The answers about one set of filters, each asked for when first wanted."""

    question: Question
    ask: Ask
    keep: Keep

    @property
    def count(self) -> int:
        """How many events pass the filters."""
        return int(self._tally[Counts.number].sum())

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last date on which any begins; None where there is none."""
        if self._tally.empty:
            return None
        first, last = self._tally[Counts.first].min(), self._tally[Counts.last].max()
        return pd.Timestamp(first).date(), pd.Timestamp(last).date()

    def deaths(self) -> pd.DataFrame:
        """One row: the sums of lows, of bests and of highs, and ``unstated``, the events without any figure."""
        return self._tally[[*DEATHS, Counts.unstated]].sum().astype("int64").to_frame().T

    def tray(self) -> pd.DataFrame:
        """Events that are never a dot, by ``place_precision``, best first: ``count``."""
        aside = self._tally[~self._tally[Counts.drawn]]
        counts = aside.groupby(E.place_precision)[Counts.number].sum()
        ordered = [name for name in PLACE_PRECISIONS if name in counts] + sorted(
            set(counts.index) - set(PLACE_PRECISIONS)
        )
        return counts.reindex(ordered).rename(COUNT).rename_axis(E.place_precision).astype("int64").reset_index()

    def tempo(self) -> pd.DataFrame:
        """Number of events by ``period`` (its first day) and ``group`` of kinds, like ``figures.tempo.tempo_rows``."""
        if self.span is None:
            return pd.DataFrame({"period": pd.Series(dtype="datetime64[s]"), "group": [], COUNT: []})
        first, last = self.span
        counted = self._put(lambda asked: self.ask(asked.tempo(unit_for((last - first).days))))
        rows = counted.assign(group=counted[E.kind].map(GROUP_OF).fillna(counted[E.kind]))
        return rows.groupby(["period", "group"])[Counts.number].sum().rename(COUNT).reset_index()

    def cells(self, view: View) -> Density:
        """The drawn events in view: as dots where they are few, else gathered into cells."""
        grid = Grid.over(view)
        cells = with_bounds(self._put(lambda asked: self.ask(asked.cells(grid))), grid)
        in_view, dots = int(cells[COUNT].sum()), pd.DataFrame(columns=[E.event_id])
        if 0 < in_view <= MOST_DOTS:
            dots = self._put(lambda asked: self.ask(asked.dots(grid)))
        drawn = int(self._tally.loc[self._tally[Counts.drawn], Counts.number].sum())
        return Density(grid.box, cells, dots, in_view, drawn - in_view)

    def table_page(
        self, sort: str = E.date, descending: bool = True, page: int = 0, size: int = LARGEST_PAGE
    ) -> pd.DataFrame:
        """One page of events, counted from 0; long texts are cut. Blanks stand last in either direction."""
        size, order = min(max(size, 1), LARGEST_PAGE), Order(sort, descending)
        rows = range(max(page, 0) * size, max(page, 0) * size + size)
        if can_order(self._asked, order):
            return self._put(lambda asked: found_page(self.ask, asked, order, rows.start, size))
        reached = reach(self.ask, self.question, order, rows) if self.count > MANY else None
        question, order, rows = reached or (self.question, order, rows)
        return self.ask(question.page(order, rows.start, size))

    @cached_property
    def _asked(self) -> Question:
        return find(self.ask, partial(self.keep, self), self.question)

    @cached_property
    def _tally(self) -> pd.DataFrame:
        return self._put(lambda asked: self.ask(asked.tally()))

    def _put(self, answer: Callable[[Question], pd.DataFrame]) -> pd.DataFrame:
        """The answer; events at hand that have gone, with the store they were found in or for want of room, are looked
        for again."""
        asked = self._asked
        try:
            return answer(asked)
        except DataError:
            if asked.found is None:
                raise
            self._asked = find(self.ask, partial(self.keep, self), self.question)
            return answer(self._asked)


def with_bounds(cells: pd.DataFrame, grid: Grid) -> pd.DataFrame:
    """The counted cells with their borders in degrees, the fullest first."""
    west = -180 + cells[Counts.column] * grid.width
    south = -90 + cells[Counts.row] * grid.height
    bounds = {"south": south, "west": west, "north": south + grid.height, "east": west + grid.width}
    counted = cells.assign(**bounds, **{COUNT: cells[Counts.number]}).sort_values(
        [COUNT, Counts.row, Counts.column], ascending=[False, True, True], ignore_index=True
    )
    return counted[[*BOUNDS, COUNT, *DEATHS]]
