"""What the filters leave of the record, worked out once and shared by all sessions."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.analysis.record_cache import Control, Record, control_of
from dashboard.analysis.selection import Selection, changes_shown, narrow, narrow_places
from dashboard.control.on_day import with_silent_places


@dataclass(frozen=True)
class Filtered:
    """What the filters leave, and all that is drawn from it and does not depend on the day."""

    basis: Control
    places: pd.DataFrame
    control: pd.DataFrame
    events: pd.DataFrame
    changes: pd.DataFrame
    """The changes of hands at these places."""


def filter_record(record: Record, filters: Selection) -> Filtered:
    """What these filters leave of the record, worked out once for all sessions and days shown."""
    return _filter(record.dataset.digest, filters, record)


@st.cache_resource(show_spinner=False, max_entries=64)
def _filter(digest: str, filters: Selection, _record: Record) -> Filtered:
    """The record is named by its digest: hashing its frames would take longer than the work saved."""
    dataset = _record.dataset
    basis = control_of(dataset, filters.rule, filters.known)
    events = narrow(dataset, filters)
    places = narrow_places(dataset, filters, events)
    return Filtered(
        basis=basis,
        places=places,
        control=with_silent_places(basis.intervals, places),
        events=events,
        changes=changes_shown(basis.changes, places, filters),
    )
