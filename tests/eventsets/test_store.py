"""The event store on every engine: the same questions, the same answers, and counts that add up to one total."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.eventsets.same_incident import toll
from dashboard.eventsets.store import prefetch
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import EventStore, connect
from dashboard.eventsets.store.grid import Grid, View, column, row
from dashboard.eventsets.store.near_reports import KM_A_DEGREE, NEAR_DAYS, NEAR_KM, SoughtReport, candidates
from dashboard.eventsets.table import DRAWN_PRECISIONS, PLACE_PRECISIONS
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.vocabulary import GROUP_OF, KINDS
from dashboard.timespan import Span, period_end, unit_for
from tests.builders import imported_event, imported_frame
from tests.engines import fill_postgres, postgres_server, spark_address, write_duckdb, write_parquet

VALLEY = View(32, 38, 37, 46, 7)
ANBAR = View(33, 41, 34.5, 43.5, 11)
EVERYWHERE = View(-90, -180, 90, 180, 2)

NOTES = ("a bridge was blown up", "100% burnt, the mayor's house", "under_score", "القائم", "", "BRIDGE again")
ACTORS = ("IS", "Government of Iraq", "Islamic State (Iraq)", "Syrian insurgents", "Civilians", "ISF")
DEATHS = (E.deaths_low, E.deaths_best, E.deaths_high)


def made(number: int, chance: random.Random) -> dict[str, Any]:
    """One event as odd as a file may hold it."""
    day = date(1996, 1, 1) + timedelta(days=int(chance.betavariate(4, 2) * 9_900))
    precision = chance.choice(["day"] * 6 + ["week", "month", "year"])
    placed = chance.choice(["exact", "exact", "near", *PLACE_PRECISIONS])
    drawn = placed in DRAWN_PRECISIONS and chance.random() < 0.9
    located = drawn or chance.random() < 0.5
    low = chance.choice([None, 0, 1, 5, 40])
    names = chance.sample(ACTORS, 2)
    return imported_event(
        number,
        dataset=chance.choice(["one set", "another"]),
        kind=chance.choice([*KINDS, "battle", "battle"]),
        date=day,
        date_end=day + timedelta(days=chance.choice([0, 0, 0, 0, 3, 40])),
        date_precision=precision,
        place=chance.choice(["Al-Qaim", "القائم", "Rawa"]),
        admin1=chance.choice(["Anbar province", "Deir ez Zor governorate", ""]),
        country=chance.choice(["IQ", "SY", "Iraq (Kurdistan)"]),
        latitude=chance.choice([chance.uniform(32.5, 36.5), 34.4]) if located else None,
        longitude=chance.choice([chance.uniform(38, 45), 41.1328125]) if located else None,
        place_precision=placed,
        radius_km=chance.choice([1.0, 5.0, 25.0]) if drawn else None,
        actor1=names[0],
        actor2=names[1],
        actors="|".join(names),
        **dict(zip(DEATHS, (low, None if low is None else low + 1, None if low is None else 2 * low + 1), strict=True)),
        credibility=chance.choice("123456"),
        source=chance.choice(["UCDP", 'O\'Hara "and" sons; DROP TABLE events']),
        note=chance.choice(NOTES),
    )


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    chance = random.Random(5)
    return imported_frame(*(made(number, chance) for number in range(900)))


ENGINES = ("duckdb", "duckdb without counts", "parquet", "postgres", "spark")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every engine answers every case; Spark, which needs seconds for each, one of each sort of condition."""
    names = [name for name in ("store", "wanted") if name in metafunc.fixturenames]
    pairs = [(engine, case) for engine in ENGINES for case in CASES if engine != "spark" or case in ON_SPARK]
    if names == ["store", "wanted"]:
        ids = [f"{engine}-{case}" for engine, case in pairs]
        metafunc.parametrize(names, pairs, indirect=True, ids=ids, scope="module")
    elif names == ["store"]:
        metafunc.parametrize("store", ENGINES, indirect=True, scope="module")


@pytest.fixture(scope="module")
def store(
    request: pytest.FixtureRequest, events: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EventStore]:
    folder = tmp_path_factory.mktemp("events")
    if request.param.startswith("duckdb"):
        yield connect(write_duckdb(folder, events, with_companions=request.param == "duckdb"))
    elif request.param == "parquet":
        yield connect(f"{write_parquet(folder, events)}/*.parquet")
    elif request.param == "postgres":
        with postgres_server() as server:
            yield connect(fill_postgres(server, events))
    else:
        with spark_address(write_parquet(folder, events)) as address:
            yield connect(address)


def passing(events: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """The events that pass, by plain loops over plain values."""
    return events[[_passes(row, wanted) for row in events.to_dict("records")]]


def _passes(row: dict[Any, Any], wanted: Wanted) -> bool:
    text = " ".join(str(row[name]) for name in E.names()) + " " + row[E.kind].replace("_", " ")
    until = max(row[E.date_end] + timedelta(days=1), period_end(row[E.date], row[E.date_precision]))
    return (
        (not wanted.country or row[E.country] in wanted.country)
        and (not wanted.admin1 or row[E.admin1] in wanted.admin1)
        and (not wanted.kind or row[E.kind] in wanted.kind)
        and (not wanted.precision or row[E.place_precision] in wanted.precision)
        and (not wanted.dataset or row[E.dataset] in wanted.dataset)
        and (not wanted.actors or not set(wanted.actors).isdisjoint(row[E.actors].split("|")))
        and (not wanted.credibility or row[E.credibility] <= wanted.credibility)
        and all(word in text.lower() for word in wanted.words)
        and (wanted.window is None or (row[E.date] < wanted.window.end and until > wanted.window.start))
    )


def drawn(events: pd.DataFrame) -> pd.DataFrame:
    return events[events[E.radius_km].notna() & events[E.latitude].notna()]


LONG = Span(date(2003, 3, 20), date(2020, 7, 1))
CASES = {
    "all": Wanted(),
    "90 days": Wanted(window=Span(date(2015, 5, 10), date(2015, 8, 8))),
    "one day": Wanted(window=Span(date(2015, 5, 10), date(2015, 5, 11))),
    "many years": Wanted(window=LONG, kind=("battle", "airstrike")),
    "nothing": Wanted(window=Span(date(1950, 1, 1), date(1951, 1, 1))),
    "area": Wanted(country=("IQ",), admin1=("Anbar province",)),
    "actor": Wanted(actors=("IS", "ISF"), window=LONG),
    "words": Wanted(words=("bridge", "qaim")),
    "word with signs": Wanted(words=("100%", "mayor's")),
    "arabic": Wanted(words=("القائم",), precision=("exact", "near")),
    "credible": Wanted(credibility="2", dataset=("one set",)),
}


ON_SPARK = ("90 days", "area", "actor", "words")


@pytest.fixture(scope="module")
def wanted(request: pytest.FixtureRequest) -> Wanted:
    return CASES[request.param]


class TestOnEveryEngine:
    def test_counts_deaths_and_tray_are_those_of_the_passing_events(
        self, store: EventStore, events: pd.DataFrame, wanted: Wanted
    ) -> None:
        answers, passed = store.narrow(wanted), passing(events, wanted)
        assert answers.count == len(passed)
        given = toll(passed)
        assert answers.deaths().iloc[0].to_dict() == given
        assert given[E.deaths_low] <= given[E.deaths_best] <= given[E.deaths_high]
        aside = passed.drop(drawn(passed).index)[E.place_precision].value_counts().to_dict()
        assert dict(answers.tray().itertuples(index=False)) == aside

    def test_cells_and_outside_and_tray_add_up_to_the_total(
        self, store: EventStore, events: pd.DataFrame, wanted: Wanted
    ) -> None:
        answers, passed = store.narrow(wanted), drawn(passing(events, wanted))
        density, grid = answers.cells(ANBAR), Grid.over(ANBAR)
        inside = [
            grid.first_column <= column(lon, grid.level) <= grid.last_column
            and grid.first_row <= row(lat, grid.level) <= grid.last_row
            for lat, lon in zip(passed[E.latitude], passed[E.longitude], strict=True)
        ]
        assert density.in_view == sum(inside) == density.cells["count"].sum()
        assert density.in_view + density.outside + answers.tray()["count"].sum() == answers.count

    def test_tempo_adds_up_and_is_that_of_the_record(
        self, store: EventStore, events: pd.DataFrame, wanted: Wanted
    ) -> None:
        tempo, passed = store.narrow(wanted).tempo(), passing(events, wanted)
        assert tempo["count"].sum() == len(passed)
        if len(passed):
            days = pd.to_datetime(passed[E.date])
            periods = days.dt.to_period(unit_for((days.max() - days.min()).days)).dt.start_time
            expected = passed.groupby([periods, passed[E.kind].map(GROUP_OF)]).size().to_dict()
            assert {(period, group): count for period, group, count in tempo.itertuples(index=False)} == expected


@pytest.mark.parametrize("sort", [E.date, E.deaths_best, E.place, E.event_id])
@pytest.mark.parametrize("descending", [True, False])
def test_pages_concatenate_to_all_passing_events_in_order(
    store: EventStore, events: pd.DataFrame, sort: str, descending: bool
) -> None:
    wanted = CASES["area"]
    answers = store.narrow(wanted)
    pages = [answers.table_page(sort, descending, page, 40) for page in range(answers.count // 40 + 2)]
    assert pages[-1].empty
    whole = pd.concat([page for page in pages if len(page)], ignore_index=True)
    assert sorted(whole[E.event_id]) == sorted(passing(events, wanted)[E.event_id])
    values = whole[sort].dropna()
    assert values.index.tolist() == list(range(len(values))), "blanks stand last"
    if sort != E.place:  # engines order letters beyond ASCII each in its own way
        assert values.is_monotonic_decreasing if descending else values.is_monotonic_increasing


def test_few_events_are_dots_with_a_radius(store: EventStore, events: pd.DataFrame) -> None:
    density = store.narrow(CASES["90 days"]).cells(EVERYWHERE)
    assert density.as_dots
    passed = drawn(passing(events, CASES["90 days"]))
    assert len(passed) > 3
    assert sorted(density.dots[E.event_id]) == sorted(passed[E.event_id])
    assert set(density.dots[E.radius_km]) <= {1, 5, 25}


def test_many_events_are_cells_inside_the_widened_view(store: EventStore) -> None:
    density = store.narrow(Wanted()).cells(EVERYWHERE)
    assert not density.as_dots
    assert density.dots.empty
    assert density.outside == 0
    box, cells = density.box, density.cells
    assert (cells["south"] >= box.south).all()
    assert (cells["north"] <= box.north).all()
    assert cells["count"].is_monotonic_decreasing


def test_one_event_is_found_in_full_by_set_and_id(store: EventStore, events: pd.DataFrame) -> None:
    given = events.iloc[7]
    found = store.event(given[E.dataset], given[E.event_id])
    assert found[E.note].tolist() == [given[E.note]]
    assert found[E.date].dt.date.tolist() == [given[E.date]]
    assert store.event("no such set", given[E.event_id]).empty


def test_facets_name_what_there_is_to_choose(store: EventStore, events: pd.DataFrame) -> None:
    facets = store.facets
    assert (facets.count, facets.first, facets.last) == (len(events), events[E.date].min(), events[E.date_end].max())
    assert facets.reach_days == 40
    assert set(facets.actors) == set(ACTORS)
    assert set(facets.admin1) == {"Anbar province", "Deir ez Zor governorate"}


def test_types_are_the_same_from_every_engine(store: EventStore) -> None:
    page = store.narrow(Wanted()).table_page(size=5)
    assert list(page.columns) == E.names()
    kinds = {name: str(page[name].dtype) for name in (E.date, E.deaths_low, E.row, E.note)}
    assert kinds == {E.date: "datetime64[s]", E.deaths_low: "float64", E.row: "int64", E.note: "str"}


def test_the_store_with_counts_by_month_answers_from_them(events: pd.DataFrame, tmp_path: Path) -> None:
    with_counts = connect(write_duckdb(tmp_path, events)).narrow(CASES["many years"]).question
    assert with_counts.by_counts
    assert "events_by_month" in str(with_counts.tally())


@pytest.mark.parametrize("actors", [("IS",), ("IS", "nobody"), ("nobody",), ("IS", "Civilians"), ("ISF", "Civilians")])
def test_counts_of_actors_are_added_only_where_no_event_names_two_of_them(
    events: pd.DataFrame, tmp_path: Path, actors: tuple[str, ...]
) -> None:
    answers = connect(write_duckdb(tmp_path, events)).narrow(Wanted(actors=actors, window=LONG))
    together = [row for row in events[E.actors] if len(set(actors) & set(row.split("|"))) > 1]
    assert answers.question.by_counts == (not together)
    assert answers.count == len(passing(events, Wanted(actors=actors, window=LONG)))


@pytest.mark.parametrize("sort", [E.date, E.deaths_best, E.latitude, E.note])
@pytest.mark.parametrize("most", [1_000, 10])
def test_events_found_once_are_paged_as_if_they_were_looked_for_each_time(
    events: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: str, most: int
) -> None:
    monkeypatch.setattr(prefetch, "MOST_FOUND", most)
    wanted, pages = Wanted(words=("bridge",)), []
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
        answers = connect(write_duckdb(tmp_path / name, events, with_companions=name == "with")).narrow(wanted)
        pages.append([answers.table_page(sort, page=page, size=70) for page in range(answers.count // 70 + 2)])
    for found, searched in zip(*pages, strict=True):
        pd.testing.assert_frame_equal(found, searched)
    assert sum(map(len, pages[0])) == len(passing(events, wanted)) > 200


def subsets(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


some_filters = st.builds(
    Wanted,
    window=st.none()
    | st.builds(
        lambda start, days: Span(start, start + timedelta(days=days)),
        st.dates(date(1995, 1, 1), date(2022, 1, 1)),
        st.integers(1, 9_000),
    ),
    country=subsets("IQ", "SY", "Iraq (Kurdistan)", "nowhere"),
    admin1=subsets("Anbar province", ""),
    actors=subsets(*ACTORS, "nobody"),
    kind=subsets(*KINDS),
    precision=subsets(*PLACE_PRECISIONS),
    credibility=st.sampled_from(["", "", "3"]),
    words=subsets("bridge", "qaim", "islamic", "100%"),
    dataset=subsets("one set", "another"),
)


@pytest.fixture(scope="module")
def counted(events: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> EventStore:
    return connect(write_duckdb(tmp_path_factory.mktemp("counted"), events))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_filters)
def test_under_any_filters_every_count_adds_up_to_the_events_that_a_plain_loop_lets_pass(
    counted: EventStore, events: pd.DataFrame, wanted: Wanted
) -> None:
    answers, passed = counted.narrow(wanted), passing(events, wanted)
    density, on_the_map = answers.cells(VALLEY), drawn(passed)
    assert answers.count == len(passed)
    assert answers.tempo()["count"].sum() == len(passed)
    assert answers.tray()["count"].sum() == len(passed) - len(on_the_map)
    assert density.in_view + density.outside == len(on_the_map)
    sums = [on_the_map[name].sum() for name in DEATHS]
    assert [answers.cells(EVERYWHERE).cells[name].sum() for name in DEATHS] == sums
    latest = sorted(zip(passed[E.date], passed[E.event_id], strict=True), key=lambda each: each[0], reverse=True)
    assert answers.table_page(size=5)[E.date].dt.date.tolist() == [day for day, _ in latest[:5]]


REPORTS = [
    SoughtReport("qaim", 34.37, 41.1, 30.0, date(2011, 3, 1), date(2012, 6, 30), tuple(KINDS)),
    SoughtReport("anah", 34.41, 42.0, 25.0, date(2014, 1, 1), date(2018, 12, 31), tuple(KINDS)),
    SoughtReport("nobody", 0.0, 0.0, 0.0, date(2014, 1, 1), date(2014, 1, 1), ("battle",)),
]


def is_near(report: SoughtReport, row: dict[Any, Any]) -> bool:
    """The rule of candidates in plain words, without blocks."""
    until = max(row[E.date_end], period_end(row[E.date], row[E.date_precision]) - timedelta(days=1))
    slack = timedelta(days=NEAR_DAYS)
    north, east = (row[E.latitude] - report.latitude), (row[E.longitude] - report.longitude)
    km = KM_A_DEGREE * hypot(north, east * cos(radians(report.latitude)))
    return (
        row[E.kind] in report.kinds
        and row[E.date_precision] != "year"
        and row[E.date] <= report.last + slack
        and until >= report.first - slack
        and km <= max(NEAR_KM, report.radius_km, row[E.radius_km])
    )


def test_candidates_are_all_that_are_near_in_place_and_time(store: EventStore, events: pd.DataFrame) -> None:
    found = store.ask(candidates(store.question(Wanted()), REPORTS))
    expected = {
        (report.report, row[E.event_id])
        for report in REPORTS
        for row in drawn(events).to_dict("records")
        if is_near(report, row)
    }
    assert len(expected) > 3
    assert set(zip(found["report"], found[E.event_id], strict=True)) == expected
