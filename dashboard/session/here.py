"""Where the reader's browser has the dashboard, for addresses that are carried away from it."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from dashboard.server import base_path


def root_address() -> str:
    """The address of the home page as the browser has it, with a slash at its end; "/" where none is known."""
    base = base_path(st.get_option("server.baseUrlPath"))
    try:
        parts = urlsplit(st.context.url or "")
    except ValueError:
        parts = urlsplit("")
    return (
        f"{parts.scheme}://{parts.netloc}{base}/" if parts.scheme in ("http", "https") and parts.netloc else f"{base}/"
    )
