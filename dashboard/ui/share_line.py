"""At the foot of a page: the version of the record, what changed in it, and how to cite what the page shows."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import describe_version
from dashboard.citations.subjects import cite_view
from dashboard.text import escape, own_link, tag
from dashboard.ui.active_filters import active_filters
from dashboard.ui.citing import cite_popover, clock_now
from dashboard.ui.html_parts import show
from dashboard.ui.links import CHANGES, Links

NOT_FILTERS: Final = ("rule", "known")
"""Told apart in a citation."""


def show_share_line(record: Record, page: str, path: str) -> None:
    """The line; ``page`` is what the page is called and ``path`` where it is."""
    data = record.dataset
    with st.container(key="share", horizontal=True, vertical_alignment="center", gap="small"):
        said = describe_version(data.version, data.digest)
        changes = own_link(Links(record).query(CHANGES), "What changed")
        show(tag("p", escape(f"{said[:1].upper()}{said[1:]} · "), changes, css="aside"))
        cite_popover(
            {page: lambda: cite_view(record, page, filter_words(record), clock_now(record), _here(record, path))},
            "share",
        )


def filter_words(record: Record) -> str:
    """The filters in force, in words."""
    told = [each for each in active_filters(record) if each["name"] not in NOT_FILTERS]
    return ", ".join(f"{each['label']} {each['said']}" for each in told)


def _here(record: Record, path: str) -> str:
    """The address of what is shown, card included."""
    state = st.session_state
    kept = {name: str(state[name]) for name in ("event", "since", "until") if state.get(name)}
    return Links(record).lasting(path, clock_now(record).on, **kept)
