"""What the imported sets hold at all: days, areas, kinds and actors to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import ibis

from dashboard.eventsets.store.tables import EVENTS, Expression
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.schema import LIST_SEPARATOR

MOST_AREAS: Final = 1_000
MOST_ACTOR_LISTS: Final = 5_000
"""Most frequent lists of actors that are read for their names. An actor in none of them is still found under the
names and aliases of the record's forces."""


@dataclass(frozen=True)
class Facets:
    """Counts and words of all sets together; ``actors`` and ``admin1`` are spellings, the most frequent first."""

    count: int
    first: date | None
    last: date | None
    reach_days: int
    country: tuple[str, ...]
    admin1: tuple[str, ...]
    kind: tuple[str, ...]
    dataset: tuple[str, ...]
    actors: tuple[str, ...]


def extent() -> Expression:
    """One row: how many events, from when to when, and the most days that any goes on."""
    length = EVENTS[E.date_end].delta(EVENTS[E.date], unit="day")
    return EVENTS.aggregate(
        count=EVENTS.count(), first=EVENTS[E.date].min(), last=EVENTS[E.date_end].max(), reach=length.max()
    )


def words_of(column: str, most: int = MOST_AREAS) -> Expression:
    """The words of a column, the most frequent first."""
    counted = EVENTS.group_by(word=EVENTS[column]).aggregate(number=EVENTS.count())
    return counted.order_by(ibis.desc("number"), "word").limit(most)


def split_actors(lists: list[str]) -> tuple[str, ...]:
    """The single actors of these lists, in order of first mention."""
    return tuple(dict.fromkeys(actor for cell in lists for actor in cell.split(LIST_SEPARATOR) if actor))
