"""The record and its control, worked out once a process for the pages and the HTTP API alike."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from threading import Condition, Lock
from typing import Any, Final, TypeVar

import pandas as pd
from cachetools import LRUCache, cached

from dashboard.analysis.filter_options import filter_options
from dashboard.analysis.reader_tables import SourceName, report_table, source_names
from dashboard.control.changes import HANDS, transitions
from dashboard.control.derive import Evidence, default_rule, derive
from dashboard.control.on_day import fading_pieces
from dashboard.control.rules import RULES, Rule, Verdict
from dashboard.errors import DataError
from dashboard.record.cell_syntax import items
from dashboard.record.dataset import Dataset
from dashboard.record.editions import Withdrawals
from dashboard.record.load import name_index, read_dataset
from dashboard.record.looks import Looks
from dashboard.record.river import bank_reaches
from dashboard.record.schema import Events, Places
from dashboard.record.spelling import NameIndex
from dashboard.timespan import EARLIEST

RECORDS_KEPT: Final = 4
CONTROLS_KEPT: Final = 64
INTERVALS_KEPT: Final = 100_000
"""The day of ``known`` is anybody's choice, so what is kept for it has to be bounded."""

T = TypeVar("T")
Options = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Record:
    """A dataset with what everybody needs beside it. Shared between threads and sessions: read-only."""

    dataset: Dataset
    location: str | None
    """Where it was read; None for the shipped one."""
    rule: str
    """The rule it is shown by where none is chosen."""
    looks: Looks
    table: pd.DataFrame
    place_names: NameIndex
    named: dict[str, str]
    sources: dict[str, SourceName]
    options: dict[str, dict[str, str]]
    """Ids and labels of every choice of the filters, in the order in which they are offered."""
    event_rows: dict[str, int]
    """The row of each report by its id, present or former."""
    reaches: pd.DataFrame
    """Stretches of the banks of the Euphrates, each with the place that stands for it."""

    @property
    def is_shipped(self) -> bool:
        return self.location is None

    @cached_property
    def withdrawn(self) -> dict[str, dict[Any, Any]]:
        """The reports that it no longer holds, by id: ``Withdrawals`` column by column."""
        rows = self.dataset.withdrawn.to_dict("records")
        return {row[Withdrawals.report_id]: row for row in rows}

    def event(self, event_id: str) -> Mapping[Any, Any] | None:
        """The report with this id, column by column; None where there is none."""
        row = self.event_rows.get(event_id)
        return None if row is None else self.dataset.events.iloc[row].to_dict()

    @property
    def latest(self) -> date:
        """The last day that can be asked for, and to which holdings are drawn: asked anew, as it ends today."""
        return max(self.dataset.last_day, date.today())

    @property
    def reach(self) -> tuple[date, date]:
        """The first and the last day that can be asked for."""
        return min(EARLIEST, self.dataset.first_day), self.latest


@dataclass(frozen=True)
class Control:
    """Who held what by one rule, from what was published by ``known`` (None: by today)."""

    rule: Rule
    known: date | None
    intervals: pd.DataFrame
    verdicts: Mapping[str, Verdict]
    """What the rule made of each report that says who holds a place, by its id."""
    transitions: pd.DataFrame
    """From one holder to the next: changes of hands, successions and changes of partners (``control.changes``)."""

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The transitions in which a place changed hands."""
        hands: pd.DataFrame = self.transitions[self.transitions["change"] == HANDS]
        return hands

    @cached_property
    def pieces(self) -> pd.DataFrame:
        """The intervals cut where they begin or cease to be faded; only what draws them over time needs it."""
        return fading_pieces(self.intervals)


def bounded(entries: int, units: int, size: Callable[[T], int]) -> LRUCache[Any, T]:
    """A cache of at most ``entries`` values and ``units`` of size, yet always of three: as many as there are rules."""
    return LRUCache(units, getsizeof=lambda value: min(max(size(value), units // entries), units // len(RULES)))


def read_once() -> Record:
    """The record that ``DASHBOARD_DATA`` names, or the shipped one; ``DataError`` where it cannot be read."""
    return record_of(_location())


def is_read() -> bool:
    """True where ``read_once`` answers at once."""
    return record_of.cache_key(_location()) in record_of.cache


def _location() -> str | None:
    return os.environ.get("DASHBOARD_DATA") or None


@cached(LRUCache(RECORDS_KEPT), condition=Condition())
def record_of(location: str | None) -> Record:
    """The record at a location; who asks while it is being read waits for it."""
    dataset = read_dataset(location)
    places, looks = dataset.places, looks_of(dataset)
    record = Record(
        dataset=dataset,
        location=location,
        rule=default_rule(dataset.events).name,
        looks=looks,
        table=report_table(dataset, looks),
        place_names=name_index(places, Places),
        named=dict(zip(places[Places.place_id], places[Places.name], strict=True)),
        sources=source_names(dataset),
        options=options_of(dataset),
        event_rows=_event_rows(dataset.events),
        reaches=bank_reaches(places),
    )
    _spare_the_collector()
    return record


@cached(LRUCache[str, Looks](RECORDS_KEPT), key=lambda dataset: dataset.digest, condition=Condition())
def looks_of(dataset: Dataset) -> Looks:
    """How the forces of a dataset look: their colours take a while to be chosen."""
    return Looks(dataset.forces)


@cached(LRUCache[str, Options](RECORDS_KEPT), key=lambda dataset: dataset.digest, condition=Condition())
def options_of(dataset: Dataset) -> Options:
    """Ids and labels of every choice of the filters."""
    return filter_options(dataset, looks_of(dataset))


def _event_rows(events: pd.DataFrame) -> dict[str, int]:
    """The row of each report by its id, and by those it had before."""
    former = enumerate(map(items, events[Events.former_ids]))
    rows = {old: row for row, ids in former for old in ids}
    return rows | {event_id: row for row, event_id in enumerate(events[Events.event_id])}


@cache
def _spare_the_collector() -> None:
    """Everything alive when the first record is read is left out of later garbage collections.

    Streamlit collects garbage after every run, and going through all modules and the record took 140 ms each time:
    more than the run. What is alive then stays alive as long as the server. This happens once: later, sessions are
    alive, too, and what of them is left out could never be freed again.
    """
    gc.collect()
    gc.freeze()


def _key(dataset: Dataset, rule: str, known: date | None = None) -> tuple[str, str, date | None]:
    return dataset.digest, rule, known


_ONE_AT_A_TIME: Final = Lock()
"""Threads that derive at the same time would only take turns, and slow down the pages."""


@cached(bounded(CONTROLS_KEPT, INTERVALS_KEPT, lambda control: len(control.intervals)), key=_key, condition=Condition())
def control_of(dataset: Dataset, rule: str, known: date | None = None) -> Control:
    """Who held what by this rule. The dataset is known by its digest."""
    with _ONE_AT_A_TIME:
        evidence = Evidence(dataset.events, dataset.forces, dataset.places, dataset.area_reports)
        intervals, verdicts = derive(evidence, RULES[rule], known)
    return Control(RULES[rule], known, intervals, verdicts, transitions(intervals, dataset.forces))


def warm_up() -> None:
    """The record and who held what by every rule are there, so that the first visitor need not wait for them."""
    with suppress(DataError):  # the pages say it
        record = read_once()
        for rule in sorted(RULES, key=lambda name: name != record.rule):
            control_of(record.dataset, rule)
