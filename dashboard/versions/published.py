"""The versions of a record that were published, each kept beside it as a small data package."""

from __future__ import annotations

from pathlib import Path
from threading import Condition
from typing import Final

from cachetools import LRUCache, cached

from dashboard.record.csv_files import refuse
from dashboard.record.dataset import Dataset
from dashboard.record.editions import Versions, read_edition
from dashboard.record.load import shipped_data
from dashboard.record.package_files import read_record
from dashboard.timespan import format_day

FOLDER: Final = "versions"
KEPT: Final = 4


def home_of(location: str | None) -> Path:
    """The folder of the record at a location; the shipped one for None."""
    return shipped_data() if location is None else Path(location)


def package_of(home: Path, version: str) -> Path:
    """Where the tables of a published version lie."""
    return home / FOLDER / f"{version}.zip"


def kept_versions(dataset: Dataset, home: Path) -> list[str]:
    """The published versions, the latest first, whose tables are there to compare with."""
    names = dataset.published[Versions.version].tolist()
    return [name for name in reversed(names) if package_of(home, name).is_file()]


def earlier_than(dataset: Dataset, home: Path) -> list[str]:
    """The kept versions that are not the record itself, the latest first."""
    return [name for name in kept_versions(dataset, home) if name != dataset.version]


def about(dataset: Dataset, version: str) -> tuple[str, str]:
    """When a version was published, in words, and what was new in it; both "" where nothing is said of it."""
    rows = dataset.published[dataset.published[Versions.version] == version]
    if rows.empty:
        return "", ""
    row = rows.iloc[0]
    return format_day(row[Versions.published_on].date()), str(row[Versions.summary])


@cached(LRUCache(KEPT), condition=Condition())
def read_version(home: Path, version: str) -> Dataset:
    """The record as that version had it; ``DataError`` where its package is not the one that was published."""
    package = package_of(home, version)
    found = read_record(package)
    known = read_edition(home).published.set_index(Versions.version)[Versions.digest]
    if found.version != version or found.digest != known.get(version, found.digest):
        holds = f"it holds version {found.version} ({found.digest}), not {version} ({known.get(version, '')})"
        refuse(package.name, holds, "Restore the file from the release.")
    return found
