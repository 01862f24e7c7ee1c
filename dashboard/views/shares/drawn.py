"""What the page of shares draws: worked out once for the filters, and the component that knows the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from dashboard.analysis import shares
from dashboard.analysis.reader_tables import state_table
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.analysis.two_days import changes_between
from dashboard.figures.profile import profile_figure, profile_rows
from dashboard.figures.shares import share_rows, shares_figure
from dashboard.record.looks import Look, Looks
from dashboard.record.reaches import REACH_NAMES, in_part, reach_keys
from dashboard.record.schema import Places
from dashboard.session.components import page_component
from dashboard.session.filtered import filter_record
from dashboard.session.selected import go_to
from dashboard.text import clean, escape, swatch, tag
from dashboard.timespan import FIRST_DAY, day_number

_MARKS: Final = page_component("shares")
UNITS: Final = {"": "place", "people": "inhabitant"}


@dataclass(frozen=True)
class ShareView:
    """The places of a part of the valley that pass the filters, their control, and what is drawn of it."""

    places: pd.DataFrame
    control: pd.DataFrame
    events: pd.DataFrame
    changes: pd.DataFrame
    steps: pd.DataFrame
    figure: go.Figure


def share_record(record: Record, filters: Selection, part: str, count: str) -> ShareView:
    """The shares that these filters leave today, worked out once for all sessions and days shown."""
    return _share(record.dataset.digest, filters, part, count, record.latest, record)


@st.cache_resource(show_spinner=False, max_entries=32)
def _share(digest: str, filters: Selection, part: str, count: str, last: date, _record: Record) -> ShareView:
    filtered = filter_record(_record, filters)
    places = in_part(filtered.places, part)
    control = filtered.control[filtered.control["place_id"].isin(places[Places.place_id])]
    weights = shares.people(places) if count else shares.places_each_one(places)
    steps = shares.share_steps(control, weights, FIRST_DAY, last, filters.force)
    figure = shares_figure(share_rows(steps, _record.looks), pd.Timestamp(last), f"{UNITS[count]}s")
    events = filtered.events[filtered.events["town"].isin(places[Places.place_id])]
    return ShareView(places, control, events, changes_between(control, date.min, last), steps, figure)


def profile_of(record: Record, selection: Selection, part: str, states: pd.DataFrame) -> go.Figure | None:
    """The profile of the valley in these states, those of the selected day, worked out once for all sessions.

    None where no place of them is on the river.
    """
    return _profile(record.dataset.digest, selection.filters, part, selection.on, selection.place, record.looks, states)


@st.cache_resource(show_spinner=False, max_entries=64)
def _profile(
    digest: str, filters: Selection, part: str, on: date, place: str, _looks: Looks, _states: pd.DataFrame
) -> go.Figure | None:
    rows = profile_rows(_states, _looks)
    return profile_figure(rows, place) if len(rows) else None


def mark_day(on: date) -> None:
    """The chart shows the day, and a click on it sets the day."""
    _MARKS(key="marks", data={"on": day_number(on)}, on_picked_change=_picked)


def _picked() -> None:
    picked = st.session_state["marks"]["picked"]
    try:
        go_to(on=date.fromisoformat(str(picked)))
    except ValueError:
        return


def key_of(steps: pd.DataFrame, row: pd.Series, looks: Looks) -> Markup:
    """The key to the colours, as safe HTML: every band that is drawn, with its total on the day."""
    entries = []
    today = shares.by_holder(row)
    for band in shares.by_holder(pd.Series(0, index=steps.columns)):
        look, share = shares.look_of(band, looks), today.get(band)
        named = swatch(f"background:{_paint(look)};outline:1px solid #8a8f98") + escape(look.name)
        total = tag("b", escape(f" {share.total:,}")) + _pale(share) if share else Markup()
        entries.append(tag("span", named, total))
    return tag("p", *entries, css="key")


def _pale(share: shares.Share) -> str:
    return f" ({share.faint:,} pale)" if share.faint else ""


def _paint(look: Look) -> str:
    """CSS of a small square that looks like the band: stripes where two colours make it up."""
    if not look.second:
        return look.colour
    return f"repeating-linear-gradient(135deg,{look.colour} 0 3px,{look.second} 3px 5px)"


def reach_table(states: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """Who holds the places of each reach on the day, and for how many of them no report near the day says so."""
    keys, found = reach_keys(states), shares.bands(states)
    rows = []
    for key, name in REACH_NAMES.items():
        here = found[keys == key]
        if len(here):
            held = sorted(shares.by_holder(here.value_counts()).items(), key=lambda pair: -pair[1].total)
            said = [f"{shares.look_of(band, looks).name} {share.total}{_pale(share)}" for band, share in held]
            rows.append((name, len(here), clean("; ".join(said))))
    return pd.DataFrame(rows, columns=["Reach", "Places", "Held by"])


def profile_table(states: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """Every place with its state and its people: what the profile draws, and the places off the river."""
    table = state_table(states, looks)
    table["People"] = states[Places.population]
    years = [None if pd.isna(each) else f"{each:.0f}" for each in states[Places.population_year]]
    table["of the year"] = pd.Series(years, states.index, dtype=object)
    return table
