"""Work in progress beside the store: finished parts outlive a kill, and the store changes in one step or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from dashboard.eventsets.importing.files.csv_split import Part
from dashboard.eventsets.importing.rows.to_events import Drafted
from dashboard.record.csv_files import refuse

PREFIX: Final = ".import-"
LOCK: Final = ".import.lock"


@dataclass(frozen=True)
class Done:
    """A part that is finished: where it lies in the file, and how many records and rows it holds."""

    number: int
    start: int
    end: int
    records: int
    rows_in: int
    accepted: int


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The folder exists and is this import's alone; DataError if another import writes to it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=0):
            yield
    except Timeout:
        refuse(folder.name, "another import is writing into this folder", "Wait until it has finished.")


class Staging:
    """The folder of one import of one file under one plan, found again by its key after a kill."""

    def __init__(self, folder: Path, key: str) -> None:
        self.path = folder / (PREFIX + key)
        for other in folder.glob(PREFIX + "*"):
            if other != self.path and other.is_dir():
                shutil.rmtree(other, ignore_errors=True)
        self.path.mkdir(exist_ok=True)
        self.done = {done.number: done for done in map(_read_done, self.path.glob("part-*.json")) if done}

    def finished(self, part: Part) -> bool:
        """Whether a run before this one finished the part."""
        done = self.done.get(part.number)
        return done is not None and (done.start, done.end) == (part.start, part.end)

    def whole_until(self, start: int) -> tuple[int, int]:
        """The byte or row up to which every part is finished, and the number of the next part."""
        number = 0
        while (done := self.done.get(number)) and done.start == start:
            start, number = done.end, number + 1
        return start, number

    def keep(self, part: Part, drafted: Drafted, records: int) -> Done:
        """The part is on disk; its note is written last, so that a part without one counts as never begun."""
        done = Done(part.number, part.start, part.end, records, drafted.rows_in, drafted.events.num_rows)
        for path, table in (
            (self.events_file(part.number), drafted.events),
            (self.problems_file(part.number), drafted.problems),
        ):
            self._write(path, table.append_column("part", pa.array([part.number] * table.num_rows, pa.int64())))
        note = self.path / f"part-{part.number:06}.json"
        put(note, json.dumps(asdict(done)).encode())
        self.done[part.number] = done
        return done

    def events_file(self, number: int) -> Path:
        """Parquet, but not named so: a folder of Parquet files can be a store, and this is none yet."""
        return self.path / f"events-{number:06}.part"

    def problems_file(self, number: int) -> Path:
        return self.path / f"problems-{number:06}.part"

    def _write(self, path: Path, table: pa.Table) -> None:
        # A dictionary of notes and ids, of which no two are alike, would only take time.
        repeated = [name for name in table.column_names if name not in ("event_id", "note", "row", "value")]
        with path.open("wb") as file:
            pq.write_table(table, file, compression="lz4", use_dictionary=repeated)
            file.flush()
            os.fsync(file.fileno())

    def remove(self) -> None:
        """Nothing of the import is left beside the store."""
        shutil.rmtree(self.path, ignore_errors=True)


def put(path: Path, content: bytes) -> None:
    """The file holds the content, whole or not at all."""
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def put_in_place(new: Path, path: Path) -> None:
    """The finished file stands at the path, for good, in the place of what was there."""
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _read_done(path: Path) -> Done | None:
    try:
        return Done(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
