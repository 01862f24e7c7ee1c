"""The page that compares two days: two maps in step, what changed hands in between, and what did it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis import two_days
from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import count_of
from dashboard.exports.query import Query
from dashboard.record.schema import Events, Operations, Places
from dashboard.session.address import follow_moves, keep_address
from dashboard.session.filtered import Filtered, filter_record
from dashboard.session.parameters import MAPS, view_query
from dashboard.session.selected import current_selection, go_to
from dashboard.text import bullets, escape, tag
from dashboard.timespan import EARLIEST, format_date, format_day
from dashboard.ui.chips import chip
from dashboard.ui.download import Offered, everywhere, show_download
from dashboard.ui.html_parts import show
from dashboard.ui.links import Links, follow_links
from dashboard.ui.page import open_page, show_problems
from dashboard.ui.report_lines import report_line
from dashboard.ui.tables import frame_table, offer_csv
from dashboard.views.compare import tables
from dashboard.views.compare.maps import show_swipe_map, show_two_maps
from dashboard.views.compare.moves import PAGE, moves_list

STATES: Final = " Without a change of hands:"
"""Begins the second part of the sentence, of what differs though nothing changed hands."""
STEPS: Final = {"A month": 30, "A year": 365, "Five years": 1826}


@dataclass(frozen=True)
class Compared:
    """Two days, the earlier first; the places that pass the filters, and every change of hands in between."""

    first: date
    second: date
    rows: pd.DataFrame
    changes: pd.DataFrame

    @property
    def differing(self) -> pd.DataFrame:
        return tables.in_order(self.rows)


def render() -> None:
    """Days, sentence, maps, tables and the card of the place in focus."""
    record = open_page()
    filtered = filter_record(record, current_selection(record).filters)
    _days(record)
    compared = _compare(record, filtered)
    keep_address(PAGE, view_query(record))
    hands, _, states = _sentence(record, compared).partition(STATES)
    show(
        tag("p", escape(hands), css="sentence lead")
        + (tag("p", escape(STATES.strip() + states)) if states else Markup())
    )
    _maps(record, compared)
    if len(compared.differing):
        _places(record, compared)
        _details(record, compared)
    with st.container(key="problems"):
        show_problems(record.dataset)
    follow_links()
    follow_moves()


def _days(record: Record) -> None:
    """The two days; without a second one it is a year before the first."""
    if st.session_state["with"] is None:
        go_to(**{"with": max(tables.a_year_before(current_selection(record).on), EARLIEST)})
    limits: dict[str, Any] = {"min_value": EARLIEST, "max_value": max(record.dataset.last_day, date.today())}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.date_input("Compare", key="with", format="YYYY-MM-DD", width=140, **limits)
        st.date_input("with", key="on", format="YYYY-MM-DD", width=140, **limits)
        for label, days in STEPS.items():
            st.button(f"{label} apart", on_click=_set_apart, args=(days,), help=f"{label} before the second day")
        st.session_state["_maps"] = st.session_state["maps"]  # an address, or a reset, moves it too
        st.segmented_control("Maps", list(MAPS), key="_maps", format_func=MAPS.__getitem__, on_change=_note_maps)
        st.space("stretch")
        show_download(record, _offered(record))


def _offered(record: Record) -> list[Offered]:
    """What changed hands between the days, and who held each place on either."""
    selection = current_selection(record)
    query = everywhere(Query(record.dataset, selection, other_day=st.session_state["with"] or selection.on))
    first, second = query.days or (selection.on, selection.on)
    states = {day: Query(record.dataset, replace(query.selection, on=day)) for day in (first, second)}
    return [
        Offered("changes", query, "Changes of hands between the days"),
        *(Offered("states", states[day], f"Who held each place on {format_day(day)}") for day in states),
    ]


def _note_maps() -> None:
    go_to(maps=st.session_state["_maps"] or "")


def _set_apart(days: int) -> None:
    on: date = st.session_state["on"]
    go_to(**{"with": max(tables.a_year_before(on) if days == 365 else on - timedelta(days=days), EARLIEST)})


def _compare(record: Record, filtered: Filtered) -> Compared:
    selection = current_selection(record)
    first, second = sorted((selection.on, st.session_state["with"] or selection.on))
    forces = record.dataset.forces
    changes = two_days.changes_between(filtered.control, first, second, forces)
    rows = two_days.compare(filtered.control, filtered.places, first, second, forces)
    rows = two_days.involving(rows, changes, selection.force)
    changes = changes[changes["place_id"].isin(rows[Places.place_id])]
    return Compared(first, second, rows, two_days.with_operation(changes, record.dataset.events))


def _sentence(record: Record, compared: Compared) -> str:
    return two_days.describe_comparison(compared.rows, record.looks, compared.first, compared.second)


def _maps(record: Record, compared: Compared) -> None:
    """Side by side, or one over the other with a handle between them."""
    is_swipe, days = st.session_state["maps"] == "swipe", (compared.first, compared.second)
    show_maps = show_swipe_map if is_swipe else show_two_maps
    show_maps(record, current_selection(record), days, compared.differing[Places.place_id].tolist())
    how = "The first day on the left of the handle, the second on the right." if is_swipe else "The maps move together."
    st.caption(f"{how} A ring marks places that differ; the others are paler.")


def _places(record: Record, compared: Compared) -> None:
    """The places that differ as a short list, beside the card of the one chosen."""
    rows, focus = compared.differing, st.session_state["place"] or ""
    said = f"{count_of(len(rows), 'place')} that differ" if len(rows) > 1 else "1 place that differs"
    show(tag("h2", escape(said), css="section"))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show(moves_list(record, rows, Links(record), focus))
    with right:
        chosen = compared.rows[compared.rows[Places.place_id] == focus]
        if len(chosen):
            show(_card(record, compared, chosen))
        else:
            st.info("Choose a place of the list, or on one of the maps: what changed it and who says so opens here.")


def _card(record: Record, compared: Compared, focus: pd.DataFrame) -> Markup:
    """The place on both days, each change of hands in between with its reports, and links to those days."""
    row = focus.iloc[0].to_dict()
    ends = [(compared.first, "before"), (compared.second, "after")]
    said = [
        _day_link(record, row[Places.place_id], day) + ": " + escape(tables.state_words(row, when, record.looks))
        for day, when in ends
    ]
    changes = compared.changes[compared.changes["place_id"] == row[Places.place_id]]
    lines = [_change_line(record, change) for change in changes.to_dict("records")]
    if not lines and row["change"]:
        lines = [_status_line(record, row)]
    parts = [tag("h3", tag("bdi", escape(row[Places.name]))), bullets(said)]
    parts.append(tag("h4", escape("In between: " + two_days.change_words(row["change"]))) + bullets(lines))
    return tag("article", *parts, css="card")


def _change_line(record: Record, change: dict[object, object]) -> Markup:
    day, precision = pd.Timestamp(str(change["start"])).date(), str(change["start_precision"])
    looks, operations = record.looks, record.dataset.operations.set_index(Operations.operation_id)[Operations.name]
    words = f": from {looks.name(str(change['previous_force']))} to {looks.name(str(change['force']))}"
    if change["operation"] in operations.index:
        words += f", {operations[str(change['operation'])]}"
    head = _day_link(record, str(change["place_id"]), day, precision) + escape(words)
    return tag("b", head) + _reports(record, change["decided_by"])


def _status_line(record: Record, row: dict[object, object]) -> Markup:
    start = row["start"]
    if not isinstance(start, pd.Timestamp) or pd.isna(start):
        return Markup("no report sets the day")
    head = _day_link(record, str(row[Places.place_id]), start.date(), str(row["start_precision"]))
    return tag("b", head) + _reports(record, row["decided_by"])


def _reports(record: Record, ids: object) -> Markup:
    """The reports that decided, the earliest three of them."""
    events = record.dataset.events
    named = events[events[Events.event_id].isin(list(ids) if isinstance(ids, tuple) else [])].head(3)
    return bullets(report_line(record, event) for event in named.to_dict("records"))


def _day_link(record: Record, place: str, day: date, precision: str = "day") -> Markup:
    """A link to the place on that day on the Valley page, as safe HTML."""
    return Links(record).day(place, day, format_date(day, precision))


def _details(record: Record, compared: Compared) -> None:
    """By force, by reach, by operation and by place, folded away."""
    days = (f"on {compared.first:%Y-%m-%d}", f"on {compared.second:%Y-%m-%d}")
    with st.expander("By force"):
        balance = two_days.force_balance(compared.rows)
        forces = [chip(record, holder) for holder in balance["holder"]]
        show(frame_table(tables.force_table(balance, record.looks, days), css="forces", first=forces))
        st.caption(
            "Held before + gained - lost + became known - no longer known + renamed = held after. Renamed: a force "
            "became another, or partners of a holder came or went. Contested places count for their holder."
        )
    with st.expander("By reach of the river"):
        reaches = two_days.reach_balance(compared.rows)
        show(frame_table(tables.reach_table(reaches, compared.rows, compared.changes, record)))
    with st.expander("By operation"):
        show(frame_table(tables.operation_table(compared.changes, record)))
        st.caption(
            "Every change of hands in between is counted here, also of places that changed hands more than once."
        )
    with st.expander(f"Every place that differs, with operation and reach ({len(compared.differing):,})"):
        table = tables.town_table(compared.differing, compared.changes, record)
        show(frame_table(table, css="towns"))
        offer_csv(table, "places-that-differ")
