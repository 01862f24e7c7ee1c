"""What reaches the page: the one place for HTML made here, and how charts behave on it."""

from __future__ import annotations

from typing import Final

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

PLOTLY_CONFIG: Final = {"displayModeBar": False, "scrollZoom": True}


def show(html: Markup, at: DeltaGenerator | None = None) -> None:
    """The HTML stands here, or in the column or slot ``at``; text becomes ``Markup`` in ``dashboard.text`` alone."""
    (st if at is None else at).html(str(html))
