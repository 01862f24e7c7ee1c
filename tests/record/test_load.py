"""What a record looks like once it is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.errors import DataError
from dashboard.record.dataset import Dataset
from dashboard.record.derived_columns import known_by
from dashboard.record.load import read_dataset, shipped_data
from dashboard.record.schema import TABLES, Events, Forces, Operations, Places, Sources
from tests.builders import events_frame, read, report, rows, source, table_frame

HEADER = "town,date,controlling_force,operation"
AREA_DERIVED = ["members", "grade", "known_from", "known_how", "voice", "speaker", "origin"]
DERIVED = ["until", "grade", "known_from", "known_how", "forces", "voice", "speaker", "origin"]


def first(dataset: Dataset, column: str) -> object:
    return dataset.events[column].iloc[0]


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return read_dataset()


def test_the_shipped_record_is_read_whole(shipped: Dataset) -> None:
    assert shipped.problems == ()
    assert shipped.rows_set_aside == 0
    assert len(shipped.events) == shipped.rows_in > 1000
    assert shipped.first_day < date(1992, 1, 1)


def test_frames_have_the_columns_of_the_schema_and_the_promised_more(shipped: Dataset) -> None:
    frames = [shipped.events, shipped.places, shipped.forces, shipped.operations, shipped.sources]
    frames.append(shipped.area_reports)
    more = [DERIVED, ["river_km", "river_distance_km"], [], [], [], AREA_DERIVED]
    for table, frame, extra in zip(TABLES, frames, more, strict=True):
        assert list(frame) == table.names() + extra
        assert list(frame.index) == list(range(len(frame)))


def test_cells_have_the_promised_types(shipped: Dataset) -> None:
    wanted = {"date": "datetime64[s]", "integer": "float64", "number": "float64"}
    for table, frame in ((Events, shipped.events), (Places, shipped.places), (Sources, shipped.sources)):
        for name, column in table.columns().items():
            assert str(frame[name].dtype) == wanted.get(column.type, "str"), name
    assert not shipped.events.select_dtypes("str").isna().any(axis=None)


def test_a_built_frame_is_shaped_like_the_read_one(shipped: Dataset) -> None:
    built = events_frame(report("rawa", "2014-06-21", "isis"))
    assert dict(built.dtypes) == dict(shipped.events.dtypes)
    assert dict(events_frame().dtypes).keys() == dict(shipped.events.dtypes).keys()


def test_every_reference_of_the_shipped_record_leads_somewhere(shipped: Dataset) -> None:
    forces, places = set(shipped.forces[Forces.force_id]), set(shipped.places[Places.place_id])
    assert set(shipped.events[Events.town]) <= places
    assert set("|".join(shipped.events["forces"]).split("|")) - {""} <= forces
    assert set(shipped.events[Events.source_id]) - {""} <= set(shipped.sources[Sources.source_id])
    assert set(shipped.events[Events.operation]) - {""} <= set(shipped.operations[Operations.operation_id])


def test_the_river_runs_from_jarabulus_to_the_gulf(shipped: Dataset) -> None:
    km = shipped.places.set_index(Places.place_id)["river_km"]
    towns = ["jarabulus", "raqqa", "deir-ez-zor", "abu-kamal", "al-qaim", "haditha", "ramadi", "fallujah"]
    assert km[towns].is_monotonic_increasing
    assert km.drop_duplicates().between(0, 1500).sum() > 50


def test_events_stand_in_order(shipped: Dataset) -> None:
    order = [Events.date, "known_from", Events.event_id]
    assert shipped.events.equals(shipped.events.sort_values(order, ignore_index=True))


def test_the_minimal_file_loads_on_its_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(rows(HEADER, "al-Qa'im,2014-06-21,ISIS,Summer push", "القائم,2017-11-03,iraqi-government,"))
    dataset = read_dataset(file)
    assert dataset.name == "mine.csv"
    assert dataset.problems == ()
    assert list(dataset.events[Events.event_id]) == ["row-2", "row-3"]
    assert set(dataset.events[Events.town]) == {"al-qaim"}
    assert first(dataset, Events.operation) == "summer-push"
    named = dataset.operations.set_index(Operations.operation_id)[Operations.name]
    assert named["summer-push"] == "Summer push"


def test_a_folder_with_events_alone_takes_the_rest_from_the_shipped_record(tmp_path: Path) -> None:
    (tmp_path / Events.file).write_text(rows(HEADER, "Rawah,2014-06-21,Daesh,"))
    dataset = read_dataset(str(tmp_path))
    assert (first(dataset, Events.town), first(dataset, Events.controlling_force)) == ("rawa", "isis")
    assert len(dataset.sources) == len(read_dataset().sources)


def test_names_resolve_against_the_folders_own_tables_only(tmp_path: Path) -> None:
    dataset = read(tmp_path, events=rows(HEADER, "Rawa,2014-06-21,isis,", "Fallujah,2014-01-04,isis,"))
    assert list(dataset.events[Events.town]) == ["rawa"]
    assert [problem.row for problem in dataset.problems] == [3]


def test_own_forces_leave_no_complaints_about_the_shipped_tables(tmp_path: Path) -> None:
    (tmp_path / Events.file).write_text(rows(HEADER, "Rawa,2014-06-21,Reds,"))
    (tmp_path / Forces.file).write_text(rows("force_id,name", "reds,Reds"))
    dataset = read_dataset(tmp_path)
    assert dataset.problems == ()
    assert set(dataset.sources[Sources.speaks_for]) == {""}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_common_way_of_writing_csv_is_read(tmp_path: Path, delimiter: str, start: str, newline: str) -> None:
    text = rows("Town,DATE,Controlling Force", '"Rawa",2014-06-21,isis', "", ",,", '"Ra\'wa",2015,"isis"')
    given = (start + text.replace(",", delimiter).rstrip()).replace("\n", newline)
    dataset = read(tmp_path, events=given.encode())
    assert (len(dataset.events), dataset.rows_in, dataset.problems) == (2, 2, ())


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    lines = ['Rawa,2014-06-21,isis,"two', 'lines"', "", "Nowhere,2014-06-21,isis,"]
    dataset = read(tmp_path, events=rows("town,date,controlling_force,note", *lines))
    assert [problem.row for problem in dataset.problems] == [4]
    assert first(dataset, Events.note) == "two\nlines"


@pytest.mark.parametrize(
    ("cells", "column", "wanted"),
    [
        ({}, Events.kind, "control_change"),
        ({}, Events.status, "held"),
        ({}, Events.date_precision, "day"),
        ({}, Events.credibility, "6"),
        ({"kind": "Air strike"}, Events.kind, "airstrike"),
        ({"kind": "SIEGE_START"}, Events.kind, "siege_start"),
        ({"credibility": "3.0"}, Events.credibility, "3"),
        ({"deaths_best": "12.0"}, Events.deaths_best, 12.0),
        ({"controlling_force": "ISIL|Iraqi army|isis"}, Events.controlling_force, "iraq|isis"),
        ({"targets": " coalition | iraq ||"}, Events.targets, "iraq|coalition"),
        ({"actors": "Tribe of the town|Daesh| Iraqi army"}, Events.actors, "iraq|isis|Tribe of the town"),
        ({"operation": "Western Anbar offensive"}, Events.operation, "western-iraq"),
        ({"source_id": "reuters", "credibility": "2"}, "grade", "B2"),
        ({"source_id": "blog", "credibility": "4"}, "grade", "F4"),
        ({"credibility": "1"}, "grade", "F1"),
        (
            {"actors": "someone|coalition", "targets": "isis", "previous_force": "iraq"},
            "forces",
            "iraq|isis|coalition",
        ),
    ],
)
def test_a_cell_is_read_as(tmp_path: Path, cells: dict[str, str], column: str, wanted: object) -> None:
    given = {"town": "rawa", "date": "2014-06-21", **cells}
    dataset = read(tmp_path, events=rows(",".join(given), ",".join(given.values())))
    assert (first(dataset, column), dataset.problems) == (wanted, ())


@pytest.mark.parametrize(
    ("cells", "day", "precision", "until"),
    [
        ({"date": "2017-11-03"}, "2017-11-03", "day", "2017-11-04"),
        ({"date": "2017-11-03 00:00:00"}, "2017-11-03", "day", "2017-11-04"),
        ({"date": "2017-11"}, "2017-11-01", "month", "2017-12-01"),
        ({"date": "2017"}, "2017-01-01", "year", "2018-01-01"),
        ({"date": "2017-11-01", "date_precision": "week"}, "2017-11-01", "week", "2017-11-08"),
        ({"date": "2017-11", "date_precision": "year"}, "2017-11-01", "year", "2018-01-01"),
        ({"date": "2017-11-03", "date_end": "2017-11-05"}, "2017-11-03", "day", "2017-11-06"),
        ({"date": "2017-11-03", "date_end": "2018-02"}, "2017-11-03", "day", "2018-03-01"),
        ({"date": "2017-11", "date_end": "2017-11-05"}, "2017-11-01", "month", "2017-12-01"),
        ({"date": "2100-12"}, "2100-12-01", "month", "2101-01-01"),
    ],
)
def test_a_date_stands_for_a_period(cells: dict[str, str], day: str, precision: str, until: str) -> None:
    event = events_frame({"town": "rawa", **cells}).iloc[0]
    assert (str(event.date.date()), event.date_precision, str(event.until.date())) == (day, precision, until)


def test_a_report_is_known_from_its_publication_or_else_from_its_date() -> None:
    events = events_frame(report("rawa", "2014-01-01", reported_on="2015-01-01"), report("rawa", "2014-01-02"))
    assert [str(day.date()) for day in events["known_from"]] == ["2015-01-01", "2014-01-02"]


def test_reports_of_one_day_stand_in_the_order_they_became_known() -> None:
    early = report("rawa", "2014-01-01", reported_on="2014-01-02")
    late = report("rawa", "2014-01-01", reported_on="2014-01-05")
    assert list(events_frame(late, early)[Events.event_id]) == ["e02", "e01"]


def test_a_builder_grades_by_letter_and_digit_or_by_source() -> None:
    sources = table_frame(Sources, source("sana", "D"))
    events = events_frame(
        report("rawa", "2014", grade="B2"),
        report("rawa", "2015", source_id="sana", credibility=3),
        sources=sources,
    )
    assert list(events["grade"]) == ["B2", "D3"]


@pytest.mark.parametrize("names", [("Op Dawn", "op  dawn", "OP-DAWN"), ("عملية الفجر", "عمليه الفجر")])
def test_an_operation_only_the_events_name_becomes_one_operation(tmp_path: Path, names: tuple[str, ...]) -> None:
    dataset = read(tmp_path, events=rows(HEADER, *(f"rawa,2014-06-21,isis,{name}" for name in names)))
    assert list(dataset.operations[Operations.name]) == ["Western Iraq campaign", names[0]]
    assert dataset.events[Events.operation].nunique() == 1


def test_the_digest_follows_the_content_of_every_file(tmp_path: Path) -> None:
    events = rows(HEADER, "Rawa,2014-06-21,isis,")
    digests = [read(tmp_path, events=events).digest for _ in range(2)]
    digests += [read(tmp_path, events=events + "\n").digest]
    digests += [read(tmp_path, events=events, sources=rows("source_id,publisher", "afp,AFP")).digest]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3
    assert {len(digest) for digest in digests} == {12}


def test_many_places_far_from_the_river_do_not_fill_the_memory(tmp_path: Path) -> None:
    lines = [f"p{n},Place {n},{30 + n % 8},{38 + n % 7}" for n in range(2500)]
    places = rows("place_id,name,latitude,longitude", *lines)
    dataset = read(tmp_path, places=places, events=rows(HEADER, "p7,2014-06-21,isis,"))
    assert list(dataset.places.index) == list(range(2500))
    assert dataset.places["river_distance_km"].notna().all()


def test_the_shipped_record_stands_beside_the_package_or_inside_it() -> None:
    assert (shipped_data() / Events.file).is_file()


def test_an_incomplete_shipped_record_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.record.load.shipped_data", lambda: tmp_path)
    (tmp_path / Events.file).write_text(rows(HEADER, "Rawa,2014-06-21,isis,"))
    with pytest.raises(DataError, match=r"there is no file .*places\.csv"):
        read_dataset()


@pytest.mark.parametrize(
    ("kind", "published", "reported", "known", "how"),
    [
        ("newspaper", "", "2014-06-25", "2014-06-25", "given"),
        ("newspaper", "2014-06-24", "", "2014-06-24", "given"),
        ("newspaper", "2014-06-24", "2014-06-25", "2014-06-25", "given"),
        ("newspaper", "2013-01-01", "", "2014-06-21", "assumed"),
        ("newspaper", "", "", "2014-06-21", "assumed"),
        ("encyclopedia", "", "", "2014-06-21", "undated"),
        ("encyclopedia", "2015-01-01", "", "2015-01-01", "given"),
    ],
)
def test_since_when_a_report_can_have_been_known(
    kind: str, published: str, reported: str, known: str, how: str
) -> None:
    told = report("rawa", "2014-06-21", "isis", source_id="s", reported_on=reported)
    events = events_frame(told, sources=table_frame(Sources, source("s", kind=kind, published_on=published)))
    assert events[["known_from", "known_how"]].iloc[0].tolist() == [pd.Timestamp(known), how]
    assert len(known_by(events, date(2016, 1, 1))) == (how != "undated")
    assert len(known_by(events, None)) == 1
