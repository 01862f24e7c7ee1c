"""What the data page shows before anything was brought: three steps, the kinds of files, and a sample to try."""

from __future__ import annotations

from typing import Final

import streamlit as st
from markupsafe import Markup

from dashboard.text import escape, tag
from dashboard.ui.html_parts import show
from dashboard.ui.tables import table
from dashboard.views.data.sample import NAME, sample_csv

TRIED: Final = "_sample_tried"
STEPS: Final = {
    "Bring a file": "It needs a date and a place, by name in any spelling or by coordinates. All else may be missing.",
    "Check how it is read": (
        "Columns and codes are found out and shown with the reason. Change what is wrong; nothing is imported yet."
    ),
    "See it beside the record": (
        "On the map, over time and in a table, under the filters at the side. Events that the record likely tells of "
        "already are proposed, never merged."
    ),
}
KINDS: Final = (
    ("UCDP GED and Candidate", "CSV", "known by its columns; precision of place and date and ranges of deaths stay"),
    ("ACLED export", "CSV", "known by its columns; who gained territory is kept as a report of control"),
    ("GeoJSON points, JSON list", "GeoJSON, JSON", "each feature or object is an event; up to 256 MB"),
    ("Any table of events", "CSV, TSV, TXT", "columns are guessed from headings and values, in several languages"),
    ("Workbook", "XLSX, XLSM, XLS, ODS", "the first sheet that is not empty; no formula is ever run"),
    ("Parquet", "PARQUET", "as any table; nested columns are left blank"),
)
ABOUT: Final = "Ten made-up events: by name and by coordinates, with one figure or a range, by day, week and month."


def show_steps() -> None:
    """The three steps, beside each other where there is room."""
    steps = [tag("li", tag("b", escape(title)), tag("div", escape(said))) for title, said in STEPS.items()]
    show(tag("ol", *steps, css="steps"))


def show_welcome() -> None:
    """A sample to download or to try, and what files can be read and how."""
    show(tag("h3", Markup("No file at hand?"), css="section"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Try it with a sample", key="try_sample", on_click=_try, icon=":material/play_arrow:")
        st.download_button(
            "Download the sample (CSV)", sample_csv, NAME, "text/csv", key="sample", on_click="ignore", type="tertiary",
            icon=":material/download:",
        )  # fmt: skip
    st.caption(ABOUT)
    show(tag("h3", Markup("What can be read"), css="section"))
    rows = [(tag("b", escape(kind)), escape(endings), escape(how)) for kind, endings, how in KINDS]
    show(table(("File", "Endings", "How it is read"), rows, css="formats"))


def _try() -> None:
    st.session_state[TRIED] = True


def leave_sample() -> None:
    """The sample is taken back, as a file is."""
    st.session_state[TRIED] = False
