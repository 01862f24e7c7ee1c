"""Imported events near given reports in place and time, found by blocks so that it scales.

Both sides are put into blocks of a month and a cell; only within a block are an event and a report compared, and the
engine does it. A report stands in every block that an event near enough could lie in, an event in exactly one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import cos, radians
from typing import Any, Final

import ibis
import ibis.expr.types as ir
import pandas as pd

from dashboard.eventsets.store.grid import column, row
from dashboard.eventsets.store.measures import cell_of, drawable
from dashboard.eventsets.store.queries import Question
from dashboard.eventsets.store.tables import Counts, Expression
from dashboard.eventsets.table import ImportedEvents as E

NEAR_KM: Final = 5.0
NEAR_DAYS: Final = 2
WIDEST_KM: Final = 30.0
"""Less than a cell of ``LEVEL`` is wide anywhere up to 40 degrees from the equator: neighbouring cells suffice."""
LEVEL: Final = 10
LONGEST_DAYS: Final = 62
"""Days that an event may go on after its first and still be found by its last."""
KM_A_DEGREE: Final = 111.195
MOST_A_REPORT: Final = 20

REPORT: Final = "report"
KM: Final = "km"
LIMIT: Final = "limit_km"
SHOWN: Final = (
    *(E.dataset, E.event_id, E.kind, E.date, E.date_end, E.date_precision, E.place, E.latitude, E.longitude),
    *(E.radius_km, E.actors, E.deaths_low, E.deaths_best, E.deaths_high),
)


@dataclass(frozen=True)
class SoughtReport:
    """What is looked for: a place known to ``radius_km``, the days from ``first`` to ``last``, and kinds."""

    report: str
    latitude: float
    longitude: float
    radius_km: float
    first: date
    last: date
    kinds: tuple[str, ...]


def candidates(question: Question, reports: list[SoughtReport]) -> Expression:
    """Pairs of a report and an event near it, the nearest ``MOST_A_REPORT`` in time and then place for each report.

    Columns: ``report``, those of the event, ``km`` between them and ``limit_km``, how far apart they may be.
    """
    blocks = ibis.memtable(pd.DataFrame([block for report in reports for block in _blocks(report)]))
    drawn = question.events.filter(drawable(question.events), question.events[E.date_precision] != "year")
    events = drawn.mutate(**cell_of(drawn, LEVEL), **{Counts.month: drawn[E.date].truncate("M")})
    pairs = events.join(blocks, [Counts.month, Counts.column, Counts.row])
    compatible = pairs.filter(*_compatible(pairs))
    near = compatible.mutate(**_distances(compatible))
    within = near.filter(near[KM] <= near[LIMIT])
    apart = within[E.date].delta(within["first"], unit="day").abs()
    order = [apart, within[KM], within[E.dataset], within[E.event_id]]
    ranked = within.mutate(rank=ibis.row_number().over(group_by=REPORT, order_by=order))
    return ranked.filter(ranked["rank"] < MOST_A_REPORT).select(REPORT, *SHOWN, KM, LIMIT)


def _blocks(report: SoughtReport) -> Iterator[dict[str, Any]]:
    """The report once for each month and cell in which an event near it may stand."""
    early = report.first - timedelta(days=NEAR_DAYS)
    late = report.last + timedelta(days=NEAR_DAYS)
    own = {
        REPORT: report.report,
        "first": report.first,
        "early": early,
        "early_week": early - timedelta(days=6),
        "early_month": early.replace(day=1),
        "late": late,
        "report_latitude": report.latitude,
        "report_longitude": report.longitude,
        "km_east": KM_A_DEGREE * cos(radians(report.latitude)),
        "report_radius": min(max(report.radius_km, NEAR_KM), WIDEST_KM),
        "kinds": f"|{'|'.join(report.kinds)}|",
    }
    middle = column(report.longitude, LEVEL), row(report.latitude, LEVEL)
    for month, east, north in product(_months(early - timedelta(days=LONGEST_DAYS), late), (-1, 0, 1), (-1, 0, 1)):
        yield {**own, Counts.month: month, Counts.column: middle[0] + east, Counts.row: middle[1] + north}


def _months(first: date, last: date) -> list[date]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _compatible(pairs: Expression) -> list[ir.BooleanValue]:
    """Pairs of one kind of incident whose days, or the periods their dates stand for, come near enough."""
    day, precision = pairs[E.date], pairs[E.date_precision]
    reaches = (
        (pairs[E.date_end] >= pairs["early"])
        | ((precision == "week") & (day >= pairs["early_week"]))
        | ((precision == "month") & (day >= pairs["early_month"]))
    )
    of_kind = pairs["kinds"].contains(ibis.literal("|") + pairs[E.kind] + "|")
    return [day <= pairs["late"], reaches, of_kind]


def _distances(pairs: Expression) -> dict[str, ir.FloatingValue]:
    """Kilometres between the two on a plane true at the report, and how many there may be."""
    north = (pairs[E.latitude] - pairs["report_latitude"]) * KM_A_DEGREE
    east = (pairs[E.longitude] - pairs["report_longitude"]) * pairs["km_east"]
    limit = ibis.least(ibis.greatest(pairs["report_radius"], pairs[E.radius_km]), WIDEST_KM)
    return {KM: (north * north + east * east).sqrt(), LIMIT: limit}
