"""The parameters of the address: how each is read, what it is when absent, and the query that the widgets make up."""

from __future__ import annotations

from collections.abc import Callable
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

    def one(values: list[str]) -> str:
        return values[-1]

    def day(values: list[str]) -> date:
        return min(max(date.fromisoformat(one(values)), EARLIEST), record.latest)

    def known(options: dict[str, str]) -> Callable[[list[str]], list[str]]:
        def read(values: list[str]) -> list[str]:
            if any(value not in options for value in values):
                raise ValueError(values)
            return values

        return read

    def place(values: list[str]) -> str:
        return record.place_names.find(one(values)) or _refuse(values)

    def event(values: list[str]) -> str:
        found = record.event(one(values))
        return str(found[Events.event_id]) if found else _refuse(values)

    def grade(values: list[str]) -> str:
        return one(values) if one(values) in GRADES else _refuse(values)

    def words(values: list[str]) -> str:
        q = one(values)
        return q if len(q) <= LONGEST_SEARCH and len(q.split()) <= MOST_WORDS else _refuse(values)

    def length(values: list[str]) -> int:
        return int(one(values)) if one(values).isdecimal() and 0 < int(one(values)) <= MOST_DAYS else _refuse(values)

    def force(values: list[str]) -> str:
        return one(values) if one(values) in record.options["force"] else _refuse(values)

    def rule(values: list[str]) -> str:
        return one(values) if one(values) in RULES else _refuse(values)

    def choice(options: dict[str, str]) -> Callable[[list[str]], str]:
        return lambda values: one(values) if one(values) in options else _refuse(values)

    def standing(values: list[str]) -> str:
        return one(values) if one(values) in STANDINGS else _refuse(values)

    lists = {name: known(record.options[name]) for name in LISTS} | {
        "about": known(KINDS),
        "hide": known(dict.fromkeys(GROUP_IDS, "")),
    }
    days = dict.fromkeys(("on", "from", "to", "known", "with"), day)
    choices = {name: choice(options) for name, options in CHOICES.items()}
    single = {"place": place, "event": event, "days": length, "grade": grade, "q": words, "rule": rule, "only": force}
    return {**days, **single, **lists, "against": rule, "standing": standing, "claim": one, **choices}


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
