"""What an earlier version would show otherwise in one view: on its day, at its places, by its rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from dashboard.analysis.record_cache import control_of
from dashboard.analysis.selection import Selection
from dashboard.control.on_day import intervals_on
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Places
from dashboard.versions.holding_changes import NOBODY, Holding


class ViewDifference(NamedTuple):
    """Of the places shown, by id: with another holder now than then, with another claim or status alone, and new."""

    other_holder: tuple[str, ...]
    other_claim: tuple[str, ...]
    new: tuple[str, ...]
    then: Mapping[str, Holding]
    """The state of each place in the earlier version."""


def view_difference(before: Dataset, after: Dataset, places: Collection[str], selection: Selection) -> ViewDifference:
    """What differs between two versions in a view of these places on the day and by the rule of the selection."""
    old, new = (_states(data, selection) for data in (before, after))
    there = frozenset(before.places[Places.place_id])
    pairs = {place: (old.get(place, NOBODY), new.get(place, NOBODY)) for place in places if place in there}
    other = tuple(place for place, (one, two) in pairs.items() if one.force != two.force)
    claim = tuple(place for place, (one, two) in pairs.items() if one.force == two.force and one != two)
    then = {place: one for place, (one, _) in pairs.items()}
    return ViewDifference(other, claim, tuple(place for place in places if place not in there), then)


def _states(data: Dataset, selection: Selection) -> dict[str, Holding]:
    """The state of each place on the day."""
    shown = intervals_on(control_of(data, selection.rule, selection.known).intervals, selection.on)
    cells = zip(*(shown[c] for c in ("place_id", "force", "status", "claimant")), strict=True)
    return {place: Holding(*state) if state[0] or state[2] else NOBODY for place, *state in cells}
