"""Builders: they carry the noise, so that a case fits one line and names only what matters to it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.eventsets.table import ImportedEvents
from dashboard.record.areas import MEMBERS, with_members
from dashboard.record.cell_syntax import items
from dashboard.record.dataset import Dataset
from dashboard.record.derived_columns import typed_frame, with_derived, with_derived_areas
from dashboard.record.load import name_index, read_dataset
from dashboard.record.schema import AreaReports, Events, Forces, Operations, Places, Sources, Table
from dashboard.record.validation import Findings, check_cells, check_deaths, check_periods, check_precision

FORCE_COLUMNS = (Events.controlling_force, Events.previous_force, Events.targets, Events.actors)

PLACES = (
    "place_id,name,name_ar,aliases",
    "al-qaim,Al-Qaim,القائم,Qaim|Al-Qa'im",
    "rawa,Rawa,راوة,Rawah",
    "abu-kamal,Abu Kamal,البوكمال,Al-Bukamal|Boukamal",
)
FORCES = (
    "force_id,name,aliases,active_to",
    "iraq,Iraqi government,Iraqi army|ISF,",
    "isis,Islamic State,ISIL|Daesh,",
    "coalition,US-led coalition,Coalition,",
)
OPERATIONS = ("operation_id,name,aliases", "western-iraq,Western Iraq campaign,Western Anbar offensive")
SOURCES = ("source_id,publisher,reliability", "reuters,Reuters,B", "blog,Some blog,")


PAGE_SCRIPT = """
from dashboard.session.selected import column_of_filters, follow_address
from dashboard.ui.page import open_page
from dashboard.views.{page}.page import render
follow_address(open_page())
with column_of_filters(open_page()):
    render()
"""
"""One page with its filters, as the main script draws it."""


def rows(*lines: str) -> str:
    """The text of a CSV file with these lines."""
    return "\n".join([*lines, ""])


def write(folder: Path, **tables: str | bytes) -> Path:
    """A folder of small tables that fit together; ``tables`` replace or add to them by file name."""
    small = {"places": PLACES, "forces": FORCES, "operations": OPERATIONS, "sources": SOURCES}
    for name, content in ({name: rows(*lines) for name, lines in small.items()} | tables).items():
        (folder / f"{name}.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read(folder: Path, **tables: str | bytes) -> Dataset:
    """The dataset made of small tables that fit together, with ``tables`` in place of some of them."""
    return read_dataset(write(folder, **tables))


def text_frame(table: type[Table], *cells: dict[str, Any]) -> pd.DataFrame:
    """Text as read from a file, counted from row 2, with every column of the table; the rest is blank."""
    frame = pd.DataFrame([{name: str(row.get(name, "")) for name in table.names()} for row in cells])
    return frame.reindex(columns=table.names()).astype("str").set_axis(range(2, len(cells) + 2))


def table_frame(table: type[Table], *cells: dict[str, Any]) -> pd.DataFrame:
    """A frame with the columns and types that ``Dataset`` gives this table; fails on an invalid cell."""
    given, findings = text_frame(table, *cells), Findings(table.file)
    frame = check_periods(check_cells(given, table, findings), table, findings)
    if table is Events:
        frame = check_deaths(check_precision(frame, given[Events.date], findings), findings)
    assert not findings.problems, findings.problems[0]
    return typed_frame(frame, table)


def report(town: str, date: str, force: str = "", **more: Any) -> dict[str, Any]:
    """One row of events: who holds the town from that date, and any other column by its name."""
    return {Events.town: town, Events.date: date, Events.controlling_force: force, **more}


def source(source_id: str, reliability: str = "C", **more: Any) -> dict[str, Any]:
    """One row of sources."""
    named = {Sources.source_id: source_id, Sources.publisher: source_id}
    return {**named, Sources.reliability: reliability, **more}


def force(force_id: str, **more: Any) -> dict[str, Any]:
    """One row of forces."""
    return {Forces.force_id: force_id, Forces.name: force_id, **more}


def place(place_id: str, **more: Any) -> dict[str, Any]:
    """One row of places."""
    return {Places.place_id: place_id, Places.name: place_id, **more}


def events_frame(*reports: dict[str, Any], sources: pd.DataFrame | None = None) -> pd.DataFrame:
    """A frame like ``Dataset.events``; ids are e01, e02, ... as given, the forces those the reports name.

    A report may give a ``source_id`` out of ``sources`` and a ``credibility``, or just ``grade="B2"``.
    """
    numbered = [{Events.event_id: f"e{n:02}", **_graded(**cells)} for n, cells in enumerate(reports, 1)]
    events = table_frame(Events, *numbered)
    named = sorted({item for name in FORCE_COLUMNS for cell in events[name] for item in items(cell)})
    ids = [item for item in named if re.fullmatch(r"[a-z0-9-]+", item)]
    letters = table_frame(Sources, *(source(letter, letter) for letter in "ABCDEF"))
    known = letters if sources is None else pd.concat([sources, letters], ignore_index=True)
    return with_derived(events, table_frame(Forces, *map(force, ids)), known)


def area_report(area: str, date: str, kind: str, force: str = "", lost_by: str = "", **more: Any) -> dict[str, Any]:
    """One row of area reports, possibly true if nothing else is said."""
    said = {AreaReports.area: area, AreaReports.date: date, AreaReports.kind: kind}
    return {**said, AreaReports.controlling_force: force, AreaReports.lost_by: lost_by, "credibility": 3, **more}


def area_frame(places: pd.DataFrame, *reports: dict[str, Any]) -> pd.DataFrame:
    """A frame like ``Dataset.area_reports``; ids are a01, a02, ... and sources C, unless they say otherwise."""
    rows = [{AreaReports.report_id: f"a{n:02}", "source_id": "C", **cells} for n, cells in enumerate(reports, 1)]
    given, findings = text_frame(AreaReports, *rows), Findings(AreaReports.file)
    found = with_members(check_cells(given, AreaReports, findings), places, name_index(places, Places), findings)
    assert not findings.problems, findings.problems[0]
    typed = typed_frame(found, AreaReports).assign(**{MEMBERS: found[MEMBERS].to_numpy()})
    return with_derived_areas(typed, table_frame(Sources, *(source(letter, letter) for letter in "ABCDEF")))


def operation(operation_id: str, **more: Any) -> dict[str, Any]:
    """One row of operations."""
    return {Operations.operation_id: operation_id, Operations.name: operation_id, **more}


def _graded(grade: str = "", **cells: Any) -> dict[str, Any]:
    """The cells with a grade such as "B2" spelt out; the source is then named by its reliability alone."""
    return {Events.source_id: grade[0], Events.credibility: grade[1], **cells} if grade else cells


def imported_event(number: int, **cells: Any) -> dict[str, Any]:
    """One row of the event plane, an exactly placed battle at Al-Qaim; ``cells`` replace any of it."""
    day = cells.get("date", date(2017, 11, 3))
    row = {
        **dict.fromkeys(ImportedEvents.names(), ""),
        ImportedEvents.event_id: f"x{number:05}",
        ImportedEvents.dataset: "set",
        ImportedEvents.row: number + 2,
        ImportedEvents.kind: "battle",
        ImportedEvents.date: day,
        ImportedEvents.date_end: day,
        ImportedEvents.date_precision: "day",
        ImportedEvents.latitude: 34.37,
        ImportedEvents.longitude: 41.09,
        ImportedEvents.place_precision: "exact",
        ImportedEvents.radius_km: 1.0,
        ImportedEvents.river_km: None,
        **dict.fromkeys((ImportedEvents.deaths_low, ImportedEvents.deaths_best, ImportedEvents.deaths_high)),
        ImportedEvents.credibility: "3",
        ImportedEvents.country: "IQ",
        ImportedEvents.admin1: "Al Anbar",
    }
    return row | cells


def imported_frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """A table of the event plane; days and whole numbers stay objects, so that blanks are None."""
    columns = ImportedEvents.names()
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype="object") for name in columns})
