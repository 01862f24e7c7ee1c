"""The parameters of the address: how each is read, what it is when absent, and the query that the widgets make up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard.analysis.filter_options import LISTS
from dashboard.analysis.grammar import one_of, parameters_of
from dashboard.analysis.record_cache import Record
from dashboard.record.editions import is_version
from dashboard.record.reaches import PARTS
from dashboard.record.schema import Events
from dashboard.record.vocabulary import GROUP_IDS
from dashboard.session import address
from dashboard.timespan import EARLIEST
from dashboard.versions.published import home_of, kept_versions

SILENT: Final = {"": "Only places with a report", "all": "Every place"}
COUNTS: Final = {"": "Places", "people": "People"}
INTRODUCTION: Final = {"": "Shown to a first visitor", "off": "Closed"}
MAPS: Final = {"": "Side by side", "swipe": "One over the other"}
BANDS: Final = {"": "By side", "force": "By force"}
CHOICES: Final = {
    "part": PARTS, "count": COUNTS, "bands": BANDS, "silent": SILENT, "intro": INTRODUCTION, "maps": MAPS,
}  # fmt: skip
"""Parameters with one of a few values, by their labels; only some pages have the widget."""
OPEN: Final = {"cite": "How to cite this", "error": "Report an error"}
"""What may be open at the foot of a town's page."""
VERSIONS: Final = ("version", "since", "until")
"""The version that a link was made with, and those that are compared on the page of what changed."""


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
    singles = (
        "place",
        "event",
        "only",
        "days",
        "grade",
        "q",
        "against",
        "standing",
        "claim",
        "open",
        *VERSIONS,
        *CHOICES,
    )
    return params | {name: [str(state[name])] for name in singles if state[name]}


def readers(record: Record) -> dict[str, Callable[[list[str]], Any]]:
    """For each parameter, what turns its values into those of the widget; ``ValueError`` where they make no sense.

    They are read by the grammar of all addresses, but leniently: of several values of one the last counts, and a day
    out of reach is the nearest within it.
    """
    grammar = parameters_of(record)

    def day(values: list[str]) -> date:
        return min(max(date.fromisoformat(_one(values)), EARLIEST), record.latest)

    def event(values: list[str]) -> str:
        found = record.event(_one(values))
        if found is None:  # what was withdrawn is still known: the page says why
            return _one(values) if _one(values) in record.withdrawn else _refuse(values)
        return str(found[Events.event_id])

    days = dict.fromkeys(("on", "from", "to", "known", "with"), day)
    lists = {name: _every(grammar[name].read) for name in (*LISTS, "about")} | {"hide": _every(one_of(GROUP_IDS))}
    singles = {name: grammar[name].read for name in ("place", "days", "rule", "standing")}
    singles |= {name: _or_blank(grammar[name].read) for name in ("grade", "q")}
    singles |= {"against": singles["rule"], "only": one_of(record.options["force"])}
    kept = kept_versions(record.dataset, home_of(record.location))
    singles |= {"since": one_of(kept), "until": one_of(kept), "open": one_of(OPEN), "version": _version}
    singles |= {name: one_of(options) for name, options in CHOICES.items()}
    return {**days, **lists, **{name: _last(read) for name, read in singles.items()}, "event": event, "claim": _one}


def _one(values: list[str]) -> str:
    return values[-1]


def _last(read: Callable[[str], Any]) -> Callable[[list[str]], Any]:
    return lambda values: read(_one(values))


def _version(value: str) -> str:
    return value if is_version(value) else _refuse([value])


def _refuse(values: list[str]) -> Any:
    raise ValueError(values)


def _every(read: Callable[[str], Any]) -> Callable[[list[str]], list[Any]]:
    return lambda values: [read(value) for value in values]


def _or_blank(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda value: read(value) if value else ""


def defaults(record: Record) -> dict[str, Any]:
    """The value of each widget where the address does not name it."""
    return empty(record.dataset.last_day, record.rule)


def empty(last: date, rule: str) -> dict[str, Any]:
    """The same, for a record with this last day and rule."""
    days = {"on": last, "from": None, "to": None, "known": None, "with": None}
    lists: dict[str, Any] = {name: [] for name in LISTS}
    claims: dict[str, Any] = {"about": [], "standing": None, "claim": None, "against": None}
    lists |= claims | {"only": None, "hide": []} | dict.fromkeys(("open", *VERSIONS)) | dict.fromkeys(CHOICES, "")
    return {**days, "place": None, "event": None, "days": None, "grade": "", "q": "", "rule": rule, **lists}
