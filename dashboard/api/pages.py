"""The rows that a request asks for: a table under its filters, kept, and one page of it by an opaque cursor."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from threading import Condition
from typing import Any, Final

import numpy as np
import pandas as pd
from cachetools import cached

from dashboard.analysis.grammar import WINDOW, selection_of
from dashboard.analysis.program import program_version
from dashboard.analysis.record_cache import Record, bounded
from dashboard.api.parameters import DEFAULT_LIMIT, Box, Moments
from dashboard.api.refusals import Refused, stale_cursor
from dashboard.api.resources import Resource
from dashboard.exports.fields import LATITUDE, LONGITUDE
from dashboard.exports.query import Query
from dashboard.exports.table import ExportTable

TABLES_KEPT: Final = 64
ROWS_KEPT: Final = 200_000
"""Filters and days are anybody's choice, so what is kept for them has to be bounded."""

_PAGE: Final = ("limit", "cursor", "format", "f")
"""Parameters that do not change which rows there are."""

Found = Mapping[str, Any]
"""What the parameters of a request stand for, by name."""


@dataclass(frozen=True)
class Page:
    """Some rows of a table, in its order: where they begin in it, and of how many they are."""

    table: ExportTable
    offset: int
    matched: int
    following: str = ""
    """The cursor of the page after; "" where there is none."""


def query_of(record: Record, resource: Resource, found: Found) -> Query:
    """What is asked of the record: the filters of a page, and the days only where some are given."""
    selection = selection_of(found, record)
    window = selection.window if resource.takes_window and not found.keys().isdisjoint(WINDOW) else None
    disputed = found.get("about", ()), found.get("standing", "")
    return Query(record.dataset, selection, window, found.get("with"), *disputed)


def page_of(record: Record, resource: Resource, found: Found) -> Page:
    """The page that is asked for; all rows where nothing bounds them; ``Refused`` where the cursor leads nowhere."""
    table = whole_table(record, resource, without(found, _PAGE))
    matched, name = len(table.frame), fingerprint(record, resource, found)
    offset = _offset(found["cursor"], name, matched) if "cursor" in found else 0
    end = min(offset + found.get("limit", matched or 1), matched)
    following = _cursor(name, end) if end < matched else ""
    return Page(replace(table, frame=table.frame.iloc[offset:end]), offset, matched, following)


def limited(found: Found) -> Found:
    """The same with the limit that holds where none is given."""
    return {"limit": DEFAULT_LIMIT, **found}


def without(found: Found, names: Collection[str]) -> dict[str, Any]:
    """The same without the parameters of these names."""
    return {name: value for name, value in found.items() if name not in names}


def fingerprint(record: Record, resource: Resource, found: Found) -> str:
    """Names the rows and their order: the record, the program, and what is asked but for the page and the form."""
    return digest(record.dataset.digest, program_version(), resource.name, *_named(without(found, _PAGE)))


def digest(*parts: str) -> str:
    """A name for these parts together."""
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def _named(found: Found) -> list[str]:
    return [f"{name}={found[name]!r}" for name in sorted(found)]


@cached(bounded(TABLES_KEPT, ROWS_KEPT, lambda table: len(table.frame)), key=fingerprint, condition=Condition())
def whole_table(record: Record, resource: Resource, found: Found) -> ExportTable:
    """All rows that pass, in the order of the table."""
    table = resource.definition.extract(query_of(record, resource, found))
    frame = table.frame
    keep = np.full(len(frame), True)
    for moments in _days_asked(resource, found):
        keep &= touching(frame, resource, moments)
    if "bbox" in found:
        keep &= inside(frame, found["bbox"])
    return table if keep.all() else replace(table, frame=frame[keep].reset_index(drop=True))


def _days_asked(resource: Resource, found: Found) -> list[Moments]:
    """The spans of days that the rows themselves have to touch."""
    asked = [found["datetime"]] if "datetime" in found else []
    start, end = found.get("from"), found.get("to")
    if resource.name == "changes" and "with" not in found:
        end = min((day for day in (end, found.get("on")) if day), default=None)
    if not resource.takes_window and (start or end):
        asked.append(Moments(_day(start), _day(end)))
    return asked


def _day(day: Any) -> np.datetime64:
    return np.datetime64(day if day else "NaT", "D")


def touching(frame: pd.DataFrame, resource: Resource, asked: Moments) -> np.ndarray[Any, Any]:
    """True for rows of which some day lies in the span; what has no first or last day is open there."""
    keep = np.full(len(frame), True)
    first, after = times_of(frame, resource)
    if not np.isnat(asked.first):
        keep &= np.isnat(after) | (after > asked.first)
    if not np.isnat(asked.last):
        keep &= np.isnat(first) | (first <= asked.last)
    if not (np.isnat(asked.first) or np.isnat(asked.last)) and asked.first > asked.last:
        return np.full(len(frame), False)
    return keep


def times_of(frame: pd.DataFrame, resource: Resource) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The first day of each row and the first day after it; NaT where it is open, or has no time at all."""
    after = _days(frame, resource.after) if resource.after else _days(frame, resource.last) + np.timedelta64(1, "D")
    if "is_open" in frame:
        after[frame["is_open"].to_numpy()] = np.datetime64("NaT")
    return _days(frame, resource.first), after


def _days(frame: pd.DataFrame, field: str) -> np.ndarray[Any, Any]:
    if not field:
        return np.full(len(frame), np.datetime64("NaT"), "datetime64[D]")
    return frame[field].to_numpy().astype("datetime64[D]")


def inside(frame: pd.DataFrame, box: Box) -> np.ndarray[Any, Any]:
    """True for rows in the box, its edges included; none where rows have no position."""
    if LONGITUDE not in frame:
        return np.full(len(frame), False)
    east, north = frame[LONGITUDE].to_numpy(), frame[LATITUDE].to_numpy()
    around = (
        (east >= box.west) & (east <= box.east) if box.west <= box.east else (east >= box.west) | (east <= box.east)
    )
    return around & (north >= box.south) & (north <= box.north)


def _cursor(name: str, offset: int) -> str:
    return pack([name, offset])


def _offset(cursor: str, name: str, matched: int) -> int:
    """Where the page begins; ``Refused`` for a cursor of another question or another state of the record."""
    told = unpack(cursor)
    match told:
        case [str(named), int(offset)] if named == name and 0 < offset < matched:
            return offset
    raise Refused(stale_cursor())


def pack(told: list[Any]) -> str:
    """A cursor that holds this."""
    return base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")


def unpack(cursor: str) -> Any:
    """What a cursor holds; None where it is none of ours."""
    try:
        return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
