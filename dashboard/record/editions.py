"""Which version of a record lies in a folder, and which reports it no longer holds.

A version is named by year, month and the number of the version in that month (2026.11.3): what a reader wants to know
of a record is how old it is, and there is no interface that could break, of which a semantic version would tell. It
has the form that SemVer asks for, which a Data Package should give. Beside it stands the digest, which changes with
every byte of a table.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from dashboard.errors import DataError, Problem
from dashboard.record.checked_rows import checked_rows
from dashboard.record.csv_files import read_bytes
from dashboard.record.derived_columns import typed_frame
from dashboard.record.schema import Column, Table

DESCRIPTOR: Final = "datapackage.json"
LONGEST_NAME: Final = 40
VERSION_PATTERN: Final = r"[0-9]{4}\.(1[0-2]|[1-9])\.[1-9][0-9]*"
_NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")
_REMEDY: Final = "Write it as 2026.11.3, or take it out."


class Versions(Table):
    """The versions of the record that were published."""

    file = "versions.csv"
    about = "Versions: each published state of the record, the latest last; its tables lie in versions/ as a zip"
    key = "version"

    version = Column(
        "Year, month and number of the version in that month.", required=True, unique=True, pattern=VERSION_PATTERN
    )
    published_on = Column("Day on which it was published.", type="date", required=True)
    digest = Column(
        "The first twelve digits of the SHA-256 over the river's axis and the six tables, as pages and API show it.",
        required=True,
        pattern="[0-9a-f]{12}",
    )
    summary = Column("What is new in it, in a sentence.", required=True)


class Withdrawals(Table):
    """Reports that were in a published version and are no longer: their ids stay known, with the reason."""

    file = "withdrawals.csv"
    about = "Withdrawals: reports of a published version that the record no longer holds, each with the reason"
    key = "report_id"

    report_id = Column("Id that the report had in events.csv or area_reports.csv.", required=True, unique=True)
    withdrawn_on = Column("Day on which it was taken out.", type="date", required=True)
    reason = Column("Why, in our own words.", required=True)
    town = Column("The place that it was about.", refers_to="places.place_id")
    date = Column("The day of which it told.", type="date")
    replaced_by = Column("Reports that say better what it said.", type="list", refers_to="events.event_id")


class Edition(NamedTuple):
    """What a folder says of its own version, and what is wrong with how it says so."""

    version: str
    """As declared; "" where nothing is."""
    published: pd.DataFrame
    withdrawn: pd.DataFrame
    problems: tuple[Problem, ...]


def read_edition(folder: Path | None) -> Edition:
    """The version declared in a folder's data package, its published versions and its withdrawals; None has none."""
    problems: list[Problem] = []
    published, withdrawn = (_rows(folder, table, problems) for table in (Versions, Withdrawals))
    version = _declared(folder / DESCRIPTOR, problems) if folder and (folder / DESCRIPTOR).exists() else ""
    return Edition(version, published, withdrawn, tuple(problems))


def version_name(edition: Edition, digest: str) -> str:
    """The name under which to cite the record: the version declared; with the digest where its tables moved on since.

    The digest is joined as SemVer joins what tells two builds of one version apart: 2026.11.3+69a07664470e.
    """
    if not edition.version:
        return digest
    known = edition.published[edition.published[Versions.version] == edition.version]
    is_moved = len(known) > 0 and digest not in set(known[Versions.digest])
    return f"{edition.version}+{digest}" if is_moved else edition.version


def _rows(folder: Path | None, table: type[Table], problems: list[Problem]) -> pd.DataFrame:
    if folder is None or not (folder / table.file).exists():
        return typed_frame(pd.DataFrame(columns=table.names(), dtype="str"), table)
    try:
        frame, findings = checked_rows(folder / table.file, table)
    except DataError as error:  # the reports can be shown without it, so it is a problem and no refusal
        problems.append(error.problem)
        return _rows(None, table, problems)
    problems.extend(findings.problems)
    return typed_frame(frame, table)


def _declared(path: Path, problems: list[Problem]) -> str:
    try:
        package = json.loads(read_bytes(path))
    except DataError as error:
        problems.append(error.problem)
        return ""
    except (ValueError, RecursionError):
        problems.append(Problem(path.name, 0, "", "", "it is not JSON, so its version is not known", _REMEDY))
        return ""
    version = package.get("version", "") if isinstance(package, dict) else ""
    if version and not is_version(version):
        reason = "the version ignored: it is no word of letters, digits, points, plus and minus"
        problems.append(Problem(path.name, 0, "version", str(version)[:LONGEST_NAME], reason, _REMEDY))
        return ""
    return str(version)


def is_version(name: object) -> bool:
    """True for what can be the name of a version, also in an address."""
    return isinstance(name, str) and len(name) <= LONGEST_NAME and _NAME.fullmatch(name) is not None
