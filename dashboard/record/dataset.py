"""The record as the rest of the dashboard sees it: six checked frames and what was wrong with the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from dashboard.errors import Problem
from dashboard.record.cell_syntax import items
from dashboard.record.editions import Versions, Withdrawals
from dashboard.record.schema import Events, Places


@dataclass(frozen=True)
class Dataset:
    """Checked, resolved and sorted; every frame has the columns of its table in ``schema``, and more.

    - All text columns are ``str`` without missing values ("" where blank); list cells stay joined by ``|``.
    - Dates are ``datetime64[s]`` (NaT where blank); numbers are float64 (NaN where blank).
    - ``events``: ``town`` is a place_id, ``operation`` an operation_id; ``controlling_force``,
      ``previous_force``, ``targets`` and ``speaks_for`` hold force ids in the order of ``forces``; blank
      ``kind``, ``status``, ``date_precision`` and ``credibility`` hold their defaults (control_change, held,
      day, 6). Further columns: ``until`` (first day after the event or the period its date stands for),
      ``grade`` (reliability and credibility, "C3"), ``known_from`` (day of publication, or else the date),
      ``known_how`` (given; assumed; or undated, of an encyclopedia without a day, which is known at no time in the
      past), ``forces`` (every force named in any role), ``voice`` (forces the source, or the speaker it relays, speaks
      for), ``speaker`` and ``origin`` (who says it, and the origin it goes back to). Sorted by date, known_from and
      event_id.
    - ``area_reports``: the same further columns but ``until`` and ``forces``, and ``members``: the places spoken of.
    - ``places``: further columns ``river_km`` and ``river_distance_km``.
    - ``problems``: every row set aside and every repair, with file, row, column, reason and remedy.

    Frames are shared between sessions: treat them as read-only.
    """

    name: str
    events: pd.DataFrame
    places: pd.DataFrame
    forces: pd.DataFrame
    operations: pd.DataFrame
    sources: pd.DataFrame
    area_reports: pd.DataFrame
    problems: tuple[Problem, ...]
    rows_in: int
    digest: str
    is_own: bool = False
    """True of a location given by the reader, whose reports may speak of few of the places that lie beside them."""

    version: str = ""
    """The name to cite it by: of its published version, with the digest where it moved on since; else the digest."""
    withdrawn: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=Withdrawals.names(), dtype="str"))
    published: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=Versions.names(), dtype="str"))
    """Its published versions, the latest last."""

    @property
    def published_on(self) -> date | None:
        """The day on which its version was published; None where it has none, or moved on since."""
        days = self.published.loc[self.published[Versions.version] == self.version, Versions.published_on]
        return pd.Timestamp(days.iloc[0]).date() if len(days) else None

    @property
    def rows_set_aside(self) -> int:
        """Event rows that were not accepted; accepted and set aside add up to ``rows_in``."""
        return self.rows_in - len(self.events)

    def spoken_of(self) -> pd.Series:
        """True for the places of which a report speaks, or one of an area that holds them."""
        of_areas = {place for cell in self.area_reports["members"] for place in items(cell)}
        return self.places[Places.place_id].isin({*self.events[Events.town], *of_areas})

    @property
    def first_day(self) -> date:
        """The earliest date of any report."""
        return pd.Timestamp(self.events[Events.date].min()).date()

    @property
    def last_day(self) -> date:
        """The latest date of any report."""
        return pd.Timestamp(self.events[Events.date].max()).date()
