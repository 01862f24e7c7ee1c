"""DuckDB over its own file, or over Parquet files: the engine that needs nothing else."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from typing import Final

import duckdb
import ibis
from ibis.backends.sql import SQLBackend

from dashboard.eventsets.store.engine import Engine, refusal
from dashboard.eventsets.store.event_files import CSV, EventFile
from dashboard.eventsets.store.tables import Expression
from dashboard.eventsets.table import ImportedEvents

Settings = dict[str, str | bool | int | float | list[str]]
FILE: Final = "events.duckdb"
BESIDE: Final = "problems.parquet"
"""Stands in a store's folder and holds no events."""
MEMORY: Final = "1GB"
"""Most that DuckDB keeps in memory for all sessions; beyond it, it uses the disk."""
SETTINGS: Final[Settings] = {"memory_limit": MEMORY, "autoinstall_known_extensions": False}
COPY_MEMORY: Final = ("150MB", MEMORY)
"""For files that are carried away: enough for events of usual texts; where theirs are very long, as much as for all."""


def local_engine(path: Path) -> Engine:
    """The engine over a folder, file or pattern; raises DataError if it holds no events."""
    try:
        file = path / FILE if path.is_dir() else path
        if file.is_file() and file.suffix in (".duckdb", ".db"):
            return _duckdb(path.name, file, _attach)
        if parquet_files(path):
            return _duckdb(path.name, path, _view_parquet)
    except (OSError, ValueError) as why:
        raise refusal(path.name[:80], f"it cannot be read: {why}", "Check the path and who may read it.") from why
    remedy = f"Give a folder with {FILE}, or a folder or pattern of Parquet files."
    raise refusal(str(path)[-200:], "there is no event store", remedy)


def parquet_files(path: Path) -> list[Path]:
    """The Parquet files that a file, folder or pattern names."""
    if path.is_file():
        return [path] if path.suffix == ".parquet" else []
    if path.is_dir():
        return sorted(file for file in path.rglob("*.parquet") if file.name != BESIDE)
    fixed = next((parent for parent in path.parents if "*" not in str(parent)), Path())
    return sorted(fixed.glob(str(path.relative_to(fixed)))) if "*" in str(path) else []


def _duckdb(name: str, path: Path, prepare: Callable[[duckdb.DuckDBPyConnection, Path], str]) -> Engine:
    """DuckDB in memory over files that it only reads.

    A file is attached, not opened: DuckDB would hand an opened file out again under the same name after it has
    been replaced by a new one.
    """
    lock, roots = threading.Lock(), dict[Hashable, tuple[duckdb.DuckDBPyConnection, str]]()

    def version() -> Hashable:
        files = [path] if path.is_file() else parquet_files(path)
        return tuple((str(file), (found := file.stat()).st_ino, found.st_mtime_ns, found.st_size) for file in files)

    def open_backend() -> SQLBackend:
        with lock:
            now = version()
            if now not in roots:
                roots.clear()
                root = _connected(SETTINGS)
                schema = prepare(root, path)
                if prepare is _attach:
                    root.execute("SET enable_external_access = false")
                roots[now] = root, schema
            root, schema = roots[now]
            cursor = root.cursor()
            cursor.execute(f"USE {schema}")
            return ibis.duckdb.from_connection(cursor)

    def is_lost(error: Exception) -> bool:
        return isinstance(error, duckdb.IOException | duckdb.ConnectionException | duckdb.FatalException | OSError)

    def copy(events: Expression, file: EventFile, target: Path) -> None:
        """Over a connection of its own: those that answer pages may reach no other file."""
        for memory in COPY_MEMORY:
            # To keep the order of rows would take twice the time and half as much memory more.
            with _connected({**SETTINGS, "memory_limit": memory, "preserve_insertion_order": False}) as root:
                root.execute(f"USE {prepare(root, path)}")
                select = ibis.duckdb.from_connection(root).compile(file.of(events))
                try:
                    root.execute(f"COPY ({select}) TO '{_quoted(target)}' ({_options(file)})")
                    return
                except duckdb.OutOfMemoryException:
                    if memory == COPY_MEMORY[-1]:
                        raise

    return Engine(name, open_backend, is_lost, version, in_files=True, copy=copy)


def _connected(settings: Settings) -> duckdb.DuckDBPyConnection:
    root = duckdb.connect(":memory:", config=settings)
    root.execute(f"SET temp_directory = '{_quoted(_spill_folder())}'")
    return root


@cache
def _spill_folder() -> str:
    """Where this process alone puts what does not fit into memory, until it ends.

    A folder of its own: DuckDB lets a query read its temporary folder even where it may reach no other file.
    """
    folder = tempfile.mkdtemp(prefix="event-store-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _options(file: EventFile) -> str:
    """How DuckDB writes the file, and what stands in its metadata."""
    if file.kind == CSV:
        return "FORMAT csv, HEADER"
    said = ", ".join(f"'{_quoted(name)}': '{_quoted(value)}'" for name, value in file.said.items())
    return "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE_BYTES '32MB'" + (
        f", KV_METADATA {{{said}}}" if said else ""
    )


def _attach(root: duckdb.DuckDBPyConnection, file: Path) -> str:
    root.execute(f"ATTACH '{_quoted(file.absolute())}' AS store (READ_ONLY)")
    return "store"


def _view_parquet(root: duckdb.DuckDBPyConnection, path: Path) -> str:
    files = ", ".join(f"'{_quoted(file.absolute())}'" for file in parquet_files(path))
    root.execute(f"CREATE VIEW {ImportedEvents.file} AS FROM read_parquet([{files}], union_by_name = true)")
    return "memory"


def _quoted(text: object) -> str:
    return str(text).replace("'", "''")
