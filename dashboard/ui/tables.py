"""What stands under a table that readers carry away."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.exports.csv_text import csv_of


def offer_csv(table: pd.DataFrame, name: str) -> None:
    """A button that gives the table as ``name.csv``, made when it is pressed.

    It takes the place of the one in Streamlit's own toolbar, which writes cells as they are, so that a spreadsheet
    would run a text that begins as a formula; look.css hides that one.
    """
    st.download_button(
        "Download table (CSV)", lambda: csv_of(table), f"{name}.csv", "text/csv", key=f"csv-{name}", type="tertiary",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
