"""Charts wait until the map stands."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

import streamlit as st
from markupsafe import Markup

from dashboard.session.components import page_component
from dashboard.ui.html_parts import show

_SIGNAL: Final = page_component("drawn")

MAP_DRAWN: Final = "map_drawn"


def map_is_drawn() -> bool:
    """True once the browser has told that the map stands."""
    return bool(st.session_state.get(MAP_DRAWN))


def ask_for_map() -> None:
    """The browser tells when the map stands, and the page runs again; to be called last on the page.

    An element that came and went above the map would move the map's place in the page, and Streamlit would make
    it anew.
    """
    if not map_is_drawn():
        session = st.session_state.setdefault("_session", uuid4().hex)
        _SIGNAL(key="signal", data={"session": session}, on_drawn_change=_note)


def _note() -> None:
    st.session_state[MAP_DRAWN] = True


def keep_room(height: int) -> None:
    """The place of a chart to come, as high as the chart, so that nothing jumps."""
    show(Markup(f'<div class="room" style="height:{height}px">drawing …</div>'))
