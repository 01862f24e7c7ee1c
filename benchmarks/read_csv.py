"""``python -m benchmarks.read_csv``: how the importers read CSV text, beside DuckDB's ``read_csv`` with rejects."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from benchmarks.imports import ACLED, TABLE, write
from dashboard.eventsets.importing.detect.detect import ImportOptions, detect
from dashboard.eventsets.importing.files.csv_parse import ROW
from dashboard.eventsets.importing.files.opened import open_source

ROWS, TIMES, WORKERS, ODD = 1_000_000, 5, 2, 500_000
HEADER, LINE = "id,date,latitude,longitude,note\n", "{0},2016-01-01,34.4,41.1,note {0}\n"
CASES = {"short": "a,b\n", "blank": "\n", "NUL": LINE.format("a\0b"), "20 MB cell": f"1,,,,{'x' * 20_000_000}\n"}
CASES |= {"text after quotes": LINE.format('"a" b'), "unclosed quotes": '1,,,,"a\n', "two line ends": LINE}


def by_importers(path: Path) -> tuple[int, int, int]:
    """Rows that fit, rows set aside and the last row that fits, read as an import reads them; the header is row 1."""
    source, fit, aside, last = open_source(path, path.parent, "", ""), 0, 0, 0
    wanted, parts, before = detect(source, path.name, ImportOptions()).plan.wanted, source.parts(source.start, 0), 1
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting = deque(pool.submit(source.parse, part, wanted) for part in islice(parts, WORKERS))
        while waiting:
            parsed = waiting.popleft().result()
            waiting.extend(pool.submit(source.parse, part, wanted) for part in islice(parts, 1))
            last = before + parsed.table[ROW][-1].as_py() if parsed.table.num_rows else last
            fit, aside, before = fit + parsed.table.num_rows, aside + len(parsed.aside), before + parsed.records
    return fit, aside, last


def by_read_csv(path: Path) -> tuple[int, int, int]:
    """The same in one stream; read_csv gives rows no number, so that of the last is a count of rows and rejects."""
    source = open_source(path, path.parent, "", "")
    names, wanted = source.header, detect(source, path.name, ImportOptions()).plan.columns.values()
    read = f"""read_csv('{path}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
        columns = {dict.fromkeys(names, "VARCHAR")}, force_not_null = {names}, store_rejects = true)"""
    with duckdb.connect(config={"threads": WORKERS, "memory_limit": "1GB"}) as engine:
        fit = sum(batch.num_rows for batch in engine.sql(f"SELECT {', '.join(wanted)} FROM {read}").to_arrow_reader())
        ((aside,),) = engine.execute("SELECT count(DISTINCT line) FROM reject_errors").fetchall()
    return fit, aside, 1 + fit + aside


def main(path: Path) -> None:
    for select, quote in ((TABLE, ""), (ACLED, ", FORCE_QUOTE *")):
        write(path, select, ROWS, quote)
        command = [sys.executable, "-m", "benchmarks.read_csv", str(path)]
        runs = [(how, json.loads(subprocess.check_output([*command, how]))) for _ in range(TIMES) for how in HOW]
        for how in HOW:
            seconds, peak = min(run for each, run in runs if each == how)
            print(f"{how:12} {quote:18} {seconds:5.2f} s {peak:5,.0f} MB")
    for name, odd in CASES.items():
        text = HEADER + "".join(odd if row == ODD else LINE.format(row) for row in range(2, ROWS + 2))
        path.write_text(text.replace("\n", "\r\n", ODD) if odd == LINE else text, newline="")
        for how, read in HOW.items():
            try:
                print(f"{how:12} {name:18}", *(f"{each:10,}" for each in read(path)))
            except (duckdb.Error, OSError) as why:
                print(f"{how:12} {name:18} refused: {str(why).splitlines()[0]}")


HOW = {"importers": by_importers, "read_csv": by_read_csv}
if __name__ == "__main__":
    if len(sys.argv) == 3:
        start, _ = time.perf_counter(), HOW[sys.argv[2]](Path(sys.argv[1]))
        print([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024])
    else:
        with TemporaryDirectory() as folder:
            main(Path(folder) / "events.csv")
