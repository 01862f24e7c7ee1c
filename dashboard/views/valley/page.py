"""The home page: who held what on the day, what happened in the window, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis import sentences
from dashboard.analysis.reader_tables import period_table, state_table
from dashboard.analysis.record_cache import Control, Record
from dashboard.analysis.selection import Selection, at_place, changes_shown, states_on, within
from dashboard.control.derive import assumed_by
from dashboard.figures.diagram import HEIGHT as DIAGRAM_HEIGHT
from dashboard.figures.tempo import HEIGHT as TEMPO_HEIGHT
from dashboard.figures.tempo import tempo_rows
from dashboard.record.looks import GROUP_COLOURS
from dashboard.record.schema import Events, Places
from dashboard.session.address import follow_moves
from dashboard.session.filtered import Filtered, filter_record
from dashboard.session.parameters import view_query
from dashboard.session.selected import current_selection, go_to, selected_event
from dashboard.text import escape, swatch, tag
from dashboard.timespan import EARLIEST, FIRST_DAY, Span, format_day
from dashboard.ui import cards
from dashboard.ui.html_parts import show
from dashboard.ui.imported_layer import show_overlay
from dashboard.ui.page import open_page, show_problems
from dashboard.views.valley import linked_views
from dashboard.views.valley.after_the_map import ask_for_map, keep_room, map_is_drawn
from dashboard.views.valley.clock import show_clock

CHANGE_DAYS = 30


@dataclass(frozen=True)
class View:
    """What the selection leaves: changes of hands, states of places, reports of any date, and those of the window."""

    selection: Selection
    basis: Control
    changes: pd.DataFrame
    states: pd.DataFrame
    reports: pd.DataFrame
    shown: pd.DataFrame
    focus: str
    event: Mapping[Any, Any] | None


def render() -> None:
    """The whole page: head and foot follow the day and run as a fragment; what lies between does not."""
    record = open_page()
    _day_views(record)
    filtered = filter_record(record, current_selection(record).filters)
    drawn = map_is_drawn()
    left, right = st.columns([1, 1], gap="small")
    with left:
        _map(filtered)
    with right:
        _diagram(filtered, drawn)
    _tempo(filtered, current_selection(record).place, drawn)
    with st.container(key="problems"):
        show_problems(record.dataset)
    follow_moves()
    ask_for_map()


@st.fragment
def _day_views(record: Record) -> None:
    """Day, sentence, table and card. In the page's source the table stands before the map; style puts it below."""
    view = _view(record, current_selection(record))
    with st.container(key="head"):
        _header(record, view)
        show_overlay(record, view.selection)
    with st.container(key="foot"):
        left, right = st.columns([3, 2], gap="medium")
        with left:
            if map_is_drawn():
                _table(record, view)
            else:
                keep_room(linked_views.TABLE_HEIGHT)
            _states_table(record, view)
        with right:
            _card(record, view)


def _view(record: Record, selection: Selection) -> View:
    filtered = filter_record(record, selection.filters)
    states = states_on(filtered.places, filtered.control, selection)
    reports = at_place(filtered.events, selection.place)
    event = record.event(selected_event())
    focus = selection.place or (event[Events.town] if event else "")
    here = changes_shown(filtered.basis.changes, filtered.places, selection) if selection.place else filtered.changes
    return View(selection, filtered.basis, here, states, reports, within(reports, selection.window), focus, event)


def _header(record: Record, view: View) -> None:
    """First the player, so that map and charts need not wait for the table."""
    left, right = st.columns([1, 5], vertical_alignment="bottom")
    with right:
        span = (FIRST_DAY, record.dataset.last_day)
        show_clock(view.selection, view.focus, view_query(record), span, view.changes["start"].dt.date)
    left.date_input(
        "Day shown", key="on", format="YYYY-MM-DD", min_value=EARLIEST,
        max_value=max(record.dataset.last_day, date.today()), label_visibility="collapsed",
    )  # fmt: skip
    show(_sentence(record, view))


def _sentence(record: Record, view: View) -> Markup:
    day = view.selection.on
    focus = view.states[view.states[Places.place_id] == view.selection.place]
    if len(focus):
        said = sentences.describe_place(focus.iloc[0].to_dict(), record.looks, day)
    else:
        recent = Span.of_days(day - timedelta(days=CHANGE_DAYS - 1), day)
        changed = sentences.changes_within(view.changes, view.states[Places.place_id], recent)
        said = sentences.describe_holders(view.states, record.looks, day)
        said += " " + sentences.describe_changes(changed, record.looks, CHANGE_DAYS)
    if view.basis.known:
        assumed = assumed_by(record.dataset.events, view.basis.known)
        said += f" For {sentences.count_of(assumed, 'report')} the day of publication is assumed."
    return tag("p", escape(said), css="sentence")


def _map(filtered: Filtered) -> None:
    st.caption("**Map**: who held each place on the day shown")
    linked_views.show_map(filtered)
    off = filtered.places[filtered.places[Places.latitude].isna()]
    if len(off):
        with st.popover(f"{sentences.count_of(len(off), 'place')} not on the map", type="tertiary"):
            show(tag("p", Markup("The position of these places is not known; their reports show everywhere else.")))
            for place_id, name in zip(off[Places.place_id], off[Places.name], strict=True):
                show(tag("b", tag("bdi", escape(name))))
                st.button("Open its card", key=f"tray-{place_id}", on_click=go_to, kwargs={"place": place_id})


def _diagram(filtered: Filtered, drawn: bool) -> None:
    st.caption("**River diagram**: a row for each place, down the river (km); a bar for each holding")
    if drawn:
        linked_views.show_diagram(filtered)
    else:
        keep_room(DIAGRAM_HEIGHT)


def _tempo(filtered: Filtered, place: str, drawn: bool) -> None:
    swatches = [swatch(f"background:{colour}") + escape(group) for group, colour in GROUP_COLOURS.items()]
    head = tag("b", Markup("Reports over time")) + ": drag across the bars to choose the window"
    show(tag("p", tag("span", head), *(tag("span", each) for each in swatches), css="key"))
    if not drawn:
        keep_room(TEMPO_HEIGHT)
        return
    linked_views.show_tempo(filtered, place)
    with st.expander("The same counts as a table", key="counts", on_change="rerun") as table:
        if table.open:
            rows = period_table(tempo_rows(at_place(filtered.events, place)))
            st.dataframe(rows, hide_index=True, alt="Table of the number of reports by period and group of kinds.")


def _table(record: Record, view: View) -> None:
    window = view.selection.window
    said = sentences.count_of(len(view.shown), "report") + f", {format_day(window.start)} to {format_day(window.last)}"
    show(tag("h3", escape(said)))
    if view.shown.empty:
        _nothing_here(view)
    else:
        linked_views.show_table(record, view.shown)


def _states_table(record: Record, view: View) -> None:
    """Map and diagram of the day in words; worked out only while it is open."""
    with st.expander("Who held each place on the day shown, as a table", key="states", on_change="rerun") as table:
        if table.open:
            words = f"Table of who held each place on {format_day(view.selection.on)}, down the river."
            st.dataframe(state_table(view.states, record.looks), hide_index=True, alt=words)


def _nothing_here(view: View) -> None:
    first = view.reports[Events.date].min()
    if pd.isna(first):
        st.info("No report passes the filters. Take one away, or reset them all.")
        return
    last = view.reports[Events.date].max()
    st.info(f"No report in this window; {len(view.reports):,} on other days pass the filters.")
    everything = {"from": first.date(), "to": last.date()}
    st.button("Show them all", on_click=go_to, kwargs=everything)


def _card(record: Record, view: View) -> None:
    if view.event:
        cards.event_card(record, view.event)
    place = view.states[view.states[Places.place_id] == view.focus] if view.focus else view.states.iloc[:0]
    if len(place):
        cards.place_card(record, view.basis, place.iloc[0].to_dict(), view.selection.on)
    elif not view.event:
        st.info("Choose a town on the map, a bar of the river diagram or a row of the table: its sources open here.")
