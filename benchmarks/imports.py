"""``python -m benchmarks.imports``: rows a second, size of the store and peak memory of imports from made-up files."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from dashboard.eventsets.importing.jobs.import_file import import_file

SIZES = tuple(int(size) for size in os.environ.get("ROWS", "10000 1000000").split())
NOTE = "made-up report of fighting between the two sides near the river, told by local people and not checked "

POINT = """round(33 + (hash(hash(i + 2) % 400) % 4000) / 1000.0 + (hash(i + 3) % 20) / 500.0, 3) AS latitude,
    round(38 + (hash(hash(i + 2) % 400 + 9) % 6000) / 1000.0 + (hash(i + 4) % 20) / 500.0, 3) AS longitude"""
"""One of 400 spots in each of 400 towns."""

TABLE = f"""SELECT 'e' || i AS event_id, (DATE '2012-01-01' + (hash(i) % 4700)::INTEGER)::VARCHAR AS date,
    ['battle', 'airstrike', 'attack', 'political'][(1 + hash(i + 1) % 4)::BIGINT] AS kind,
    'Town ' || hash(i + 2) % 400 AS place,
    {POINT},
    'Group ' || hash(i + 5) % 300 AS actor1, 'Group ' || hash(i + 6) % 300 AS actor2, hash(i + 7) % 12 AS deaths,
    '{NOTE}' || i AS note FROM range({{n}}) t(i)"""
ACLED = f"""SELECT 'SYR' || i AS event_id_cnty, strftime(DATE '2017-01-01' + (hash(i) % 3000)::INTEGER, '%d %B %Y') AS
    event_date, 2017 AS year, 1 + hash(i + 1) % 3 AS time_precision, 'Political violence' AS disorder_type,
    'Battles' AS event_type, ['Armed clash', 'Government regains territory'][1 + (hash(i + 2) % 40 = 0)::BIGINT] AS
    sub_event_type, 'Military Forces of Syria (2000-2024)' AS actor1, '' AS assoc_actor_1, 'State forces' AS inter1,
    'Islamic State (Syria)' AS actor2, '' AS assoc_actor_2, 'Rebel group' AS inter2, 'State forces-Rebel group' AS
    interaction, '' AS civilian_targeting, 760 AS iso, 'Middle East' AS region, 'Syria' AS country, 'Deir ez Zor' AS
    admin1, 'Abu Kamal' AS admin2, 'Abu Kamal' AS admin3, 'Town ' || hash(i + 2) % 400 AS location,
    {POINT},
    1 + hash(i + 6) % 3 AS geo_precision, 'Made-up source' AS source, 'National' AS source_scale,
    '{NOTE * 2}' || i AS notes, hash(i + 7) % 12 AS fatalities, '' AS tags, 1700000000 AS timestamp
    FROM range({{n}}) t(i)"""


def write(path: Path, select: str, n: int, quote: str = "") -> None:
    """A CSV file of so many made-up rows, all cells in quotes if so wanted."""
    with duckdb.connect() as engine:
        engine.execute(f"COPY ({select.format(n=n)}) TO '{path}' (HEADER, DELIMITER ','{quote})")


def measure(path: str, folder: str) -> dict[str, float]:
    """Seconds on the clock and of the processors, rows and peak memory of one import in this process."""
    start, busy = time.perf_counter(), time.process_time()
    result = import_file(path, folder)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "busy": busy, "rows": result.rows_in, "accepted": result.accepted, "peak": peak}


def in_a_process(path: Path, folder: Path) -> dict[str, float]:
    """The same in a process of its own, so that memory is that of one import."""
    command = [sys.executable, "-m", "benchmarks.imports", str(path), str(folder)]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout))


def main() -> None:
    print(f"{date.today()}, {os.cpu_count()} cores, {platform.system()}")
    print(
        f"{'file':24} {'rows':>10} {'csv':>8} {'store':>8} {'time':>8} {'rows/s':>10} {'core time':>10}"
        f" {'peak memory':>12}"
    )
    for name, select, quote in (("10 columns", TABLE, ""), ("31 columns, quoted", ACLED, ", FORCE_QUOTE *")):
        for n in SIZES:
            with TemporaryDirectory() as place:
                path, folder = Path(place) / "events.csv", Path(place) / "store"
                write(path, select, n, quote)
                found = in_a_process(path, folder)
                sizes = [each.stat().st_size / 2**20 for each in (path, folder / "events.duckdb")]
                print(
                    f"{name:24} {found['rows']:>10,} {sizes[0]:>5.0f} MB {sizes[1]:>5.0f} MB {found['seconds']:>6.1f} s"
                    f" {found['rows'] / found['seconds']:>10,.0f} {found['busy']:>8.1f} s {found['peak']:>9,.0f} MB"
                )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(measure(*sys.argv[1:3])))
    else:
        main()
