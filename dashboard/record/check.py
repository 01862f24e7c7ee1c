"""Every check of a record, for editors and for continuous integration: what the pages ask for, and what they forgive.

The pages read on where a row is odd. Here a row is also held against the others: a report from before its event, a
force that holds a place when it did not exist, a companion table that names what is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import pandas as pd

from dashboard.errors import Problem
from dashboard.record.cell_syntax import items
from dashboard.record.checked_rows import checked_rows
from dashboard.record.csv_files import read_sheet
from dashboard.record.dataset import Dataset
from dashboard.record.editions import Versions, Withdrawals
from dashboard.record.holding import Holding
from dashboard.record.load import read_dataset, shipped_data
from dashboard.record.schema import AreaReports, Column, Events, Forces, Table
from dashboard.record.side_tables import COMPANIONS, Disagreements

INCIDENT: Final = "events.incident_id"


@dataclass(frozen=True)
class Checked:
    """What was looked at, and everything that is wrong with it, in the order of files and rows."""

    reports: int
    area_reports: int
    places: int
    problems: tuple[Problem, ...]


def check_record(location: str | Path | None = None) -> Checked:
    """All problems of the record at a location, the shipped one for None; ``DataError`` where it cannot be read."""
    dataset = read_dataset(location)
    home = shipped_data() if location is None else Path(location)
    found = [*dataset.problems, *_across_rows(dataset, home)]
    if home.is_dir():
        for table in COMPANIONS:
            if (home / table.file).exists():
                found.extend(_companion(home / table.file, table, dataset))
        found.extend(_still_there(dataset))
    counts = (len(dataset.events), len(dataset.area_reports), len(dataset.places))
    return Checked(*counts, tuple(sorted(found)))


def _across_rows(dataset: Dataset, home: Path) -> Iterator[Problem]:
    """What no row can be asked alone."""
    yield from _too_early(dataset.events, Events, home)
    yield from _too_early(dataset.area_reports, AreaReports, home)
    yield from _out_of_time(dataset.events, dataset.forces, home)


def _too_early(reports: pd.DataFrame, table: type[Table], home: Path) -> Iterator[Problem]:
    """Reports that were published before what they tell of."""
    early = reports[reports[Events.reported_on] < reports[Events.date]]
    rows = _rows(home, table) if len(early) else {}
    for key, reported in zip(early[table.key], early[Events.reported_on], strict=True):
        yield Problem(
            _file(home, table).name, rows.get(key, 0), Events.reported_on, f"{reported:%Y-%m-%d}",
            f"{key} was published before the day of which it tells", "Mend the one date or the other.",
        )  # fmt: skip


def _out_of_time(events: pd.DataFrame, forces: pd.DataFrame, home: Path) -> Iterator[Problem]:
    """Reports that credit a force before it was there, or after it was gone."""
    first, last = (dict(zip(forces[Forces.force_id], forces[c], strict=True)) for c in _LIFETIME)
    rows = _rows(home, Events)
    said = events[events[Events.controlling_force] != ""]
    columns = (Events.event_id, Events.controlling_force, Events.date, "until")
    for key, holders, day, until in zip(*(said[c] for c in columns), strict=True):
        for force in Holding.of(holders).forces:
            if until <= first[force] or day > last[force]:
                yield Problem(
                    _file(home, Events).name, rows.get(key, 0), Events.controlling_force, force,
                    f"{key} credits {force} on a day on which it did not exist by forces.csv",
                    "Name the force of that day, or mend active_from and active_to.",
                )  # fmt: skip


_LIFETIME: Final = (Forces.active_from, Forces.active_to)


def _rows(home: Path, table: type[Table]) -> dict[str, int]:
    """The spreadsheet row of each id."""
    frame = read_sheet(_file(home, table), table).frame
    if table.key not in frame:
        return {f"row-{row}": row for row in frame.index}
    return dict(zip(frame[table.key].tolist(), frame.index.tolist(), strict=True))


def _file(home: Path, table: type[Table]) -> Path:
    """Where the rows of a table stand: in its own file of the folder, or in the one file given."""
    return home / table.file if home.is_dir() else home


def _companion(path: Path, table: type[Table], dataset: Dataset) -> Iterator[Problem]:
    """The problems of a companion table in itself, and of what it refers to."""
    frame, findings = checked_rows(path, table)
    if table not in (Versions, Withdrawals):  # those are read with the record, and their problems told there
        yield from findings.problems
    targets = {
        "events.event_id": {*dataset.events[Events.event_id]},
        "places.place_id": {*dataset.places.iloc[:, 0]},
        INCIDENT: {*dataset.events[Events.incident_id]},
    }
    for name, column in table.columns().items():
        known = targets.get(INCIDENT if name == Disagreements.incidents else column.refers_to)
        if known is not None:
            yield from _dangling(frame[name], column, known, table.file)


def _still_there(dataset: Dataset) -> Iterator[Problem]:
    """Withdrawn ids that reports of the record have, or had."""
    former = (items(cell) for cell in dataset.events[Events.former_ids])
    known = {*dataset.events[Events.event_id], *dataset.area_reports[AreaReports.report_id], *chain(*former)}
    for row, key in dataset.withdrawn[Withdrawals.report_id].items():
        if key in known:
            yield Problem(
                Withdrawals.file, int(str(row)) + 2, Withdrawals.report_id, key,
                "a report of the record has this id", "Take the row out, or the report.",
            )  # fmt: skip


def _dangling(cells: pd.Series, column: Column, known: set[str], file: str) -> Iterator[Problem]:
    for row, cell in cells.items():
        for item in items(cell):
            if item not in known:
                remedy = "Name one that is there, or take it out."
                yield Problem(file, int(str(row)), column.name, item, f"nothing in the record is called {item}", remedy)
