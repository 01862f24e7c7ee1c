"""The parts of an import and the other sets of the store become the next store, one DuckDB file.

Tables: ``events`` (the event plane, ordered by date), ``problems`` and ``sets``. They stand in one file because
a rename can put only one file in place at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from dashboard.errors import Problem
from dashboard.eventsets.importing.formats.format import quoted
from dashboard.eventsets.importing.jobs.staging import Staging, put_in_place
from dashboard.eventsets.store.rollups import write_companions
from dashboard.eventsets.table import ImportedEvents, engine_types
from dashboard.record.csv_files import refuse
from dashboard.record.validation import ASIDE

STORE_FILE: Final = "events.duckdb"
SQL_TYPES: Final = {"string": "VARCHAR", "date": "DATE", "int32": "INTEGER", "float64": "DOUBLE"}
MEMORY: Final = "1200MB"
_TOLD: Final = 'file, row, "column", value, reason, remedy'
Config = dict[str, str | bool | int | float | list[str]]

PROBLEMS_TOLD: Final = 10_000
"""Problems handed on at most; all of them are in the store."""

_NO_BASES: Final = pa.table({"part": pa.array([], pa.int64()), "base": pa.array([], pa.int64())})


@dataclass(frozen=True)
class SetInfo:
    """One imported set: where it came from, and how many of its rows are in the store."""

    name: str
    file: str
    format: str
    rows_in: int
    accepted: int
    set_aside: int
    digest: str
    mapping: Mapping[str, str]


SETS: Final = {
    "name": "VARCHAR",
    "file": "VARCHAR",
    "format": "VARCHAR",
    "rows_in": "BIGINT",
    "accepted": "BIGINT",
    "set_aside": "BIGINT",
    "digest": "VARCHAR",
    "mapping": "VARCHAR",
}
PROBLEM_TYPES: Final = {
    "dataset": "VARCHAR",
    "file": "VARCHAR",
    "row": "BIGINT",
    "column": "VARCHAR",
    "value": "VARCHAR",
    "reason": "VARCHAR",
    "remedy": "VARCHAR",
}


@dataclass(frozen=True)
class Origin:
    """What a set is called and where it came from."""

    name: str
    file: str
    format: str
    digest: str
    mapping: Mapping[str, str]
    records_before: int
    notes: tuple[tuple[str, str], ...] = ()
    """Reason and remedy of what is to be said of the file as a whole."""


def build(folder: Path, staging: Staging, origin: Origin) -> tuple[SetInfo, int, tuple[Problem, ...]]:
    """What became of the set, how many problems it has, and the first of them.

    The next store is in the folder if at least one row was accepted; otherwise the old one still is.
    """
    new = staging.path / "store.duckdb"
    for left in (new, new.with_name(new.name + ".wal")):
        left.unlink(missing_ok=True)
    config: Config = {"memory_limit": MEMORY, "temp_directory": str(staging.path / "spill")}
    with duckdb.connect(str(new), config=config) as store:
        _stage(store, staging, origin)
        info, count = _counted(store, staging, origin)
        if info.accepted:
            _fill(store, info, folder / STORE_FILE)
        problems = _first_problems(store)
    if info.accepted:
        put_in_place(new, folder / STORE_FILE)
    return info, count, problems


def _stage(store: duckdb.DuckDBPyConnection, staging: Staging, origin: Origin) -> None:
    """``staged``: the accepted rows with their row in the file; ``twice``: those whose id came before."""
    done = sorted(staging.done.values(), key=lambda each: each.number)
    before = accumulate((each.records for each in done), initial=origin.records_before)
    bases = pa.table({"part": [each.number for each in done], "base": list(before)[:-1]}) if done else _NO_BASES
    store.register("given_bases", bases)
    store.execute("CREATE TEMP TABLE bases AS FROM given_bases")
    events = _files([staging.events_file(each.number) for each in done])
    problems = _files([staging.problems_file(each.number) for each in done])
    store.execute(f"""CREATE TEMP VIEW staged AS SELECT * EXCLUDE (row, event_id, part, base),
        (row + base)::INTEGER AS row, CASE event_id WHEN '' THEN 'row-' || (row + base) ELSE event_id END AS event_id
        FROM read_parquet({events}) JOIN bases USING (part)""")
    # Hashes of ids take a tenth of the memory that the ids would.
    store.execute("""CREATE TEMP TABLE twice AS
        WITH again AS (SELECT hash(event_id) AS h FROM staged GROUP BY h HAVING count(*) > 1)
        SELECT event_id, row, first FROM (SELECT event_id, row, min(row) OVER (PARTITION BY event_id) AS first
            FROM staged WHERE hash(event_id) IN (SELECT h FROM again)) WHERE row > first""")
    notes = " ".join(
        f"UNION ALL SELECT 0, '', '', {quoted(reason)}, {quoted(remedy)}" for reason, remedy in origin.notes
    )
    store.execute(f"""CREATE TEMP TABLE new_problems AS SELECT {quoted(origin.name)} AS dataset,
        {quoted(origin.file)} AS file, * FROM (
        SELECT row + base AS row, "column", value, reason, remedy FROM read_parquet({problems}) JOIN bases USING (part)
        UNION ALL SELECT row, 'event_id', left(event_id, 80), '{ASIDE}row ' || first || ' has the same event_id',
            'Give each row an id of its own.' FROM twice {notes}) ORDER BY row""")


def _files(paths: Sequence[Path]) -> str:
    return f"[{', '.join(quoted(str(path)) for path in paths)}]"


def _counted(store: duckdb.DuckDBPyConnection, staging: Staging, origin: Origin) -> tuple[SetInfo, int]:
    """The set's counts; DataError if the rows set aside and those accepted are not those that came in."""
    twice = _one(store, "SELECT count(*) FROM twice")
    aside = _one(store, f"SELECT count(*) FROM new_problems WHERE starts_with(reason, '{ASIDE}')")
    rows_in = sum(each.rows_in for each in staging.done.values())
    accepted = sum(each.accepted for each in staging.done.values()) - twice
    if accepted + aside != rows_in:
        reason = f"{accepted:,} rows accepted and {aside:,} set aside are not the {rows_in:,} it has"
        refuse(origin.file, reason, "Nothing was changed; report the file.")
    info = SetInfo(origin.name, origin.file, origin.format, rows_in, accepted, aside, origin.digest, origin.mapping)
    return info, _one(store, "SELECT count(*) FROM new_problems")


def _one(store: duckdb.DuckDBPyConnection, select: str) -> int:
    return int(store.execute(select).fetchall()[0][0])


def _fill(store: duckdb.DuckDBPyConnection, info: SetInfo, old: Path) -> None:
    """The three tables of the store, with the sets of the old one that are not replaced."""
    names = ", ".join(f'"{name}"' for name in ImportedEvents.names())
    kept = dict.fromkeys(("events", "problems", "sets"), "")
    if old.exists():
        store.execute(f"ATTACH {quoted(str(old))} AS old (READ_ONLY)")
        kept = {
            "events": f"UNION ALL SELECT {names} FROM old.events WHERE dataset <> {quoted(info.name)}",
            "problems": f"UNION ALL FROM old.problems WHERE dataset <> {quoted(info.name)}",
            "sets": f"UNION ALL FROM old.sets WHERE name <> {quoted(info.name)}",
        }
    events = {name: SQL_TYPES[kind] for name, kind in engine_types().items()}
    for table, columns in (("events", events), ("problems", PROBLEM_TYPES), ("sets", SETS)):
        typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        store.execute(f"CREATE TABLE {table} ({typed})")
    new = f"SELECT {names} FROM (SELECT *, {quoted(info.name)} AS dataset FROM staged"
    new += " ANTI JOIN twice USING (event_id, row))" if _one(store, "SELECT count(*) FROM twice") else ")"
    store.execute(f"INSERT INTO events SELECT * FROM ({new} {kept['events']}) ORDER BY date, dataset, row")
    store.execute(f"INSERT INTO problems SELECT * FROM (FROM new_problems {kept['problems']})")
    cells = [*vars(info).values()][:-1]
    marks = ", ".join("?" * (len(cells) + 1))
    store.execute(f"INSERT INTO sets SELECT {marks} {kept['sets']}", [*cells, json.dumps(dict(info.mapping))])
    if old.exists():
        store.execute("DETACH old")
    write_companions(store)
    store.execute("CHECKPOINT")


def _first_problems(store: duckdb.DuckDBPyConnection) -> tuple[Problem, ...]:
    rows = store.execute(f"SELECT {_TOLD} FROM new_problems ORDER BY row LIMIT {PROBLEMS_TOLD}").fetchall()
    return tuple(Problem(*row) for row in rows)


def read_sets(folder: Path) -> tuple[SetInfo, ...]:
    """The sets of a store; none where there is no store."""
    if not (folder / STORE_FILE).exists():
        return ()
    with _opened(folder) as store:
        rows = store.execute(f"SELECT {', '.join(SETS)} FROM sets ORDER BY name").fetchall()
    found = [dict(zip(SETS, row, strict=True)) for row in rows]
    return tuple(SetInfo(**{**each, "mapping": json.loads(each["mapping"])}) for each in found)


def read_problems(folder: Path, name: str) -> Iterator[Problem]:
    """Every problem of one set of a store, by row, however many there are."""
    with _opened(folder) as store:
        cells = store.execute(f"SELECT {_TOLD} FROM problems WHERE dataset = ? ORDER BY row", [name])
        while rows := cells.fetchmany(PROBLEMS_TOLD):
            yield from (Problem(*row) for row in rows)


def _opened(folder: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(folder / STORE_FILE), read_only=True)
    except (duckdb.Error, OSError) as why:
        refuse(
            STORE_FILE, f"the store cannot be opened: {str(why).splitlines()[0][:120]}", "Import into another folder."
        )
