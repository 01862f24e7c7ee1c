"""What the analyst has selected, and what that leaves of the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from dashboard.control.on_day import intervals_on
from dashboard.control.rules import CORROBORATED
from dashboard.record.dataset import Dataset
from dashboard.record.derived_columns import known_by
from dashboard.record.holding import forces_in
from dashboard.record.schema import Events, Operations, Places, Sources
from dashboard.timespan import Span

LONGEST_SEARCH: Final = 200
MOST_WORDS: Final = 8
"""Bounds of what is looked for: every word is another pass over all texts, and anybody can write an address."""


def search_words(q: str) -> tuple[str, ...]:
    """The words looked for: the first eight of the first 200 characters."""
    return tuple(q[:LONGEST_SEARCH].split()[:MOST_WORDS])


@dataclass(frozen=True)
class Selection:
    """The whole state of a view: a day, a window of days for reports, and filters; empty filters let all pass.

    ``grade`` is the poorest grade let through, such as "C3"; each of its two axes must be met. ``rule`` names the rule
    of control; with ``known``, only what had been published by that day is used. ``silent`` brings back the places of
    which no report speaks; in a record of the reader's own they are left out, since most lie only beside it.
    """

    on: date
    window: Span
    place: str = ""
    country: tuple[str, ...] = ()
    governorate: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    operation: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    grade: str = ""
    q: str = ""
    rule: str = CORROBORATED.name
    known: date | None = None
    silent: bool = False

    @property
    def filters(self) -> Selection:
        """The same filters without day, window and focus: what stays the same while the day moves."""
        return replace(self, on=date.min, window=Span.of_days(date.min, date.min), place="")

    @property
    def filters_reports(self) -> bool:
        """True where a filter asks for something only reports have, not places."""
        return bool(self.operation or self.kind or self.grade or self.q)


def narrow(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """The reports of any date that pass every filter but the focus on one place."""
    events = dataset.events
    keep = events[Events.town].isin(_area(dataset.places, selection)[Places.place_id])
    if selection.force:
        keep &= _names_any(events[["forces"]], selection.force)
    if selection.operation:
        keep &= events[Events.operation].isin(_with_parts(dataset.operations, selection.operation))
    if selection.kind:
        keep &= events[Events.kind].isin(selection.kind)
    if selection.grade:
        reliability, credibility = selection.grade[0], selection.grade[1]
        keep &= (events["grade"].str[0] <= reliability) & (events["grade"].str[1] <= credibility)
    if selection.known:
        keep &= events.index.isin(known_by(events, selection.known).index)
    if selection.q.strip():
        text = _text(dataset, events[keep])
        keep &= pd.Series(True, text.index).reindex(keep.index, fill_value=False)
        for word in search_words(selection.q.casefold()):
            keep &= text.str.contains(word, regex=False).reindex(keep.index, fill_value=False)
    return events[keep]


def within(events: pd.DataFrame, window: Span) -> pd.DataFrame:
    """The reports whose days, or the period their date stands for, touch the window."""
    start, end = np.datetime64(window.start, "s"), np.datetime64(window.end, "s")
    return events[(events[Events.date].to_numpy() < end) & (events["until"].to_numpy() > start)]


def at_place(events: pd.DataFrame, place: str) -> pd.DataFrame:
    """The reports of the place in focus; all of them where none is."""
    return events[events[Events.town] == place] if place else events


def narrow_places(dataset: Dataset, selection: Selection, events: pd.DataFrame) -> pd.DataFrame:
    """The places of the area; where a filter is on reports, those that any of the narrowed ``events`` speaks of."""
    places = _area(dataset.places, selection)
    if dataset.is_own and not selection.silent:
        places = places[dataset.spoken_of().reindex(places.index)]
    return places[places[Places.place_id].isin(events[Events.town])] if selection.filters_reports else places


def states_on(places: pd.DataFrame, control: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The places with their state on the day (``force`` "" where none is known).

    ``control`` is that of exactly these places, in their order. With forces selected, only the places that one of
    them holds or claims on that day.
    """
    state = intervals_on(control, selection.on).drop(columns=Places.place_id)
    joined = pd.concat([places, state.set_axis(places.index)], axis=1)
    if selection.force:
        joined = joined[_names_any(joined[["force", "claimant"]], selection.force)]
    return joined


def intervals_shown(intervals: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The intervals; with forces selected, those that one of them holds or claims."""
    return intervals[_names_any(intervals[["force", "claimant"]], selection.force)] if selection.force else intervals


def changes_shown(changes: pd.DataFrame, places: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The changes of hands at these places, or at the one in focus; with forces, those by which one gains or loses."""
    keep = changes["place_id"].isin([selection.place] if selection.place else places[Places.place_id])
    if selection.force:
        keep &= _names_any(changes[["force", "previous_force"]], selection.force)
    return changes[keep]


def neighbours_in_time(changes: pd.DataFrame, day: date) -> tuple[date | None, date | None]:
    """The last day before and the first day after ``day`` on which one of these changes of hands was."""
    days = changes["start"].dt.date
    return max(days[days < day], default=None), min(days[days > day], default=None)


def _area(places: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    keep = pd.Series(True, places.index)
    if selection.country:
        keep &= places[Places.country].isin(selection.country)
    if selection.governorate:
        keep &= places[Places.governorate].isin(selection.governorate)
    return places[keep]


def _names_any(holders: pd.DataFrame, wanted: tuple[str, ...]) -> pd.Series:
    """True where any cell of the row names a wanted force."""
    options = frozenset(wanted)
    cells = zip(*(holders[column].tolist() for column in holders), strict=True)
    return pd.Series([not options.isdisjoint(forces_in(row)) for row in cells], holders.index, dtype=bool)


def _with_parts(operations: pd.DataFrame, wanted: tuple[str, ...]) -> set[str]:
    """The operations and all that are part of them, at any depth."""
    found, before = set(wanted), 0
    while len(found) > before:
        before = len(found)
        parts = operations[operations[Operations.parent_operation_id].isin(found)]
        found |= set(parts[Operations.operation_id])
    return found


def _text(dataset: Dataset, events: pd.DataFrame) -> pd.Series:
    """Everything readable of each report in one folded string."""
    places = dataset.places.set_index(Places.place_id)
    operations = dataset.operations.set_index(Operations.operation_id)
    sources = dataset.sources.set_index(Sources.source_id)
    columns = [events[c] for c in (Events.note, Events.actors, Events.attributed_to, Events.event_id)]
    columns += [events[Events.town].map(places[c]) for c in (Places.name, Places.aliases, Places.name_ar)]
    columns += [events[Events.operation].map(operations[Operations.name])]
    columns += [events[Events.source_id].map(sources[c]) for c in (Sources.title, Sources.publisher)]
    columns += [events[Events.kind].str.replace("_", " ")]
    rows = zip(*(c.fillna("") for c in columns), strict=True)
    return pd.Series([" ".join(cells) for cells in rows], events.index, dtype=str).str.casefold()
