"""An event file of any size becomes a set of a store; the same code serves the command line and the browser."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.errors import DataError, Problem
from dashboard.eventsets.importing.detect.detect import Detected, ImportOptions, detect
from dashboard.eventsets.importing.files.file_type import digest_of, read_head
from dashboard.eventsets.importing.files.opened import Source, open_source
from dashboard.eventsets.importing.jobs.database_file import Origin, build
from dashboard.eventsets.importing.jobs.staging import Staging, locked
from dashboard.eventsets.importing.jobs.workers import Progress, draft_parts, no_traceback
from dashboard.record.csv_files import refuse
from dashboard.record.dataset import Dataset

RULES: Final = 1
"""Raise it when the same file would become other rows: parts kept by an older version are then not used."""


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
    with no_traceback(path.name):
        read_head(path)
        with locked(folder):
            tell("Checking the file", 0, 0)
            digest = digest_of(path)
            staging = Staging(folder, _key(digest, options, record))
            source = open_source(path, staging.path, options.encoding, options.sheet)
            found = detect(source, path.name, options)
            if found.lacking:
                raise DataError(found.lacking)
            draft_parts(source, found.plan, staging, record, tell)
            rows = sum(done.rows_in for done in staging.done.values())
            if not rows:
                refuse(path.name, "it has a header and no rows", "Give at least one row.")
            tell("Writing the store", rows, rows)
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
    counts = (info.rows_in, info.accepted, info.set_aside)
    return ImportResult(info.name, info.format, info.mapping, *counts, count, problems, bool(info.accepted))
