"""The table of reports: latest first, and a click on a row opens the card of its report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from dashboard.analysis.record_cache import Record
from dashboard.record.schema import Events
from dashboard.session.selected import go_to
from dashboard.ui.tables import offer_csv

HEIGHT: Final = 560
COLUMNS: Final = {
    "Date": st.column_config.TextColumn(width=85, help="As exact as it is known: 2014-06 is some day of June 2014"),
    "Place": st.column_config.TextColumn(width=105),
    "Report": st.column_config.TextColumn(width=350),
    "Grade": st.column_config.TextColumn(width=55, help="Admiralty code: source A to F, information 1 to 6"),
}


def show_table(record: Record, reports: pd.DataFrame) -> None:
    """The reports, latest first; a click on a row opens its card."""
    newest = record.table.loc[reports.index[::-1]]
    st.session_state["_table_ids"] = record.dataset.events.loc[newest.index, Events.event_id].tolist()
    st.dataframe(
        newest,
        key="table",
        on_select=_clicked_row,
        selection_mode="single-row",
        hide_index=True,
        height=min(HEIGHT, 38 + 35 * max(len(newest), 1)),
        column_config=COLUMNS,
    )
    offer_csv(newest, "reports")


def _clicked_row() -> None:
    rows: Sequence[int] = st.session_state["table"]["selection"]["rows"]
    ids: list[str] = st.session_state.get("_table_ids", [])
    go_to(event=ids[rows[0]] if rows and rows[0] < len(ids) else None)
