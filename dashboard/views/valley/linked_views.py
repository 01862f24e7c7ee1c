"""The views of the home page: each draws one thing and turns clicks on it into moves of the selection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from dashboard.analysis.record_cache import Record
from dashboard.maps.base import base_map
from dashboard.record.schema import Events
from dashboard.session.filtered import Filtered
from dashboard.session.selected import go_to
from dashboard.timespan import Span
from dashboard.ui.tables import offer_csv
from dashboard.ui.town_layer import show_towns

MAP_HEIGHT = 500
TABLE_HEIGHT = 560
TABLE_COLUMNS = {
    "Date": st.column_config.TextColumn(width=85, help="As exact as it is known: 2014-06 is some day of June 2014"),
    "Place": st.column_config.TextColumn(width=105),
    "Report": st.column_config.TextColumn(width=350),
    "Grade": st.column_config.TextColumn(width=55, help="Admiralty code: source A to F, information 1 to 6"),
}
PLOTLY_CONFIG = {"displayModeBar": False, "scrollZoom": True}


def show_map(filtered: Filtered) -> None:
    """The map; a click on a town or on the ring of its reports sets the place."""
    with st.container(key="map"):
        st_folium(base_map(), key="map_folium", height=MAP_HEIGHT, use_container_width=True, returned_objects=[])
        show_towns(filtered, "map")


def show_diagram(filtered: Filtered) -> None:
    """The river diagram; a click on a holding sets place and day."""
    st.plotly_chart(
        filtered.diagram,
        key="diagram",
        on_select=_clicked_diagram,
        selection_mode="points",
        config=PLOTLY_CONFIG,
        alt="River diagram: who held each place from 2003 on, in river order.",
    )


def _clicked_diagram() -> None:
    points = st.session_state["diagram"]["selection"]["points"]
    if points and (custom := points[0].get("customdata")):
        go_to(place=custom[0], on=date.fromisoformat(custom[1]), event=None)


def show_tempo(filtered: Filtered, place: str) -> None:
    """Reports over time; a box drawn across sets the window."""
    st.plotly_chart(
        filtered.tempo(place),
        key="tempo",
        on_select=_brushed_tempo,
        selection_mode="box",
        config=PLOTLY_CONFIG,
        alt="Bar chart of reports over time by group of kinds.",
    )


def _brushed_tempo() -> None:
    boxes = st.session_state["tempo"]["selection"]["box"]
    if boxes and (edges := boxes[0].get("x")):
        span = Span.of_days(*(pd.Timestamp(edge).date() for edge in (min(edges), max(edges))))
        go_to(**{"from": span.start, "to": span.last})


def show_table(record: Record, reports: pd.DataFrame) -> None:
    """The reports of the window, latest first; a click on a row opens its card."""
    newest = record.table.loc[reports.index[::-1]]
    st.session_state["_table_ids"] = record.dataset.events.loc[newest.index, Events.event_id].tolist()
    st.dataframe(
        newest,
        key="table",
        on_select=_clicked_row,
        selection_mode="single-row",
        hide_index=True,
        height=min(TABLE_HEIGHT, 38 + 35 * len(newest)),
        column_config=TABLE_COLUMNS,
    )
    offer_csv(newest, "reports")


def _clicked_row() -> None:
    rows: Sequence[int] = st.session_state["table"]["selection"]["rows"]
    ids: list[str] = st.session_state.get("_table_ids", [])
    go_to(event=ids[rows[0]] if rows and rows[0] < len(ids) else None)
