"""The tables that a DuckDB store keeps beside its events, so that counts need not be made anew for every question.

Counts stand by term: all events, and those of each actor. An event of two actors is counted under both, so that the
counts of several actors may be added only where no event names two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import duckdb
import ibis
import ibis.expr.types as ir

from dashboard.eventsets.store.measures import band, cell_of, drawable, unstated
from dashboard.eventsets.store.tables import (
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
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.schema import LIST_SEPARATOR

LIST: Final = "list_id"
NUMBERS_TABLE: Final = "list_numbers"
NUMBERS: Final = ibis.table({LIST: "int32", E.actors: "string", Counts.number: "int64"}, name=NUMBERS_TABLE)
"""Every list of actors with a number."""
TERMS_TABLE: Final = "list_terms"
TERMS: Final = ibis.table({LIST: "int32", Counts.term: "int32"}, name=TERMS_TABLE)
"""Under which actors the events of a list are counted."""
FIGURES_TABLE: Final = "event_figures"
FIGURES: Final = ibis.table(
    {
        LIST: "int32",
        Counts.group: "int32",
        E.date: "date",
        Counts.column: "int32",
        Counts.row: "int32",
        **dict.fromkeys(DEATHS, "int32"),
        Counts.unstated: "int32",
    },
    name=FIGURES_TABLE,
)
"""What is counted of each event, all of it numbers, with no cell where it is not drawn: texts are read only once."""
SQL_TYPES: Final = {"string": "VARCHAR", "date": "DATE", "int32": "INTEGER", "int64": "BIGINT", "boolean": "BOOLEAN"}
PASSING: Final = (NUMBERS_TABLE, TERMS_TABLE, FIGURES_TABLE)
"""Tables that are needed only while counting."""
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
        NUMBERS_TABLE: _numbers(),
        TERMS_TABLE: _terms(),
        FIGURES_TABLE: _figures(),
        MONTHS_TABLE + OF_COUNTS: _month_counts(),
        CELLS_TABLE + OF_COUNTS: _cell_counts(),
    }
    for name, made in steps.items():
        kept = "TEMP TABLE" if name in PASSING else "TABLE"
        store.execute(f"CREATE OR REPLACE {kept} {name} AS {_typed(made)}")
    for name in PASSING:
        store.execute(f"DROP TABLE {name}")
    for name, table in ((MONTHS_TABLE, MONTHS), (CELLS_TABLE, CELLS)):
        columns = ", ".join(table.columns)
        store.execute(
            f"CREATE VIEW {name} AS SELECT {columns} FROM {name}{OF_COUNTS} JOIN {GROUPS_TABLE} USING ({Counts.group})"
        )


def _typed(made: Expression) -> str:
    """SELECT in the types that Ibis names; DuckDB itself takes twice as wide ones for sums and for months."""
    columns = ", ".join(f"CAST({name} AS {SQL_TYPES[str(kind)]}) AS {name}" for name, kind in made.schema().items())
    return f"SELECT {columns} FROM ({ibis.to_sql(made, dialect='duckdb')})"


def _actor_lists() -> Expression:
    counted = EVENTS.group_by(E.actors).aggregate(**{Counts.number: EVENTS.count()})
    return counted.order_by(ibis.desc(Counts.number), E.actors)


def _split(lists: Expression) -> Expression:
    """Each list once with each of its actors."""
    names = lists[E.actors].split(LIST_SEPARATOR).unnest()
    return lists.select(*lists.columns, **{Counts.actor: names}).distinct()


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


def _numbers() -> Expression:
    return LISTS.select(**{LIST: ibis.row_number().cast("int32")}, **{name: LISTS[name] for name in LISTS.columns})


def _terms() -> Expression:
    return _split(NUMBERS).join(NAMES, Counts.actor).select(LIST, Counts.term)


def _figures() -> Expression:
    events = _grouped()
    cell = {name: ibis.cases((events[Counts.drawn], at)) for name, at in cell_of(events, COUNTED_LEVEL).items()}
    figures = {**cell, **band(events), Counts.unstated: unstated(events)}
    narrow = events.select(
        *COUNTED_WORDS, Counts.drawn, E.actors, E.date, **{name: each.cast("int32") for name, each in figures.items()}
    )
    return narrow.join(GROUPS, [*COUNTED_WORDS, Counts.drawn]).join(NUMBERS, E.actors).select(*FIGURES.columns)


def _counted(unit: str, period: str, figures: Expression, places: Sequence[str], names: Sequence[str]) -> Expression:
    """The measures by term, period, group and what else there is."""
    dated = figures.mutate(**{period: figures[E.date].truncate(unit)})
    every = dated.mutate(**{Counts.term: ibis.literal(EVERY_EVENT, "int32")})
    counted = [
        rows.group_by(Counts.term, period, Counts.group, *places).aggregate(**_totals(rows, names))
        for rows in (every, dated.join(TERMS, LIST))
    ]
    return ibis.union(*counted).order_by(Counts.term, period)


def _totals(figures: Expression, names: Sequence[str]) -> dict[str, ir.Scalar]:
    extremes = {Counts.first: figures[E.date].min(), Counts.last: figures[E.date].max()}
    whole = (Counts.unstated, *DEATHS)
    totals = {Counts.number: figures.count(), **{name: figures[name].sum() for name in whole}}
    return {name: {**totals, **extremes}[name] for name in names}


def _month_counts() -> Expression:
    return _counted("M", Counts.month, FIGURES, (), MEASURES)


def _cell_counts() -> Expression:
    drawn = FIGURES.filter(FIGURES[Counts.column].notnull())
    return _counted("Y", Counts.year, drawn, (Counts.column, Counts.row), (Counts.number, *DEATHS))
