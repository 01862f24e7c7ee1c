"""Published versions are kept as they were, and a new one is made from the record as it stands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import DataError
from dashboard.record.dataset import Dataset
from dashboard.record.load import AXIS_FILE, read_dataset, shipped_data
from dashboard.versions.publish import main, next_version, publish, write_package
from dashboard.versions.published import about, earlier_than, kept_versions, package_of, read_version
from tests.builders import rows, write

EVENTS = rows("event_id,town,date,controlling_force", "e1,rawa,2014-06-21,isis", "e2,rawa,2017-11-17,iraq")
FORCES = rows("force_id,name", "iraq,Iraq", "isis,Islamic State")
DAY = date(2026, 11, 28)


def folder(tmp_path: Path) -> Path:
    return write(tmp_path, events=EVENTS, forces=FORCES)


@pytest.mark.parametrize("version", read_dataset().published["version"])
def test_every_published_version_is_kept_whole(shipped: Dataset, version: str) -> None:
    kept = read_version(shipped_data(), version)
    row = shipped.published.set_index("version").loc[version]
    assert (kept.version, kept.digest) == (version, row["digest"])
    assert kept.problems == ()


def test_versions_rise_with_their_days(shipped: Dataset) -> None:
    names = shipped.published["version"].tolist()
    assert names == sorted(names, key=lambda name: [int(part) for part in name.split(".")])
    assert shipped.published["published_on"].is_monotonic_increasing


def test_the_latest_is_first_and_the_record_itself_is_not_earlier(shipped: Dataset) -> None:
    home = shipped_data()
    kept = kept_versions(shipped, home)
    assert kept == shipped.published["version"].tolist()[::-1]
    assert shipped.version not in earlier_than(shipped, home)
    assert about(shipped, "2026.11.1")[0] == "23 November 2026"
    assert about(shipped, "1999.1.1") == ("", "")


@pytest.mark.parametrize(
    ("names", "name"),
    [([], "2026.11.1"), (["2026.10.4"], "2026.11.1"), (["2026.11.1", "2026.11.9", "2026.11.10"], "2026.11.11")],
)
def test_the_next_version_is_counted_in_its_month(names: list[str], name: str) -> None:
    assert next_version(names, DAY) == name


def test_what_is_published_can_be_read_again(tmp_path: Path) -> None:
    home = folder(tmp_path)
    assert publish(home, "The first", DAY) == "2026.11.1"
    kept = read_version(home, "2026.11.1")
    assert kept.digest == read_dataset(home).digest
    (home / "events.csv").write_text(EVENTS + "e3,rawa,2018-01-01,iraq\n")
    assert publish(home, "One report more", DAY) == "2026.11.2"
    assert read_dataset(home).published["version"].tolist() == ["2026.11.1", "2026.11.2"]


def test_the_same_tables_make_the_same_bytes(tmp_path: Path) -> None:
    home = folder(tmp_path)
    for name in ("a.zip", "b.zip"):
        write_package(home, "2026.11.1", tmp_path / "out" / name)
    assert (tmp_path / "out/a.zip").read_bytes() == (tmp_path / "out/b.zip").read_bytes()


def test_a_package_that_is_not_the_one_published_is_refused(tmp_path: Path) -> None:
    home = folder(tmp_path)
    publish(home, "The first", DAY)
    (home / "events.csv").write_text(EVENTS + "e3,rawa,2018-01-01,iraq\n")
    write_package(home, "2026.11.1", package_of(home, "2026.11.1"))
    with pytest.raises(DataError, match=r"it holds version 2026\.11\.1 .*, not 2026\.11\.1"):
        read_version(home, "2026.11.1")


@pytest.mark.parametrize(
    ("events", "summary", "words"),
    [
        (EVENTS, "Nothing new", "holds these very tables"),
        (EVENTS + "e3,rawa,2018-01-01,iraq\n", " ", "nothing is said of what is new"),
        (EVENTS.replace("e2,", "e4,"), "Gone", "e2 was in version 2026.11.1 and is gone without a word"),
        (EVENTS + "e3,rawa,2018-13-01,iraq\n", "Wrong", "there is no such day"),
    ],
)
def test_what_cannot_be_published_says_why(tmp_path: Path, events: str, summary: str, words: str) -> None:
    home = folder(tmp_path)
    publish(home, "The first", DAY)
    (home / "events.csv").write_text(events)
    with pytest.raises(DataError, match=words):
        publish(home, summary, DAY)
    assert len(read_dataset(home).published) == 1


def test_a_report_with_a_reason_may_go(tmp_path: Path) -> None:
    home = folder(tmp_path)
    publish(home, "The first", DAY)
    (home / "events.csv").write_text(EVENTS.replace("e2,", "e4,"))
    gone = "report_id,withdrawn_on,reason,replaced_by"
    (home / "withdrawals.csv").write_text(rows(gone, "e2,2026-11-28,It was e4 all along,e4"))
    assert publish(home, "One withdrawn", DAY) == "2026.11.2"


def test_the_command_publishes_and_says_what_stands_against_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = folder(tmp_path)
    (home / "geo").mkdir()
    (home / AXIS_FILE).write_bytes((shipped_data() / AXIS_FILE).read_bytes())
    monkeypatch.setattr("dashboard.versions.publish.shipped_data", lambda: home)
    assert main(["The", "first"]) == 0
    assert "Version 20" in capsys.readouterr().out
    assert main(["Nothing new"]) == 1
    assert "holds these very tables" in capsys.readouterr().err


def test_the_package_describes_what_it_holds(tmp_path: Path) -> None:
    descriptor = json.loads((shipped_data() / "datapackage.json").read_bytes())
    assert descriptor["version"] == read_dataset().published["version"].iloc[-1]
