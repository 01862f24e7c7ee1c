"""One map of two days, the first over the second as far as the reader slides it."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.server import base_path
from dashboard.session.components import page_component
from dashboard.session.selected import go_to
from dashboard.timespan import day_number
from dashboard.workbench.addresses import core_address, geography_address

KEY: Final = "swipe"
_SWIPE: Final = page_component("swipe", html='<div class="swipe"></div>')


def show_swipe_map(record: Record, selection: Selection, days: tuple[date, date], changed: list[str]) -> None:
    """The map; a click on a town sets the place."""
    base = base_path(st.get_option("server.baseUrlPath"))
    first, second = (day_number(day) for day in days)
    data = {
        "payload": core_address(record, selection, base), "geography": geography_address(record, base),
        "first": first, "second": second, "focus": selection.place, "changed": changed,
    }  # fmt: skip
    _SWIPE(key=KEY, data=data, on_picked_change=lambda: _note_place(record))


def _note_place(record: Record) -> None:
    place = st.session_state[KEY]["picked"]
    if isinstance(place, str) and place in record.named:
        go_to(place=place, event=None)
