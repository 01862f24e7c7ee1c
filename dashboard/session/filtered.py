"""What is worked out once and shared by all sessions."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.analysis.reader_tables import report_table
from dashboard.analysis.record_cache import Control, control_of, reading_of
from dashboard.analysis.selection import Selection, at_place, changes_shown, narrow, narrow_places
from dashboard.control.on_day import with_silent_places
from dashboard.figures.diagram import diagram_figure, diagram_places, diagram_rows
from dashboard.figures.tempo import tempo_figure, tempo_rows
from dashboard.maps.timeline import as_json, timeline_payload, with_reaches
from dashboard.record import vocabulary as words
from dashboard.record.dataset import Dataset
from dashboard.record.looks import Looks
from dashboard.record.river import bank_reaches
from dashboard.record.schema import LIST_SEPARATOR, Events, Forces, Operations, Places
from dashboard.record.spelling import NameIndex
from dashboard.text import clean

__all__ = ["Control", "Filtered", "Record", "control_by", "filter_record", "load_record"]


@dataclass(frozen=True)
class Record:
    """A dataset with what is derived from it once. Shared between sessions: read-only."""

    dataset: Dataset
    rule: str
    """The rule it is shown by where none is chosen."""
    looks: Looks
    table: pd.DataFrame
    place_names: NameIndex
    named: dict[str, str]
    options: dict[str, dict[str, str]]
    """Ids and labels of every choice of the filters, in the order in which they are offered."""
    event_rows: dict[str, int]
    reaches: pd.DataFrame
    """Stretches of the banks of the Euphrates, each with the place that stands for it."""

    def event(self, event_id: str) -> Mapping[Any, Any] | None:
        """The report with this id, column by column; None where there is none."""
        row = self.event_rows.get(event_id)
        return None if row is None else self.dataset.events.iloc[row].to_dict()


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


def load_record() -> Record:
    """The record that ``DASHBOARD_DATA`` names, or the shipped one; ``DataError`` where it cannot be read."""
    return _load(os.environ.get("DASHBOARD_DATA") or None)


@st.cache_resource(show_spinner="Reading the record", max_entries=4)
def _load(location: str | None) -> Record:
    reading = reading_of(location)
    dataset, places, looks = reading.dataset, reading.dataset.places, reading.looks
    record = Record(
        dataset=dataset,
        rule=reading.rule,
        looks=looks,
        table=report_table(dataset, looks),
        place_names=reading.place_names,
        named=dict(zip(places[Places.place_id], places[Places.name], strict=True)),
        options=_options(dataset, looks),
        reaches=bank_reaches(places),
        event_rows={event_id: row for row, event_id in enumerate(dataset.events[Events.event_id])},
    )
    _spare_the_collector()
    return record


@cache
def _spare_the_collector() -> None:
    """Everything alive when the first record is read is left out of later garbage collections.

    Streamlit collects garbage after every run, and going through all modules and the record took 140 ms each time:
    more than the run. What is alive then stays alive as long as the server. This happens once: later, sessions are
    alive, too, and what of them is left out could never be freed again.
    """
    gc.collect()
    gc.freeze()


def control_by(record: Record, rule: str, known: date | None = None) -> Control:
    """Who held what by this rule, worked out once for all sessions and for the HTTP API."""
    return control_of(record.dataset, rule, known)


def filter_record(record: Record, filters: Selection) -> Filtered:
    """What these filters leave of the record today, worked out once for all sessions and days shown."""
    return _filter(record.dataset.digest, filters, latest(record), record)


def latest(record: Record) -> date:
    """The last day that can be chosen, and to which holdings are drawn: asked anew each time, as it ends today."""
    return max(record.dataset.last_day, date.today())


@st.cache_resource(show_spinner=False, max_entries=64)
def _filter(digest: str, filters: Selection, until: date, _record: Record) -> Filtered:
    """The record is named by its digest: hashing its frames would take longer than the work saved."""
    dataset, looks = _record.dataset, _record.looks
    basis = control_by(_record, filters.rule, filters.known)
    control = basis.intervals
    events = narrow(dataset, filters)
    places = narrow_places(dataset, filters, events)
    rows = diagram_places(places, control)
    bars = diagram_rows(rows, control, looks, until)
    filtered = Filtered(
        basis=basis,
        places=places,
        control=with_silent_places(control, places),
        events=events,
        changes=changes_shown(basis.changes, places, filters),
        payload=as_json(with_reaches(timeline_payload(places, control, events, looks, filters.force), _record.reaches)),
        diagram=diagram_figure(bars, rows),
        tempos={},
    )
    if len(events) == len(dataset.events):  # the view everybody opens first, and which stays
        filtered.tempo("")
    return filtered


def _options(data: Dataset, looks: Looks) -> dict[str, dict[str, str]]:
    places = data.places.sort_values(Places.name)
    labels = places[Places.name] + places[Places.name_ar].map(lambda text: f" · {text}" if text else "")
    named = set(LIST_SEPARATOR.join(data.events["forces"]).split(LIST_SEPARATOR))
    operations = data.operations.sort_values(Operations.start)
    kinds = set(data.events[Events.kind])
    options = {
        "place": dict(zip(places[Places.place_id], labels, strict=True)),
        "country": {key: words.COUNTRIES.get(key, key) for key in sorted(set(places[Places.country]) - {""})},
        "governorate": {key: key for key in sorted(set(places[Places.governorate]) - {""})},
        "force": {key: looks.name(key) for key in data.forces[Forces.force_id] if key in named},
        "operation": dict(zip(operations[Operations.operation_id], operations[Operations.name], strict=True)),
        "kind": {key: label for key, label in words.KINDS.items() if key in kinds},
    }
    return {name: {key: clean(label) for key, label in labels.items()} for name, labels in options.items()}
