"""How far back an earlier holder held a place that a report says was taken from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import pandas as pd

from dashboard.control.rules import NEVER
from dashboard.record.holding import Holding
from dashboard.record.schema import Forces, Places


class ReachBack:
    """The first day on which each force can have held a place of each governorate.

    A government reaches back to its own beginning. Any other force to the first accepted report that puts it into the
    governorate, and not before it was founded: that it was driven out in 2017 does not put it there in 2013.
    """

    def __init__(self, forces: pd.DataFrame, places: pd.DataFrame | None) -> None:
        rows = forces[[Forces.force_id, Forces.active_from, Forces.government_of]].to_dict("records")
        days = {str(row[Forces.force_id]): row[Forces.active_from] for row in rows}
        self._founded: Final = {force: date.min if pd.isna(day) else day.date() for force, day in days.items()}
        self._parents: Final = dict(zip(forces[Forces.force_id], forces[Forces.parent_force_id], strict=True))
        self._governments: Final = {str(row[Forces.force_id]) for row in rows if row[Forces.government_of]}
        self._regions: Final[Mapping[str, str]] = {} if places is None else governorates_of(places)
        self._first: Final = dict[tuple[str, str], date]()

    def note(self, place_id: str, holders: Iterable[str], day: date) -> None:
        """These forces were in the governorate of the place on that day."""
        region = self._regions.get(place_id, "")
        for force in holders:
            if day < self._first.get((region, force), NEVER):
                self._first[region, force] = day

    def first_day(self, place_id: str, holders: str) -> date:
        """The first day on which all of these can have held the place; ``NEVER`` where one was never there."""
        region = self._regions.get(place_id, "")
        return max((self._of(force, region) for force in Holding.of(holders).forces), default=NEVER)

    def government_in(self, holders: str) -> str:
        """The government among these; "" where there is none."""
        return next((force for force in Holding.of(holders).forces if force in self._governments), "")

    def grew_out_of(self, heirs: str, holders: str) -> bool:
        """True where one of the heirs grew out of one of the holders: it is their force under another name."""
        parents = {self._parents.get(force, "") for force in Holding.of(heirs).forces}
        return not parents.isdisjoint(Holding.of(holders).ids)

    def _of(self, force: str, region: str) -> date:
        founded = self._founded.get(force, date.min)
        return founded if force in self._governments else max(founded, self._first.get((region, force), NEVER))


def governorates_of(places: pd.DataFrame) -> dict[str, str]:
    """Country and governorate of each place, by id."""
    joined = places[Places.country].str.cat(places[Places.governorate], "/")
    return dict(zip(places[Places.place_id], joined, strict=True))
