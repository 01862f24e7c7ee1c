"""The foot of a town's page: how to cite it, and how to report an error in it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.citations.subjects import cite_holding, cite_place, cite_report
from dashboard.control.on_day import intervals_on
from dashboard.corrections.error_report import Subject
from dashboard.record.schema import Events, Places
from dashboard.session.parameters import OPEN
from dashboard.session.selected import selected_event
from dashboard.timespan import format_day
from dashboard.ui.citing import Subjects, choose_citation, clock_now
from dashboard.ui.error_form import error_form
from dashboard.ui.links import TOWN, Links


def cite_or_correct(record: Record, place: dict[Any, Any], own: pd.DataFrame, selection: Selection) -> None:
    """The two, one of which may be open; cards elsewhere lead here."""
    st.header("Cite, or report an error", anchor="cite", divider="gray")
    st.segmented_control(
        "Cite, or report an error", list(OPEN), key="open", format_func=OPEN.__getitem__, label_visibility="collapsed"
    )
    chosen = st.session_state.get("open")
    if chosen == "cite":
        choose_citation(_subjects(record, place, own, selection), "town_subject")
    elif chosen == "error":
        error_form(_about(record, place, own, selection))


def _subjects(record: Record, place: dict[Any, Any], own: pd.DataFrame, selection: Selection) -> Subjects:
    """The report that is open, the holding on the day, and the place."""
    links, clock, place_id = Links(record), clock_now(record), place[Places.place_id]
    found = dict[str, Any]()
    if event := _open_report(record, place_id):
        key = event[Events.event_id]
        address = links.lasting(TOWN, event[Events.date].date(), place=place_id, event=key)
        found[f"The report {key}"] = lambda: cite_report(record, event, address)
    here = links.lasting(TOWN, selection.on, place=place_id)
    holding = intervals_on(own, selection.on).iloc[0].to_dict()
    found[f"The holding on {format_day(selection.on)}"] = lambda: cite_holding(record, place, holding, clock, here)
    return found | {"This place": lambda: cite_place(record, place, clock, here)}


def _about(record: Record, place: dict[Any, Any], own: pd.DataFrame, selection: Selection) -> Subject:
    """What is known of an error reported here: the report that is open, else those that decide the day."""
    data, place_id, event = record.dataset, place[Places.place_id], _open_report(record, place[Places.place_id])
    holding = intervals_on(own, selection.on).iloc[0]
    key = event[Events.event_id] if event else ""
    reports = (key,) if event else (*holding["decided_by"], *holding["area_reports"])
    return Subject(
        title=f"{place[Places.name]}, {format_day(selection.on)}",
        place_id=place_id,
        day=selection.on,
        rule=selection.rule,
        known=selection.known,
        version=data.version,
        digest=data.digest,
        reports=reports,
        address=Links(record).lasting(
            TOWN, selection.on, place=place_id, event=event[Events.event_id] if event else ""
        ),
    )


def _open_report(record: Record, place_id: str) -> Any:
    """The report whose card is open, if it is of this place."""
    event = record.event(selected_event())
    return event if event and event[Events.town] == place_id else None
