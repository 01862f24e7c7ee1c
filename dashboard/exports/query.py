"""What is asked of a record when something of it is carried away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from dashboard.analysis.record_cache import Control, control_of, looks_of
from dashboard.analysis.selection import Selection, at_place, narrow, narrow_places, within
from dashboard.control.on_day import with_silent_places
from dashboard.record.dataset import Dataset
from dashboard.record.looks import Looks
from dashboard.record.schema import Places
from dashboard.timespan import Span


@dataclass(frozen=True)
class Query:
    """A record, the filters, rule, known-day and day of a selection, and what else bounds the answer.

    A place in ``selection`` leaves that place alone. Reports and changes of hands are those of any day, unless a
    ``window`` of days is given for reports, or an ``other_day`` that bounds changes together with ``selection.on``.
    Disagreements are those ``about`` any of some kinds (all for none) and of a ``standing`` ("" for both).
    """

    dataset: Dataset
    selection: Selection
    window: Span | None = None
    other_day: date | None = None
    about: tuple[str, ...] = ()
    standing: str = ""

    @property
    def days(self) -> tuple[date, date] | None:
        """The two days between which changes are asked for, the earlier first; None where there is only one."""
        if self.other_day is None:
            return None
        first, second = sorted((self.selection.on, self.other_day))
        return first, second

    @cached_property
    def looks(self) -> Looks:
        return looks_of(self.dataset)

    @cached_property
    def basis(self) -> Control:
        """Who held what, by the rule and the known-day of the selection."""
        return control_of(self.dataset, self.selection.rule, self.selection.known)

    @cached_property
    def reports(self) -> pd.DataFrame:
        """The reports that pass every filter, of the place alone where one is named."""
        passing = at_place(self._passing, self.selection.place)
        return within(passing, self.window) if self.window else passing

    @cached_property
    def places(self) -> pd.DataFrame:
        """The places that pass the filters; the one alone where one is named."""
        if self.selection.place:
            every = self.dataset.places
            return every[every[Places.place_id] == self.selection.place]
        return narrow_places(self.dataset, self.selection, self._passing)

    @cached_property
    def _passing(self) -> pd.DataFrame:
        return narrow(self.dataset, self.selection)

    @cached_property
    def control(self) -> pd.DataFrame:
        """The intervals of exactly these places, in their order."""
        return with_silent_places(self.basis.intervals, self.places)
