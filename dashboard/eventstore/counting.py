"""The tables that a DuckDB store keeps beside its events, so that counts need not be made anew for every question.

Counts stand by term: all events, and those of each actor. An event of two actors is counted under both, so that the
counts of several actors may be added only where no event names two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import duckdb
import ibis

from dashboard.eventplane import ImportedEvents as E
from dashboard.eventstore.measures import cell_of, drawable, sums
from dashboard.eventstore.table import (
    CELLS,
    CELLS_TABLE,
    COUNTED_LEVEL,
    COUNTED_WORDS,
    DEATHS,
    EVENTS,
    EVERY_EVENT,
    GROUPS,
    GROUPS_TABLE,
    LISTS,
    LISTS_TABLE,
    MEASURES,
    MONTHS,
    MONTHS_TABLE,
    NAMES,
    NAMES_TABLE,
    Counts,
    Expression,
)
from dashboard.schema import LIST_SEPARATOR

TERMS_TABLE: Final = "list_terms"
TERMS: Final = ibis.table({E.actors: "string", Counts.term: "int32"}, name=TERMS_TABLE)
"""Under which terms the events of a list of actors are counted; needed only while counting."""
OF_COUNTS: Final = "_counts"
"""Ends the name of a table of counts by number of group; the view without it names the group's words."""


def write_companions(store: duckdb.DuckDBPyConnection) -> None:
    """Makes all tables beside the events anew, in the same transaction if any.

    Whatever writes events calls this when it is done; a store whose counts miss an event is read without them.
    """
    for name in (MONTHS_TABLE, CELLS_TABLE):
        store.execute(f"DROP VIEW IF EXISTS {name}")
    steps = {
        LISTS_TABLE: _actor_lists(),
        NAMES_TABLE: _names(),
        GROUPS_TABLE: _groups(),
        TERMS_TABLE: _terms(),
        MONTHS_TABLE + OF_COUNTS: _month_counts(),
        CELLS_TABLE + OF_COUNTS: _cell_counts(),
    }
    for name, made in steps.items():
        kept = "TEMP TABLE" if name == TERMS_TABLE else "TABLE"
        store.execute(f"CREATE OR REPLACE {kept} {name} AS {ibis.to_sql(made, dialect='duckdb')}")
    store.execute(f"DROP TABLE {TERMS_TABLE}")
    for name, table in ((MONTHS_TABLE, MONTHS), (CELLS_TABLE, CELLS)):
        columns = ", ".join(table.columns)
        store.execute(
            f"CREATE VIEW {name} AS SELECT {columns} FROM {name}{OF_COUNTS} JOIN {GROUPS_TABLE} USING ({Counts.group})"
        )


def _actor_lists() -> Expression:
    counted = EVENTS.group_by(E.actors).aggregate(**{Counts.number: EVENTS.count()})
    return counted.order_by(ibis.desc(Counts.number), E.actors)


def _split(lists: Expression) -> Expression:
    """Each list once with each of its actors."""
    names = lists[E.actors].split(LIST_SEPARATOR).unnest()
    return lists.select(E.actors, Counts.number, **{Counts.actor: names}).distinct()


def _names() -> Expression:
    each = _split(LISTS)
    counted = each.group_by(Counts.actor).aggregate(**{Counts.number: each[Counts.number].sum().cast("int64")})
    numbers = ibis.row_number().over(order_by=[ibis.desc(Counts.number), Counts.actor]) + EVERY_EVENT + 1
    return counted.filter(counted[Counts.actor] != "").select(
        **{Counts.term: numbers.cast("int32")}, **{name: counted[name] for name in (Counts.actor, Counts.number)}
    )


def _grouped() -> Expression:
    return EVENTS.mutate(**{Counts.drawn: drawable(EVENTS)})


def _groups() -> Expression:
    different = _grouped().select(*COUNTED_WORDS, Counts.drawn).distinct()
    numbers = ibis.row_number().over(order_by=[*COUNTED_WORDS, Counts.drawn]).cast("int32")
    return different.select(**{Counts.group: numbers}, **{name: different[name] for name in different.columns})


def _terms() -> Expression:
    every = LISTS.select(E.actors, **{Counts.term: ibis.literal(EVERY_EVENT, "int32")})
    return every.union(_split(LISTS).join(NAMES, Counts.actor).select(E.actors, Counts.term))


def _counted(events: Expression, period: str, places: Sequence[str], names: Sequence[str]) -> Expression:
    """The measures by term, period, group and what else there is."""
    numbered = events.join(GROUPS, [*COUNTED_WORDS, Counts.drawn]).join(TERMS, E.actors)
    counted = numbered.group_by(Counts.term, period, Counts.group, *places).aggregate(**sums(numbered, names))
    return counted.order_by(Counts.term, period)


def _month_counts() -> Expression:
    events = _grouped().mutate(**{Counts.month: EVENTS[E.date].truncate("M")})
    return _counted(events, Counts.month, (), MEASURES)


def _cell_counts() -> Expression:
    drawn = _grouped().filter(drawable(EVENTS))
    events = drawn.mutate(**{Counts.year: drawn[E.date].truncate("Y")}, **cell_of(drawn, COUNTED_LEVEL))
    return _counted(events, Counts.year, (Counts.column, Counts.row), (Counts.number, *DEATHS))
