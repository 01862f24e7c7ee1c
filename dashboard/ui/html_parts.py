"""The one place where HTML made here reaches the page."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator


def show(html: Markup, at: DeltaGenerator | None = None) -> None:
    """The HTML stands here, or in the column or slot ``at``; text becomes ``Markup`` in ``dashboard.text`` alone."""
    (st if at is None else at).html(str(html))
