"""Charts on a page, all in one way: no tools above, words for those who cannot see them, colours of the theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard.figures.template import Figure, for_dark

STILL: Final = {"displayModeBar": False, "scrollZoom": False}
MOVES: Final = {"displayModeBar": False, "scrollZoom": True}


def is_dark() -> bool:
    """True where the page stands on the dark ground."""
    return bool(st.context.theme.type == "dark")


def show_chart(
    figure: Figure, key: str, alt: str, clicked: Callable[[], None] | None = None, moves: bool = False
) -> None:
    """The chart; ``clicked`` is called when a point of it is chosen, ``moves`` lets the wheel zoom it."""
    drawn = for_dark(figure) if is_dark() else figure
    config = MOVES if moves else STILL
    if clicked is None:
        st.plotly_chart(drawn, key=key, config=config, alt=alt)
    else:
        st.plotly_chart(drawn, key=key, config=config, alt=alt, on_select=clicked, selection_mode="points")
