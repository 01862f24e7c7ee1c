"""The tables that questions are put to, bound to no engine."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from dashboard.eventplane import ImportedEvents, engine_types
from dashboard.eventplane import ImportedEvents as E

Expression = ir.Table

EVENTS: Final = ibis.table(engine_types(), name=ImportedEvents.file)
DEATHS: Final = (E.deaths_low, E.deaths_best, E.deaths_high)


class Counts:
    """Names of the columns of counts: what they count by, and the measures."""

    month: Final = "month"
    drawn: Final = "drawn"
    column: Final = "cell_column"
    row: Final = "cell_row"
    number: Final = "number"
    unstated: Final = "unstated"
    first: Final = "first_date"
    last: Final = "last_date"


MEASURES: Final = (Counts.number, Counts.unstated, Counts.first, Counts.last, *DEATHS)

MONTHS_LEVEL: Final = 10
"""Cells of the counts by month, 0.35 degrees wide: those of the map up to zoom 7, which shows the whole valley."""

MONTHS_TABLE: Final = "events_by_month"
MONTHS_WORDS: Final = (E.dataset, E.kind, E.country, E.admin1, E.place_precision)
MONTHS: Final = ibis.table(
    {
        Counts.month: "date",
        **dict.fromkeys(MONTHS_WORDS, "string"),
        Counts.drawn: "boolean",
        Counts.column: "int32",
        Counts.row: "int32",
        Counts.number: "int64",
        Counts.unstated: "int64",
        Counts.first: "date",
        Counts.last: "date",
        **dict.fromkeys(DEATHS, "int64"),
    },
    name=MONTHS_TABLE,
)
"""Counts of events by month, cell and the words that filters ask for: a small table that answers for many rows."""

LISTS_TABLE: Final = "events_actor_lists"
LISTS: Final = ibis.table({E.actors: "string", Counts.number: "int64"}, name=LISTS_TABLE)
"""The distinct lists of actors, so that a name is looked for once a list and not once an event."""
