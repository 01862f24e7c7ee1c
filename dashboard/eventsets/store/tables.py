"""The tables that questions are put to, bound to no engine."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from dashboard.eventsets.table import ImportedEvents, engine_types
from dashboard.eventsets.table import ImportedEvents as E

Expression = ir.Table

EVENTS: Final = ibis.table(engine_types(), name=ImportedEvents.file)
DEATHS: Final = (E.deaths_low, E.deaths_best, E.deaths_high)


class Counts:
    """Names of the columns of counts: what they count by, and the measures."""

    term: Final = "term"
    group: Final = "group_id"
    actor: Final = "actor"
    month: Final = "month"
    year: Final = "year"
    drawn: Final = "drawn"
    column: Final = "cell_column"
    row: Final = "cell_row"
    number: Final = "number"
    unstated: Final = "unstated"
    first: Final = "first_date"
    last: Final = "last_date"


MEASURES: Final = (Counts.number, Counts.unstated, Counts.first, Counts.last, *DEATHS)

COUNTED_LEVEL: Final = 10
"""Cells of the counts by year, 0.35 degrees wide: those of the map up to zoom 7, which shows the whole valley."""

COUNTED_WORDS: Final = (E.dataset, E.kind, E.country, E.admin1, E.place_precision)
EVERY_EVENT: Final = 0
"""The term under which all events are counted, whatever their actors."""

GROUPS_TABLE: Final = "events_groups"
GROUPS: Final = ibis.table(
    {Counts.group: "int32", **dict.fromkeys(COUNTED_WORDS, "string"), Counts.drawn: "boolean"}, name=GROUPS_TABLE
)
"""Every set of words that filters ask for together; counts hold its number, being many times as many."""

MONTHS_TABLE: Final = "events_by_month"
MONTHS: Final = ibis.table(
    {
        Counts.term: "int32",
        Counts.month: "date",
        **dict.fromkeys(COUNTED_WORDS, "string"),
        Counts.drawn: "boolean",
        Counts.number: "int64",
        Counts.unstated: "int64",
        Counts.first: "date",
        Counts.last: "date",
        **dict.fromkeys(DEATHS, "int64"),
    },
    name=MONTHS_TABLE,
)
"""Counts of all events and of those of each actor, by month and the words that filters ask for."""

CELLS_TABLE: Final = "events_by_cell"
CELLS: Final = ibis.table(
    {
        Counts.term: "int32",
        Counts.year: "date",
        **dict.fromkeys(COUNTED_WORDS, "string"),
        Counts.drawn: "boolean",
        Counts.column: "int32",
        Counts.row: "int32",
        Counts.number: "int64",
        **dict.fromkeys(DEATHS, "int64"),
    },
    name=CELLS_TABLE,
)
"""Counts of the drawn events, of all and of those of each actor, by year, cell and the words that filters ask for."""

LISTS_TABLE: Final = "events_actor_lists"
LISTS: Final = ibis.table({E.actors: "string", Counts.number: "int64"}, name=LISTS_TABLE)
"""The distinct lists of actors, so that a name is looked for once a list and not once an event."""

NAMES_TABLE: Final = "events_actors"
NAMES: Final = ibis.table({Counts.term: "int32", Counts.actor: "string", Counts.number: "int64"}, name=NAMES_TABLE)
"""Every actor by its exact spelling, and the term it is counted under."""
