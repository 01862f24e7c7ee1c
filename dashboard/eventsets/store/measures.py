"""What counts are made of: one row an event, or one row for all events alike of a whole month or year.

A window of many years holds many whole months. Where the store has counts, those months are answered from them, and
only the days before the first and after the last whole month are read from the events. The two parts share no event,
so that the sums are exact. Cells of the map are counted by year, likewise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_
from typing import Final

import ibis
import ibis.expr.types as ir

from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.grid import LATITUDE_STEP
from dashboard.eventsets.store.ibis_filters import words_pass
from dashboard.eventsets.store.tables import DEATHS, MEASURES, Counts, Expression
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.timespan import Span

WHOLE_MONTHS_WORTH: Final = 24
"""Windows of fewer whole months are read from the events, which are stored in order of date. So many hold a year."""
COARSE_UNITS: Final = frozenset({"M", "Q", "Y"})


def drawable(events: Expression) -> ir.BooleanValue:
    """True for events that may be a dot: with a radius, and coordinates on the globe."""
    placed = events[E.latitude].between(-90, 90) & events[E.longitude].between(-180, 180)
    return ibis.cases((events[E.radius_km].notnull() & placed, True), else_=False)


def cell_of(events: Expression, level: int) -> dict[str, ir.IntegerValue]:
    """Column and row of the cell in which a drawn event lies."""
    scale = 2**level
    across = (events[E.longitude] + 180) / 360 * scale
    up = (events[E.latitude] + 90) / (360 * LATITUDE_STEP) * scale
    return {Counts.column: across.floor().cast("int32"), Counts.row: up.floor().cast("int32")}


def band(events: Expression) -> dict[str, ir.IntegerValue]:
    """Lowest, best and highest deaths, a figure that is not given standing in for by the nearest that is.

    As in ``dashboard.analysis.deaths``: sums of lows and of highs then tell of the same events, and lie around that
    of bests.
    """
    low, best, high = (events[name] for name in DEATHS)
    zero = ibis.cases((best.notnull() | high.notnull(), 0))
    filled = (ibis.coalesce(low, best, zero), ibis.coalesce(best, low, zero), ibis.coalesce(high, best, low))
    return dict(zip(DEATHS, filled, strict=True))


def unstated(events: Expression) -> ir.IntegerValue:
    """1 for an event without any figure of deaths, else 0."""
    return ibis.cases((reduce(and_, (events[name].isnull() for name in DEATHS)), 1), else_=0)


def answers_by_counts(wanted: Wanted) -> bool:
    """True where counts by month and year know all that is asked, but for the actors."""
    return not wanted.words and not wanted.credibility and is_long(wanted)


def is_long(wanted: Wanted) -> bool:
    """True without a window, and for windows of many whole months."""
    window = wanted.window
    return window is None or (window.end.year - window.start.year) * 12 >= WHOLE_MONTHS_WORTH


def counted_part(counts: Expression, period: str, wanted: Wanted, terms: Sequence[int]) -> Expression:
    """The counts of these terms for the whole months or years, as ``period`` says, inside the window."""
    conditions = [counts[Counts.term].isin(list(terms)) if terms else ibis.literal(False), *words_pass(counts, wanted)]
    if wanted.window:
        whole = WHOLE[period](wanted.window)
        conditions += [counts[period] >= whole.start, counts[period] < whole.end]
    return counts.filter(conditions)


def edge_part(events: Expression, period: str, window: Span) -> Expression:
    """Those of the events that begin before the first whole month or year of the window or after its last."""
    whole = WHOLE[period](window)
    return events.filter((events[E.date] < whole.start) | (events[E.date] >= whole.end))


def whole_months(window: Span) -> Span:
    """The months that lie inside the window from first to last day; only for windows of some months."""
    start, end = window.start, window.end
    if start.day > 1:
        start = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return Span(start, end.replace(day=1))


def whole_years(window: Span) -> Span:
    """The years that lie inside the window from first to last day; only for windows of some years."""
    start, end = window.start, window.end
    if (start.month, start.day) > (1, 1):
        start = date(start.year + 1, 1, 1)
    return Span(start, end.replace(month=1, day=1))


WHOLE: Final = {Counts.month: whole_months, Counts.year: whole_years}


def sums(events: Expression, names: Sequence[str] = MEASURES) -> dict[str, ir.Scalar]:
    """The measures of a group of events."""
    known = {
        Counts.number: events.count(),
        Counts.unstated: unstated(events).sum(),
        Counts.first: events[E.date].min(),
        Counts.last: events[E.date].max(),
        **{name: figure.sum() for name, figure in band(events).items()},
    }
    return {name: known[name] for name in names}


def sums_of_sums(counts: Expression, names: Sequence[str]) -> dict[str, ir.Scalar]:
    """The measures of a group of counts."""
    extremes = {Counts.first: "min", Counts.last: "max"}
    return {name: getattr(counts[name], extremes.get(name, "sum"))() for name in names}
