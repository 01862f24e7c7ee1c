"""The filters in force above every page, a chip each that takes it away, in sight when the column is folded, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import streamlit as st

from dashboard.analysis.filter_options import GRADES, LIST_TITLES, LISTS
from dashboard.analysis.record_cache import Record
from dashboard.session.components import page_component
from dashboard.session.parameters import SILENT, defaults
from dashboard.session.selected import go_to, reset
from dashboard.timespan import format_day

KEY: Final = "active_filters"
LABELS: Final = {
    **LIST_TITLES,
    "grade": "Grade", "q": "Words", "rule": "Rule", "known": "As known on", "from": "Reports from", "to": "Reports to",
    "silent": "Places",
}  # fmt: skip
_HOST: Final = '<div class="active-filters" role="group" aria-label="Filters in force"></div>'
_CHIPS: Final = page_component("filters", html=_HOST)


def show_active_filters(record: Record) -> None:
    """A chip for each filter in force; nothing where there is none. Its place on the page is always there."""
    with st.container(key="active"):
        chips = list(active_filters(record))
        if chips:
            _CHIPS(key=KEY, data={"filters": chips}, on_dropped_change=lambda: _drop(record))


def active_filters(record: Record) -> Iterator[dict[str, str]]:
    """The filters that are not at their default: parameter, value, name and value in words."""
    empty = defaults(record)
    for name, label in LABELS.items():
        value = st.session_state.get(name)
        if not value or value == empty[name]:
            continue
        for each in value if name in LISTS else [value]:
            yield {"name": name, "value": str(each), "label": label, "said": _said(record, name, each)}


def _said(record: Record, name: str, value: Any) -> str:
    if name in LISTS:
        return record.options[name].get(value, str(value))
    if name in ("known", "from", "to"):
        return format_day(value)
    if name == "grade":
        return GRADES[value]
    return SILENT[value] if name == "silent" else str(value).capitalize() if name == "rule" else str(value)


def _drop(record: Record) -> None:
    dropped = st.session_state[KEY]["dropped"]
    if not isinstance(dropped, dict):
        return
    name, value = dropped.get("name"), dropped.get("value")
    if name == "":
        reset(record)
    elif name in LISTS:
        go_to(**{name: [each for each in st.session_state[name] if str(each) != value]})
    elif name in LABELS:
        go_to(**{name: defaults(record)[name]})
