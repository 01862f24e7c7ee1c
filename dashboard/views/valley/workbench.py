"""The workbench on the page: what the browser is told of the selection, and what it tells of moves on the screen.

The record travels beside the page, as data under addresses of its own that name the filters (``dashboard.workbench``).
Here go only the address and where the screen stands: the day, the window, the place and the report that is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from secrets import token_hex
from typing import Any, Final

import streamlit as st

from dashboard.analysis.grammar import MOST_DAYS, WINDOW_DAYS
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.record.schema import Events
from dashboard.record.vocabulary import GROUP_IDS
from dashboard.session.address import step_heard
from dashboard.session.components import own_base, page_component
from dashboard.session.parameters import INTRODUCTION, parameters, view_query
from dashboard.session.selected import go_to, is_tied, selected_event, window_days
from dashboard.timespan import day_number, day_of
from dashboard.workbench.addresses import core_address, geography_address, texts_address, texts_query
from dashboard.workbench.beginning import screen_state
from dashboard.workbench.order import NO_ROW, event_at, row_of
from dashboard.workbench.routes import prepare_core

KEY: Final = "workbench"
_SESSION: Final = "_session_name"
_WORKBENCH: Final = page_component("workbench", html='<div class="workbench"></div>')


def show_workbench(record: Record, selection: Selection) -> None:
    """The screen; moves on it become the selection once they rest."""
    base = own_base()
    prepare_core(record, selection)
    _WORKBENCH(
        key=KEY,
        data={
            "payload": core_address(record, selection, base),
            "geography": geography_address(record, base),
            "texts": {"prefix": texts_address(record, base), "query": texts_query(selection)},
            "rule": selection.rule,
            "query": view_query(record),
            "version": record.dataset.version,
            "state": _state(record, selection),
            "latest": day_number(record.latest),
            "heard": _heard(),
            "step": step_heard(),
            "session": _session(),
            "isFirstVisit": not parameters(record),
        },
        on_now_change=lambda: _note_move(record),
    )


def _state(record: Record, selection: Selection) -> dict[str, Any]:
    """Where the screen shall stand: of a report that is open, at its place."""
    shown, event = st.session_state, record.event(selected_event())
    return screen_state(
        selection,
        tied=is_tied(),
        days=window_days(),
        place=event[Events.town] if event else selection.place,
        only=shown["only"] or "",
        hide=shown["hide"],
        event=row_of(record, selected_event()) if event else NO_ROW,
    )


def _told() -> Mapping[str, Any]:
    """What the browser told last; empty where it told nothing."""
    now = (st.session_state.get(KEY) or {}).get("now")
    return now if isinstance(now, Mapping) else {}


def _heard() -> int:
    """The number of the last move that the browser told: by it, it knows what an answer answers."""
    number = _told().get("number", 0)
    return number if isinstance(number, int) else 0


def _session() -> str:
    """A name for this session: a server that was started again has heard nothing of what the browser told before."""
    name: str = st.session_state.setdefault(_SESSION, token_hex(4))
    return name


def _note_move(record: Record) -> None:
    """The selection is what the screen shows; whatever makes no sense is left as it was: anybody can send anything."""
    now, moved = _told(), dict[str, Any]()
    if day := _day(record, now.get("on")):
        moved["on"] = day
    place = now.get("place")
    if place == "" or (isinstance(place, str) and place in record.named):
        moved["place"] = place or None
    if isinstance(now.get("event"), int):
        moved["event"] = event_at(record, now["event"]) or None
    if now.get("tied") is True:
        days = now.get("days")
        moved |= {"from": None, "to": None}
        moved["days"] = days if isinstance(days, int) and 0 < days <= MOST_DAYS and days != WINDOW_DAYS else None
    elif (first := _day(record, now.get("from"))) and (last := _day(record, now.get("to"))):
        moved |= {"from": first, "to": max(first, last)}
    only, hidden = now.get("only"), now.get("hidden")
    if only == "" or (isinstance(only, str) and only in record.options["force"]):
        moved["only"] = only or None
    if isinstance(hidden, list):
        moved["hide"] = [group for number, group in enumerate(GROUP_IDS) if number in hidden]
    if now.get("intro") in tuple(INTRODUCTION):
        moved["intro"] = now["intro"]
    go_to(**moved)


def _day(record: Record, number: object) -> date | None:
    """The day with this number, moved into the reach of the record; None where it is none."""
    if not isinstance(number, int):
        return None
    first, last = record.reach
    return day_of(min(max(number, day_number(first)), day_number(last)))
