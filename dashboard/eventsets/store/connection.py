"""Putting questions to an engine that may go away and come back."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Final, TypeVar

import ibis.expr.types as ir
import pandas as pd
from ibis.backends.sql import SQLBackend

from dashboard.errors import DataError
from dashboard.eventsets.store.engine import Engine, refusal
from dashboard.eventsets.store.event_files import EventFile
from dashboard.eventsets.store.temp_tables import Keeper

PAUSES: Final = (0.2, 0.6, 1.8)
"""Seconds before each further try; a restart of PostgreSQL takes about as long."""
MOST_IDLE: Final = 4
MOST_LETTERS: Final = 300
Given = TypeVar("Given")


class Connection:
    """Answers questions from any thread. A broken connection is made anew, now or when next asked."""

    def __init__(self, engine: Engine, pauses: tuple[float, ...] = PAUSES) -> None:
        self.engine, self.pauses = engine, pauses
        self._lock = threading.Lock()
        self._idle: list[SQLBackend] = []
        self._version: Hashable = None
        self.keeper = Keeper(self._try)

    def ask(self, question: ir.Table) -> pd.DataFrame:
        """The answer; raises DataError with the remedy if the engine stays away or cannot answer."""
        self.keeper.drop_unwanted()
        answer: pd.DataFrame = self._try(lambda backend: backend.execute(question))
        return answer

    def write(self, events: ir.Table, file: EventFile, path: Path) -> None:
        """The file holds these events, written by the engine itself where it can; DataError as for a question."""
        copy = self.engine.copy
        if copy is None:
            self._try(lambda backend: file.write(backend, events, path))
            return
        try:
            copy(events, file, path)
        except Exception as error:
            raise (self._lost(error) if self.engine.is_lost(error) else self._wrong_question(error)) from error

    def _try(self, use: Callable[[SQLBackend], Given]) -> Given:
        """What is made of a backend, of another one where it is lost."""
        for pause in (*self.pauses, None):
            try:
                with self._borrowed() as backend:
                    return use(backend)
            except DataError:
                raise
            except Exception as error:
                if not self.engine.is_lost(error):
                    raise self._wrong_question(error) from error
                if pause is None:
                    raise self._lost(error) from error
                time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def version(self) -> Hashable:
        """Changes when the data is another."""
        try:
            return self.engine.version()
        except OSError as error:
            raise self._lost(error) from error

    def close(self) -> None:
        """Nothing stays open; the next question opens anew."""
        with self._lock:
            idle, self._idle = self._idle, []
        for backend in idle:
            _close(backend)

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[SQLBackend]:
        """A backend for one caller. After an error it and all idle ones are closed: they may be broken likewise."""
        backend = self._take()
        try:
            yield backend
        except BaseException:
            _close(backend)
            self.close()
            raise
        with self._lock:
            keep = len(self._idle) < MOST_IDLE
            if keep:
                self._idle.append(backend)
        if not keep:
            _close(backend)

    def _take(self) -> SQLBackend:
        now = self.engine.version()
        if now != self._version:
            self.close()
            self._version = now
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self.engine.open()

    def _lost(self, error: Exception) -> DataError:
        reason = f"the event store does not answer: {_first_line(error)}"
        remedy = "Bring it back; the next view asks again by itself. Everything but the imported events still works."
        return refusal(self.engine.name, reason, remedy)

    def _wrong_question(self, error: Exception) -> DataError:
        remedy = "Check that its table events has the columns of the codebook, as an import writes them."
        return refusal(self.engine.name, f"the event store cannot answer: {_first_line(error)}", remedy)


def _close(backend: SQLBackend) -> None:
    """Closes one backend; Spark's session is shared by all and stays."""
    if backend.name != "pyspark":
        with contextlib.suppress(Exception):
            backend.disconnect()


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:MOST_LETTERS]
