"""Where the reader's browser has the dashboard, for addresses that are carried away from it."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from dashboard.session.components import own_base


def root_address() -> str:
    """The address of the home page as the browser has it, with a slash at its end; "/" where none is known."""
    base = own_base()
    try:
        parts = urlsplit(st.context.url or "")
    except ValueError:
        parts = urlsplit("")
    return (
        f"{parts.scheme}://{parts.netloc}{base}/" if parts.scheme in ("http", "https") and parts.netloc else f"{base}/"
    )
