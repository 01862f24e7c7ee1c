"""Which column of an unknown table is which, guessed from headings and values, with the reason of each guess."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from dashboard.eventsets.importing.formats.own_tables import SPELLINGS
from dashboard.eventsets.importing.rows.dates import looks_like_date
from dashboard.record.spelling import fold

ALIKE: Final = 88.0
MOSTLY: Final = 0.7
LATITUDES: Final = (28.0, 39.0)
LONGITUDES: Final = (34.0, 50.0)
"""Where the valley lies; used only where no heading tells."""


@dataclass(frozen=True)
class Guess:
    """The column taken for a field, and why."""

    field: str
    column: str
    reason: str


def guess_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Guess]:
    """At most one column for each field and one field for each column; a heading counts for more than values."""
    values = {name: [row[at] for row in rows if row[at].strip()] for at, name in enumerate(header)}
    found: dict[str, Guess] = {}
    for rule in (_same, _alike, _within, _by_values):
        for field in SPELLINGS:
            free = [name for name in header if name not in {each.column for each in found.values()}]
            if field not in found and (guess := rule(field, free, values)):
                found[field] = guess
    return [found[field] for field in SPELLINGS if field in found]


Values = dict[str, list[str]]


def _same(field: str, free: list[str], values: Values) -> Guess | None:
    for spelling in (field, *SPELLINGS[field]):
        for name in free:
            if fold(name) == fold(spelling) and (spelling == field or _plausible(field, values[name])):
                return Guess(field, name, "it is a usual heading for this")
    return None


def _within(field: str, free: list[str], values: Values) -> Guess | None:
    for spelling in (field, *SPELLINGS[field]):
        wanted = fold(spelling)
        for name in free:
            if len(wanted) > 3 and wanted in fold(name) and _plausible(field, values[name]):
                return Guess(field, name, f"the heading holds {spelling}")
    return None


def _alike(field: str, free: list[str], values: Values) -> Guess | None:
    for name in free:
        best = max((field, *SPELLINGS[field]), key=lambda each: fuzz.ratio(fold(name), fold(each)))
        if len(best) > 4 and fuzz.ratio(fold(name), fold(best)) >= ALIKE and _plausible(field, values[name]):
            return Guess(field, name, f"the heading is spelt much like {best}")
    return None


def _by_values(field: str, free: list[str], values: Values) -> Guess | None:
    tests: dict[str, tuple[Callable[[str], bool], str]] = {
        "date": (looks_like_date, "most of its values are dates"),
        "latitude": (lambda text: _between(text, *LATITUDES), "most of its values are latitudes of the valley"),
        "longitude": (lambda text: _between(text, *LONGITUDES), "most of its values are longitudes of the valley"),
    }
    if field not in tests:
        return None
    test, reason = tests[field]
    column = next((name for name in free if values[name] and _share(values[name], test) >= MOSTLY), None)
    return Guess(field, column, reason) if column is not None else None


def _plausible(field: str, values: list[str]) -> bool:
    """Whether what the column holds can be the field at all; nothing can be anything."""
    if not values:
        return True
    if field == "date":
        return _share(values, looks_like_date) > 0.2
    if field in {"latitude", "longitude"}:
        return _share(values, lambda text: not math.isnan(_number(text))) > 0.2
    if field == "event_id":
        return len(set(values)) > 0.9 * len(values)
    return True


def _share(values: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values)


def _between(text: str, low: float, high: float) -> bool:
    return "." in text and low <= _number(text) <= high


def _number(text: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return math.nan
