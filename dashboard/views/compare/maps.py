"""Two days on maps, side by side or one over the other, under one legend.

Folium writes the base map and nothing else. The record travels as data, from the address that the Valley page reads
it from, too; here go the days, what the page has chosen, and the places that differ.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import streamlit as st
from streamlit_folium import st_folium

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.maps.base import base_map
from dashboard.session.components import own_base, page_component
from dashboard.session.selected import go_to
from dashboard.timespan import day_number
from dashboard.workbench.addresses import core_address, geography_address
from dashboard.workbench.routes import prepare_core

MAPS: Final = ("map_first", "map_second")
"""Keys of the elements around the frames: a frame finds out by them which of the days it shows."""
MAP_HEIGHT: Final = 480
"""Until the styles are there, which fit maps to the window."""
BOTH: Final = "compare"
SWIPE: Final = "swipe"
_COMPONENTS: Final = {key: page_component(key, html='<div class="compared"></div>') for key in (BOTH, SWIPE)}


def show_two_maps(record: Record, selection: Selection, days: tuple[date, date], differing: list[str]) -> None:
    """A map of each day, above them their legend; a click on a town sets the place, one on a force singles it out."""
    _tell(BOTH, record, selection, days, differing)
    with st.container(key="maps"):
        for column, name in zip(st.columns(2, gap="small"), MAPS, strict=True):
            with column, st.container(key=name):
                st_folium(
                    base_map(), key=f"{name}_folium", height=MAP_HEIGHT, use_container_width=True, returned_objects=[]
                )  # fmt: skip


def show_swipe_map(record: Record, selection: Selection, days: tuple[date, date], differing: list[str]) -> None:
    """One map of both days, parted by a handle, and above it their legend; clicks do what they do on two maps."""
    _tell(SWIPE, record, selection, days, differing)


def _tell(key: str, record: Record, selection: Selection, days: tuple[date, date], differing: list[str]) -> None:
    base = own_base()
    prepare_core(record, selection)
    data: dict[str, Any] = {
        "payload": core_address(record, selection, base),
        "geography": geography_address(record, base),
        "days": [day_number(day) for day in days],
        "focus": selection.place,
        "only": st.session_state["only"] or "",
        "differing": differing,
    }
    _COMPONENTS[key](
        key=key, data=data, on_picked_change=_note_place(key, record), on_only_change=_note_force(key, record)
    )


def _note_place(key: str, record: Record) -> Callable[[], None]:
    """The place is the one that was clicked, or none where it was let go of; anybody can send anything."""

    def note() -> None:
        place = st.session_state[key]["picked"]
        if place == "" or (isinstance(place, str) and place in record.named):
            go_to(place=place or None, event=None)

    return note


def _note_force(key: str, record: Record) -> Callable[[], None]:
    """The force that is singled out, or none."""

    def note() -> None:
        force = st.session_state[key]["only"]
        if force == "" or (isinstance(force, str) and force in record.options["force"]):
            go_to(only=force or None)

    return note
