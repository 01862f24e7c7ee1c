"""How a file would be read, for a person to look at and change before anything is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow as pa

from dashboard.errors import Problem
from dashboard.eventsets.importing.detect.detect import Detected, ImportOptions, detect
from dashboard.eventsets.importing.detect.guess import Guess
from dashboard.eventsets.importing.files.csv_parse import ROW, Parsed
from dashboard.eventsets.importing.files.opened import Source, open_source
from dashboard.eventsets.importing.jobs.workers import Workers, no_traceback
from dashboard.eventsets.table import ImportedEvents
from dashboard.record.dataset import Dataset


@dataclass(frozen=True)
class Preview:
    """How a file would be read: its format, the guesses with their reasons, its first rows and what becomes of them."""

    format: str
    title: str
    guesses: tuple[Guess, ...]
    fields: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    events: pd.DataFrame
    problems: tuple[Problem, ...]


def preview(
    path: str | Path, n: int = 20, options: ImportOptions | None = None, record: Dataset | None = None
) -> Preview:
    """How the file would be read, from its first ``n`` rows; DataError if it cannot be opened at all.

    Where a column is missing that an import cannot do without, there are no events, and a problem says so.
    """
    path, options = Path(path), options or ImportOptions()
    with no_traceback(path.name), TemporaryDirectory() as folder:
        source = open_source(path, Path(folder), options.encoding, options.sheet)
        found = detect(source, path.name, options)
        rows = tuple(tuple(row) for row in source.sample(n))
        events, problems = _nothing() if found.lacking else _drafted(source, found, rows, record)
    plan = found.plan
    told = [Problem(path.name, 0, "", "", *note) for note in found.notes] + ([found.lacking] if found.lacking else [])
    told += sorted(Problem(path.name, **each) for each in problems)
    shown = (plan.format.key, plan.format.title, found.guesses, tuple(plan.format.columns), plan.header, rows)
    return Preview(*shown, events, tuple(told))


def _nothing() -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    return pd.DataFrame(columns=ImportedEvents.names()), []


def _drafted(
    source: Source, found: Detected, rows: tuple[tuple[str, ...], ...], record: Dataset | None
) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The events made of these rows, the first after the header, and the problems with them."""
    cells = {f"c{at}": pa.array([row[at] for row in rows], pa.string()) for at in sorted(found.plan.wanted)}
    numbers = pa.array(range(1, len(rows) + 1), pa.int64())
    with Workers(found.plan, record) as workers:
        drafted = workers.drafter().draft(Parsed(pa.table({ROW: numbers, **cells}), len(rows)))
    before = source.records_before
    events = drafted.events.to_pandas()
    events[ImportedEvents.row] += before
    problems = [{**each, "row": each["row"] + before} for each in drafted.problems.to_pylist()]
    return events, problems
