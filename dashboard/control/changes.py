"""From one holder to the next: what changed hands, and what only changed its name or its partners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from dashboard.control.intervals import DIVIDED, PASSED
from dashboard.record.holding import Holding
from dashboard.record.schema import Forces

HANDS: Final = "change of hands"
SUCCESSION: Final = "succession"
PARTNERS: Final = "change of partners"


def transitions(control: pd.DataFrame, forces: pd.DataFrame | None = None) -> pd.DataFrame:
    """Intervals that begin with another holder than the one before, with ``previous_force`` and ``change``.

    ``change`` is a change of hands; a succession, where a force became another (the YPG the SDF); or a change of
    partners, where one of several together came or went. Across an unknown holder there is none, nor at the beginning
    of the record at a place. A part of a divided city that is taken changes hands.
    """
    sure: pd.DataFrame = control[control["status"] != PASSED]
    places = sure.groupby("place_id", sort=False)
    before, status = places["force"].shift().fillna(""), places["status"].shift().fillna("")
    changed = (before != "") & (sure["force"] != "") & (before != sure["force"]) & sure["start"].notna()
    found = sure[changed].assign(previous_force=before[changed])
    parents = parents_of(forces)
    cells = zip(before[changed], found["force"], status[changed], found["status"], strict=True)
    kinds = [kind_of_change(old, new, (was, now), parents) for old, new, was, now in cells]
    return found.assign(change=pd.Series(kinds, found.index, dtype="str"))


def changes_of_hands(control: pd.DataFrame, forces: pd.DataFrame | None = None) -> pd.DataFrame:
    """Those of the ``transitions`` in which a place changed hands."""
    found = transitions(control, forces)
    hands: pd.DataFrame = found[found["change"] == HANDS]
    return hands


def parents_of(forces: pd.DataFrame | None) -> dict[str, str]:
    """The force that each one grew out of, by id."""
    if forces is None:
        return {}
    return dict(zip(forces[Forces.force_id], forces[Forces.parent_force_id], strict=True))


def kind_of_change(old: str, new: str, statuses: tuple[str, str], parents: Mapping[str, str]) -> str:
    """What it is that one holding follows another; both are known, and they differ."""
    if DIVIDED in statuses:
        return HANDS
    before, after = Holding.of(old).ids, Holding.of(new).ids
    came, went = after - before, before - after
    if came and went and (_grew(came, before, parents) or _grew(went, after, parents)):
        return SUCCESSION
    return PARTNERS if before & after else HANDS


def _grew(heirs: frozenset[str], holders: frozenset[str], parents: Mapping[str, str]) -> bool:
    """True where each of the heirs grew out of one of the holders."""
    return all(parents.get(force, "") in holders for force in heirs)
