"""What counts are made of: one row an event, or one row for all events alike of a whole month.

A window of many years holds many whole months. Where the store has counts by month, those months are answered from
them, and only the days before the first and after the last whole month are read from the events. The two parts share
no event, so that the sums are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_
from typing import Final

import ibis
import ibis.expr.types as ir

from dashboard.eventplane import ImportedEvents as E
from dashboard.eventstore.filters import touches, words_pass
from dashboard.eventstore.grid import LATITUDE_STEP
from dashboard.eventstore.table import (
    DEATHS,
    EVENTS,
    LISTS_TABLE,
    MEASURES,
    MONTHS,
    MONTHS_LEVEL,
    MONTHS_TABLE,
    MONTHS_WORDS,
    Counts,
    Expression,
)
from dashboard.eventstore.wanted import Wanted
from dashboard.timespan import Span

WHOLE_MONTHS_WORTH: Final = 24
"""Windows of fewer whole months are read from the events, which are stored in order of date."""
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

    As in ``dashboard.deaths``: sums of lows and of highs then tell of the same events, and lie around that of bests.
    """
    low, best, high = (events[name] for name in DEATHS)
    zero = ibis.cases((best.notnull() | high.notnull(), 0))
    filled = (ibis.coalesce(low, best, zero), ibis.coalesce(best, low, zero), ibis.coalesce(high, best, low))
    return dict(zip(DEATHS, filled, strict=True))


def unstated(events: Expression) -> ir.IntegerValue:
    """1 for an event without any figure of deaths, else 0."""
    return ibis.cases((reduce(and_, (events[name].isnull() for name in DEATHS)), 1), else_=0)


def answers_by_month(wanted: Wanted) -> bool:
    """True where counts by month know all that is asked."""
    if wanted.actors or wanted.words or wanted.credibility:
        return False
    window = wanted.window
    return window is None or (window.end.year - window.start.year) * 12 >= WHOLE_MONTHS_WORTH


def month_part(wanted: Wanted) -> Expression:
    """The counts of the whole months inside the window."""
    conditions = words_pass(MONTHS, wanted)
    if wanted.window:
        whole = whole_months(wanted.window)
        conditions += [MONTHS[Counts.month] >= whole.start, MONTHS[Counts.month] < whole.end]
    return MONTHS.filter(conditions) if conditions else MONTHS


def edge_part(wanted: Wanted, reach_days: int) -> Expression | None:
    """The events of the window that begin before its first whole month or after its last; None without a window."""
    if wanted.window is None:
        return None
    whole = whole_months(wanted.window)
    outside = (EVENTS[E.date] < whole.start) | (EVENTS[E.date] >= whole.end)
    return EVENTS.filter([*words_pass(EVENTS, wanted), *touches(wanted.window, reach_days), outside])


def whole_months(window: Span) -> Span:
    """The months that lie inside the window from first to last day; only for windows of some months."""
    start, end = window.start, window.end
    if start.day > 1:
        start = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return Span(start, end.replace(day=1))


def month_counts() -> Expression:
    """The table of counts by month, made from the events."""
    drawn = EVENTS.mutate(**{Counts.month: EVENTS[E.date].truncate("M"), Counts.drawn: drawable(EVENTS)})
    nowhere = ibis.null("int32")
    cells = {
        name: ibis.cases((drawn[Counts.drawn], at), else_=nowhere) for name, at in cell_of(drawn, MONTHS_LEVEL).items()
    }
    placed = drawn.mutate(**cells)
    grouped = placed.group_by(Counts.month, *MONTHS_WORDS, Counts.drawn, Counts.column, Counts.row)
    counted = grouped.aggregate(**sums(placed))
    return counted.select(*MONTHS.columns).order_by(Counts.month)


def actor_lists() -> Expression:
    """The table of distinct lists of actors, made from the events."""
    return (
        EVENTS.group_by(E.actors)
        .aggregate(**{Counts.number: EVENTS.count()})
        .order_by(ibis.desc(Counts.number), E.actors)
    )


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


def companions(dialect: str) -> dict[str, str]:
    """The queries that make the counts by month and the actor lists, by the name of the table each belongs into."""
    made = {MONTHS_TABLE: month_counts(), LISTS_TABLE: actor_lists()}
    return {name: str(ibis.to_sql(expression, dialect=dialect)) for name, expression in made.items()}
