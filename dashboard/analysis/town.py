"""One place looked at by itself: days held by each force, its neighbours on the river, its names, its operations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard.analysis.selection import at_place
from dashboard.control.intervals import CONTESTED, DIVIDED, HELD, PASSED
from dashboard.record import vocabulary as words
from dashboard.record.cell_syntax import items
from dashboard.record.river import AREA, RIVER_DISTANCE_KM, RIVER_KM
from dashboard.record.schema import Events, Operations, Places
from dashboard.timespan import FIRST_DAY, Span

UNKNOWN: Final = "unknown"
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
_ORDER: Final = {HELD: 0, DIVIDED: 1, CONTESTED: 2, PASSED: 3, UNKNOWN: 4}


def history_span(intervals: pd.DataFrame, last: date) -> Span:
    """The days over which a place's holders are counted: from its first report, or 1991, up to and with ``last``.

    Without a dated beginning in the record the count begins in 1991, as the timeline does.
    """
    starts = intervals["start"].dropna()
    first = max(starts.min().date(), FIRST_DAY) if len(starts) else FIRST_DAY
    return Span.of_days(min(first, last), last)


def days_held(intervals: pd.DataFrame, span: Span) -> pd.DataFrame:
    """Days of ``span`` in each state of one place, one row for each ``state`` and ``force``; they add up to the span.

    ``state`` is held (besieged or not), divided (``force`` are the parties), contested (``force`` is the holder
    meanwhile), passed (``force`` is who lost
    it) or unknown. ``days`` is the total, ``share`` its part of the span, ``longest`` the longest stretch without a
    break, ``besieged`` the days of siege among them, and ``of_area`` those of which no report of the place itself
    says who held it, but only one of a whole area. Days before the first interval and after the last are unknown.
    """
    stretches = _stretches(intervals, span)
    if stretches.empty:
        return pd.DataFrame(columns=["state", "force", "days", "share", "longest", "besieged", "of_area"])
    run = (stretches[["state", "force"]] != stretches[["state", "force"]].shift()).any(axis=1).cumsum()
    keys = [stretches["state"], stretches["force"]]
    runs = stretches["days"].groupby([*keys, run]).sum()
    sums = stretches.groupby(["state", "force"])[["days", "besieged", "of_area"]].sum()
    held = sums.assign(longest=runs.groupby(["state", "force"]).max(), share=sums["days"] / span.days).reset_index()
    held["order"] = held["state"].map(_ORDER)
    return held.sort_values(["order", "days", "force"], ascending=[True, False, True], ignore_index=True)


def _stretches(intervals: pd.DataFrame, span: Span) -> pd.DataFrame:
    """The intervals within the span, in order, with what lies before the first and after the last as unknown."""
    rows: list[tuple[str, str, int, int, int]] = []
    covered = span.start
    columns = (intervals[c] for c in ("start", "end", "force", "status", "decided_by"))
    for start, end, force, status, decided_by in zip(*columns, strict=True):
        first = span.start if pd.isna(start) else max(start.date(), span.start)
        last = span.end if pd.isna(end) else min(end.date(), span.end)
        if last <= first:
            continue
        rows.append((UNKNOWN, "", (first - covered).days, 0, 0))
        days, state = (last - first).days, _state(force, status)
        of_area = days if force and not decided_by else 0
        rows.append((state, force, days, days if status == "besieged" else 0, of_area))
        covered = last
    rows.append((UNKNOWN, "", (span.end - covered).days, 0, 0))
    kept = [row for row in rows if row[2]]
    return pd.DataFrame(kept, columns=["state", "force", "days", "besieged", "of_area"])


def _state(force: str, status: str) -> str:
    if status in (CONTESTED, PASSED) or (force and status == DIVIDED):
        return status
    return HELD if force else UNKNOWN


def neighbours(places: pd.DataFrame, place_id: str) -> pd.DataFrame:
    """The next places up and down the river on each bank: ``bank``, ``direction``, ``place_id``, ``name``, ``km``.

    ``km`` is the distance along the river. A place on both banks (a dam, a bridge) is a neighbour on each. Districts
    and places off the river are nobody's neighbours; they have some if they lie within 25 km of the river, else none.
    """
    own = places[places[Places.place_id] == place_id]
    rows: list[tuple[str, str, str, str, float]] = []
    if own.empty or np.isnan(at := float(own[RIVER_KM].iloc[0])):
        return pd.DataFrame(rows, columns=["bank", "direction", Places.place_id, Places.name, "km"])
    for bank in ("left", "right"):
        stand = places[places[Places.bank].isin([bank, "both"]) & places[RIVER_KM].notna()]
        stand = stand[stand[Places.kind] != AREA]
        others = sorted(
            (km, key, name)
            for km, key, name in zip(*(stand[c] for c in (RIVER_KM, Places.place_id, Places.name)), strict=True)
            if key != place_id
        )
        above = [other for other in others if other[:2] < (at, place_id)][-1:]
        below = [other for other in others if other[:2] > (at, place_id)][:1]
        rows += [(bank, "up", key, name, at - km) for km, key, name in above]
        rows += [(bank, "down", key, name, km - at) for km, key, name in below]
    return pd.DataFrame(rows, columns=["bank", "direction", Places.place_id, Places.name, "km"])


def describe_where(place: Mapping[Any, Any]) -> str:
    """What and where the place is, in one line: kind, governorate, country, river kilometre and inhabitants."""
    parts = [words.PLACE_KINDS.get(place[Places.kind], place[Places.kind]), place[Places.governorate]]
    parts.append(words.COUNTRIES.get(place[Places.country], place[Places.country]))
    if not pd.isna(place[RIVER_KM]):
        bank = words.BANKS.get(place[Places.bank], "")
        parts.append(f"river km {place[RIVER_KM]:.0f}" + (f", {bank}" if bank else ""))
    elif not pd.isna(place[RIVER_DISTANCE_KM]):
        parts.append(f"{place[RIVER_DISTANCE_KM]:.0f} km from the Euphrates")
    else:
        parts.append("position not known, not on the map")
    if not pd.isna(place[Places.population]):
        year = "" if pd.isna(place[Places.population_year]) else f" ({place[Places.population_year]:.0f})"
        parts.append(f"{place[Places.population]:,.0f} inhabitants{year}")
    return " · ".join(part for part in parts if part)


def names_of(place: Mapping[Any, Any]) -> tuple[list[str], list[str]]:
    """Every spelling of a place's name in the record, each once: those in Latin letters, and those in Arabic."""
    aliases = items(place[Places.aliases])
    every = dict.fromkeys(name for name in (place[Places.name], place[Places.name_ar], *aliases) if name)
    latin = [name for name in every if not _ARABIC.search(name)]
    return latin, [name for name in every if _ARABIC.search(name)]


def operations_at(events: pd.DataFrame, operations: pd.DataFrame, place_id: str) -> pd.DataFrame:
    """The operations that reports of the place name, by the first such report: ``first``, ``last``, ``reports``."""
    named = at_place(events, place_id)
    named = named[named[Events.operation] != ""]
    counted = named.groupby(Events.operation)[Events.date].agg(first="min", last="max", reports="size")
    joined = operations.merge(counted, left_on=Operations.operation_id, right_index=True)
    return joined.sort_values(["first", Operations.operation_id], ignore_index=True)
