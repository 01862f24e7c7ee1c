"""What the event store does apart from any one engine: filters from a selection, the grid, dialects, outages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import ibis
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.selection import Selection
from dashboard.errors import DataError
from dashboard.eventsets.actors import ActorIndex, fold_area
from dashboard.eventsets.store import answers as answers_module
from dashboard.eventsets.store import deep_paging
from dashboard.eventsets.store.contents import Facets
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import VARIABLE, connect
from dashboard.eventsets.store.grid import DEEPEST_LEVEL, MOST_CELLS, Grid, View, column, row
from dashboard.eventsets.store.measures import whole_months, whole_years
from dashboard.eventsets.store.near_reports import SoughtReport, candidates
from dashboard.eventsets.store.queries import LARGEST_PAGE, MOST_DOTS, Order, Question
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.schema import Forces
from dashboard.timespan import Span
from tests.builders import force, imported_event, imported_frame, table_frame
from tests.engines import Postgres, fill_postgres, postgres_server, write_duckdb, write_parquet

WINDOW = Span(date(2017, 9, 1), date(2017, 12, 1))
VALLEY = View(32, 38, 37, 46, 7)
THREE = imported_frame(*(imported_event(number) for number in range(3)))
FORCES = table_frame(
    Forces,
    force("isis", name="Islamic State", aliases="IS|Daesh"),
    force("iraqi-government", name="Government of Iraq", aliases="ISF|Iraqi army"),
)
FACETS = Facets(
    count=3,
    first=None,
    last=None,
    reach_days=0,
    country=("IQ",),
    admin1=("Anbar province", "Deir ez Zor governorate"),
    kind=("battle",),
    dataset=("set",),
    actors=("IS", "Islamic State (Iraq)", "Government of Iran", "Military Forces of Iraq (2014-)", "Civilians"),
)


def selection(**filters: object) -> Selection:
    return Selection(date(2017, 11, 3), WINDOW, **filters)


class TestWanted:
    def test_a_force_stands_for_every_spelling_that_leads_to_it(self) -> None:
        wanted = Wanted.of(selection(force=("isis",)), FACETS, FORCES)
        assert set(wanted.actors) == {"isis", "Islamic State", "IS", "Daesh", "Islamic State (Iraq)"}

    def test_a_governorate_stands_for_the_sets_own_name_of_it(self) -> None:
        assert Wanted.of(selection(governorate=("Al Anbar",)), FACETS, FORCES).admin1 == ("Anbar province",)

    def test_a_governorate_no_set_knows_lets_nothing_pass(self) -> None:
        assert Wanted.of(selection(governorate=("Babylon",)), FACETS, FORCES).admin1 == ("Babylon",)

    def test_what_sets_cannot_answer_is_named(self) -> None:
        wanted = Wanted.of(selection(operation=("x",), grade="C3", q="Bridge  QAIM"), FACETS, FORCES)
        assert wanted.unanswered == ("operation", "grade")
        assert (wanted.credibility, wanted.words) == ("3", ("bridge", "qaim"))

    def test_empty_filters_ask_for_the_window_alone(self) -> None:
        assert Wanted.of(selection(), FACETS, FORCES) == Wanted(window=WINDOW)


@pytest.mark.parametrize(
    ("actor", "forces"),
    [
        ("IS", {"isis"}),
        ("Islamic State (Syria)", {"isis"}),
        ("Government of Iraq", {"iraqi-government"}),
        ("Iraqi Government", {"iraqi-government"}),
        ("Police Forces of Iraq (2014-) Counter-Terrorism Service", {"iraqi-government"}),
        ("Iraqi governement", {"iraqi-government"}),
        ("Government of Iran", set()),
        ("ISI", set()),
        ("Civilians (Iraq)", set()),
        ("", set()),
    ],
)
def test_an_actor_means_the_force_of_that_name(actor: str, forces: set[str]) -> None:
    assert ActorIndex.of(FORCES).forces(actor) == forces


@pytest.mark.parametrize("name", ["Deir ez Zor governorate", "Deir ez-Zor", "DEIR EZ-ZOR GOVERNORATE"])
def test_a_governorate_is_the_same_with_and_without_the_word(name: str) -> None:
    assert fold_area(name) == "deirzor"


degrees = st.floats(-200, 200, allow_nan=False)


class TestGrid:
    @given(st.tuples(degrees, degrees).map(sorted), st.tuples(degrees, degrees).map(sorted), st.integers(-3, 30))
    def test_any_view_has_a_bounded_number_of_cells_that_cover_it(
        self, latitudes: list[float], longitudes: list[float], zoom: int
    ) -> None:
        view = View(latitudes[0], longitudes[0], latitudes[1], longitudes[1], zoom)
        grid = Grid.over(view)
        assert 1 <= grid.size <= MOST_CELLS
        for edge, low, high, limit in (
            (view.west, grid.box.west, grid.box.east, 180),
            (view.north, grid.box.south, grid.box.north, 90),
        ):
            assert low - 1e-9 <= min(max(edge, -limit), limit) <= high + 1e-9

    @given(st.floats(-180, 180), st.floats(-90, 90), st.integers(1, DEEPEST_LEVEL))
    def test_a_cell_lies_wholly_in_one_of_the_level_above(self, lon: float, lat: float, level: int) -> None:
        assert column(lon, level) // 2 == column(lon, level - 1)
        assert row(lat, level) // 2 == row(lat, level - 1)

    def test_a_view_inside_out_is_refused(self) -> None:
        with pytest.raises(ValueError, match="south-west to north-east"):
            View(37, 38, 32, 46, 7)


@given(st.dates(date(1992, 1, 1), date(2020, 1, 1)), st.integers(800, 9000))
def test_whole_months_and_years_lie_in_the_window_and_leave_less_than_one_at_each_end(start: date, days: int) -> None:
    window = Span(start, date.fromordinal(start.toordinal() + days))
    whole = whole_months(window)
    assert window.start <= whole.start
    assert whole.end <= window.end
    assert whole.start.day == whole.end.day == 1
    assert max((whole.start - window.start).days, (window.end - whole.end).days) < 31
    years = whole_years(window)
    assert whole.start <= years.start < years.end <= whole.end
    assert (years.start.month, years.start.day) == (years.end.month, years.end.day) == (1, 1)
    assert max((years.start - window.start).days, (window.end - years.end).days) < 366


WIDEST = Wanted(
    window=Span(date(2003, 1, 2), date(2020, 1, 2)), country=("IQ",), actors=("IS", "ISF"), kind=("battle",),
    precision=("exact",), credibility="3", words=("it's 100%",),
)  # fmt: skip
REPORT = SoughtReport("r", 34.4, 41.1, 5.0, date(2017, 1, 1), date(2017, 1, 2), ("battle",))
QUESTIONS = {
    f"{name}, {how}": expression
    for how, question in {
        "from events": Question(WIDEST, 40),
        "from counts": Question(Wanted(window=WIDEST.window), 40, companions=True),
        "without offset": Question(WIDEST, 40, companions=True, skips_rows=False),
    }.items()
    for name, expression in {
        "tally": question.tally(),
        "tempo": question.tempo("Q"),
        "cells": question.cells(Grid.over(VALLEY)),
        "dots": question.dots(Grid.over(VALLEY)),
        "page": question.page(Order(E.deaths_best), 100, 50),
        "values": question.values_at(Order(E.place), range(100, 150)),
        "candidates": candidates(
            question, [SoughtReport("r", 34.4, 41.1, 5.0, date(2017, 1, 1), date(2017, 1, 2), ("battle",))]
        ),
    }.items()
}


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "clickhouse", "trino", "bigquery"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_compiles_for(dialect: str, name: str) -> None:
    sql = str(ibis.to_sql(QUESTIONS[name], dialect=dialect))
    assert sql.startswith(("SELECT", "WITH"))
    assert "events" in sql


class TestBounds:
    def test_a_page_is_no_larger_and_no_text_longer_than_the_bounds(self, tmp_path: Path) -> None:
        many = imported_frame(*(imported_event(number, note="x" * 100_000) for number in range(LARGEST_PAGE + 50)))
        answers = connect(write_duckdb(tmp_path, many)).narrow(Wanted())
        page = answers.table_page(size=10**9)
        assert len(page) == LARGEST_PAGE
        assert len(page.to_json()) < 150_000
        assert len(answers.cells(VALLEY).dots.to_json()) < 150_000

    def test_dots_are_at_most_so_many(self, tmp_path: Path) -> None:
        many = imported_frame(*(imported_event(number) for number in range(MOST_DOTS + 1)))
        density = connect(write_duckdb(tmp_path, many)).narrow(Wanted()).cells(VALLEY)
        assert (density.as_dots, density.in_view, len(density.cells)) == (False, MOST_DOTS + 1, 1)

    def test_only_columns_of_the_table_can_be_sorted_by(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="not a column"):
            connect(write_duckdb(tmp_path, THREE)).narrow(Wanted()).table_page("1; DROP TABLE events")


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", [E.date, E.deaths_best, E.place, E.latitude])
def test_a_page_far_into_the_order_is_the_one_reached_by_sorting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: str, descending: bool
) -> None:
    cells = [
        {
            E.date: date(2015 + number % 3, 1 + number % 11, 1 + number % 7),
            E.deaths_best: (None, 0, 0, 3)[number % 4],
            E.place: "ABC"[number % 3],
            E.latitude: None if number % 5 == 0 else 34.0 + number % 4 / 10,
        }
        for number in range(150)
    ]
    store = connect(write_duckdb(tmp_path, imported_frame(*(imported_event(n, **row) for n, row in enumerate(cells)))))
    answers = store.narrow(Wanted(kind=("battle",)))
    sorted_all = [answers.table_page(sort, descending, page, 7)[E.event_id].tolist() for page in range(23)]
    monkeypatch.setattr(answers_module, "MANY", 0)
    monkeypatch.setattr(deep_paging, "NEAR_THE_TOP", 0)
    assert [answers.table_page(sort, descending, page, 7)[E.event_id].tolist() for page in range(23)] == sorted_all
    assert len({event for page in sorted_all for event in page}) == 150


class TestConnect:
    @pytest.mark.parametrize("spec", ["", "no/such/folder", "mysql://host/db", "postgres://[", "a\0b", "x/*.parquet"])
    def test_what_is_no_store_is_refused_with_a_remedy(self, spec: str) -> None:
        with pytest.raises(DataError) as refused:
            connect(spec)
        assert refused.value.problem.remedy

    def test_the_environment_names_the_store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, str(write_duckdb(tmp_path, THREE)))
        assert connect().facets.count == 3

    def test_a_file_that_is_not_a_store_gives_a_remedy(self, tmp_path: Path) -> None:
        (tmp_path / "events.duckdb").write_bytes(b"not a database" * 500)
        with pytest.raises(DataError, match=r"does not answer|cannot answer"):
            connect(tmp_path, pauses=()).facets  # noqa: B018

    def test_a_table_with_other_columns_gives_a_remedy(self, tmp_path: Path) -> None:
        pd.DataFrame({"lat": [34.4]}).to_parquet(tmp_path / "other.parquet")
        with pytest.raises(DataError, match="columns of the codebook"):
            connect(tmp_path).facets  # noqa: B018

    def test_the_name_on_the_page_holds_no_password(self) -> None:
        assert connect("postgres://reader:secret@db.example/events").name == "postgres://db.example/events"

    def test_counts_by_month_that_miss_an_event_are_not_used(self, tmp_path: Path) -> None:
        store = write_duckdb(tmp_path, THREE)
        import_more(store)
        assert connect(store).narrow(Wanted()).count == 4


def import_more(folder: Path) -> None:
    """One more event, written by something that knows nothing of the counts by month."""
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(folder / "events.duckdb")) as store:
        store.execute("INSERT INTO events SELECT * REPLACE ('new' AS event_id) FROM events LIMIT 1")


class TestComesBack:
    def test_a_store_that_an_import_replaces_is_read_anew(self, tmp_path: Path) -> None:
        store = connect(write_duckdb(tmp_path, THREE))
        before = store.version
        assert store.narrow(Wanted()).count == 3
        write_duckdb(tmp_path, THREE[:2])
        assert store.narrow(Wanted()).count == 2
        assert store.version != before

    def test_a_feed_that_grows_by_a_file_is_read_anew(self, tmp_path: Path) -> None:
        store = connect(write_parquet(tmp_path, THREE))
        assert store.facets.count == 3
        (tmp_path / "first.parquet").rename(tmp_path / "gone")
        assert store.facets.count == 2

    def test_a_folder_that_is_away_gives_a_remedy_and_is_found_again(self, tmp_path: Path) -> None:
        store = connect(write_duckdb(tmp_path, THREE), pauses=())
        (tmp_path / "events.duckdb").rename(tmp_path / "away")
        with pytest.raises(DataError, match="Bring it back"):
            store.narrow(Wanted())
        (tmp_path / "away").rename(tmp_path / "events.duckdb")
        assert store.narrow(Wanted()).count == 3


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres_server() as running:
        fill_postgres(running, THREE)
        yield running


class TestPostgresGoesAway:
    def test_it_is_said_what_to_do_and_the_same_store_answers_when_it_is_back(self, server: Postgres) -> None:
        store = connect(server.url, pauses=(0.01,))
        assert store.narrow(Wanted()).count == 3
        server.stop()
        try:
            with pytest.raises(DataError, match=r"does not answer.*Bring it back"):
                store.narrow(Wanted()).count  # noqa: B018
        finally:
            server.start()
        assert store.narrow(Wanted()).count == 3

    def test_a_restart_is_waited_for(self, server: Postgres) -> None:
        store = connect(server.url, pauses=(0.1, 1, 5, 10))
        assert store.narrow(Wanted()).count == 3
        server.stop()
        back = threading.Timer(0.5, server.start)
        back.start()
        assert store.narrow(Wanted()).count == 3
        back.join()

    def test_a_wrong_table_is_not_taken_for_an_outage(self, server: Postgres) -> None:
        store = connect(server.url.replace("?", "?options=-csearch_path%3Dpg_catalog&"), pauses=(60,))
        with pytest.raises(DataError, match="cannot answer"):
            store.facets  # noqa: B018


def test_many_threads_ask_at_once(tmp_path: Path) -> None:
    store = connect(write_duckdb(tmp_path, THREE))
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: store.narrow(Wanted()).count, range(40))) == [3] * 40
