"""``python -m benchmarks.exports [ROWS]``: carrying imported events away, beside DuckDB's own COPY in the same run.

Both write the same events of the same file by turns, each time in a process of its own, so that its memory is its own.
The budgets are ratios to the COPY, and a peak of memory that counts the whole process.
"""

from __future__ import annotations

import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import duckdb

from benchmarks.synthetic import write_counts, write_events
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import connect
from dashboard.exports.imported_events import about_events
from dashboard.exports.imported_events import write_events as carry_away

ROWS = 1_000_000
ROUNDS = 5
BUDGET_RATIO, BUDGET_MEMORY_MB = 2.0, 500
KINDS = ("csv", "parquet")


class Written(NamedTuple):
    """Seconds, size of the file, and the most memory the process took."""

    seconds: float
    file_mb: float
    memory_mb: float


def write(how: str, kind: str, folder: Path) -> Written:
    """Writes the events once, as we do or by a plain COPY."""
    target = folder / f"{how}.{kind}"
    if how == "ours":
        store = connect(folder)
        start = time.perf_counter()
        carry_away(store, Wanted(), kind, about_events(store, Wanted(), (), "https://timeline.example/data"), target)
    else:
        with duckdb.connect(str(folder / "events.duckdb"), read_only=True) as plain:
            start = time.perf_counter()
            plain.execute(f"COPY events TO '{target}' (FORMAT {kind})")
    seconds = time.perf_counter() - start
    return Written(seconds, target.stat().st_size / 1e6, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def in_a_process(how: str, kind: str, folder: Path) -> Written:
    command = [sys.executable, "-m", "benchmarks.exports", how, kind, str(folder)]
    return Written(*json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def judge(kind: str, ours: list[Written], plain: list[Written]) -> bool:
    """Prints the medians and says whether the budgets are kept."""
    seconds = [statistics.median(each.seconds for each in written) for written in (ours, plain)]
    memory = max(each.memory_mb for each in ours)
    ratio = seconds[0] / seconds[1]
    kept = ratio <= BUDGET_RATIO and memory <= BUDGET_MEMORY_MB
    print(
        f"{kind:8} ours {seconds[0]:5.2f} s, {ours[0].file_mb:6.1f} MB, {memory:4.0f} MB of memory; "
        f"COPY {seconds[1]:5.2f} s, {plain[0].file_mb:6.1f} MB, {max(each.memory_mb for each in plain):4.0f} MB; "
        f"{ratio:4.2f} times (at most {BUDGET_RATIO:g}), at most {BUDGET_MEMORY_MB} MB: {'kept' if kept else 'MISSED'}"
    )
    return kept


def main(rows: int) -> int:
    print(f"{rows:,} events, {ROUNDS} rounds by turns, DuckDB {duckdb.__version__}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_events(folder / "events.duckdb", rows)
        write_counts(folder / "events.duckdb")
        kept = []
        for kind in KINDS:
            both = [(in_a_process("ours", kind, folder), in_a_process("plain", kind, folder)) for _ in range(ROUNDS)]
            kept.append(judge(kind, [ours for ours, _ in both], [plain for _, plain in both]))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(json.dumps(write(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
