"""Events found among millions are kept at hand for one set of answers, so that they are looked for only once.

Those that words are found in are kept in the engine, however many there are: reading the texts is what takes long.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import ibis
import pandas as pd

from dashboard.eventsets.store.measures import is_long
from dashboard.eventsets.store.queries import DOT_COLUMNS, Order, Question
from dashboard.eventsets.store.tables import DEATHS, EVENTS, Expression
from dashboard.eventsets.table import ImportedEvents as E

MOST_FOUND: Final = 20_000
"""More are not kept; the search for them ends as soon as so many are found."""
FOUND: Final = tuple(dict.fromkeys((*DOT_COLUMNS, *DEATHS)))
TYPES: Final = {name: "float64" if name in DEATHS else str(EVENTS[name].type()) for name in FOUND}

Ask = Callable[[Expression], pd.DataFrame]
Keep = Callable[[Expression], Expression]
"""Makes a table of the events in the engine."""


def find(ask: Ask, keep: Keep, question: Question) -> Question:
    """The question, put to the events that pass where only reading every event tells which they are.

    Without words to look for they are kept only where they are few: reading numbers again takes less than keeping them.
    """
    if not question.companions or question.by_counts or not is_long(question.wanted):
        return question
    if question.wanted.words:
        return replace(question, found=keep(question.events.select(*FOUND)))
    found = ask(question.events.select(*FOUND).limit(MOST_FOUND + 1))
    if len(found) > MOST_FOUND:
        return question
    return replace(question, found=ibis.memtable(found, schema=ibis.schema(TYPES)))


def can_order(question: Question, order: Order) -> bool:
    """Whether the events at hand tell which stand on a page of this order."""
    return question.found is not None and order.column in FOUND


def found_page(ask: Ask, question: Question, order: Order, offset: int, size: int) -> pd.DataFrame:
    """A page of the events at hand, in full; only the days that they begin on are read."""
    if question.found is None:
        raise ValueError("no events are at hand")
    keys = ask(question.found.order_by(*order.keys).limit(size, offset=offset).select(E.dataset, E.event_id, E.date))
    if keys.empty:
        return ask(question.page(order, 0, size).limit(0))
    days = [pd.Timestamp(day).date() for day in (keys[E.date].min(), keys[E.date].max())]
    rows = EVENTS.filter(
        EVENTS[E.date].between(*days),
        EVENTS[E.event_id].isin(keys[E.event_id].tolist()),
        EVENTS[E.dataset].isin(keys[E.dataset].unique().tolist()),
    )
    page = ask(question.rows(rows))
    places = pd.MultiIndex.from_frame(keys[[E.dataset, E.event_id]])
    held = page.set_index([E.dataset, E.event_id], drop=False).loc[places]
    return held.reset_index(drop=True)
