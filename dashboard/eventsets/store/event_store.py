"""The event store: imported events on whatever engine holds them."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Hashable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from dashboard.errors import DataError
from dashboard.eventsets.store.answers import Answers
from dashboard.eventsets.store.connection import PAUSES, Connection
from dashboard.eventsets.store.contents import MOST_ACTOR_LISTS, MOST_AREAS, Facets, extent, split_actors, words_of
from dashboard.eventsets.store.engine import refusal
from dashboard.eventsets.store.engines import engine_for
from dashboard.eventsets.store.event_files import EventFile
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.ibis_filters import naming
from dashboard.eventsets.store.queries import Question, one_event
from dashboard.eventsets.store.tables import EVERY_EVENT, MONTHS, NAMES, Counts, Expression
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.eventsets.table import engine_types

VARIABLE: Final = "DASHBOARD_EVENTS"
FRESH_SECONDS: Final = 600
"""How long the facets of a database are kept; those of files only until the files change."""

PATIENCE_SECONDS: Final = 1.0
"""How long a session waits for another one that reads the facets before it reads them itself."""

Known = tuple[Hashable, float, Facets, bool]
"""The facets of a version, when they were read, and whether there are counts beside the events."""


def connect(spec: str | Path | None = None, pauses: tuple[float, ...] = PAUSES) -> EventStore:
    """The store at a folder or file, or an address of postgres:// or spark://; None takes DASHBOARD_EVENTS.

    Raises DataError if there is nothing of the kind. An engine that is away is no error here: it is asked again with
    every question.
    """
    wanted = os.environ.get(VARIABLE, "") if spec is None else spec
    if not str(wanted):
        raise refusal(VARIABLE, "it names no event store", "Set it to a path, or to postgres:// or spark://.")
    return EventStore(Connection(engine_for(wanted), pauses))


class EventStore:
    """Imported events, one or several sets; safe to use from many threads and sessions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reading = threading.Lock()
        self._kept: Known | None = None

    @property
    def name(self) -> str:
        """What to call it on a page; holds no password."""
        return self._connection.engine.name

    @property
    def version(self) -> Hashable:
        """Part of the key under which answers may be cached: changes when files do, and with time for databases."""
        engine = self._connection.engine
        return self._connection.version() if engine.in_files else int(time.time() // FRESH_SECONDS)

    @property
    def facets(self) -> Facets:
        """What the sets hold at all."""
        return self._known()[0]

    def narrow(self, wanted: Wanted) -> Answers:
        """Answers about the events that pass the filters."""
        keeper = self._connection.keeper
        return Answers(self.question(wanted), self.ask, keeper.keep)

    def question(self, wanted: Wanted) -> Question:
        """The filters, ready to be put to this store in a question of one's own."""
        facets, companions = self._known()
        terms = self._terms(wanted.actors) if companions and wanted.actors else (EVERY_EVENT,)
        return Question(wanted, facets.reach_days, companions, terms, self._connection.engine.skips_rows)

    def event(self, dataset: str, event_id: str) -> pd.DataFrame:
        """The event in full, as a frame of one row; of none if there is no such event."""
        return self.ask(one_event(dataset, event_id))

    def write(self, wanted: Wanted, file: EventFile, path: Path) -> None:
        """The file holds every event that passes the filters, with whole texts, in no order."""
        self._connection.write(self.question(wanted).events, file, path)

    def ask(self, question: Expression) -> pd.DataFrame:
        """The answer to any question about the table, in the types the dashboard uses."""
        return _typed(self._connection.ask(question), question)

    def close(self) -> None:
        self._connection.close()

    def _known(self) -> tuple[Facets, bool]:
        kept = self._fresh()
        if kept is None:
            # Who comes while another one reads waits for that a little; an engine that is away does not hold up
            # everybody in turn.
            is_ours = self._reading.acquire(timeout=PATIENCE_SECONDS)
            try:
                kept = self._fresh() or self._read()
            finally:
                if is_ours:
                    self._reading.release()
        return kept[2], kept[3]

    def _fresh(self) -> Known | None:
        """What was read last, if it can still be true."""
        kept, version = self._kept, self._connection.version()
        if kept is None or kept[0] != version:
            return None
        lasts = self._connection.engine.in_files or time.monotonic() - kept[1] <= FRESH_SECONDS
        return kept if lasts else None

    def _read(self) -> Known:
        version, now = self._connection.version(), time.monotonic()
        facets = self._read_facets()
        kept = self._kept = version, now, facets, self._has_companions(facets)
        return kept

    def _read_facets(self) -> Facets:
        whole = self.ask(extent()).iloc[0]
        words = {name: self._words(name) for name in (E.country, E.admin1, E.kind, E.dataset)}
        lists = self._words(E.actors, MOST_ACTOR_LISTS)
        first, last = (None if pd.isna(day) else pd.Timestamp(day).date() for day in (whole["first"], whole["last"]))
        reach = 0 if pd.isna(whole["reach"]) else int(whole["reach"])
        return Facets(int(whole["count"]), first, last, reach, **words, actors=split_actors(list(lists)))

    def _words(self, column: str, most: int = MOST_AREAS) -> tuple[str, ...]:
        words = self.ask(words_of(column, most))["word"]
        return tuple(word for word in words if word)

    def _terms(self, actors: tuple[str, ...]) -> tuple[int, ...] | None:
        """What the actors are counted under; None where an event of several of them would be counted twice."""
        terms = self.ask(NAMES.filter(NAMES[Counts.actor].isin(actors)).select(Counts.term))[Counts.term]
        if len(terms) > 1 and self.ask(naming(actors))["several"].iloc[0]:
            return None
        return tuple(int(term) for term in terms)

    def _has_companions(self, facets: Facets) -> bool:
        """True where the counts are there and count every event."""
        if not self._connection.engine.in_files:
            return False
        try:
            every = MONTHS.filter(MONTHS[Counts.term] == EVERY_EVENT)
            counted = self.ask(every.aggregate(**{Counts.number: every[Counts.number].sum().cast("int64")}))
        except DataError:
            return False
        return bool(counted[Counts.number].iloc[0] == facets.count)


def _typed(frame: pd.DataFrame, question: Expression) -> pd.DataFrame:
    """The same types from every engine: days as ``datetime64[s]``, text as ``str``, counts whole, the rest floats."""
    columns = engine_types()
    typed: dict[str, Any] = {}
    for name, kind in question.schema().items():
        cells = frame[name]
        if kind.is_temporal():
            typed[name] = pd.to_datetime(cells).dt.tz_localize(None).astype("datetime64[s]")
        elif kind.is_string():
            typed[name] = cells.fillna("").astype("str")
        elif kind.is_boolean():
            typed[name] = cells.astype("bool")
        else:
            measured = kind.is_floating() or (name in columns and name != E.row)
            typed[name] = cells.astype("float64" if measured or cells.isna().any() else "int64")
    return pd.DataFrame(typed)
