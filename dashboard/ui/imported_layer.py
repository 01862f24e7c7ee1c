"""Imported events on the home page: a layer of the map, and one sentence that says what it shows."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.analysis.sentences import count_of, join_words
from dashboard.errors import DataError
from dashboard.eventsets.store.answers import Density
from dashboard.eventsets.table import PLACE_PRECISIONS
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.maps.overlay import overlay_payload, view_of
from dashboard.session.components import page_component
from dashboard.text import escape, tag
from dashboard.timespan import format_day
from dashboard.ui.html_parts import show
from dashboard.ui.page import link_to
from dashboard.ui.session_events import Overlay, overlay_of, the_desk

KEY: Final = "imported"
ASIDE_WORDS: Final = {"operation": "operation", "grade": "reliability of the source (its credibility is applied)"}
_LAYER: Final = page_component("imported")


def show_overlay(record: Record, selection: Selection) -> None:
    """The layer and its sentence; nothing at all where nothing was imported.

    The layer goes to the map through a component of its own, so that the map is not made anew for it, and the browser
    tells which part of the map it shows: cells are gathered by what is seen.
    """
    try:
        overlay = overlay_of(record, selection)
        if overlay is None or not the_desk().on_map:
            return
        told = (st.session_state.get(KEY) or {}).get("view")
        view = view_of(told)
        key = (*overlay.key, view)
        kept = the_desk().kept
        density: Density = kept.get(key) or the_desk().remember(key, overlay.answers.cells(view))
        said = describe_layer(overlay, density)
    except DataError as error:
        show(tag("p", escape(f"Imported events are not shown. {error}"), css="sentence"))
        return
    short = count_of(overlay.answers.count, "imported event")
    _LAYER(key=KEY, data={"events": overlay_payload(density), "short": short, "said": said}, on_view_change=_noted)
    show(tag("p", escape(said), css="sentence imported"))
    link_to("data", "Imported events: chart, table and choice of sets", ":material/upload_file:")


def _noted() -> None:
    """Nothing more to do: the state of the component is the view."""


def describe_layer(overlay: Overlay, density: Density) -> str:
    """How many events pass, how many of them are drawn in the part of the map shown, and where the rest is."""
    answers, window = overlay.answers, overlay.wanted.window
    held = overlay.store.facets
    when = f", {format_day(window.start)} to {format_day(window.last)}" if window else ""
    if not answers.count:
        reach = (
            f"; they run from {format_day(held.first)} to {format_day(held.last)}" if held.first and held.last else ""
        )
        return f"Imported events: none of {held.count:,} passes the filters{when}{reach}." + aside_words(overlay)
    form = "single events" if density.as_dots else "gathered into cells"
    parts = [f"{density.in_view:,} on this part of the map ({form})"]
    parts += [f"{density.outside:,} outside it"] if density.outside else []
    parts += [f"{coarse:,} without a dot ({tray_words(overlay)})"] if (coarse := tray_count(overlay)) else []
    total = count_of(answers.count, "imported event") + when
    return f"{total}: {join_words(parts)}." + aside_words(overlay)


def tray_count(overlay: Overlay) -> int:
    """How many events are placed too coarsely to be drawn."""
    return int(overlay.answers.tray()["count"].sum())


def tray_words(overlay: Overlay) -> str:
    """Events without a dot by how exactly their place is known."""
    rows = overlay.answers.tray()
    pairs = zip(rows[E.place_precision], rows["count"], strict=True)
    return join_words([f"{count:,} {PLACE_PRECISIONS.get(name, name) or 'not known'}" for name, count in pairs])


def aside_words(overlay: Overlay) -> str:
    """The filters that imported events cannot answer; "" where they answer all that are set."""
    if not overlay.aside:
        return ""
    words = join_words([ASIDE_WORDS.get(name, name) for name in overlay.aside])
    return f" Not applied to them, because they cannot answer it: {words}."
