"""What is worked out once and shared by all sessions."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.control import RULES, changes_of_hands, derive_control
from dashboard.dataset import Dataset
from dashboard.names import NameIndex
from dashboard.schema import LIST_SEPARATOR, Places
from dashboard.store import read_dataset
from dashboard.style import Looks


@dataclass(frozen=True)
class Record:
    """A dataset with what is derived from it. Shared between sessions: read-only."""

    dataset: Dataset
    control: pd.DataFrame
    changes: pd.DataFrame
    looks: Looks
    place_names: NameIndex
    named: dict[str, str]


def load_record() -> Record:
    """The record that ``DASHBOARD_DATA`` names, or the shipped one; ``DataError`` where it cannot be read."""
    return _load(os.environ.get("DASHBOARD_DATA") or None, "latest")


@st.cache_resource(show_spinner="Reading the record", max_entries=4)
def _load(location: str | None, rule: str) -> Record:
    dataset = read_dataset(location)
    control = derive_control(dataset.events, dataset.forces, RULES[rule])
    places = dataset.places
    return Record(
        dataset=dataset,
        control=control,
        changes=changes_of_hands(control),
        looks=Looks(dataset.forces),
        place_names=_place_names(places),
        named=dict(zip(places[Places.place_id], places[Places.name], strict=True)),
    )


def _place_names(places: pd.DataFrame) -> NameIndex:
    """Every spelling of every place, Arabic included."""
    aliases = (places[Places.aliases] + LIST_SEPARATOR + places[Places.name_ar]).str.split(LIST_SEPARATOR, regex=False)
    return NameIndex.of(places[Places.place_id].tolist(), places[Places.name].tolist(), aliases.tolist())
