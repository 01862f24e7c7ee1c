"""A version is published: the tables as they are become a package in ``data/versions/`` and a row of ``versions.csv``.

``python -m dashboard.versions.publish "What is new in it"`` does that for the shipped record. It refuses where nothing
has changed, where the record has a fault, or where a report is gone without a row in ``withdrawals.csv``.
"""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from dashboard.errors import DataError
from dashboard.record.check import check_record
from dashboard.record.csv_files import read_bytes, refuse
from dashboard.record.editions import DESCRIPTOR, Versions
from dashboard.record.load import AXIS_FILE, read_dataset, shipped_data
from dashboard.record.schema import TABLES, AreaReports, Events
from dashboard.versions.published import package_of, read_version
from dashboard.versions.row_changes import row_changes

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every member of a package, so that the same tables give the same bytes."""


def publish(home: Path, summary: str, day: date) -> str:
    """The name of the version that the record in this folder now has; ``DataError`` where it cannot be published."""
    problems = check_record(home).problems
    if problems:
        raise DataError(problems[0])
    dataset = read_dataset(home)
    rows = dataset.published
    if dataset.digest in set(rows[Versions.digest]):
        refuse(Versions.file, f"{dataset.version} holds these very tables", "Change the record first.")
    if not summary.strip():
        refuse(Versions.file, "nothing is said of what is new in the version", "Say it in a sentence.")
    if len(rows):
        _check_withdrawals(home, str(rows[Versions.version].iloc[-1]))
    version = next_version(rows[Versions.version].tolist(), day)
    _note(home / Versions.file, (version, day.isoformat(), dataset.digest, summary.strip()))
    write_package(home, version, package_of(home, version))
    return version


def next_version(names: Sequence[str], day: date) -> str:
    """The name of a version published on that day after these."""
    month = f"{day.year}.{day.month}."
    numbers = [int(name.removeprefix(month)) for name in names if name.startswith(month)]
    return f"{month}{max(numbers, default=0) + 1}"


def write_package(home: Path, version: str, package: Path) -> None:
    """The tables that the folder has, the axis and a descriptor with the version, as a data package (zip).

    Without an axis of its own the record is measured along the shipped one, which may be another one later.
    """
    names = [table.file for table in TABLES if (home / table.file).is_file()]
    axis = home / AXIS_FILE if (home / AXIS_FILE).is_file() else shipped_data() / AXIS_FILE
    package.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in names:
            archive.writestr(_member(name), read_bytes(home / name))
        archive.writestr(_member(AXIS_FILE), read_bytes(axis))
        described = json.dumps(_described(home, [*names, AXIS_FILE], version), ensure_ascii=False, indent=2) + "\n"
        archive.writestr(_member(DESCRIPTOR), described)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _described(home: Path, names: Sequence[str], version: str) -> dict[str, Any]:
    """The descriptor of the folder, of these files alone and with the version."""
    given: dict[str, Any] = {"name": home.name.lower()}
    if (home / DESCRIPTOR).exists():
        given = json.loads(read_bytes(home / DESCRIPTOR))
    listed = {each["path"]: each for each in given.get("resources", []) if each.get("path") in names}
    resources = [listed.get(name, {"name": Path(name).stem.replace("_", "-"), "path": name}) for name in names]
    return {**given, "version": version, "resources": resources}


def _check_withdrawals(home: Path, before: str) -> None:
    """``DataError`` where a report of the version before is gone and nobody says why."""
    old, new = read_version(home, before), read_dataset(home)
    for table, pair in ((Events, (old.events, new.events)), (AreaReports, (old.area_reports, new.area_reports))):
        for gone in row_changes(table, *pair, new.withdrawn).withdrawn:
            if not gone.reason:
                reason = f"{gone.key} was in version {before} and is gone without a word"
                refuse(table.file, reason, "Give the reason in withdrawals.csv, or the id as a former id of its heir.")


def _note(path: Path, row: Sequence[str]) -> None:
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(Versions.names())
        writer.writerow(row)


def main(arguments: Sequence[str]) -> int:
    """The shipped record is published as it is, with this said of it."""
    try:
        version = publish(shipped_data(), " ".join(arguments), date.today())
    except DataError as why:
        print(why, file=sys.stderr)
        return 1
    print(f"Version {version}. Run make datapackage, and name it in CHANGELOG.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
