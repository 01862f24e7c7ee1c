"""Imported events that tell of an incident of the record are proposed, with a score and the reason in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.eventsets.same_incident import COMPATIBLE, LIKELY, duplicates, propose
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import connect
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.dataset import Dataset
from dashboard.record.vocabulary import KINDS
from tests.builders import imported_event, imported_frame, read, rows
from tests.engines import write_duckdb

QAIM = {E.latitude: 34.37, E.longitude: 41.09}
PLACES = rows(
    "place_id,name,latitude,longitude,coordinate_precision",
    "al-qaim,Al-Qaim,34.37,41.09,exact",
    "rawa,Rawa,34.48,41.91,approximate",
    "camp,Camp,34.37,41.09,unknown",
)
EVENTS = rows(
    "event_id,town,date,kind,actors",
    "taken,al-qaim,2017-11-03,control_change,iraq|Badr Organisation",
    "camp-raid,camp,2017-11-03,attack,",
    "sometime,al-qaim,2005,attack,",
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return read(tmp_path_factory.mktemp("record"), places=PLACES, events=EVENTS)


def proposals(record: Dataset, folder: Path, *events: dict[str, Any], wanted: Wanted | None = None) -> pd.DataFrame:
    imported = imported_frame(*(imported_event(number, **{**QAIM, **event}) for number, event in enumerate(events)))
    return propose(connect(write_duckdb(folder, imported)), wanted or Wanted(), record, record.events)


def test_the_same_day_place_and_force_is_likely_one_incident(record: Dataset, tmp_path: Path) -> None:
    found = proposals(record, tmp_path, {E.actors: "Iraqi army|IS"})
    assert found["report"].tolist() == ["taken"]
    assert found["score"].iloc[0] > 0.9
    reason = "0.0 km apart; the same day; change of hands and battle; both name Iraqi government"
    assert found["reason"].tolist() == [reason]


@pytest.mark.parametrize(
    ("event", "proposed"),
    [
        ({E.date: date(2017, 11, 5)}, True),
        ({E.date: date(2017, 11, 6)}, False),
        ({E.date: date(2017, 11, 1)}, True),
        ({E.date: date(2017, 10, 31)}, False),
        ({E.date: date(2017, 10, 20), E.date_end: date(2017, 11, 2)}, True),
        ({E.date: date(2017, 10, 29), E.date_precision: "week"}, True),
        ({E.date: date(2017, 11, 1), E.date_precision: "month"}, True),
        ({E.date: date(2017, 1, 1), E.date_precision: "year"}, False),
        ({E.latitude: 34.41}, True),
        ({E.latitude: 34.42}, False),
        ({E.latitude: 34.55, E.radius_km: 25.0}, True),
        ({E.latitude: 34.55, E.radius_km: None}, False),
        ({E.kind: "airstrike"}, True),
        ({E.kind: "political"}, False),
    ],
)
def test_what_is_near_in_place_time_and_kind_is_proposed(
    record: Dataset, tmp_path: Path, event: dict[str, Any], proposed: bool
) -> None:
    assert (len(proposals(record, tmp_path, event)) == 1) is proposed


def test_the_nearer_the_likelier(record: Dataset, tmp_path: Path) -> None:
    found = proposals(
        record,
        tmp_path,
        {E.actors: "Iraqi army"},
        {E.actors: "Iraqi army", E.date: date(2017, 11, 4)},
        {E.actors: "Iraqi army", E.date: date(2017, 11, 5), E.latitude: 34.40},
        {E.actors: "Islamic State", E.date: date(2017, 11, 5), E.latitude: 34.40},
    )
    assert found[E.event_id].tolist() == ["x00000", "x00001", "x00002", "x00003"]
    assert found["score"].is_monotonic_decreasing
    assert len(duplicates(found)) == sum(found["score"] >= LIKELY) == 2


@pytest.mark.parametrize(
    ("actors", "reason"),
    [
        ("ISF", "both name Iraqi government"),
        ("Badr Organization", "“Badr Organisation” and “Badr Organization” are alike"),
        ("Some tribe", "no force to compare"),
        ("Daesh", "other forces"),
    ],
)
def test_the_reason_says_what_the_actors_are(record: Dataset, tmp_path: Path, actors: str, reason: str) -> None:
    assert proposals(record, tmp_path, {E.actors: actors})["reason"].iloc[0].endswith(reason)


def test_only_events_that_pass_the_filters_are_proposed(record: Dataset, tmp_path: Path) -> None:
    found = proposals(record, tmp_path, {}, {E.kind: "airstrike"}, wanted=Wanted(kind=("airstrike",)))
    assert found[E.kind].tolist() == ["airstrike"]


def test_an_event_stands_once_with_the_report_it_is_likest_to(tmp_path: Path) -> None:
    lines = [f"r{n},al-qaim,2017-11-0{n},battle,iraq" for n in range(1, 6)]
    record = read(tmp_path, places=PLACES, events=rows("event_id,town,date,kind,actors", *lines))
    found = proposals(record, tmp_path, {E.actors: "Iraqi army"})
    assert found["report"].tolist() == ["r3"]


def test_no_reports_give_no_proposals(record: Dataset, tmp_path: Path) -> None:
    store = connect(write_duckdb(tmp_path, imported_frame(imported_event(0))))
    found = propose(store, Wanted(), record, record.events[:0])
    assert found.empty
    assert duplicates(found).empty


def test_kinds_are_compatible_both_ways() -> None:
    assert set(COMPATIBLE) == set(KINDS)
    assert all(a in COMPATIBLE[b] for a, kinds in COMPATIBLE.items() for b in kinds)
