"""The whole record as a data package: valid to the Frictionless validator, and the same record when loaded again."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime

import pandas as pd
import pytest
from frictionless import system, validate

from dashboard.analysis.record_cache import control_of
from dashboard.control.evaluation import score
from dashboard.control.on_day import intervals_on
from dashboard.control.rules import CORROBORATED, RULES
from dashboard.exports.record_package import write_record
from dashboard.record.load import read_dataset
from dashboard.record.schema import TABLES, Places
from dashboard.record.side_tables import Scorecard, read_companion
from tests.exports.exported import hostile_record

SHOWN = ["place_id", "force", "status", "claimant", "basis"]
MADE = datetime(2026, 3, 1, tzinfo=UTC)


def package_of(dataset):
    stream = io.BytesIO()
    write_record(dataset, version="2026.3", address="https://timeline.example/data", stream=stream, made=MADE)
    return stream.getvalue()


@pytest.fixture(scope="module")
def shipped():
    return read_dataset()


@pytest.fixture(scope="module")
def unpacked(shipped, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(io.BytesIO(package_of(shipped))) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def again(unpacked):
    return read_dataset(unpacked)


def test_the_validator_finds_nothing(unpacked):
    with system.use_context(trusted=True):
        found = validate(str(unpacked / "datapackage.json"))
    assert found.valid, found.flatten(["name", "rowNumber", "fieldName", "note"])[:5]
    assert {task.name for task in found.tasks} >= {"events", "places", "area-reports", "scorecard"}


def test_the_descriptor_says_where_it_comes_from(unpacked, shipped):
    said = json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8"))
    assert (said["version"], said["digest"], said["created"]) == ("2026.3", shipped.digest, "2026-03-01T00:00:00+00:00")
    assert said["homepage"] == "https://timeline.example/data"
    assert said["licenses"][0]["name"] == "CC-BY-4.0"
    assert {each["path"] for each in said["resources"]} == {each.name for each in unpacked.glob("*.csv")}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_loads_as_the_same_record(table, shipped, again):
    name = table.file.removesuffix(".csv")
    pd.testing.assert_frame_equal(getattr(shipped, name), getattr(again, name))
    assert not again.problems


@pytest.mark.parametrize("rule", RULES)
def test_has_the_same_intervals_with_the_same_reasons(rule, shipped, again):
    one, other = (control_of(dataset, rule).intervals for dataset in (shipped, again))
    assert one is not other
    assert one.equals(other)


def test_shows_the_same_control_on_every_day_of_the_scorecard(shipped, again):
    facts = read_companion(Scorecard)
    one, other = (control_of(dataset, CORROBORATED.name).intervals for dataset in (shipped, again))
    assert facts[Scorecard.day].nunique() > 100
    for day in facts[Scorecard.day].dt.date.unique():
        assert intervals_on(one, day)[SHOWN].equals(intervals_on(other, day)[SHOWN]), day
    assert score(facts, one)["outcome"].equals(score(facts, other)["outcome"])


def test_a_record_of_ones_own_comes_back_with_every_hostile_text(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "back").mkdir()
    own = hostile_record(tmp_path / "own")
    with zipfile.ZipFile(io.BytesIO(package_of(own))) as archive:
        said = json.loads(archive.read("datapackage.json"))
        archive.extractall(tmp_path / "back")
    back = read_dataset(tmp_path / "back")
    for table in TABLES:
        name = table.file.removesuffix(".csv")
        pd.testing.assert_frame_equal(getattr(own, name), getattr(back, name))
    assert "licenses" not in said
    assert "licenses" not in said["resources"][0]
    with system.use_context(trusted=True):
        found = validate(str(tmp_path / "back" / "datapackage.json"))
    assert found.valid, found.flatten(["name", "rowNumber", "fieldName", "note"])[:5]
    assert back.places[Places.name].tolist() == own.places[Places.name].tolist()
