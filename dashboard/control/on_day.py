"""Control on a day: the interval of each place, how old its evidence is, and who took what from whom."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from datetime import date, timedelta
from typing import Final

import numpy as np
import pandas as pd

from dashboard.control.intervals import PASSED, Interval, unknown
from dashboard.record.schema import Places

FADES_AFTER: Final = timedelta(days=1826)
"""Five years: a holder of whom nothing was reported for longer is shown as fading, not as certain."""
INFERRED_FOR: Final = timedelta(days=365)
"""A holder who is only inferred from a later report is shown as fading more than a year before that report: that the
Islamic State was driven out of a town in 2017 says little about 2013."""


def with_silent_places(control: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """The control of exactly these places, in their order; one unknown interval for those no report speaks of."""
    ids = places[Places.place_id]
    silent = [unknown(str(place), None, "no report") for place in ids[~ids.isin(control["place_id"])]]
    rows = pd.DataFrame(silent, columns=Interval._fields).astype(control.dtypes)
    both = pd.concat([control[control["place_id"].isin(ids)], rows])
    turn = both["place_id"].map({place: turn for turn, place in enumerate(ids)})
    return both.assign(turn=turn).sort_values(["turn", "start"], na_position="first").drop(columns="turn")


def intervals_on(control: pd.DataFrame, day: date) -> pd.DataFrame:
    """The interval of each place on that day, one row a place.

    Further columns: ``last_evidence``, up to that day (NaT where the holder is only inferred from a later report),
    and ``faded``, True where no report near that day supports the state (``is_faded``).
    """
    stamp = np.datetime64(day, "s")
    start, end = control["start"].to_numpy(), control["end"].to_numpy()
    current: pd.DataFrame = control[(np.isnat(start) | (start <= stamp)) & (np.isnat(end) | (end > stamp))]
    last = [max((known for known in dates if known <= day), default=None) for dates in current["evidence"]]
    faded = [is_faded(dates, day) for dates in current["evidence"]]
    seen: pd.DataFrame = current.assign(last_evidence=np.array(last, "datetime64[s]"), faded=np.array(faded, bool))
    return seen


def is_faded(evidence: tuple[date, ...], day: date) -> bool:
    """True where no report that supports the state lies in the five years before the day, or the year after it."""
    dates = sorted(evidence)
    at = bisect_right(dates, day)
    if not dates:
        return False
    return day - dates[at - 1] >= FADES_AFTER if at else dates[0] - day > INFERRED_FOR


def fading_pieces(control: pd.DataFrame) -> pd.DataFrame:
    """The intervals cut where they begin or cease to be faded, with ``faded``; their index repeats that of control.

    ``whole_start`` and ``whole_end`` are those of the interval that a piece is of.
    """
    index, starts, ends, faded = [], [], [], []
    spans = zip(control["start"], control["end"], control["evidence"], strict=True)
    for row, (start, end, evidence) in enumerate(spans):
        cuts = [cut for cut in _fading_days(evidence) if not (start >= cut) and not (end <= cut)]
        edges = [start, *cuts, end]
        for first, last in itertools.pairwise(edges):
            index.append(row)
            starts.append(first)
            ends.append(last)
            faded.append(_is_faded_from(first, last, evidence))
    wholes = control.iloc[index]
    wholes = wholes.assign(whole_start=wholes["start"], whole_end=wholes["end"])
    pieces = wholes.assign(start=starts, end=ends, faded=np.array(faded, bool))
    return pieces.astype({"start": "datetime64[s]", "end": "datetime64[s]"})


def _fading_days(evidence: tuple[date, ...]) -> list[pd.Timestamp]:
    """The days on which a state with this evidence begins or ceases to be faded."""
    dates = sorted(set(evidence))
    if not dates:
        return []
    days = [dates[0] - INFERRED_FOR]
    for known, following in zip(dates, [*dates[1:], date.max], strict=True):
        if following - known > FADES_AFTER:
            days += [known + FADES_AFTER, following] if following != date.max else [known + FADES_AFTER]
    return [pd.Timestamp(day) for day in days]


def _is_faded_from(first: pd.Timestamp, last: pd.Timestamp, evidence: tuple[date, ...]) -> bool:
    if not pd.isna(first):
        return is_faded(evidence, first.date())
    return is_faded(evidence, last.date() - timedelta(days=1)) if not pd.isna(last) else bool(evidence)


def changes_of_hands(control: pd.DataFrame) -> pd.DataFrame:
    """Intervals that begin with another holder than the one before, with ``previous_force`` (who lost it).

    The beginning of the record at a place is no change; neither is an unknown holder on either side.
    """
    firm: pd.DataFrame = control[(control["force"] != "") & (control["status"] != PASSED)]
    before = firm.groupby("place_id")["force"].shift()
    changed = before.notna() & (before != firm["force"]) & firm["start"].notna()
    return firm[changed].assign(previous_force=before[changed])
