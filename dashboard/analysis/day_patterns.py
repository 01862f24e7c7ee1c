"""Days and moments as regular expressions: JSON Schema has no other word for a first and a last day."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

_LEAP_YEAR: Final = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DAY: Final = (
    "([0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    f"|{_LEAP_YEAR}-02-29)"
)
_TIME: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_MOMENT: Final = f"{_DAY}(T({_TIME})?)?"
"""GDAL writes a day of a filter as `2017-11-03T`, with no time after it."""
MOMENTS: Final = rf"^({_MOMENT}|({_MOMENT}|\.\.)?/({_MOMENT}|\.\.)?)$"
"""A day or a moment (RFC 3339), or two of them with a slash between; nothing or two dots for an end that is open."""


@lru_cache(maxsize=8)
def days_pattern(first: date, last: date) -> str:
    """Matches the days from first to last, both included, as ISO 8601 writes them, and nothing else."""
    years = defaultdict[str, list[str]](list)
    for year in range(first.year, last.year + 1):
        years[_days_of(year, first, last)].append(f"{year:04}")
    return f"^({_either(f'({_either(same)})-({days})' for days, same in years.items())})$"


def _days_of(year: int, first: date, last: date) -> str:
    """Month and day of the days of this year."""
    months = defaultdict[str, list[str]](list)
    for month in range(1, 13):
        begin, end = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if begin <= last and first <= end:
            months[_numbers(max(begin, first).day, min(end, last).day)].append(f"{month:02}")
    return _either(f"({_either(same)})-({days})" for days, same in months.items())


def _numbers(low: int, high: int) -> str:
    """The numbers from low to high, of two digits."""
    tens = range(low // 10, high // 10 + 1)
    return _either(f"{ten}[{max(low - 10 * ten, 0)}-{min(high - 10 * ten, 9)}]" for ten in tens)


def _either(parts: Iterator[str] | list[str]) -> str:
    return "|".join(parts)
