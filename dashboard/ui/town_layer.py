"""Towns on a map: their states and reports go to its frame as data, and a click on one comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard.session.components import page_component
from dashboard.session.filtered import Filtered
from dashboard.session.selected import go_to

_TOWNS: Final = page_component("towns")


def show_towns(filtered: Filtered, map_key: str) -> None:
    """The map within the element of this key shows what the filters leave; a click on a town sets the place."""
    key = f"{map_key}_towns"
    _TOWNS(key=key, data={"map": map_key, "payload": filtered.payload}, on_picked_change=_picked(key))


def _picked(key: str) -> Callable[[], None]:
    def note() -> None:
        place = st.session_state[key]["picked"]
        if isinstance(place, str) and place:
            go_to(place=place, event=None)

    return note
