"""Days and half-open spans of days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

FIRST_DAY: Final = date(1991, 1, 1)
EARLIEST: Final = date(FIRST_DAY.year - 10, 1, 1)
"""Reports reach back before the first day of the timeline."""
ONE_DAY: Final = timedelta(days=1)
DAY_MS: Final = 86_400_000
"""A day as Plotly measures lengths along an axis of dates, in milliseconds."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
ALWAYS: Final = -1_000_000
"""To the browser, the number of a day before every other: the start of what held before the first report."""
NEVER: Final = 1_000_000
"""The number of a day after every other: the end of what still lasts."""
_ISO_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
PERIODS: Final = (("D", 120), ("W", 900), ("M", 4_000), ("Q", 30_000), ("Y", 1_000_000))
"""Units of counts over time (Pandas aliases), each with the longest stretch of days it is used for."""


@dataclass(frozen=True, order=True)
class Span:
    """The days from ``start`` up to, not including, ``end``; never empty."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a span must end after it starts, not {self.start} to {self.end}")

    @classmethod
    def of_days(cls, first: date, last: date) -> Span:
        """The span holding every day from ``first`` to ``last``, both included, in either order."""
        first, last = sorted((first, last))
        return cls(first, last + ONE_DAY)

    @property
    def last(self) -> date:
        """The last day inside the span."""
        return self.end - ONE_DAY

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def ending(self, day: date) -> Span:
        """The same length of time, with ``day`` as its last day."""
        return Span(day + ONE_DAY - timedelta(days=self.days), day + ONE_DAY)


def day_number(day: date) -> int:
    """The number by which the browser knows the day: days since 1970, negative before."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The day with this number."""
    return date.fromordinal(number + _EPOCH)


def read_day(text: str) -> date:
    """The day of an ISO 8601 date written in full, as in ``date`` of JSON Schema; ``ValueError`` for any other text."""
    if not _ISO_DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def period_end(start: date, precision: str) -> date:
    """First day after the period that a date of this precision may stand for."""
    if precision == "year":
        return date(start.year + 1, 1, 1)
    if precision == "month":
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return start + timedelta(days=7 if precision == "week" else 1)


def unit_for(days: int) -> str:
    """The finest unit of ``PERIODS`` that counts over so many days are shown in."""
    return next(unit for unit, most in PERIODS if days <= most)


@lru_cache(maxsize=65_536)
def format_day(day: date) -> str:
    """A day in words that reads the same in every country: 3 November 2017."""
    return f"{day.day} {day:%B %Y}"


def format_date(day: date, precision: str = "day") -> str:
    """A date in words, no more exact than it is known: November 2017."""
    if precision == "year":
        return f"{day.year}"
    if precision == "month":
        return f"{day:%B %Y}"
    return f"week of {format_day(day)}" if precision == "week" else format_day(day)
