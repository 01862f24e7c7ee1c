"""The component that carries day, window and focus to the map and the charts without drawing them again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.query import Selection

_SCRIPT: Final = (Path(__file__).parent / "static" / "clock.js").read_text(encoding="utf-8")
_EPOCH: Final = date(1970, 1, 1)
_CLOCK: Final = st.components.v2.component("valley_clock", js=_SCRIPT)


def set_clock(selection: Selection, focus: str, query: str) -> None:
    """Map, charts and address show the day, the window and the place in focus; days go as numbers since 1970."""
    _CLOCK(
        key="clock",
        data={
            "on": (selection.on - _EPOCH).days,
            "from": (selection.window.start - _EPOCH).days,
            "to": (selection.window.last - _EPOCH).days,
            "focus": focus,
            "alone": bool(selection.place),
            "query": query,
        },
    )
