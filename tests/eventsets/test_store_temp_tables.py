"""Events in which words were found are kept in the engine for their answers alone, and let go afterwards."""

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import ibis
import pytest

from dashboard.eventsets.store import temp_tables
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import EventStore, connect
from dashboard.eventsets.store.grid import View
from dashboard.eventsets.store.tables import EVENTS
from dashboard.eventsets.table import ImportedEvents as E
from tests.builders import imported_event, imported_frame
from tests.engines import write_duckdb

VALLEY = View(32, 38, 37, 46, 7)
NOTES = ("a bridge", "a dam", "a bridge and a dam", "")


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    events = imported_frame(*(imported_event(number, note=NOTES[number % 4]) for number in range(400)))
    return connect(write_duckdb(tmp_path, events, with_companions=True))


def kept(store: EventStore) -> set[str]:
    """The tables in memory, once those unwanted are gone."""
    gc.collect()
    store.ask(EVENTS.limit(1))
    backend = store._connection.engine.open()
    return {
        name
        for (name,) in backend.raw_sql(
            "SELECT table_name FROM duckdb_tables() WHERE internal = false AND database_name = 'memory'"
        ).fetchall()
    }


def test_the_texts_are_read_once_for_all_answers(store: EventStore) -> None:
    asked: list[str] = []
    answers = store.narrow(Wanted(words=("bridge",)))
    ask, keep = answers.ask, answers.keep
    answers.ask = lambda question: asked.append(ibis.to_sql(question, dialect="duckdb")) or ask(question)
    answers.keep = lambda owner, events: asked.append(ibis.to_sql(events, dialect="duckdb")) or keep(owner, events)
    assert answers.count == 200
    assert answers.cells(VALLEY).in_view + answers.cells(VALLEY).outside + int(answers.tray()["count"].sum()) == 200
    assert answers.tempo()["count"].sum() == 200
    assert len(answers.table_page(size=100)) == 100
    assert sum("bridge" in text for text in asked) == 1


def test_they_are_let_go_with_their_answers(store: EventStore) -> None:
    answers = store.narrow(Wanted(words=("bridge",)))
    assert answers.count == 200
    assert len(kept(store)) == 1
    del answers
    assert not kept(store)


def test_sessions_do_not_see_one_anothers(store: EventStore) -> None:
    words = ["bridge", "dam", "bridge", "nowhere"] * 8

    def ask(word: str) -> tuple[int, int]:
        answers = store.narrow(Wanted(words=(word,)))
        return answers.count, int(answers.tempo()["count"].sum())

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, words))
    assert found == [(0, 0) if word == "nowhere" else (200, 200) for word in words]
    assert not kept(store)


def test_no_more_are_kept_than_there_is_room_for_and_those_gone_are_found_again(
    store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temp_tables, "MOST_KEPT", 2)
    several = [store.narrow(Wanted(words=(word,))) for word in ("bridge", "dam", "note", "set")]
    before = [answers.count for answers in several]
    assert len(kept(store)) == 2
    assert int(several[0].tempo()["count"].sum()) == before[0] == 200
    assert several[0].table_page()[E.note].str.contains("bridge").all()


def test_answers_outlive_a_new_store_in_the_place_of_the_old(store: EventStore, tmp_path: Path) -> None:
    answers = store.narrow(Wanted(words=("bridge",)))
    assert answers.count == 200
    write_duckdb(tmp_path, imported_frame(imported_event(1, note="a bridge")), with_companions=True)
    assert store.ask(EVENTS.aggregate(n=EVENTS.count()))["n"].tolist() == [1]
    assert answers.tempo()["count"].sum() == 1
