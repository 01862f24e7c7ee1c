"""An event file of any size becomes a set of a store; the same code serves the command line and the browser."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Final

import duckdb
import pandas as pd
import pyarrow as pa

from dashboard.dataset import Dataset
from dashboard.errors import Problem
from dashboard.importers.building import Origin, build
from dashboard.importers.detecting import Detected, ImportOptions, detect
from dashboard.importers.drafting import Drafter
from dashboard.importers.guess import Guess
from dashboard.importers.kinds import digest_of, read_head
from dashboard.importers.lookups import Gazetteer
from dashboard.importers.parsing import Parsed
from dashboard.importers.records import Part
from dashboard.importers.riverside import Riverside
from dashboard.importers.sources import Source, open_source
from dashboard.importers.staging import Done, Staging, locked
from dashboard.reading import refuse
from dashboard.store import read_axis, read_dataset

RULES: Final = 1
"""Raise it when the same file would become other rows: parts kept by an older version are then not used."""

WORKERS: Final = min(4, os.cpu_count() or 1)

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many rows have been read, and how many there will be about; 0 where not known."""


@dataclass(frozen=True)
class ImportResult:
    """What became of a file. ``stored`` is False, and the store untouched, if no row could be accepted."""

    name: str
    format: str
    mapping: Mapping[str, str]
    rows_in: int
    accepted: int
    set_aside: int
    problem_count: int
    problems: tuple[Problem, ...]
    """The first of them, by row; all are in the store."""
    stored: bool


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


def import_file(
    path: str | Path,
    folder: str | Path,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
    record: Dataset | None = None,
) -> ImportResult:
    """The file's rows are a set of the store in the folder, in place of the set of that name if there was one.

    Raises DataError, and leaves the store as it was, if the file as a whole cannot be read. After a kill the next
    call with the same file and options goes on from the parts that were finished.
    """
    path, folder, options = Path(path), Path(folder), options or ImportOptions()
    tell = progress or (lambda *_: None)
    with _no_traceback(path.name):
        read_head(path)
        with locked(folder):
            tell("Checking the file", 0, 0)
            digest = digest_of(path)
            staging = Staging(folder, _key(digest, options, record))
            source = open_source(path, staging.path, options.encoding, options.sheet)
            found = detect(source, path.name, options)
            _draft_parts(source, found, staging, record, tell)
            tell("Writing the store", sum(done.rows_in for done in staging.done.values()), 0)
            result = _build(folder, staging, _origin(path, digest, options, source, found))
            staging.remove()
    return result


def _key(digest: str, options: ImportOptions, record: Dataset | None) -> str:
    said = [RULES, digest, sorted(options.mapping.items()), options.format, options.encoding, options.sheet]
    return hashlib.sha256(json.dumps([*said, record.digest if record else ""]).encode()).hexdigest()[:16]


def _origin(path: Path, digest: str, options: ImportOptions, source: Source, found: Detected) -> Origin:
    name = options.name.strip()[:120] or path.stem[:120] or "events"
    plan = found.plan
    return Origin(name, path.name, plan.format.key, digest, plan.columns, source.records_before, found.notes)


def _build(folder: Path, staging: Staging, origin: Origin) -> ImportResult:
    info, count, problems = build(folder, staging, origin)
    if not info.rows_in:
        refuse(origin.file, "it has a header and no rows", "Give at least one row.")
    counts = (info.rows_in, info.accepted, info.set_aside)
    return ImportResult(info.name, info.format, info.mapping, *counts, count, problems, bool(info.accepted))


def _draft_parts(
    source: Source, found: Detected, staging: Staging, record: Dataset | None, tell: Progress
) -> None:
    """Every part of the source is finished in the staging folder, several being drafted at a time."""
    gazetteer, riverside = Gazetteer(record or read_dataset()), Riverside(read_axis())
    with ExitStack() as stack:
        free: SimpleQueue[Drafter] = SimpleQueue()
        for _ in range(WORKERS):
            free.put(stack.enter_context(Drafter(found.plan, gazetteer, riverside)))

        def finish(part: Part) -> Done:
            drafter = free.get()
            try:
                parsed = source.parse(part, found.plan.wanted)
                return staging.keep(part, drafter.draft(parsed), parsed.records)
            finally:
                free.put(drafter)

        pool = stack.enter_context(ThreadPoolExecutor(WORKERS))
        start, number = staging.whole_until(source.start)
        waiting: set[Future[Done]] = set()
        for part in source.parts(start, number):
            if not staging.finished(part):
                waiting.add(pool.submit(finish, part))
            if len(waiting) > WORKERS:
                waiting = _collect(waiting, staging, source, tell)
        while waiting:
            waiting = _collect(waiting, staging, source, tell)


def _collect(waiting: set[Future[Done]], staging: Staging, source: Source, tell: Progress) -> set[Future[Done]]:
    """What is still waiting once at least one part is finished; raises what stopped a part."""
    done, rest = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        future.result()
    rows = sum(each.rows_in for each in staging.done.copy().values())
    read = sum(each.end - each.start for each in staging.done.copy().values())
    tell("Reading", rows, round(rows * (source.size - source.start) / max(read, 1)))
    return rest


def preview(path: str | Path, n: int = 20, options: ImportOptions | None = None, record: Dataset | None = None) -> Preview:
    """How the file would be read, from its first ``n`` rows; DataError if it cannot be."""
    path, options = Path(path), options or ImportOptions()
    with _no_traceback(path.name), TemporaryDirectory() as folder:
        source = open_source(path, Path(folder), options.encoding, options.sheet)
        found = detect(source, path.name, options)
        rows = tuple(tuple(row) for row in source.sample(n))
        wanted = sorted(found.plan.wanted)
        cells = {f"c{at}": pa.array([row[at] for row in rows], pa.string()) for at in wanted}
        table = pa.table({"row": pa.array(range(1, len(rows) + 1), pa.int64()), **cells})
        with Drafter(found.plan, Gazetteer(record or read_dataset()), Riverside(read_axis())) as drafter:
            drafted = drafter.draft(Parsed(table, len(rows)))
    form, before = found.plan.format, source.records_before
    events = drafted.events.to_pandas()
    events["row"] += before
    problems = [Problem(path.name, each.pop("row") + before, **each) for each in drafted.problems.to_pylist()]
    notes = [Problem(path.name, 0, "", "", *note) for note in found.notes]
    shown = (form.key, form.title, found.guesses, tuple(form.columns), found.plan.header, rows)
    return Preview(*shown, events, tuple([*notes, *sorted(problems)]))


@contextmanager
def _no_traceback(file: str) -> Iterator[None]:
    """What the system or an engine refuses becomes a DataError."""
    try:
        yield
    except (OSError, duckdb.Error, pa.ArrowException, MemoryError) as why:
        reason = (str(why).splitlines() or [type(why).__name__])[0][:200]
        refuse(file, f"the import stopped: {reason}", "Nothing was changed. Check memory and disk, and try again.")
