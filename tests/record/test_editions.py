"""A record says which version it is, and which reports it no longer holds."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from dashboard.errors import DataError
from dashboard.record.check import check_record
from dashboard.record.load import read_dataset, shipped_data
from dashboard.record.package_files import read_record
from tests.builders import rows, write

EVENTS = rows("event_id,town,date,controlling_force", "e1,rawa,2014-06-21,isis", "e2,rawa,2017-11-17,iraq")
VERSIONS = "version,published_on,digest,summary"
GONE = "report_id,withdrawn_on,reason,town,date,replaced_by"


def described(folder: Path, **package: object) -> Path:
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def zipped(folder: Path, package: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(package, "w") as archive:
        for file in folder.rglob("*.*"):
            archive.write(file, inside + file.relative_to(folder).as_posix())
    return package


def test_the_shipped_record_names_its_version() -> None:
    shipped = read_dataset()
    published = shipped.published.iloc[-1]
    assert shipped.version in (published["version"], f"{published['version']}+{shipped.digest}")


def test_without_a_descriptor_the_digest_is_the_version(tmp_path: Path) -> None:
    record = read_dataset(write(tmp_path, events=EVENTS))
    assert record.version == record.digest


def test_what_moved_on_since_its_version_has_the_digest_beside_it(tmp_path: Path) -> None:
    folder = described(write(tmp_path, events=EVENTS), version="2026.11.1")
    digest = read_dataset(folder).digest
    assert read_dataset(folder).version == "2026.11.1", "nothing published says otherwise"
    (folder / "versions.csv").write_text(rows(VERSIONS, f"2026.11.1,2026-11-01,{digest},First"))
    assert read_dataset(folder).version == "2026.11.1"
    (folder / "events.csv").write_text(EVENTS + "e3,rawa,2018-01-01,iraq\n")
    moved = read_dataset(folder)
    assert moved.version == f"2026.11.1+{moved.digest}"
    assert moved.digest != digest


@pytest.mark.parametrize("text", ['{"version": "<b>1"}', '{"version": 7}', "[1]", "no JSON", "[" * 100_000, "\xff"])
def test_a_version_that_makes_no_sense_is_a_problem_and_no_refusal(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path, events=EVENTS)
    (folder / "datapackage.json").write_text(text, encoding="latin-1")
    record = read_dataset(folder)
    assert record.version == record.digest
    assert [problem.file for problem in record.problems] == ([] if text == "[1]" else ["datapackage.json"])


def test_withdrawals_are_read_and_their_faults_told(tmp_path: Path) -> None:
    gone = rows(GONE, "e0,2026-11-01,It was told twice,rawa,2014-06-20,e1", "e9,when,No day,,,")
    record = read_dataset(write(tmp_path, events=EVENTS, withdrawals=gone))
    assert record.withdrawn["report_id"].tolist() == ["e0"]
    assert [(problem.file, problem.row, problem.column) for problem in record.problems] == [
        ("withdrawals.csv", 3, "withdrawn_on")
    ]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("e1,2026-11-01,Still there,rawa,,", "report_id", "a report of the record has this id"),
        ("e0,2026-11-01,Why,rawa,,e7", "replaced_by", "nothing in the record is called e7"),
        ("e0,2026-11-01,Why,nowhere,,e1", "town", "nothing in the record is called nowhere"),
    ],
)
def test_a_withdrawal_is_held_against_the_record(tmp_path: Path, row: str, column: str, words: str) -> None:
    folder = write(tmp_path, events=EVENTS, withdrawals=rows(GONE, "e8,2026-11-01,In order,,,", row))
    (problem,) = check_record(folder).problems
    assert (problem.file, problem.row, problem.column, problem.reason) == ("withdrawals.csv", 3, column, words)


def test_the_shipped_record_has_none_of_its_withdrawn_reports() -> None:
    shipped = read_dataset()
    assert not {*shipped.withdrawn["report_id"]} & {*shipped.events["event_id"]}


@pytest.mark.parametrize("inside", ["", "data/", "a/b/"])
def test_a_package_is_read_as_its_folder(tmp_path: Path, inside: str) -> None:
    folder = described(write(tmp_path, events=EVENTS), version="2026.1.1")
    package = zipped(folder, tmp_path / "old.zip", inside)
    one, other = read_record(folder), read_record(package)
    assert (one.digest, one.version) == (other.digest, other.version)
    assert one.events.equals(other.events)
    assert other.name == "old"


def test_members_that_point_outside_are_left_where_they_are(tmp_path: Path) -> None:
    package = zipped(write(tmp_path, events=EVENTS), tmp_path / "old.zip", "data/")
    with zipfile.ZipFile(package, "a") as archive:
        archive.writestr("data/../../events.csv", "nothing")
        archive.writestr("/tmp/places.csv", "nothing")
    assert len(read_record(package).events) == 2


def test_a_package_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    empty = zipped(described(tmp_path / "inside", version="1"), tmp_path / "empty.zip")
    with pytest.raises(DataError, match=r"the package has no events\.csv"):
        read_record(empty)
    broken = tmp_path / "broken.zip"
    content = zipped(write(tmp_path / "inside", events=EVENTS), broken).read_bytes()
    broken.write_bytes(content.replace(b"event_id,town", b"event_id,tawn"))
    with pytest.raises(DataError, match="it cannot be unpacked"):
        read_record(broken)


def test_the_axis_of_a_package_is_its_own(tmp_path: Path) -> None:
    folder = write(tmp_path, events=EVENTS)
    before = read_dataset(folder).digest
    (folder / "geo").mkdir()
    (folder / "geo" / "euphrates.geojson").write_bytes((shipped_data() / "geo/euphrates.geojson").read_bytes() + b"\n")
    assert read_dataset(folder).digest != before
