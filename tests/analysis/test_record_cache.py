"""The record is read and control derived once, however many ask, and what is kept is bounded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from dashboard.analysis import record_cache
from dashboard.analysis.selection import Selection
from dashboard.errors import DataError
from dashboard.record.dataset import Dataset
from dashboard.session import filtered
from dashboard.session.filtered import filter_record
from dashboard.timespan import Span
from dashboard.ui.page import open_page
from dashboard.views.shares import drawn
from tests.builders import rows, write

EVENTS = rows("town,date,controlling_force", "al-qaim,2014-06-21,isis")


def selection(**filters: Any) -> Selection:
    day = date(2014, 7, 1)
    return Selection(day, Span.of_days(day, day), **filters).filters


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
    calls = counted(monkeypatch, "derive")
    found = at_once(lambda: record_cache.control_of(shipped, "strict", date(2001, 2, 3)))
    assert len(calls) == 1
    assert all(each is found[0] for each in found)


def test_the_pages_use_the_record_and_control_of_the_api() -> None:
    record = open_page()
    assert record is record_cache.read_once()
    assert record_cache.is_read()


def test_what_sessions_make_is_never_left_out_of_garbage_collections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frozen objects in circles are never freed: one freeze at the first record, none at any later record or view."""
    freezes: list[None] = []
    monkeypatch.setattr(record_cache.gc, "freeze", lambda: freezes.append(None))
    getattr(record_cache._spare_the_collector, "cache_clear", lambda: None)()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path / name, events=EVENTS)))
        record = record_cache.read_once()
    for day in range(1, 4):
        filter_record(record, selection(rule="latest", known=date(2015, 1, day)))
    assert len(freezes) == 1


def move_clock(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """From now on it is this day, wherever somebody asks."""

    class Clock(date):
        @classmethod
        def today(cls) -> date:
            return day

    for module in (record_cache, filtered, drawn):
        monkeypatch.setattr(module, "date", Clock, raising=False)


def test_nothing_that_is_kept_holds_the_day_it_was_made_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that runs past midnight draws holdings to the new day, and lets it be asked for."""
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path, events=EVENTS)))
    record = record_cache.read_once()
    for today in (date(2031, 1, 1), date(2031, 1, 2), date(2031, 1, 1)):
        move_clock(monkeypatch, today)
        assert record.reach[1] == today
        assert today.isoformat() in drawn.share_record(record, selection(rule="latest"), "", "", "").figure.to_json()


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
