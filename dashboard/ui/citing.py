"""How to cite what is shown: three forms of a citation, each with a button that copies it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.analysis.record_cache import Record
from dashboard.citations.forms import FORMS, Citation
from dashboard.citations.subjects import Clock
from dashboard.session.selected import current_selection

Subjects = Mapping[str, Callable[[], Citation]]
"""What can be cited here, by its name; a citation is made once it is wanted."""


def clock_now(record: Record) -> Clock:
    """The day, the rule and the day of knowledge that the view is shown by."""
    selection = current_selection(record)
    return Clock(selection.on, selection.rule, selection.known)


def show_citation(cited: Citation) -> None:
    """The three forms."""
    for tab, (name, write) in zip(st.tabs(list(FORMS)), FORMS.items(), strict=True):
        with tab:
            st.code(write(cited), "json" if name == "CSL-JSON" else None, wrap_lines=True)


def choose_citation(subjects: Subjects, key: str) -> None:
    """The forms of the subject that is chosen; of the only one, at once."""
    names = list(subjects)
    if len(names) > 1:
        st.selectbox("What to cite", names, key=key)
    chosen = str(st.session_state.get(key) or "")
    show_citation(subjects[chosen if chosen in subjects else names[0]]())


def cite_popover(subjects: Subjects, key: str, label: str = "Cite") -> None:
    """A quiet button that opens the forms; nothing is made while it is closed."""
    popover = st.popover(
        label, type="tertiary", icon=":material/format_quote:", key=f"{key}_popover", on_change="rerun"
    )
    if popover.open:
        with popover:
            choose_citation(subjects, f"{key}_subject")
