"""The home page: who held what on the day, what happened in the window, and who says so, on one screen.

Below it stand the same answers as tables, each worked out only while it is open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st
from markupsafe import Markup

from dashboard.analysis.reader_tables import period_table, state_table
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection, at_place, states_on, within
from dashboard.analysis.sentences import count_of
from dashboard.briefing.content import is_too_large
from dashboard.briefing.document import MEDIA_TYPE, briefing, file_name
from dashboard.briefing.view import View
from dashboard.exports.query import Query
from dashboard.figures.tempo import tempo_rows
from dashboard.record.schema import Places
from dashboard.session.address import follow_moves
from dashboard.session.filtered import Filtered, filter_record
from dashboard.session.selected import column_is_behind, current_selection, go_to, is_tied, selected_event
from dashboard.text import escape, tag
from dashboard.timespan import format_day
from dashboard.ui.download import Offered, everywhere, show_download
from dashboard.ui.html_parts import show
from dashboard.ui.imported_layer import show_overlay
from dashboard.ui.links import HOME
from dashboard.ui.page import open_page, show_problems
from dashboard.ui.report_table import show_table
from dashboard.ui.share_line import show_share_line
from dashboard.ui.tables import offer_csv
from dashboard.views.valley.workbench import show_workbench

TITLE: Final = "Who held which town along the Euphrates"
"""What a citation calls the page."""


def render() -> None:
    """The whole page."""
    record = open_page()
    with st.container(key="problems"):
        show_problems(record.dataset)
    _screen(record)
    follow_moves()


@st.fragment
def _screen(record: Record) -> None:
    """The screen and its tables. A move on the screen runs this alone, unless the column of filters has to follow."""
    if column_is_behind():
        st.rerun()
    selection = current_selection(record)
    show_workbench(record, selection)
    show_overlay(record, selection)
    with st.container(key="tables"):
        with st.container(horizontal=True, vertical_alignment="center"):
            show_download(record, _offered(record, selection))
            _carry_away(record, selection)
        _reports(record, selection)
        _states(record, selection)
        _counts(record, selection)
        _unplaced(record, selection)
        show_share_line(record, TITLE, HOME)


def _offered(record: Record, selection: Selection) -> list[Offered]:
    """What the screen shows: states of the day, and the reports of the window."""
    told = Query(record.dataset, selection, window=selection.window)
    shown = everywhere(replace(told, window=None))
    window = f"Reports, {format_day(selection.window.start)} to {format_day(selection.window.last)}"
    return [
        Offered("states", shown), Offered("reports", told, window), Offered("intervals", shown),
        Offered("changes", shown), Offered("area_reports", told, "Area reports of these days"),
        Offered("places", shown), Offered("sources", told, "Sources of these reports"),
    ]  # fmt: skip


def _filtered(record: Record, selection: Selection) -> Filtered:
    return filter_record(record, selection.filters)


def _reports(record: Record, selection: Selection) -> None:
    """The reports of the window, latest first."""
    with st.expander("Reports of the window, as a table", key="reports", on_change="rerun") as table:
        if not table.open:
            return
        window = selection.window
        reports = within(at_place(_filtered(record, selection).events, selection.place), window)
        said = f"{count_of(len(reports), 'report')}, {format_day(window.start)} to {format_day(window.last)}"
        show(tag("p", escape(said)))
        show_table(record, reports)


def _states(record: Record, selection: Selection) -> None:
    """Map and diagram of the day in words."""
    with st.expander("Who held each place on the day shown, as a table", key="states", on_change="rerun") as table:
        if table.open:
            filtered = _filtered(record, selection)
            states = state_table(states_on(filtered.places, filtered.control, selection), record.looks)
            words = f"Table of who held each place on {format_day(selection.on)}, down the river."
            st.dataframe(states, hide_index=True, alt=words)
            offer_csv(states, "states")


def _counts(record: Record, selection: Selection) -> None:
    """The bars of the strip in numbers."""
    with st.expander("Number of reports over time, as a table", key="counts", on_change="rerun") as table:
        if table.open:
            rows = period_table(tempo_rows(at_place(_filtered(record, selection).events, selection.place)))
            st.dataframe(rows, hide_index=True, alt="Table of the number of reports by period and group of kinds.")


def _carry_away(record: Record, selection: Selection) -> None:
    """The view as one file, made when it is asked for."""
    view = View(selection, selected_event(), is_tied(), st.session_state["only"] or "", tuple(st.session_state["hide"]))
    if is_too_large(record, selection):
        st.caption("A briefing cannot carry so many reports: choose a country, a governorate, a force or an operation.")
        return
    st.download_button(
        "Briefing", lambda: briefing(record, view), file_name(view), MEDIA_TYPE, key="briefing", type="tertiary",
        icon=":material/description:", on_click="ignore",
        help="This view as one file that opens without a network: map, river diagram, playback, cards with sources, "
        "method and limits; to be read, sent on, printed. Events of imported sets are not in it.",
    )  # fmt: skip


def _unplaced(record: Record, selection: Selection) -> None:
    """The places that no map can show, each with a way to its card."""
    with st.expander("Places that are not on the map", key="unplaced", on_change="rerun") as tray:
        if not tray.open:
            return
        places = _filtered(record, selection).places
        off = places[places[Places.latitude].isna()]
        said = "The position of these places is not known; diagram, strip and tables show them."
        show(tag("p", Markup(said) if len(off) else Markup("Every place that passes the filters is on the map.")))
        for place_id, name in zip(off[Places.place_id], off[Places.name], strict=True):
            show(tag("b", tag("bdi", escape(name))))
            st.button("Open its card", key=f"tray-{place_id}", on_click=go_to, kwargs={"place": place_id})
