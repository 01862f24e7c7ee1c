"""``python -m benchmarks.events 10000 1000000 10000000``: the event store at any size, as ratios to the first.

Each size is measured in a process of its own, so that its memory is its own. The questions are those that a page
asks when a filter changes; the times are those of the questions alone, without page and browser.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.synthetic import write_counts, write_events
from dashboard.eventsets.same_incident import propose
from dashboard.eventsets.store.answers import Answers
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import EventStore, connect
from dashboard.eventsets.store.grid import View
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.load import read_dataset
from dashboard.timespan import Span

SIZES = (10_000, 1_000_000, 10_000_000)
ROUNDS = int(os.environ.get("ROUNDS", "7"))
VALLEY = View(32, 38, 37, 46, 7)
TOWN = View(34.2, 40.8, 34.6, 41.4, 12)
WINDOW = Span(date(2016, 3, 1), date(2016, 6, 1))
FILTERS = {
    "no filter": Wanted(),
    "90 days": Wanted(window=WINDOW),
    "20 years": Wanted(window=Span(date(2004, 5, 5), date(2024, 5, 5))),
    "kind": Wanted(kind=("airstrike", "battle")),
    "country": Wanted(country=("IQ",)),
    "90 days, actor": Wanted(window=WINDOW, actors=("Islamic State", "ISIL")),
    "actor": Wanted(actors=("Islamic State", "ISIL")),
    "rare actor": Wanted(actors=("Local armed group 200",)),
    "word": Wanted(words=("bridge",)),
    "frequent word": Wanted(words=("civilians",)),
}
QUESTIONS: dict[str, Callable[[Answers], Any]] = {
    "count, deaths, tray": lambda answers: (answers.deaths(), answers.tray()),
    "tempo": lambda answers: answers.tempo(),
    "cells, valley": lambda answers: answers.cells(VALLEY).cells,
    "cells, town": lambda answers: answers.cells(TOWN).cells,
    "page 1": lambda answers: answers.table_page(size=100),
    "page in the middle": lambda answers: answers.table_page(page=answers.count // 200, size=100),
    "page 1 by deaths": lambda answers: answers.table_page(E.deaths_best, size=100),
}
BUDGET_RATIO, BUDGET_BYTES, BUDGET_MEMORY_MB = 2.0, 150_000, 2_000


@dataclass
class Measured:
    """Median milliseconds by filter and question, bytes of the largest redraw, and what the process took."""

    rows: int
    write_s: float
    companions_s: float
    file_mb: float
    times: dict[str, dict[str, float]] = field(default_factory=dict)
    redraw: dict[str, float] = field(default_factory=dict)
    largest: int = 0
    memory_mb: float = 0
    matching_ms: float = 0


def measure(folder: Path, rows: int) -> Measured:
    """Makes events, asks everything several times, and tells what it took."""
    start = time.perf_counter()
    write_events(folder / "events.duckdb", rows)
    written = time.perf_counter()
    write_counts(folder / "events.duckdb")
    done = time.perf_counter()
    size = (folder / "events.duckdb").stat().st_size / 1e6
    return Measured(rows, written - start, done - written, size)


def ask_all(folder: Path, measured: Measured) -> None:
    """The times of every question under every filter, all in turns."""
    store = connect(folder)
    samples: dict[tuple[str, str], list[float]] = {}
    for turn in range(ROUNDS + 1):
        for name, wanted in FILTERS.items():
            for question, answer in QUESTIONS.items():
                taken, size = timed(store, wanted, answer)
                if turn:
                    samples.setdefault((name, question), []).append(taken)
                measured.largest = max(measured.largest, size)
            redraw, size = timed(store, wanted, redraw_home)
            measured.largest = max(measured.largest, size)
            if turn:
                samples.setdefault((name, "redraw"), []).append(redraw)
    for (name, question), times in samples.items():
        into = measured.redraw if question == "redraw" else measured.times.setdefault(question, {})
        into[name] = statistics.median(times)
    record = read_dataset()
    start = time.perf_counter()
    propose(store, Wanted(), record, record.events)
    measured.matching_ms = (time.perf_counter() - start) * 1000
    measured.memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def redraw_home(answers: Answers) -> Any:
    """All that a page asks for when a filter changes."""
    density = answers.cells(VALLEY)
    page = answers.table_page(size=100)
    return answers.deaths(), answers.tray(), answers.tempo(), density.cells, density.dots, page


def timed(store: EventStore, wanted: Wanted, answer: Callable[[Answers], Any]) -> tuple[float, int]:
    """Milliseconds from filter to answer, and the bytes of all its frames as JSON."""
    start = time.perf_counter()
    given = answer(store.narrow(wanted))
    taken = (time.perf_counter() - start) * 1000
    frames = given if isinstance(given, tuple) else (given,)
    return taken, sum(len(frame.to_json(orient="values", date_format="iso")) for frame in frames)


def report(all_measured: list[Measured]) -> bool:
    """Prints the tables; true where every budget is kept."""
    first = all_measured[0]
    print(f"\n{date.today()}, {os.cpu_count()} cores, {platform.system()}; medians of {ROUNDS} rounds, each size alone")
    print(
        f"\n{'events':>12} {'file':>10} {'counts beside it':>17} {'memory':>9} {'bytes a redraw':>15} {'matching':>10}"
    )
    for one in all_measured:
        print(
            f"{one.rows:>12,} {one.file_mb:>7.0f} MB {one.companions_s:>15.1f} s {one.memory_mb:>6.0f} MB"
            f" {one.largest / 1000:>12.1f} kB {one.matching_ms:>7.0f} ms"
        )
    for one in all_measured:
        print(f"\n{one.rows:,} events: milliseconds (times that of {first.rows:,})")
        print(f"{'':20}" + "".join(f"{name:>17}" for name in FILTERS))
        for question, times in {**one.times, "whole redraw": one.redraw}.items():
            base = first.times.get(question, first.redraw)
            cells = (f"{times[name]:.0f} ({times[name] / base[name]:.1f})" for name in FILTERS)
            print(f"{question:20}" + "".join(f"{cell:>17}" for cell in cells))
    return judge(first, all_measured[-1])


def judge(first: Measured, last: Measured) -> bool:
    """The budgets of the design, at the largest size."""
    worst = {name: last.redraw[name] / first.redraw[name] for name in FILTERS}
    budgets = [
        *((f"redraw, {name}, to {first.rows:,} events", ratio, BUDGET_RATIO, "x") for name, ratio in worst.items()),
        ("bytes of a redraw", last.largest / 1000, BUDGET_BYTES / 1000, " kB"),
        ("memory", last.memory_mb, BUDGET_MEMORY_MB, " MB"),
    ]
    print()
    for words, value, budget, unit in budgets:
        print(f"{'kept  ' if value <= budget else 'MISSED'}  {words}: {value:.2f}{unit} (budget {budget:g}{unit})")
    return all(value <= budget for _, value, budget, _ in budgets)


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        folder = Path(sys.argv[2])
        measured = Measured(**json.loads((folder / "made.json").read_text(encoding="utf-8")))
        ask_all(folder, measured)
        print(json.dumps(asdict(measured)))
        return 0
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    all_measured = []
    for rows in sizes:
        with tempfile.TemporaryDirectory(prefix="events-bench-") as name:
            folder = Path(name)
            (folder / "made.json").write_text(json.dumps(asdict(measure(folder, rows))), encoding="utf-8")
            command = [sys.executable, "-m", "benchmarks.events", "--one", name]
            answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            all_measured.append(Measured(**json.loads(answer)))
    return 0 if report(all_measured) else 1


if __name__ == "__main__":
    sys.exit(main())
