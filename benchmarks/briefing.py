"""``python -m benchmarks.briefing``: how long a briefing of the whole record takes to make, and how large it is.

Times are those of the processor, which do not grow where others use the machine, too; those of the clock stand beside.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from dashboard.analysis.record_cache import read_once
from dashboard.briefing.document import briefing
from dashboard.briefing.view import view_of

ROUNDS = int(os.environ.get("ROUNDS", "5"))
BUDGET_S, BUDGET_MB = 5.0, 3.0
T = TypeVar("T")
VIEWS = {
    "the last 90 days": {},
    "Al-Qaim, 2014 to 2017": {"place": ["al-qaim"], "from": ["2014-06-01"], "to": ["2017-12-01"]},
    "all years as one window": {"from": ["1991-01-01"]},
}


class Times:
    """Seconds of the processor and of the clock that something took, each time."""

    def __init__(self, of_children: bool = False) -> None:
        self.whose = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
        self.busy: list[float] = []
        self.clock: list[float] = []

    def measure(self, work: Callable[[], T]) -> T:
        before, begun = self._used(), time.perf_counter()
        done = work()
        self.clock.append(time.perf_counter() - begun)
        self.busy.append(self._used() - before)
        return done

    def _used(self) -> float:
        used = resource.getrusage(self.whose)
        return used.ru_utime + used.ru_stime

    def __str__(self) -> str:
        first = f"first {self.busy[0]:4.1f} s, then {statistics.median(self.busy[1:]):4.1f} s"
        return f"{first} (by the clock {statistics.median(self.clock):4.1f} s)"


def from_a_terminal(file: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "briefing", "--out", str(file)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    record, kept = read_once(), True
    for name, params in VIEWS.items():
        times = Times()
        sizes = [
            len(times.measure(lambda params=params: briefing(record, view_of(params, record)))) for _ in range(ROUNDS)
        ]
        kept &= max(times.busy) <= BUDGET_S and sizes[0] <= BUDGET_MB * 1e6
        print(f"{name:26} {times}, {sizes[0] / 1e6:.2f} MB")
    times = Times(of_children=True)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            times.measure(lambda: from_a_terminal(Path(folder) / "briefing.html"))
    print(f"{'from a terminal':26} {times}, programs, reading and deriving included")
    print(f"{'kept' if kept else 'MISSED'} (budget {BUDGET_S} s and {BUDGET_MB} MB)")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
