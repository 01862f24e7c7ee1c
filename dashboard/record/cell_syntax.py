"""What a valid cell is, and how the record writes it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from dashboard.record.schema import LIST_SEPARATOR, Column, Events, Forces, Operations
from dashboard.record.spelling import fold

YEARS: Final = range(1900, 2101)
PERIOD_ENDS: Final = frozenset({Events.date_end, Forces.active_to, Operations.end})
"""Of a month or a year, these mean the last day; every other date means the first."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?)?)?")
_INTEGER = re.compile(r"([+-]?[0-9]{1,15})(?:\.0*)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")


class CellError(ValueError):
    """Why one cell is not valid, and the remedy."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


def items(cell: str) -> list[str]:
    """The items of a list cell, without blanks and repeats."""
    return list(dict.fromkeys(item for part in cell.split(LIST_SEPARATOR) if (item := part.strip())))


def as_cell(listed: Iterable[str]) -> str:
    """The list cell that holds these items."""
    return LIST_SEPARATOR.join(listed)


def in_order(cell: str) -> str:
    """A list cell with its items in the order of the alphabet: two lists of the same items become the same text."""
    return LIST_SEPARATOR.join(sorted(items(cell)))


def parse_cell(text: str, column: Column) -> str:
    """The cell as the record writes it; raises CellError if it is not valid in itself."""
    if column.one_of:
        return _parse_word(text, column.one_of)
    if column.pattern and not re.fullmatch(column.pattern, text):
        raise CellError("it has not the form wanted", f"Write it as {column.pattern} (a regular expression).")
    if column.type == "date":
        return parse_date(text, last=column.name in PERIOD_ENDS)
    if column.type in {"integer", "number"}:
        return _parse_number(text, column)
    return LIST_SEPARATOR.join(items(text)) if column.type == "list" else text


def parse_date(text: str, last: bool = False) -> str:
    """The day in ISO 8601; the first, or the last, of a month or a year given alone."""
    form = _DATE.fullmatch(text)
    if not form:
        raise CellError("it is not a date", "Write it as 2014-06-21, or 2014-06, or 2014.")
    year = int(form[1])
    if year not in YEARS:
        raise CellError("the year is out of reach", f"Dates run from {YEARS[0]} to {YEARS[-1]}.")
    try:
        month = int(form[2] or (12 if last else 1))
        day = int(form[3] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except ValueError:
        raise CellError("there is no such day", "Write a day of the calendar as 2014-06-21.") from None


def _parse_word(text: str, words: Mapping[str, str]) -> str:
    known = {fold(spelling): word for word, label in words.items() for spelling in (label, word)}
    found = known.get(fold(text)) or known.get(fold(text.removesuffix(".0")))
    if found is None:
        raise CellError("the word is not on the list", f"Use one of: {', '.join(words)}.")
    return found


def _parse_number(text: str, column: Column) -> str:
    whole = column.type == "integer"
    form = (_INTEGER if whole else _NUMBER).fullmatch(text)
    if not form:
        wanted = "a whole number in digits, such as 1200" if whole else "a number with a point, such as 34.36"
        raise CellError("it is not a whole number" if whole else "it is not a number", f"Write {wanted}.")
    low, high = column.minimum, column.maximum
    if (low is not None and float(text) < low) or (high is not None and float(text) > high):
        limits = f"at least {low:g}" if high is None else f"from {low:g} to {high:g}"
        raise CellError("the number is out of range", f"It must be {limits}.")
    return form[1] if whole else text
