"""Imported events leave as files that the engine writes, under the filters in force."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import duckdb
import ibis
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import DataError
from dashboard.eventsets.store import duckdb_files
from dashboard.eventsets.store.event_files import EventFile
from dashboard.eventsets.store.event_files import guarded as guarded_by_engine
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import connect
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.exports.imported_events import about_events, write_events
from dashboard.text import guarded
from dashboard.timespan import Span
from tests.builders import imported_event, imported_frame
from tests.engines import fill_postgres, postgres_server, write_duckdb, write_parquet

MADE = datetime(2026, 3, 1, tzinfo=UTC)
EVENTS = imported_frame(
    imported_event(1, note="=1+1", actors="IS|ISF", latitude=34.4, deaths_best=3),
    imported_event(2, note="@sum", kind="airstrike", date=date(2015, 1, 1), date_end=date(2015, 1, 1)),
    imported_event(3, note='a "quoted", and\nbroken line', place="القائم", dataset="o'set"),
)
STORES = ("duckdb", "parquet", "postgres")


@pytest.fixture(scope="module", params=STORES)
def store(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("events")
    if request.param == "duckdb":
        yield connect(write_duckdb(folder, EVENTS))
    elif request.param == "parquet":
        yield connect(f"{write_parquet(folder, EVENTS)}/*.parquet")
    else:
        with postgres_server() as server:
            yield connect(fill_postgres(server, EVENTS))


def written(store, kind, tmp_path, wanted=Wanted()):  # noqa: B008 - frozen
    path = tmp_path / f"events.{kind}"
    write_events(
        store, wanted, kind, about_events(store, wanted, ("grade",), "https://t.example/data?q=%27", MADE), path
    )
    return path


def test_csv_loads_without_any_option_and_holds_no_formula(store, tmp_path):
    read = pd.read_csv(written(store, "csv", tmp_path)).sort_values(E.event_id)
    assert read[E.note].tolist() == ["'=1+1", "'@sum", 'a "quoted", and\nbroken line']
    assert read[E.place].tolist()[2] == "القائم"
    assert read[E.latitude].tolist()[0] == 34.4
    assert read[E.actors].tolist()[0] == "IS|ISF"
    assert set(read["export_address"]) == {"https://t.example/data?q=%27"}
    assert set(read["export_not_applied"]) == {"grade"}
    assert set(read["export_sets"]) == {"o'set, set"}


def test_parquet_has_types_whole_texts_and_metadata(store, tmp_path):
    path = written(store, "parquet", tmp_path)
    rows = duckdb.sql(f"SELECT note, date, deaths_best FROM '{path}' ORDER BY event_id").fetchall()
    assert [row[0] for row in rows] == ["=1+1", "@sum", 'a "quoted", and\nbroken line']
    assert rows[1][1] == date(2015, 1, 1)
    assert rows[0][2] == 3
    said = json.loads(pq.read_schema(path).metadata[b"provenance"])
    assert said["address"] == "https://t.example/data?q=%27"
    assert said["made"] == "2026-03-01T00:00:00+00:00"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_only_events_that_pass_the_filters_leave(store, tmp_path, kind):
    wanted = Wanted(window=Span.of_days(date(2015, 1, 1), date(2015, 12, 31)), kind=("airstrike",))
    path = written(store, kind, tmp_path, wanted)
    assert duckdb.sql(f"SELECT event_id FROM '{path}'").fetchall() == [("x00002",)]
    said = {item.name: item.value for item in about_events(store, wanted, (), "", MADE)}
    assert said["filters"] == "Events: 2015-01-01 to 2015-12-31; Kind: Air strike"


def test_none_that_pass_is_a_file_with_a_header(store, tmp_path):
    path = written(store, "csv", tmp_path, Wanted(kind=("siege_end",)))
    assert pd.read_csv(path).empty
    assert E.event_id in pd.read_csv(path).columns


def test_a_store_that_has_gone_is_refused_with_a_remedy(tmp_path):
    store = connect(write_duckdb(tmp_path, EVENTS), pauses=())
    store.facets  # noqa: B018 - known before it goes
    (tmp_path / "events.duckdb").unlink()
    with pytest.raises(DataError, match="the event store does not answer"):
        store.write(Wanted(), EventFile("csv", {}), tmp_path / "out.csv")


def test_pages_still_reach_no_other_file(tmp_path):
    store = connect(write_duckdb(tmp_path, EVENTS))
    written(store, "csv", tmp_path)
    with pytest.raises(DataError, match="disabled by configuration"):
        store._connection._try(lambda backend: backend.raw_sql(f"SELECT content FROM read_text('{__file__}')"))


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_very_long_texts_get_the_memory_they_need(kind, tmp_path, monkeypatch):
    store = connect(
        write_duckdb(tmp_path, imported_frame(*(imported_event(n, note="x" * 20_000) for n in range(2_000))))
    )
    monkeypatch.setattr(duckdb_files, "COPY_MEMORY", ("20MB",))
    with pytest.raises(DataError, match="Out of Memory"):
        written(store, kind, tmp_path)
    monkeypatch.setattr(duckdb_files, "COPY_MEMORY", ("20MB", "1GB"))
    path = written(store, kind, tmp_path)
    assert duckdb.sql(f"SELECT count(*), min(length(note)) FROM '{path}'").fetchall() == [(2_000, 20_000)]


def test_a_kind_of_file_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'xls' is no kind of file for events; there are csv and parquet"):
        EventFile("xls", {})


BEGINNINGS = st.text(st.sampled_from("=+-@\t\r\n A~z\u200b\u200e\u202e\ufeff\x07\x7fé"), max_size=4)


@given(st.lists(BEGINNINGS, min_size=1, max_size=20))
@settings(deadline=None, max_examples=60)
def test_the_engine_guards_exactly_the_texts_that_we_guard(texts):
    backend = _DUCKDB
    table = ibis.memtable({"text": texts})
    answer = backend.execute(table.select(guarded_by_engine(table["text"]).name("text")))
    assert answer["text"].tolist() == [guarded(text) for text in texts]


_DUCKDB = ibis.duckdb.connect()
