"""What a briefing holds of the record: the payload and texts of its screen, and the tables that stand below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

import pandas as pd

from dashboard.analysis.grammar import WINDOW_DAYS
from dashboard.analysis.record_cache import Control, Record, control_of
from dashboard.analysis.selection import Selection, at_place, changes_shown, narrow, narrow_places, states_on, within
from dashboard.analysis.sentences import changes_within
from dashboard.briefing.folding import folded
from dashboard.briefing.view import View
from dashboard.control.on_day import with_silent_places
from dashboard.record.river import in_river_order
from dashboard.record.schema import Events, Places
from dashboard.timespan import day_number
from dashboard.workbench.beginning import screen_state
from dashboard.workbench.order import NO_ROW, row_of
from dashboard.workbench.payload import core_payload
from dashboard.workbench.texts import place_texts, texts_of_reports

MOST_REPORTS: Final = 20_000
"""Reports, passed by the filters, that one file can carry: some 14 MB."""

Json = dict[str, Any]


class TooLargeError(ValueError):
    """More reports pass the filters than one file can carry."""


def is_too_large(record: Record, selection: Selection) -> bool:
    """True where more reports pass the filters than one file can carry."""
    every = record.dataset
    return len(every.events) > MOST_REPORTS and len(narrow(every, selection)) > MOST_REPORTS


@dataclass(frozen=True)
class Content:
    """What the filters of a view leave of the record; everything is worked out when first asked for."""

    record: Record
    view: View
    made: date
    """The day it is made on: holdings are shown to last until then."""

    def __post_init__(self) -> None:
        if (passed := len(self.events)) > MOST_REPORTS:
            raise TooLargeError(
                f"{passed:,} reports pass the filters; one briefing can carry {MOST_REPORTS:,}. "
                "Choose a country, a governorate, a force or an operation."
            )

    @property
    def basis(self) -> Control:
        return control_of(self.record.dataset, self.view.selection.rule, self.view.selection.known)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The reports that pass the filters."""
        return narrow(self.record.dataset, self.view.selection)

    @cached_property
    def places(self) -> pd.DataFrame:
        """The places that pass the filters, down the river."""
        return in_river_order(narrow_places(self.record.dataset, self.view.selection, self.events))

    @cached_property
    def states(self) -> pd.DataFrame:
        """The state of each place on the day shown."""
        control = with_silent_places(self.basis.intervals, self.places)
        return states_on(self.places, control, self.view.selection)

    @cached_property
    def hands(self) -> pd.DataFrame:
        """The changes of hands in the window, those of the place in focus where one is, the latest first."""
        focus = replace(self.view.selection, place=self.place)
        every = changes_shown(self.basis.changes, self.places, focus)
        begun = changes_within(every, every[Places.place_id].unique(), focus.window)
        return begun.sort_values("start", ascending=False, kind="stable")

    @cached_property
    def reports(self) -> pd.DataFrame:
        """The reports of the window, of the place in focus where one is, the latest first."""
        selection = self.view.selection
        return within(at_place(self.events, self.place), selection.window).iloc[::-1]

    @cached_property
    def place(self) -> str:
        """The place in focus, or that of the report that is open; "" for none."""
        event = self.record.event(self.view.event)
        return str(event[Events.town]) if event else self.view.selection.place

    @cached_property
    def place_text(self) -> Json:
        """What the card of the place in focus says."""
        return place_texts(self.record, [self.place], self.basis.rule.name, self.basis.known)[0]

    @cached_property
    def core(self) -> Json:
        """The payload of the screen."""
        return core_payload(self.record, self.view.selection)

    def start(self) -> Json:
        """Where the screen begins."""
        selection = self.view.selection
        return {
            "rule": selection.rule,
            "latest": day_number(self.made),
            "state": screen_state(
                selection,
                tied=self.view.is_tied,
                days=selection.window.days if self.view.is_tied else WINDOW_DAYS,
                place=self.place,
                only=self.view.only,
                hide=self.view.hidden,
                event=row_of(self.record, self.view.event),
            ),
        }

    def texts(self) -> Json:
        """The texts of all places of the payload and of every report that a card of theirs can lead to, folded."""
        ids = self.places[Places.place_id].tolist()
        places = place_texts(self.record, ids, self.basis.rule.name, self.basis.known)
        every = self.record.dataset.events
        rows = {*self.events.index, *(report["row"] for place in places for report in place["reports"])}
        rows |= {row for row in [row_of(self.record, self.view.event)] if row != NO_ROW}
        told = every.iloc[sorted(self._with_incidents(rows))]
        nodes, shared, shapes = folded([*texts_of_reports(self.record, told), *places])
        reports = {"rows": told.index.tolist(), "reports": nodes[: len(told)], "places": nodes[len(told) :]}
        return reports | {"shared": shared, "shapes": shapes}

    def _with_incidents(self, rows: Iterable[int]) -> set[int]:
        """The rows and those of the other reports of their incidents."""
        every, own = self.record.dataset.events, set(rows)
        named = set(every[Events.incident_id].iloc[sorted(own)]) - {""}
        return own | set(every.index[every[Events.incident_id].isin(named)])
