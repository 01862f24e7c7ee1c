"""The record is read and control derived once, however many ask, and what is kept is bounded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from dashboard.analysis import record_cache
from dashboard.errors import DataError
from dashboard.record.dataset import Dataset
from dashboard.ui.page import open_page
from tests.builders import rows, write

EVENTS = rows("town,date,controlling_force", "al-qaim,2014-06-21,isis")


def counted(monkeypatch: pytest.MonkeyPatch, name: str) -> list[tuple[Any, ...]]:
    """The calls that ``shared`` makes of this function from now on."""
    calls: list[tuple[Any, ...]] = []
    real = getattr(record_cache, name)
    monkeypatch.setattr(record_cache, name, lambda *args: calls.append(args) or real(*args))
    return calls


def at_once(work: Callable[[], object], times: int = 6) -> list[object]:
    """What the work gives in as many threads, started together."""
    found: list[object] = []
    start = Barrier(times)

    def one() -> None:
        start.wait()
        found.append(work())

    threads = [Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_a_record_is_read_once_for_all_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, folder = counted(monkeypatch, "read_dataset"), str(write(tmp_path, events=EVENTS))
    found = at_once(lambda: record_cache.record_of(folder))
    assert len(calls) == 1
    assert all(each is found[0] for each in found)


def test_control_is_derived_once_for_all_threads(shipped: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, "derive_control")
    found = at_once(lambda: record_cache.control_of(shipped, "strict", date(2001, 2, 3)))
    assert len(calls) == 1
    assert all(each is found[0] for each in found)


def test_the_pages_use_the_record_and_control_of_the_api() -> None:
    record = open_page()
    assert record is record_cache.read_once()
    assert record_cache.is_read()


def test_a_record_that_could_not_be_read_is_read_when_it_can_be(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    with pytest.raises(DataError):
        record_cache.record_of(str(file))
    file.write_text(EVENTS, encoding="utf-8")
    assert len(record_cache.record_of(str(file)).dataset.events) == 1


def test_every_day_of_knowledge_asked_for_keeps_no_more_than_the_bound(tmp_path: Path) -> None:
    small = record_cache.record_of(str(write(tmp_path, events=EVENTS))).dataset
    for days in range(2 * record_cache.CONTROLS_KEPT):
        record_cache.control_of(small, "latest", date(2014, 1, 1) + timedelta(days=days))
    assert len(record_cache.control_of.cache) <= record_cache.CONTROLS_KEPT


@pytest.mark.parametrize(("size", "kept"), [(0, 4), (10, 4), (20, 4), (30, 3), (10_000, 3)])
def test_large_values_leave_room_for_fewer_but_always_for_three(size: int, kept: int) -> None:
    cache = record_cache.bounded(4, 100, lambda _: size)
    for key in range(10):
        cache[key] = "x"
    assert len(cache) == kept
