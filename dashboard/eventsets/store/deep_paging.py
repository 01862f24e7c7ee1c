"""Reaching a page in the middle of millions of sorted events: to count what stands before it is less than to sort."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import ibis.expr.types as ir
import pandas as pd

from dashboard.eventsets.store.queries import Order, Question
from dashboard.eventsets.store.tables import Counts
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.timespan import Span

NEAR_THE_TOP: Final = 2_000
"""Rows up to here are read at once where the events are stored in their order: by date."""

Ask = Callable[[ir.Table], pd.DataFrame]
Reached = tuple[Question, Order, range]


def reach(ask: Ask, question: Question, order: Order, rows: range) -> Reached:
    """The same rows as the first or nearly the first rows of a narrower question.

    Sorted by a column other than the date, events of one value follow each other by date; so first the value is
    found, then the month, then the day.
    """
    if order.column != E.date:
        held = ask(question.values_at(order, rows))
        if held.empty:
            return question, order, rows
        before = int(held["upto"].iloc[0] - held[Counts.number].iloc[0])
        values = tuple(None if pd.isna(value) else value for value in held["value"])
        question = replace(question, holding=(order.column, values))
        rows = range(rows.start - before, rows.stop - before)
        if len(values) > 1:
            return question, order, rows
        order = Order(E.date, descending=False)
    elif rows.start < NEAR_THE_TOP:
        return question, order, rows
    for unit in ("M", "D"):
        question, rows = _leap(ask, question, unit, order, rows)
    return question, order, rows


def _leap(ask: Ask, question: Question, unit: str, order: Order, rows: range) -> tuple[Question, range]:
    """The question kept to the periods in which these rows of the order begin, and which rows they are there."""
    counted = ask(question.tempo(unit)).groupby("period")[Counts.number].sum()
    counts = counted.sort_index(ascending=not order.descending)
    upto = counts.cumsum()
    held = counts.index[(upto > rows.start) & (upto - counts < rows.stop)]
    if held.empty:
        return question, rows
    before = int((upto - counts)[held[0]])
    begins = Span.of_days(held.min().date(), held.max().to_period(unit).end_time.date())
    return replace(question, begins=begins), range(rows.start - before, rows.stop - before)
