"""The days that can be asked for, as a regular expression: JSON Schema has no other word for a first and a last day."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache


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
