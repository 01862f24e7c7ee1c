"""What every page begins and ends with: the record or why it cannot be read, and the problems in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NoReturn

import pandas as pd
import streamlit as st

from dashboard.analysis.record_cache import Record, is_read, read_once
from dashboard.analysis.sentences import count_of
from dashboard.errors import DataError
from dashboard.eventsets.importing.jobs.problem_report import problem_report
from dashboard.record.dataset import Dataset
from dashboard.text import clean_cell
from dashboard.ui.problem_list import refusal

_PAGES: Final = "_pages"


def open_page() -> Record:
    """The record; where it cannot be read, the page says why and how to mend it, and ends there."""
    try:
        return _record()
    except DataError as error:
        refusal(error, "The data cannot be read, so there is nothing to show.")
        st.stop()


def _record() -> Record:
    if is_read():
        return read_once()
    with st.spinner("Reading the record"):
        return read_once()


def note_pages(pages: Mapping[str, Any]) -> None:
    """These are the pages, by their path, for links that stay in the session: loading an address begins a new one."""
    st.session_state[_PAGES] = pages


def link_to(path: str, label: str, icon: str) -> None:
    """A link to another page of this session."""
    st.page_link(st.session_state[_PAGES][path], label=label, icon=icon)


def turn_to(path: str) -> NoReturn:
    """Another page of this session is shown instead; the address must have been noted before."""
    st.switch_page(st.session_state[_PAGES][path])


def show_problems(dataset: Dataset) -> None:
    """Every row set aside and every repair, counted and listed; nothing where the data has no problem."""
    if not dataset.problems:
        return
    said = (
        f"{count_of(len(dataset.problems), 'problem')} in the data; {count_of(dataset.rows_set_aside, 'row')} set aside"
    )
    with st.expander(f"{said} of {dataset.rows_in:,}"):
        table = pd.DataFrame(dataset.problems)
        st.dataframe(table.map(clean_cell), hide_index=True)
        report = problem_report(dataset.problems).encode("utf-8-sig")
        st.download_button("Download the list", report, "problems.csv", "text/csv")
