"""Above the page: that a link was made with another version of the record, or leads to a report that was withdrawn."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.analysis.sentences import count_of, describe_version, join_words
from dashboard.errors import DataError
from dashboard.record.cell_syntax import items
from dashboard.record.editions import Withdrawals
from dashboard.record.looks import Looks
from dashboard.record.schema import Places
from dashboard.session.filtered import filter_record
from dashboard.session.selected import current_selection, go_to, selected_event
from dashboard.text import escape, tag
from dashboard.timespan import format_day
from dashboard.ui.html_parts import show
from dashboard.ui.links import Links
from dashboard.versions.as_text import holding_words
from dashboard.versions.published import about, home_of, kept_versions, read_version
from dashboard.versions.view_difference import ViewDifference, view_difference

NAMED: Final = 5
"""Places that the line names; the page of what changed has all of them."""


def show_moved_on(record: Record) -> None:
    """One line for each of the two, where it is so. Its place on the page is always there, so that nothing is moved."""
    with st.container(key="moved_on", gap=None):
        if gone := record.withdrawn.get(selected_event()):
            show(tag("p", *_withdrawn(record, gone), css="moved"))
        version = str(st.session_state.get("version") or "")
        if version and not is_present(record, version):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                show(tag("p", *_moved_on(record, version), css="moved"))
                st.button(
                    "Dismiss", on_click=go_to, kwargs={"version": None}, type="tertiary", key="moved_on_dismissed",
                    help="Go on with the present version",
                )  # fmt: skip


def is_present(record: Record, version: str) -> bool:
    """True where a link of this version shows what the record has now."""
    data = record.dataset
    return version in (data.version, data.digest) or version.endswith(f"+{data.digest}")


def _withdrawn(record: Record, gone: dict[Any, Any]) -> list[Markup]:
    key, links = gone[Withdrawals.report_id], Links(record)
    day = "" if pd.isna(gone[Withdrawals.withdrawn_on]) else f" on {format_day(gone[Withdrawals.withdrawn_on].date())}"
    said = [tag("b", escape(f"Report {key} was withdrawn{day}: ")), escape(f"{gone[Withdrawals.reason].rstrip('.')}. ")]
    instead = [links.report(each) for each in items(gone[Withdrawals.replaced_by])]
    return [*said, "In its place: " + Markup(", ").join(instead) + "."] if instead else said


def _moved_on(record: Record, version: str) -> list[Markup]:
    data = record.dataset
    made = tag("b", escape(f"This link was made with version {version}"))
    now = escape(f"; the record is now {describe_version(data.version, data.digest)}. ")
    home = home_of(record.location)
    if version not in kept_versions(data, home):
        why = "That version is not among those kept here, so what differs cannot be told."
        return [made, now, escape(why)]
    published = escape(f" of {about(data, version)[0]}")
    try:
        told = _differs(record, version, current_selection(record))
    except DataError as error:
        return [made, published, now, escape(f"What differs cannot be told: {error}")]
    return [made, published, now, escape(told), Links(record).changes(version, "What changed")]


def _differs(record: Record, version: str, selection: Selection) -> str:
    """What differs in the view, and what was then said of the place in focus, in a sentence or two."""
    places = filter_record(record, selection.filters).places[Places.place_id].tolist()
    focus = selection.place if selection.place in record.named else ""
    old = read_version(home_of(record.location), version)
    found = view_difference(old, record.dataset, {*places, focus} - {""}, selection)
    counts = join_words(_counts(record, found))
    said = f"On {format_day(selection.on)}, of {count_of(len(places), 'place')} shown, {counts}. "
    return said + (_of_focus(record, found, focus, Looks(old.forces)) if focus else "")


def _of_focus(record: Record, found: ViewDifference, place: str, looks: Looks) -> str:
    name = record.named[place]
    if place in found.new:
        return f"{name} was not in it yet. "
    if place in found.other_holder or place in found.other_claim:
        return f"{name} was shown as {holding_words(found.then[place], looks)}. "
    return f"{name} is shown as it was. "


def _counts(record: Record, found: ViewDifference) -> list[str]:
    said = []
    if count := len(found.other_holder):
        names = [record.named[place] for place in found.other_holder[:NAMED]]
        more = f" and {count - NAMED} more" if count > NAMED else ""
        listed = f"{', '.join(names)}{more}" if more else join_words(names)
        said.append(f"{count} {'has' if count == 1 else 'have'} another holder now ({listed})")
    if count := len(found.other_claim):
        said.append(f"{count} another claim or status")
    if count := len(found.new):
        said.append(f"{count} {'was' if count == 1 else 'were'} not in it yet")
    return said or ["none has another holder"]
