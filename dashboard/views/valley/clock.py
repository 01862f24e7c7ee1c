"""The component that moves the day: player, map and charts show it in the browser, the server hears where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import streamlit as st

from dashboard.analysis.selection import Selection
from dashboard.browser import page_file
from dashboard.session.components import page_component
from dashboard.session.selected import WINDOW_DAYS, go_to
from dashboard.timespan import day_number, day_of

_CLOCK: Final = page_component("clock", html=page_file("player.html"), css=page_file("player.css"))


def show_clock(selection: Selection, focus: str, query: str, span: tuple[date, date], changes: Iterable[date]) -> None:
    """The player; map, charts and address show the day, the window and the place in focus.

    It runs over the days of ``span`` and steps through ``changes``. Days go as numbers since 1970.
    """
    _CLOCK(
        key="clock",
        data={
            "on": day_number(selection.on),
            "from": day_number(selection.window.start),
            "to": day_number(selection.window.last),
            "moves": not (st.session_state["from"] or st.session_state["to"]),
            "days": WINDOW_DAYS,
            "first": day_number(min(span[0], selection.on)),
            "last": day_number(max(span[1], selection.on)),
            "changes": sorted({day_number(day) for day in changes}),
            "focus": focus,
            "alone": bool(selection.place),
            "query": query,
        },
        on_day_change=_note_day,
    )


def _note_day() -> None:
    told = st.session_state["clock"]["day"]
    if told:
        go_to(on=day_of(int(told["on"])))
