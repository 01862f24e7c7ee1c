"""The little CSS that Streamlit's theme has no word for."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.browser import PAGE_FOLDER

ICON: Final = PAGE_FOLDER / "icon.svg"
"""A file of our own: Streamlit fetches named icons for the browser tab from an outside host."""


def apply_look() -> None:
    """The page wears the styles; the text is constant and holds nothing from data."""
    st.html(PAGE_FOLDER / "look.css")
