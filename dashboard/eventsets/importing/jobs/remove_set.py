"""A set is taken out of a store of event files, in one step like an import."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.eventsets.importing.formats.format import quoted
from dashboard.eventsets.importing.jobs.database_file import STORE_FILE
from dashboard.eventsets.importing.jobs.staging import locked, put_in_place
from dashboard.eventsets.importing.jobs.workers import no_traceback
from dashboard.eventsets.store.rollups import write_companions

TABLES = {"events": "dataset", "problems": "dataset", "sets": "name"}
"""The tables of a store, each with the column that names the set."""


def remove_set(folder: Path, name: str) -> None:
    """The store holds every set but this one; without any set left there is no store.

    Raises DataError, and leaves the store as it was, if it cannot be read or another import is writing.
    """
    path, new = folder / STORE_FILE, folder / "next.duckdb"
    with no_traceback(STORE_FILE), locked(folder):
        if not path.exists():
            return
        new.unlink(missing_ok=True)
        with duckdb.connect(str(new)) as store:
            sets = _copy_without(store, path, name)
        if sets:
            put_in_place(new, path)
        else:
            path.unlink()
            new.unlink()


def _copy_without(store: duckdb.DuckDBPyConnection, path: Path, name: str) -> int:
    """The store holds the rest; how many sets that is."""
    store.execute(f"ATTACH {quoted(str(path))} AS old (READ_ONLY)")
    for table, column in TABLES.items():
        store.execute(f"CREATE TABLE {table} AS FROM old.{table} WHERE {column} <> {quoted(name)}")
    store.execute("DETACH old")
    write_companions(store)
    store.execute("CHECKPOINT")
    return int(store.execute("SELECT count(*) FROM sets").fetchall()[0][0])
