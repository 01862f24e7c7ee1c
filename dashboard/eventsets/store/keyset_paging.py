"""Events page after page in one order that nobody chooses: each page begins behind the last event of the one before.

Unlike pages by number, none is dearer than the first, and events that come in meanwhile move no other ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import ibis.expr.types as ir

from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.ibis_filters import narrowed
from dashboard.eventsets.store.tables import Counts, Expression
from dashboard.eventsets.table import ImportedEvents as E

ORDER: Final = (E.date, E.dataset, E.event_id)
"""No two events are equal in all of it."""


class Position(NamedTuple):
    """Where an event stands in the order."""

    day: date
    dataset: str
    event_id: str


@dataclass(frozen=True)
class Bounds:
    """What is asked beside the filters: a box, whose west may lie east of its east, and first and last day."""

    box: tuple[float, float, float, float] | None = None
    first: date | None = None
    last: date | None = None


def events_after(wanted: Wanted, reach_days: int, bounds: Bounds, position: Position | None, size: int) -> Expression:
    """The first events that pass, of those behind a position; every column in full."""
    events = _passing(wanted, reach_days, bounds)
    if position is not None:
        events = events.filter(_behind(events, position))
    return events.order_by(*ORDER).limit(size)


def number_of(wanted: Wanted, reach_days: int, bounds: Bounds) -> Expression:
    """One row: how many events pass."""
    events = _passing(wanted, reach_days, bounds)
    return events.aggregate(**{Counts.number: events.count()})


def _passing(wanted: Wanted, reach_days: int, bounds: Bounds) -> Expression:
    events = narrowed(wanted, reach_days)
    conditions: list[ir.BooleanValue] = []
    if bounds.first is not None:
        conditions.append(events[E.date_end] >= bounds.first)
    if bounds.last is not None:
        conditions.append(events[E.date] <= bounds.last)
    if bounds.box is not None:
        conditions += _inside(events, *bounds.box)
    return events.filter(conditions) if conditions else events


def _inside(events: Expression, west: float, south: float, east: float, north: float) -> list[ir.BooleanValue]:
    longitude = events[E.longitude]
    around = (longitude >= west) & (longitude <= east) if west <= east else (longitude >= west) | (longitude <= east)
    return [around, events[E.latitude] >= south, events[E.latitude] <= north]


def _behind(events: Expression, position: Position) -> ir.BooleanValue:
    day, dataset, event_id = (events[name] for name in ORDER)
    same_day = (dataset > position.dataset) | ((dataset == position.dataset) & (event_id > position.event_id))
    return (day > position.day) | ((day == position.day) & same_day)
