"""Operations: how they nest, which towns they took and lost, how fast they moved along the river, and their dead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
import pandas as pd

from dashboard.record.holding import Holding
from dashboard.record.river import AREA, RIVER_KM
from dashboard.record.schema import Events, Operations, Places

TAKEN, LOST, BETWEEN_OTHERS = "taken", "lost", "between others"
BY_REPORT, BY_SPAN = "a deciding report names it", "town and days of the operation"
"""Why a change of hands is counted for an operation."""

NEAR: Final = timedelta(days=30)
"""A report that repeats years later who holds a town may belong to another operation: only those near count."""
DATED: Final = ("day", "week")
_ID: Final = Operations.operation_id
_PARENT: Final = Operations.parent_operation_id


def parts_of(operations: pd.DataFrame, operation_id: str) -> set[str]:
    """The operation and all that are part of it, at any depth."""
    found, before = {operation_id}, 0
    while len(found) > before:
        before = len(found)
        found |= set(operations.loc[operations[_PARENT].isin(found), _ID])
    return found


def nested(operations: pd.DataFrame) -> pd.DataFrame:
    """The operations with ``depth`` (0 for a whole) and ``root``, each followed by its parts, in order of their start.

    An operation whose parent is not in the record, or that is part of itself, counts as a whole.
    """
    ordered = operations.sort_values([Operations.start, _ID], na_position="last")
    children: dict[str, list[str]] = {}
    for key, parent in zip(ordered[_ID], ordered[_PARENT], strict=True):
        children.setdefault(parent, []).append(key)
    known, placed = set(ordered[_ID]), dict[str, tuple[int, str]]()

    def place(key: str, depth: int, root: str) -> None:
        if key not in placed:
            placed[key] = depth, root
            for child in children.get(key, []):
                place(child, depth + 1, root)

    wholes = [key for key, parent in zip(ordered[_ID], ordered[_PARENT], strict=True) if parent not in known]
    for key in [*wholes, *ordered[_ID]]:
        place(key, 0, key)
    rows = ordered.set_index(_ID, drop=False).loc[list(placed)].rename_axis(None)
    return rows.assign(depth=[d for d, _ in placed.values()], root=[r for _, r in placed.values()])


def with_known_days(operations: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The operations with ``first`` and ``last``, the days between which they are known to have gone on.

    They are start and end where the record gives them, else the first and last report that names the operation; NaT
    where there is neither. ``is_open`` is True where no end is given.
    """
    dates = events.groupby(Events.operation)[Events.date]
    reported = [days.reindex(operations[_ID]).set_axis(operations.index) for days in (dates.min(), dates.max())]
    first = operations[Operations.start].fillna(reported[0])
    last = operations[Operations.end].fillna(reported[1]).fillna(first)
    is_open = operations[Operations.end].isna()
    return operations.assign(first=first, last=last.where(last >= first, first), is_open=is_open)


def reports_of(events: pd.DataFrame, ids: Iterable[str]) -> pd.DataFrame:
    """The reports that name any of these operations."""
    return events[events[Events.operation].isin(list(ids))]


def changes_in(
    operation: pd.Series, reports: pd.DataFrame, changes: pd.DataFrame, places: pd.DataFrame
) -> pd.DataFrame:
    """The changes of hands that belong to an operation, in order, with ``side`` and ``why``.

    A change belongs to it where a report that decides it names the operation (``reports`` are those that do), or where
    it lies within its days at a place that those reports name. ``side`` tells whether its lead forces took the place
    or lost it. ``operation`` has the columns of ``with_known_days``.
    """
    near = _named_near(reports, changes)
    within = (changes["start"] >= operation["first"]) & (changes["start"] <= operation["last"])
    within &= changes[Places.place_id].isin(reports[Events.town])
    found = changes[near | within]
    lead = operation[Operations.lead_forces]
    side = [_side(lead, *pair) for pair in zip(found["force"], found["previous_force"], strict=True)]
    why = np.where(near[found.index], BY_REPORT, BY_SPAN)
    columns = [Places.place_id, Places.name, Places.kind, RIVER_KM]
    joined: pd.DataFrame = found.assign(side=side, why=why).merge(places[columns], on=Places.place_id, how="left")
    return joined.sort_values(["start", RIVER_KM, Places.place_id], ignore_index=True)


def _named_near(reports: pd.DataFrame, changes: pd.DataFrame) -> pd.Series:
    """True for changes decided by one of the reports whose date lies within 30 days of the change."""
    days = {
        event: (day - NEAR, until + NEAR)
        for event, day, until in zip(*(reports[c] for c in (Events.event_id, Events.date, "until")), strict=True)
    }
    decided = zip(changes["start"], changes["decided_by"], strict=True)
    near = [any(key in days and days[key][0] <= start < days[key][1] for key in keys) for start, keys in decided]
    return pd.Series(near, changes.index, dtype=bool)


def _side(lead: str, force: str, previous: str) -> str:
    """How the lead forces fared; where one of them holds a part of a divided place before and after, by who came."""
    own, now, before = Holding.of(lead).ids, Holding.of(force).ids, Holding.of(previous).ids
    if own & (now - before):
        return TAKEN
    if own & (before - now):
        return LOST
    if own & now:
        return LOST if now - before else TAKEN
    return BETWEEN_OTHERS


@dataclass(frozen=True)
class Advance:
    """How far and how fast an operation moved along the river; ``reason`` says why where that cannot be told.

    ``places`` are the towns taken whose day and river kilometre are known, in order, with ``is_front``: True where
    none taken before lies farther on in the direction of the advance. ``left_out`` counts the towns taken without.
    """

    places: pd.DataFrame
    left_out: int
    km: float = 0.0
    days: int = 0
    reason: str = ""

    @property
    def rate(self) -> float:
        """River kilometres a day."""
        return abs(self.km) / self.days

    @property
    def direction(self) -> str:
        return "downstream" if self.km > 0 else "upstream"


def advance(changed: pd.DataFrame) -> Advance:
    """The advance through the towns that were taken, out of ``changes_in``; of each town its first taking counts.

    Its direction is the one in which it went farther. Districts, which are no point on the river, are left out.
    """
    taken = changed[changed["side"] == TAKEN].drop_duplicates(Places.place_id)
    is_point = taken[RIVER_KM].notna() & (taken[Places.kind] != AREA)
    usable = taken[is_point & taken["start_precision"].isin(DATED)]
    points = usable.assign(is_front=False).reset_index(drop=True)
    left_out = len(taken) - len(usable)
    if len(points) < 2:
        return Advance(points, left_out, reason="fewer than two towns on the river were taken on a known day")
    if points["start"].iloc[0] == points["start"].iloc[-1]:
        return Advance(points, left_out, reason="all towns on the river were taken on one day")
    ways = [_along(points, sign) for sign in (1.0, -1.0)]
    moved, days, points = max(ways, key=lambda way: abs(way[0]))
    if not days:
        return Advance(points, left_out, reason="after the first day no town farther along the river was taken")
    return Advance(points, left_out, moved, days)


def _along(points: pd.DataFrame, sign: float) -> tuple[float, int, pd.DataFrame]:
    """River km and days from the first front to the last, downstream (1) or upstream (-1), and the marked towns."""
    marked = _with_front(points, sign)
    front = marked[marked["is_front"]]
    first, last = front.iloc[0], front.iloc[-1]
    return float(last[RIVER_KM] - first[RIVER_KM]), (last["start"] - first["start"]).days, marked


def _with_front(points: pd.DataFrame, sign: float) -> pd.DataFrame:
    """Marks the towns that moved the front on: of one day only the farthest, and only beyond all before it."""
    along = points[RIVER_KM] * sign
    farthest = along.groupby(points["start"]).transform("max")
    before = along.cummax().shift(fill_value=-np.inf).groupby(points["start"]).transform("first")
    is_front = (along == farthest) & (along > before)
    return points.assign(is_front=is_front & ~points.assign(f=is_front).duplicated(["start", "f"]))
