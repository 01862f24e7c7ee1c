"""Parts of a file are drafted several at a time, each worker with an engine of its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from typing import Final

import duckdb
import pyarrow as pa

from dashboard.eventsets.importing.files.csv_split import Part
from dashboard.eventsets.importing.files.opened import Source
from dashboard.eventsets.importing.jobs.staging import Done, Staging
from dashboard.eventsets.importing.rows.column_plan import Plan
from dashboard.eventsets.importing.rows.gazetteer import Gazetteer
from dashboard.eventsets.importing.rows.river_km import Riverside
from dashboard.eventsets.importing.rows.to_events import Drafter
from dashboard.record.csv_files import refuse
from dashboard.record.dataset import Dataset
from dashboard.record.load import read_axis, read_dataset

WORKERS: Final = min(4, os.cpu_count() or 1)

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many rows have been read, and how many there will be about; 0 where not known."""


class Workers:
    """Drafters for one plan, one to a thread, made when first needed and closed at the end of ``with``."""

    def __init__(self, plan: Plan, record: Dataset | None) -> None:
        self._plan = plan
        self._gazetteer, self._riverside = Gazetteer(record or read_dataset()), Riverside(read_axis())
        self._mine, self._stack = threading.local(), ExitStack()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def drafter(self) -> Drafter:
        """The drafter of this thread."""
        if not hasattr(self._mine, "drafter"):
            self._mine.drafter = self._stack.enter_context(Drafter(self._plan, self._gazetteer, self._riverside))
        drafter: Drafter = self._mine.drafter
        return drafter


def draft_parts(source: Source, plan: Plan, staging: Staging, record: Dataset | None, tell: Progress) -> None:
    """Every part of the source is finished in the staging folder."""
    with Workers(plan, record) as workers, ThreadPoolExecutor(WORKERS) as pool:

        def finish(part: Part) -> Done:
            parsed = source.parse(part, plan.wanted)
            return staging.keep(part, workers.drafter().draft(parsed), parsed.records)

        waiting: set[Future[Done]] = set()
        for part in source.parts(*staging.whole_until(source.start)):
            if not staging.finished(part):
                waiting.add(pool.submit(finish, part))
            if len(waiting) > WORKERS:
                waiting = _collect(waiting, staging, source, tell)
        while waiting:
            waiting = _collect(waiting, staging, source, tell)


def _collect(waiting: set[Future[Done]], staging: Staging, source: Source, tell: Progress) -> set[Future[Done]]:
    """What is still waiting once at least one part is finished; raises what stopped a part."""
    finished, rest = wait(waiting, return_when=FIRST_COMPLETED)
    for future in finished:
        future.result()
    done = list(staging.done.values())
    rows, read = sum(each.rows_in for each in done), sum(each.end - each.start for each in done)
    tell("Reading", rows, round(rows * (source.size - source.start) / max(read, 1)))
    return rest


@contextmanager
def no_traceback(file: str) -> Iterator[None]:
    """What the system or an engine refuses becomes a DataError."""
    try:
        yield
    except (OSError, duckdb.Error, pa.ArrowException, MemoryError) as why:
        reason = (str(why).splitlines() or [type(why).__name__])[0][:200]
        refuse(file, f"the import stopped: {reason}", "Nothing was changed. Check memory and disk, and try again.")
