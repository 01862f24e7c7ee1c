"""The parameters of the address: how each is read, what it is when absent, and the query that the widgets make up."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard.analysis.filter_options import GRADES, LISTS
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import LONGEST_SEARCH, MOST_WORDS
from dashboard.control.rules import RULES
from dashboard.disagreements.contradictions import KINDS
from dashboard.disagreements.settlement import STANDINGS
from dashboard.record.reaches import PARTS
from dashboard.record.schema import Events
from dashboard.record.vocabulary import GROUP_IDS
from dashboard.session import address
from dashboard.timespan import EARLIEST

SILENT: Final = {"": "Only places with a report", "all": "Every place"}
COUNTS: Final = {"": "Places", "people": "People"}
INTRODUCTION: Final = {"": "Shown to a first visitor", "off": "Closed"}
MAPS: Final = {"": "Side by side", "swipe": "One over the other"}
BANDS: Final = {"": "By side", "force": "By force"}
CHOICES: Final = {
    "part": PARTS, "count": COUNTS, "bands": BANDS, "silent": SILENT, "intro": INTRODUCTION, "maps": MAPS,
}  # fmt: skip
"""Parameters with one of a few values, by their labels; only some pages have the widget."""
MOST_DAYS: Final = 36_525
"""The longest window of reports that ends with the day shown: a hundred years."""


def view_query(record: Record) -> str:
    """The query of the address; it names everything that is not at its default."""
    params = parameters(record)
    address.note_written(params)
    return address.as_query(params)


def parameters(record: Record) -> address.Params:
    """The parameters of the address: everything that is not at its default, of whatever page."""
    state = st.session_state
    params: address.Params = {} if state["on"] == record.dataset.last_day else {"on": [state["on"].isoformat()]}
    params |= {name: [state[name].isoformat()] for name in ("from", "to", "known", "with") if state[name]}
    params |= {} if state["rule"] == record.rule else {"rule": [state["rule"]]}
    params |= {name: list(state[name]) for name in (*LISTS, "about", "hide") if state[name]}
    singles = ("place", "event", "only", "days", "grade", "q", "against", "standing", "claim", *CHOICES)
    return params | {name: [str(state[name])] for name in singles if state[name]}


def readers(record: Record) -> dict[str, Callable[[list[str]], Any]]:
    """For each parameter, what turns its values into those of the widget; ``ValueError`` where they make no sense."""

    def day(values: list[str]) -> date:
        return min(max(date.fromisoformat(_one(values)), EARLIEST), record.latest)

    def place(values: list[str]) -> str:
        return record.place_names.find(_one(values)) or _refuse(values)

    def event(values: list[str]) -> str:
        found = record.event(_one(values))
        return str(found[Events.event_id]) if found else _refuse(values)

    lists = {name: _some_of(record.options[name]) for name in LISTS}
    lists |= {"about": _some_of(KINDS), "hide": _some_of(GROUP_IDS)}
    days = dict.fromkeys(("on", "from", "to", "known", "with"), day)
    singles: dict[str, Container[str]] = {
        "grade": GRADES, "rule": RULES, "against": RULES, "standing": STANDINGS, "only": record.options["force"],
        **CHOICES,
    }  # fmt: skip
    choices = {name: _one_of(options) for name, options in singles.items()}
    return {**days, **choices, **lists, "place": place, "event": event, "days": _length, "q": _words, "claim": _one}


def _one(values: list[str]) -> str:
    return values[-1]


def _one_of(options: Container[str]) -> Callable[[list[str]], str]:
    return lambda values: _one(values) if _one(values) in options else _refuse(values)


def _some_of(options: Container[str]) -> Callable[[list[str]], list[str]]:
    return lambda values: values if all(value in options for value in values) else _refuse(values)


def _words(values: list[str]) -> str:
    q = _one(values)
    return q if len(q) <= LONGEST_SEARCH and len(q.split()) <= MOST_WORDS else _refuse(values)


def _length(values: list[str]) -> int:
    length = _one(values)
    return int(length) if length.isdecimal() and 0 < int(length) <= MOST_DAYS else _refuse(values)


def _refuse(values: list[str]) -> Any:
    raise ValueError(values)


def defaults(record: Record) -> dict[str, Any]:
    """The value of each widget where the address does not name it."""
    return empty(record.dataset.last_day, record.rule)


def empty(last: date, rule: str) -> dict[str, Any]:
    """The same, for a record with this last day and rule."""
    days = {"on": last, "from": None, "to": None, "known": None, "with": None}
    lists: dict[str, Any] = {name: [] for name in LISTS}
    claims: dict[str, Any] = {"about": [], "standing": None, "claim": None, "against": None}
    lists |= claims | {"only": None, "hide": []} | dict.fromkeys(CHOICES, "")
    return {**days, "place": None, "event": None, "days": None, "grade": "", "q": "", "rule": rule, **lists}
