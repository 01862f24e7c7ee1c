"""What the page of shares draws: worked out once for the filters, and the component that knows the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis import shares
from dashboard.analysis.reader_tables import state_table
from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.analysis.share_bands import by_side, thinned, up_to
from dashboard.analysis.two_days import changes_between
from dashboard.figures.profile import profile_figure, profile_rows
from dashboard.figures.shares import PLOT_HEIGHT, band_names, share_rows, shares_figure
from dashboard.figures.template import Figure, for_dark
from dashboard.record.holding import forces_in
from dashboard.record.looks import Look, Looks
from dashboard.record.reaches import PARTS, REACH_NAMES, in_part, reach_keys
from dashboard.record.schema import Places
from dashboard.session.components import page_component
from dashboard.session.filtered import filter_record
from dashboard.session.selected import go_to
from dashboard.text import escape, swatch, tag
from dashboard.timespan import FIRST_DAY, day_number, format_day
from dashboard.ui.chart_picture import ChartPicture
from dashboard.ui.charts import is_dark
from dashboard.ui.chips import disc, square
from dashboard.ui.tables import table

_MARKS: Final = page_component("shares")
UNITS: Final = {"": "place", "people": "inhabitant"}
NOTHING: Final = shares.Share(0, 0)


@dataclass(frozen=True)
class ShareView:
    """The places of a part of the valley that pass the filters, their control, and what is drawn of it."""

    places: pd.DataFrame
    control: pd.DataFrame
    events: pd.DataFrame
    changes: pd.DataFrame
    steps: pd.DataFrame
    """A column a holder."""
    bands: pd.DataFrame
    """The same, a column a side where these are chosen."""
    figure: Figure


def share_record(record: Record, filters: Selection, part: str, count: str, bands: str) -> ShareView:
    """The shares that these filters leave today, worked out once for all sessions and days shown."""
    return _share(record.dataset.digest, filters, (part, count, bands), record.latest, is_dark(), record)


@st.cache_resource(show_spinner=False, max_entries=32)
def _share(
    digest: str, filters: Selection, choice: tuple[str, str, str], last: date, dark: bool, _record: Record
) -> ShareView:
    part, count, kind = choice
    filtered, looks = filter_record(_record, filters), _record.looks
    places = in_part(filtered.places, part)
    control = filtered.control[filtered.control["place_id"].isin(places[Places.place_id])]
    weights = shares.people(places) if count else shares.places_each_one(places)
    steps = shares.share_steps(control, weights, FIRST_DAY, last, filters.force)
    bands = steps if kind or steps.empty else by_side(steps, looks)
    thick, until = up_to(thinned(bands, PLOT_HEIGHT), last), pd.Timestamp(last)
    names = band_names(thick, looks, until)
    figure = shares_figure(share_rows(thick, looks), until, f"{UNITS[count]}s", names)
    events = filtered.events[filtered.events["town"].isin(places[Places.place_id])]
    changes = changes_between(control, date.min, last)
    return ShareView(places, control, events, changes, steps, bands, for_dark(figure) if dark else figure)


def profile_of(record: Record, selection: Selection, part: str, states: pd.DataFrame) -> Figure | None:
    """The profile of the valley in these states, those of the selected day, worked out once for all sessions.

    None where no place of them is on the river.
    """
    return _profile(record.dataset.digest, selection.filters, part, selection.on, selection.place, record.looks, states)


@st.cache_resource(show_spinner=False, max_entries=64)
def _profile(
    digest: str, filters: Selection, part: str, on: date, place: str, _looks: Looks, _states: pd.DataFrame
) -> Figure | None:
    rows = profile_rows(_states, _looks)
    return profile_figure(rows, place) if len(rows) else None


def picture_of(record: Record, shared: ShareView) -> ChartPicture:
    """The chart of shares as a picture."""
    unit, part = UNITS[st.session_state["count"]], PARTS[st.session_state["part"] or ""]
    lead = f"{part}. Every step is a change on its day; paler is what was known last. The line is the day shown."
    named = [str(band) for band in reversed(shared.bands.columns) if not str(band).endswith(shares.FAINT)]
    looks = tuple(shares.look_of(band, record.looks) for band in named)
    return ChartPicture("shares", f"How many {unit}s along the Euphrates each side held", lead, looks)


def profile_picture(record: Record, states: pd.DataFrame, on: date) -> ChartPicture:
    """The profile of the valley as a picture."""
    lead = (
        "Across: river kilometres from the Turkish border, downstream. Height: the square root of the population; "
        "paler bars, of one height, where it is not known. Stripes in another colour: contested."
    )
    looks = tuple(record.looks.of(force) for force in forces_in([*states["force"], *states["claimant"]]))
    return ChartPicture("profile", f"Who held what along the Euphrates on {format_day(on)}", lead, looks)


def mark_day(on: date) -> None:
    """The chart shows the day, and a click on it sets the day."""
    _MARKS(key="marks", data={"on": day_number(on)}, on_picked_change=_picked)


def _picked() -> None:
    picked = st.session_state["marks"]["picked"]
    try:
        go_to(on=date.fromisoformat(str(picked)))
    except ValueError:
        return


def key_of(bands: pd.DataFrame, day: date, looks: Looks) -> Markup:
    """The key to the colours, as safe HTML: what every band has on the day, most first; then those with nothing."""
    today = shares.by_holder(shares.shares_on(bands, day))
    every = shares.by_holder(pd.Series(0, index=bands.columns))
    turn = sorted(every, key=lambda band: (band in shares.BAND_LOOKS, -today.get(band, NOTHING).total))
    entries = [_entry(band, today[band], looks) for band in turn if band in today]
    gone = [tag("span", *_mark_and_name(band, looks)) for band in turn if band not in today]
    shown = tag("p", *entries, css="key")
    if not gone:
        return shown
    said = Markup("Not on that day: ")
    return shown + tag("p", tag("span", said), *gone, css="key quiet")


def _entry(band: str, share: shares.Share, looks: Looks) -> Markup:
    return tag("span", *_mark_and_name(band, looks), tag("b", escape(f"{share.total:,}")), escape(_pale(share)))


def _mark_and_name(band: str, looks: Looks) -> tuple[Markup, Markup]:
    look = shares.look_of(band, looks)
    mark = square(look.colour, look.second) if band in shares.BAND_LOOKS else disc(look)
    return mark, escape(look.name)


def _pale(share: shares.Share) -> str:
    return f" ({share.faint:,} pale)" if share.faint else ""


def reach_table(states: pd.DataFrame, looks: Looks) -> Markup:
    """Who holds the places of each reach on the day, as a bar as long as there are places, and in words."""
    keys, found = reach_keys(states), shares.bands(states)
    most = int(keys.value_counts().max()) if len(keys) else 1
    rows = []
    for key, name in REACH_NAMES.items():
        here = found[keys == key]
        if len(here):
            held = sorted(shares.by_holder(here.value_counts()).items(), key=lambda pair: -pair[1].total)
            bar = [_part(shares.look_of(band, looks), share.total) for band, share in held]
            words = Markup(" ").join(_entry(band, share, looks) for band, share in held)
            width = swatch(f"flex:{max(most - len(here), 0)}")
            drawn = tag("div", *bar, width, css="bar")
            rows.append((escape(name), escape(f"{len(here):,}"), drawn + tag("p", words, css="key")))
    return table(("Reach", "Places", "Held by"), rows, css="reaches", numbers=(1,))


def _part(look: Look, number: int) -> Markup:
    """A part of a bar, as long as the number says."""
    return square(look.colour, look.second, f"flex:{number}")


def profile_table(states: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """Every place with its state and its people: what the profile draws, and the places off the river."""
    table = state_table(states, looks)
    table["People"] = states[Places.population]
    years = [None if pd.isna(each) else f"{each:.0f}" for each in states[Places.population_year]]
    table["of the year"] = pd.Series(years, states.index, dtype=object)
    return table
