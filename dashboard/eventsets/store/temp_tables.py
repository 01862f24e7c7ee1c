"""The events that pass one filter, kept in DuckDB's memory while somebody holds the answers about them.

They lie in the database in memory that the connections of one process share, beside the file that is only read, within
the same limit of memory; beyond it DuckDB puts them on disk.
"""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Callable
from itertools import count
from typing import Final

import ibis
import ibis.expr.types as ir
from ibis.backends.sql import SQLBackend

CATALOG: Final = "memory"
SCHEMA: Final = "main"
MOST_KEPT: Final = 12
"""Filters whose events are kept at once; those kept longest go first, and are looked for again when asked for."""

_NUMBERS: Final = count(1)
Use = Callable[[Callable[[SQLBackend], None]], None]


class Keeper:
    """Makes and drops the tables; ``use`` hands a backend to what is to be done with it."""

    def __init__(self, use: Use) -> None:
        self._use, self._lock = use, threading.Lock()
        self._names: deque[str] = deque()
        # A finalizer may run anywhere, so that it only notes the name: it must wait for no lock.
        self._unwanted: deque[str] = deque()

    def keep(self, owner: object, events: ir.Table) -> ir.Table:
        """A table of these events, read once; it is dropped some time after the owner has gone."""
        name = f"kept_{next(_NUMBERS)}"
        weakref.finalize(owner, self._unwanted.append, name)
        with self._lock:
            self._names.append(name)
            while len(self._names) > MOST_KEPT:
                self._unwanted.append(self._names.popleft())
        self.drop_unwanted()
        self._use(lambda backend: _make(backend, name, events))
        return ibis.table(events.schema(), name=name, catalog=CATALOG, database=SCHEMA)

    def drop_unwanted(self) -> None:
        """Tables that nobody can ask any more are gone."""
        names = []
        while self._unwanted:
            names.append(self._unwanted.popleft())
        if names:
            with self._lock:
                self._names = deque(name for name in self._names if name not in names)
            self._use(lambda backend: _drop(backend, names))


def _make(backend: SQLBackend, name: str, events: ir.Table) -> None:
    backend.raw_sql(f"CREATE TABLE {CATALOG}.{SCHEMA}.{name} AS {backend.compile(events)}")


def _drop(backend: SQLBackend, names: list[str]) -> None:
    for name in names:
        backend.raw_sql(f"DROP TABLE IF EXISTS {CATALOG}.{SCHEMA}.{name}")
