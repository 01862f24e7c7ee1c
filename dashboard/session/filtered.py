"""What the filters leave of the record, worked out once and shared by all sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.analysis.record_cache import Control, Record, control_of
from dashboard.analysis.selection import Selection, at_place, changes_shown, narrow, narrow_places
from dashboard.control.on_day import with_silent_places
from dashboard.figures.diagram import diagram_figure, diagram_places, diagram_rows
from dashboard.figures.tempo import tempo_figure, tempo_rows
from dashboard.maps.timeline import as_json, timeline_payload, with_reaches


@dataclass(frozen=True)
class Filtered:
    """What the filters leave, and all that is drawn from it and does not depend on the day."""

    basis: Control
    places: pd.DataFrame
    control: pd.DataFrame
    events: pd.DataFrame
    changes: pd.DataFrame
    """The changes of hands at these places."""
    payload: str
    """What the map shows on any day, as ``maps.timeline.timeline_payload`` gives it, as JSON."""
    diagram: go.Figure
    tempos: dict[str, go.Figure]

    def tempo(self, place: str) -> go.Figure:
        """Reports over time at the place in focus, or everywhere."""
        if place not in self.tempos:
            self.tempos[place] = tempo_figure(tempo_rows(at_place(self.events, place)))
        return self.tempos[place]


def filter_record(record: Record, filters: Selection) -> Filtered:
    """What these filters leave of the record today, worked out once for all sessions and days shown."""
    return _filter(record.dataset.digest, filters, record.latest, record)


@st.cache_resource(show_spinner=False, max_entries=64)
def _filter(digest: str, filters: Selection, until: date, _record: Record) -> Filtered:
    """The record is named by its digest: hashing its frames would take longer than the work saved."""
    dataset, looks = _record.dataset, _record.looks
    basis = control_of(dataset, filters.rule, filters.known)
    control = basis.intervals
    events = narrow(dataset, filters)
    places = narrow_places(dataset, filters, events)
    rows = diagram_places(places, control)
    bars = diagram_rows(rows, basis.pieces, looks, until)
    filtered = Filtered(
        basis=basis,
        places=places,
        control=with_silent_places(control, places),
        events=events,
        changes=changes_shown(basis.changes, places, filters),
        payload=as_json(
            with_reaches(timeline_payload(places, basis.pieces, events, looks, filters.force), _record.reaches)
        ),
        diagram=diagram_figure(bars, rows),
        tempos={},
    )
    if len(events) == len(dataset.events):  # the view everybody opens first, and which stays
        filtered.tempo("")
    return filtered
