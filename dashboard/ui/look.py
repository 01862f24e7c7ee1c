"""The little CSS that Streamlit's theme has no word for."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

STATIC: Final = Path(__file__).parent / "static"
ICON: Final = STATIC / "icon.svg"
"""A file of our own: Streamlit fetches named icons for the browser tab from an outside host."""


def apply_look() -> None:
    """The page wears the styles; the text is constant and holds nothing from data."""
    st.html(STATIC / "look.css")
