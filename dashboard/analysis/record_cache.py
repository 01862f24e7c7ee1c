"""The record and its control, worked out once a process for the pages and the HTTP API alike."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Condition, Lock
from typing import Any, Final, TypeVar

import pandas as pd
from cachetools import LRUCache, cached

from dashboard.control.derive import default_rule, derive_control
from dashboard.control.on_day import changes_of_hands
from dashboard.control.rules import RULES, Rule
from dashboard.record.dataset import Dataset
from dashboard.record.load import name_index, read_dataset
from dashboard.record.looks import Looks
from dashboard.record.schema import Places
from dashboard.record.spelling import NameIndex
from dashboard.timespan import EARLIEST

RECORDS_KEPT: Final = 4
CONTROLS_KEPT: Final = 64
INTERVALS_KEPT: Final = 100_000
"""The day of ``known`` is anybody's choice, so what is kept for it has to be bounded."""

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """A dataset with what everybody needs beside it. Shared between threads: read-only."""

    dataset: Dataset
    is_shipped: bool
    rule: str
    """The rule it is shown by where none is chosen."""
    looks: Looks
    place_names: NameIndex

    @property
    def reach(self) -> tuple[date, date]:
        """The first and the last day that can be asked for."""
        return min(EARLIEST, self.dataset.first_day), max(self.dataset.last_day, date.today())


@dataclass(frozen=True)
class Control:
    """Who held what by one rule, from what was published by ``known`` (None: by today)."""

    rule: Rule
    known: date | None
    intervals: pd.DataFrame
    changes: pd.DataFrame


def bounded(entries: int, units: int, size: Callable[[T], int]) -> LRUCache[Any, T]:
    """A cache of at most ``entries`` values and ``units`` of size, yet always of three: as many as there are rules."""
    return LRUCache(units, getsizeof=lambda value: min(max(size(value), units // entries), units // len(RULES)))


def read_once() -> Reading:
    """The record that ``DASHBOARD_DATA`` names, or the shipped one; ``DataError`` where it cannot be read."""
    return reading_of(os.environ.get("DASHBOARD_DATA") or None)


@cached(LRUCache(RECORDS_KEPT), condition=Condition())
def reading_of(location: str | None) -> Reading:
    """The record at a location; who asks while it is being read waits for it."""
    dataset = read_dataset(location)
    rule, names = default_rule(dataset.events).name, name_index(dataset.places, Places)
    return Reading(dataset, location is None, rule, Looks(dataset.forces), names)


def _key(dataset: Dataset, rule: str, known: date | None = None) -> tuple[str, str, date | None]:
    return dataset.digest, rule, known


_ONE_AT_A_TIME: Final = Lock()
"""Threads that derive at the same time would only take turns, and slow down the pages."""


@cached(bounded(CONTROLS_KEPT, INTERVALS_KEPT, lambda control: len(control.intervals)), key=_key, condition=Condition())
def control_of(dataset: Dataset, rule: str, known: date | None = None) -> Control:
    """Who held what by this rule. The dataset is known by its digest."""
    with _ONE_AT_A_TIME:
        intervals = derive_control(dataset.events, dataset.forces, RULES[rule], known)
    return Control(RULES[rule], known, intervals, changes_of_hands(intervals))
