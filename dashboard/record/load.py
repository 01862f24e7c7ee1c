"""The only reader of the record: six CSV files become one checked, resolved and sorted ``Dataset``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from dashboard.record.areas import MEMBERS, with_members
from dashboard.record.cell_syntax import items
from dashboard.record.csv_files import Sheet, empty_sheet, read_bytes, read_sheet, refuse
from dashboard.record.dataset import Dataset
from dashboard.record.derived_columns import typed_frame, with_derived, with_derived_areas
from dashboard.record.editions import read_edition, version_name
from dashboard.record.river import with_river_km
from dashboard.record.schema import (
    LIST_SEPARATOR,
    TABLES,
    AreaReports,
    Events,
    Forces,
    Operations,
    Places,
    Sources,
    Table,
)
from dashboard.record.spelling import NameIndex, fold, slug
from dashboard.record.validation import (
    ASIDE,
    Findings,
    Target,
    check_cells,
    check_deaths,
    check_periods,
    check_precision,
    check_references,
    check_unique,
    each,
)

SHIPPED_NAME: Final = "Euphrates record"
LICENCE_NAME: Final = "CC BY 4.0"
LICENCE_ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/"
"""Where the licence of the shipped record is."""
AUTHOR: Final = "Euphrates Valley timeline contributors"
AXIS_FILE: Final = "geo/euphrates.geojson"
AXIS_ID: Final = "euphrates_main"
PLACES_AT_A_TIME: Final = 1_000
"""Locating a place weighs every stretch of the river, so many places at once would fill the memory."""

NOUNS: Final = {Places: "place", Forces: "force", Operations: "operation", Sources: "source"}

Frames = Mapping[type[Table], pd.DataFrame]
Sheets = Mapping[type[Table], Sheet]


def shipped_data() -> Path:
    """The folder of the record that comes with the dashboard."""
    package = Path(__file__).parent.parent
    beside = package.parent / "data"
    return beside if (beside / Events.file).is_file() else package / "_data"


def read_dataset(location: str | Path | None = None) -> Dataset:
    """The checked record at a folder of tables or a single CSV file of events; None is the shipped record.

    Tables the location lacks are the shipped ones, whose problems are not the reader's and go unlisted; but of area
    reports it then has none, since those of the shipped record would speak of places that the location tells anew, nor
    has it a version or withdrawals. The axis of the river is its own, too, where it has one: an earlier version of the
    record is read as it was.
    Raises DataError if no event can be used.
    """
    home = shipped_data()
    place = home if location is None else Path(location)
    own = _own_files(place)
    sheets = {table: _sheet(table, own, home) for table in TABLES}
    axis = read_bytes((place if (place / AXIS_FILE).exists() else home) / AXIS_FILE)
    edition = read_edition(place if place.is_dir() else None)
    digest = hashlib.sha256(axis + b"".join(sheet.digest for sheet in sheets.values())).hexdigest()[:12]
    frames = _resolved({table: _checked(sheet, table) for table, sheet in sheets.items()}, sheets)
    if frames[Events].empty:
        _refuse_empty(sheets[Events])
    typed = {table: typed_frame(frame, table) for table, frame in frames.items()}
    places = _with_river_km(typed[Places], _river_axis(axis))
    return Dataset(
        name=SHIPPED_NAME if location is None else Path(location).resolve().name,
        events=with_derived(typed[Events], typed[Forces], typed[Sources]),
        places=places,
        forces=typed[Forces],
        operations=typed[Operations],
        sources=typed[Sources],
        area_reports=_area_reports(frames[AreaReports], places, typed[Sources], sheets[AreaReports].findings),
        problems=tuple(
            sorted([*edition.problems, *(each for table in own for each in sheets[table].findings.problems)])
        ),
        rows_in=sheets[Events].rows_in,
        digest=digest,
        is_own=location is not None,
        version=version_name(edition, digest),
        withdrawn=edition.withdrawn,
        published=edition.published,
    )


def _sheet(table: type[Table], own: Mapping[type[Table], Path], home: Path) -> Sheet:
    if table is AreaReports and table not in own:
        return empty_sheet(table)
    return read_sheet(own.get(table, home / table.file), table)


def _area_reports(frame: pd.DataFrame, places: pd.DataFrame, sources: pd.DataFrame, findings: Findings) -> pd.DataFrame:
    """The area reports with the columns that follow from others."""
    found = with_members(frame, places, name_index(places, Places), findings)
    members = found[MEMBERS].reset_index(drop=True)
    return with_derived_areas(typed_frame(found, AreaReports).assign(**{MEMBERS: members}), sources)


def read_axis() -> np.ndarray:
    """Longitude and latitude of the points of the Euphrates' main stem, downstream."""
    return _river_axis(read_bytes(shipped_data() / AXIS_FILE))


def _own_files(place: Path) -> dict[type[Table], Path]:
    """The tables found at a place."""
    try:
        if not place.is_dir():
            return {Events: place}
        own = {table: place / table.file for table in TABLES if (place / table.file).exists()}
    except (OSError, ValueError) as why:
        refuse(place.name[:80], f"it cannot be read: {why}", "Check the path and who may read it.")
    if Events not in own:
        remedy = f"Put {Events.file} into it, or give the path of a CSV file of events."
        refuse(str(place), f"the folder has no {Events.file}", remedy)
    return own


def _refuse_empty(events: Sheet) -> None:
    findings = events.findings
    if not events.rows_in:
        refuse(findings.file, "it has a header and no rows", "Give at least one row.")
    first = min(problem for problem in findings.problems if problem.reason.startswith(ASIDE))
    reason = f"none of its {events.rows_in:,} rows can be used; the first: {first}"
    refuse(findings.file, reason[:-1], "Mend the rows, or check that this is the right file.")


def _checked(sheet: Sheet, table: type[Table]) -> pd.DataFrame:
    """The rows of one table that are valid in themselves."""
    given, findings = sheet.frame, sheet.findings
    if table is Events and Events.event_id not in given:
        given = given.assign(**{Events.event_id: [f"row-{row}" for row in given.index]})
    given = given.reindex(columns=table.names(), fill_value="").astype("str")
    frame = check_periods(check_cells(given, table, findings), table, findings)
    if table in (Events, AreaReports):
        frame = check_precision(frame, given[Events.date], findings)
    if table is Events:
        frame = check_deaths(frame, findings)
    check_unique(frame, table, findings)
    return findings.accepted(frame)


def _resolved(frames: Frames, sheets: Sheets) -> Frames:
    """The tables with every reference replaced by the id it leads to; events that name none set aside."""
    frames = {**frames, Operations: _with_new_operations(frames[Operations], frames[Events])}
    targets = {table.__name__.lower(): _target(frames[table], table, sheets[table]) for table in NOUNS}
    found = {table: _with_ids(frame, table, targets, sheets[table].findings) for table, frame in frames.items()}
    events = found[Events]
    actors = _forces_first(events[Events.actors], targets["forces"].names)
    return {**found, Events: events.assign(**{Events.actors: actors})}


def _with_ids(
    frame: pd.DataFrame, table: type[Table], targets: Mapping[str, Target], findings: Findings
) -> pd.DataFrame:
    references = {name: column for name, column in table.columns().items() if column.refers_to}
    clean = {
        name: check_references(frame[name], column, targets[column.refers_to.partition(".")[0]], findings)
        for name, column in references.items()
    }
    return findings.accepted(frame.assign(**clean))


def _with_new_operations(frame: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The operations and those that only the events name, each under the first name given to it."""
    known = name_index(frame, Operations)
    new: dict[str, str] = {}
    for text in events[Events.operation].unique():
        if fold(text) and not known.candidates(text):
            new.setdefault(fold(text), text)
    added = {Operations.operation_id: [slug(text) for text in new.values()], Operations.name: [*new.values()]}
    rows = pd.DataFrame(added, range(-len(new), 0)).reindex(columns=frame.columns, fill_value="")
    return pd.concat([frame, rows.astype("str")])


def name_index(frame: pd.DataFrame, table: type[Table]) -> NameIndex:
    """The names by which the rows of one table are found; of sources only the ids, since titles repeat."""
    ids = frame[table.key].tolist()
    if table is Sources:
        return NameIndex.of(ids)
    others = [name for name in (Forces.short_name, Places.name_ar, Places.aliases) if name in frame]
    aliases = [items(LIST_SEPARATOR.join(cells)) for cells in frame[others].itertuples(index=False)]
    return NameIndex.of(ids, frame[Places.name].tolist(), aliases)


def _target(frame: pd.DataFrame, table: type[Table], sheet: Sheet) -> Target:
    given = sheet.frame.get(table.key, pd.Series(dtype="str"))
    aside = {fold(given[row]): row for row in sheet.findings.aside if row in given.index}
    return Target(NOUNS[table], sheet.findings.file, name_index(frame, table), aside)


def _forces_first(cells: pd.Series, forces: NameIndex) -> pd.Series:
    """The lists with force ids in place of the names that lead to one, before the names that lead to none."""
    order = {force: place for place, force in enumerate(forces.names)}

    def ordered(cell: str) -> str:
        found = dict.fromkeys(forces.find(item) or item for item in items(cell))
        return LIST_SEPARATOR.join(sorted(found, key=lambda item: order.get(item, len(order))))

    return each(cells, ordered)[0]


def _river_axis(content: bytes) -> np.ndarray:
    """Longitude and latitude of the points of the main stem, downstream."""
    try:
        features = {each["properties"]["id"]: each["geometry"] for each in json.loads(content)["features"]}
        return np.asarray(features[AXIS_ID]["coordinates"], float).reshape(-1, 2)
    except (ValueError, LookupError, TypeError) as why:
        refuse(AXIS_FILE, f"it has no line {AXIS_ID}: {why!r}", "Restore the file from the release.")


def _with_river_km(places: pd.DataFrame, axis: np.ndarray) -> pd.DataFrame:
    parts = range(0, max(len(places), 1), PLACES_AT_A_TIME)
    return pd.concat([with_river_km(places.iloc[part : part + PLACES_AT_A_TIME], axis) for part in parts])
