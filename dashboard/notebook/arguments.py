"""What a notebook hands in: read, or refused by a ``ValueError`` that says what was given and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from dashboard.analysis.filter_options import GRADES
from dashboard.control.rules import RULES
from dashboard.record.dataset import Dataset
from dashboard.record.load import name_index
from dashboard.record.schema import Places
from dashboard.timespan import read_day

Day = date | str
"""A day: a ``date``, a Pandas timestamp, or text such as 2014-06-21."""
Names = str | Iterable[str]
NEAR: Final = 3
MOST_SHOWN: Final = 12


def day_of(given: Day, what: str = "day") -> date:
    """The day that is meant."""
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return read_day(given)
    except (TypeError, ValueError):
        raise ValueError(f"{what}: {given!r} is no day. Give a date, or text such as '2014-06-21'.") from None


def rule_named(given: str) -> str:
    """The name of a rule of control."""
    return _one_of(given, RULES, "rule")


def grade_named(given: str) -> str:
    """The poorest grade that reports may have; "" for any."""
    return _one_of(given, GRADES, "grade")


def place_named(dataset: Dataset, given: str) -> str:
    """The id of the place with this id, name or alias, Latin or Arabic."""
    names = name_index(dataset.places, Places)
    found = names.find(given)
    if found is None:
        near = names.search(given, NEAR)
        raise ValueError(f"place: there is no {given!r}." + (f" Near it are {', '.join(near)}." if near else ""))
    return found


def chosen(given: Names, options: Iterable[str], what: str) -> tuple[str, ...]:
    """The ids that are given, one or several, each of which has to be among the options."""
    ids = (given,) if isinstance(given, str) else tuple(given)
    known = list(options)
    return tuple(_one_of(each, known, what) for each in ids)


def _one_of(given: str, options: Iterable[str], what: str) -> str:
    known = [option for option in options if option]
    if given in known or (not given and what == "grade"):
        return given
    if len(known) <= MOST_SHOWN:
        raise ValueError(f"{what}: there is no {given!r}. There are {', '.join(known)}.")
    near = ", ".join(difflib.get_close_matches(str(given), known, NEAR))
    raise ValueError(f"{what}: there is no {given!r}." + (f" Near it are {near}." if near else ""))
