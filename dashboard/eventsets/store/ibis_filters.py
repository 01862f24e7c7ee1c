"""The filters as Ibis expressions: what of the table passes them."""

from __future__ import annotations

from functools import reduce
from operator import add, or_
from typing import Final

import ibis
import ibis.expr.types as ir

from dashboard.eventsets.store.event_filter import Wanted, earliest_touching, first_days_reaching
from dashboard.eventsets.store.tables import EVENTS, LISTS, Expression
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.schema import LIST_SEPARATOR
from dashboard.record.vocabulary import KINDS
from dashboard.timespan import Span

SEARCHED: Final = (E.note, E.place, E.admin1, E.actors, E.source, E.source_kind, E.event_id, E.dataset)


def narrowed(wanted: Wanted, reach_days: int, lists: bool = False) -> Expression:
    """The events that pass every filter.

    ``reach_days`` is the most days that any event goes on; ``lists`` says that the table of actor lists is there.
    """
    conditions = words_pass(EVENTS, wanted)
    if wanted.window:
        conditions += touches(wanted.window, reach_days)
    if wanted.actors:
        conditions.append(_names_any(wanted.actors, lists))
    if wanted.credibility:
        conditions.append(EVENTS[E.credibility] <= wanted.credibility)
    conditions += [_mentions(word) for word in wanted.words]
    return EVENTS.filter(conditions) if conditions else EVENTS


def words_pass(table: Expression, wanted: Wanted) -> list[ir.BooleanValue]:
    """The filters on columns of few words, which both the events and their counts have."""
    asked = {
        E.country: wanted.country,
        E.admin1: wanted.admin1,
        E.kind: wanted.kind,
        E.place_precision: wanted.precision,
        E.dataset: wanted.dataset,
    }
    return [table[name].isin(words) for name, words in asked.items() if words]


def touches(window: Span, reach_days: int) -> list[ir.BooleanValue]:
    """Events whose days, or the period their date stands for, touch the window, as ``query.within`` has it.

    The first condition follows from the others; by it engines skip whole blocks of rows.
    """
    day = EVENTS[E.date]
    reached = [(day >= window.start) | (EVENTS[E.date_end] >= window.start)]
    reached += [
        (EVENTS[E.date_precision] == precision) & (day >= first)
        for precision, first in first_days_reaching(window.start).items()
    ]
    return [day >= earliest_touching(window, reach_days), day < window.end, reduce(or_, reached)]


def naming(actors: tuple[str, ...]) -> Expression:
    """The lists of actors that hold one of these names: one row, how many there are and how many hold several."""
    held = LISTS.filter(_holds_any(LISTS, actors))
    names = reduce(add, (_holds(held, name).cast("int32") for name in actors))
    return held.aggregate(lists=held.count(), several=(names > 1).sum().cast("int64"))


def _names_any(actors: tuple[str, ...], lists: bool) -> ir.BooleanValue:
    """The list of actors holds one of these names, whole and spelt so."""
    if not lists:
        return _holds_any(EVENTS, actors)
    return EVENTS[E.actors].isin(LISTS.filter(_holds_any(LISTS, actors))[E.actors])


def _holds_any(table: Expression, actors: tuple[str, ...]) -> ir.BooleanValue:
    return reduce(or_, (_holds(table, name) for name in actors))


def _holds(table: Expression, name: str) -> ir.BooleanValue:
    fenced = ibis.literal(LIST_SEPARATOR) + table[E.actors] + LIST_SEPARATOR
    return fenced.contains(f"{LIST_SEPARATOR}{name}{LIST_SEPARATOR}")


def _mentions(word: str) -> ir.BooleanValue:
    """The word stands anywhere in the texts of the event, or in the name of its kind."""
    kinds = [kind for kind in KINDS if word in kind.replace("_", " ")]
    found = [EVENTS[name].lower().contains(word) for name in SEARCHED]
    return reduce(or_, [*found, EVENTS[E.kind].isin(kinds)] if kinds else found)
