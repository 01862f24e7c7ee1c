"""What differs between two versions, for a terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from dashboard.analysis.sentences import count_of, describe_state, describe_version
from dashboard.record.dataset import Dataset
from dashboard.record.holding import Holding as Forces
from dashboard.record.looks import Looks
from dashboard.record.schema import AreaReports, Events, Operations, Places, Sources, Table
from dashboard.record.vocabulary import AREA_KINDS, KINDS
from dashboard.text import clean
from dashboard.timespan import ONE_DAY, format_date, format_day
from dashboard.versions.difference import NOUNS, Difference
from dashboard.versions.holding_changes import Holding, HoldingChange
from dashboard.versions.row_changes import CellChange, TableChanges

Json = dict[str, Any]
T = TypeVar("T")
BLANK: Final = "blank"
NO_REASON: Final = "no reason given"


def title(dataset: Dataset) -> str:
    """Name, version and digest of a record."""
    return f"{dataset.name}, {describe_version(dataset.version, dataset.digest)}"


def labels(dataset: Dataset, table: type[Table]) -> dict[str, str]:
    """What each row of a table is, in a few words, by its id."""
    if table is Events:
        events, named = dataset.events, _names(dataset)
        columns = (events[c] for c in (Events.event_id, Events.town, Events.date, Events.date_precision, Events.kind))
        rows = zip(*columns, strict=True)
        return {
            key: f"{named.get(town, town)}, {format_date(day.date(), precision)}: {KINDS.get(kind, kind)}"
            for key, town, day, precision, kind in rows
        }
    if table is AreaReports:
        areas = dataset.area_reports[[AreaReports.report_id, AreaReports.area, AreaReports.date, AreaReports.kind]]
        return {
            key: f"{area}, {format_day(day.date())}: {AREA_KINDS.get(kind, kind)}"
            for key, area, day, kind in areas.itertuples(index=False)
        }
    frame, name = _named_rows(dataset, table)
    return dict(zip(frame[table.key], frame[name], strict=True))


def _named_rows(dataset: Dataset, table: type[Table]) -> tuple[Any, str]:
    if table is Places:
        return dataset.places, Places.name
    if table is Sources:
        return dataset.sources, Sources.title
    return (dataset.operations if table is Operations else dataset.forces), Operations.name


def _names(dataset: Dataset) -> dict[str, str]:
    return dict(zip(dataset.places[Places.place_id], dataset.places[Places.name], strict=True))


def days_words(start: date | None, end: date | None) -> str:
    """The days from ``start`` up to, not including, ``end``, in words."""
    last = end and end - ONE_DAY
    if start and last:
        return format_day(start) if start == last else f"{format_day(start)} to {format_day(last)}"
    if start:
        return f"since {format_day(start)}"
    return f"until {format_day(last)}" if last else "always"


def holding_words(state: Holding, looks: Looks) -> str:
    """The state of a place in words."""
    return describe_state(state._asdict(), looks)


def cell_words(cell: CellChange) -> str:
    """Column, what it said and what it says."""
    return f"{cell.column}: {cell.before or BLANK} → {cell.after or BLANK}"


def difference_lines(found: Difference, most: int) -> Iterator[str]:
    """The difference as lines for a terminal; of each list the first ``most``, all of them for 0."""
    yield f"{title(found.before)}\n→ {title(found.after)}"
    yield found.summary()
    for data in (found.before, found.after):
        if data.rows_set_aside:
            yield f"Of {title(data)}, {count_of(data.rows_set_aside, 'row')} set aside could not be compared."
    for changes in found.tables:
        if not changes.is_empty:
            yield from map(clean, _table_lines(found, changes, most))
    if found.holdings:
        yield "\nHoldings"
        yield from map(clean, _listed(_holding_lines(found), most))


def _table_lines(found: Difference, changes: TableChanges, most: int) -> Iterator[str]:
    now, before = labels(found.after, changes.table), labels(found.before, changes.table)
    counts = (
        f"{len(changes.added):,} added, {len(changes.corrected):,} corrected, {len(changes.renamed):,} under another id"
    )
    yield f"\n{changes.table.file} ({NOUNS[changes.table]}): {counts}, {len(changes.withdrawn):,} withdrawn"
    yield from _listed([f"  + {key}  {now[key]}" for key in changes.added], most)
    corrected = [
        f"  ~ {each.key}  {'; '.join(map(cell_words, each.cells))}{_was(each.key, each.former)}"
        for each in changes.corrected
    ]
    yield from _listed(corrected, most)
    yield from _listed([f"  = {each.key}{_was(each.key, each.former)}" for each in changes.renamed], most)
    gone = [f"  - {each.key}  {before[each.key]}  {each.reason or NO_REASON}" for each in changes.withdrawn]
    yield from _listed(gone, 0)


def _was(key: str, former: str) -> str:
    return "" if key == former else f" (was {former})"


def _holding_lines(found: Difference) -> list[str]:
    named, (old, new) = place_names(found), (Looks(data.forces) for data in (found.before, found.after))
    return [
        f"  {named[each.place_id]}, {days_words(each.start, each.end)}: {holding_words(each.before, old)} "
        f"→ {holding_words(each.after, new)} ({each.what})"
        for each in found.holdings
    ]


def place_names(found: Difference) -> Mapping[str, str]:
    """The names of the places of both versions, by id."""
    return _names(found.before) | _names(found.after)


def _listed(lines: Sequence[str], most: int) -> Iterable[str]:
    if most and len(lines) > most:
        return [*lines[:most], f"  … and {len(lines) - most:,} more (--all lists them)"]
    return lines


def difference_json(found: Difference) -> Json:
    """The difference as data: ids, cells, and stretches of days half-open as everywhere."""
    named = place_names(found)
    return {
        "before": _described(found.before),
        "after": _described(found.after),
        "rule": found.rule,
        "summary": found.summary(),
        "tables": [_table(each) for each in found.tables],
        "holdings": [_holding(each, named[each.place_id]) for each in found.holdings],
    }


def _described(data: Dataset) -> Json:
    counts = {"reports": len(data.events), "rows_set_aside": data.rows_set_aside}
    return {"name": data.name, "version": data.version, "digest": data.digest, **counts}


def _table(changes: TableChanges) -> Json:
    return {
        "file": changes.table.file,
        "added": list(changes.added),
        "corrected": [
            {"id": each.key, "former_id": each.former, "cells": [_cell(cell) for cell in each.cells]}
            for each in changes.corrected
        ],
        "renamed": [{"id": each.key, "former_id": each.former} for each in changes.renamed],
        "withdrawn": [
            {"id": each.key, "reason": each.reason or None, "replaced_by": list(each.replaced_by)}
            for each in changes.withdrawn
        ],
    }


def _cell(cell: CellChange) -> Json:
    return {"column": cell.column, "from": cell.before, "to": cell.after}


def _holding(each: HoldingChange, place: str) -> Json:
    days = {"start": each.start and each.start.isoformat(), "end": each.end and each.end.isoformat()}
    states = {"before": _state(each.before), "after": _state(each.after)}
    return {
        "place_id": each.place_id,
        "place": place,
        **days,
        "what": each.what,
        **states,
        "reports": list(each.reports),
    }


def _state(state: Holding) -> Json | None:
    if not (state.force or state.claimant):
        return None
    holders, claimants = (list(Forces.of(cell).forces) for cell in (state.force, state.claimant))
    return {"holders": holders, "status": state.status, "claimants": claimants}
