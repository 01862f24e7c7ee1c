"""Control on a day: the interval of each place, and how old its evidence is."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pandas as pd

from dashboard.control.intervals import Interval, unknown
from dashboard.record.schema import Places

REPORTED, OF_AREA, LAST_KNOWN, NOTHING = "reported", "of area", "last known", ""


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

    Further columns: ``last_evidence``, up to that day (NaT where the holder is only inferred from a later report);
    ``faded``, True where no report near that day supports the state (``is_faded``); and ``basis``: what the state rests
    on, ``REPORTED`` of the place near that day, said only ``OF_AREA``, ``LAST_KNOWN``, or ``NOTHING`` where it is
    unknown.
    """
    stamp = np.datetime64(day, "s")
    start, end = control["start"].to_numpy(), control["end"].to_numpy()
    current: pd.DataFrame = control[(np.isnat(start) | (start <= stamp)) & (np.isnat(end) | (end > stamp))]
    last = [max((known for known in dates if known <= day), default=None) for dates in current["evidence"]]
    faded = [is_faded(spans, day) for spans in current["silences"]]
    seen: pd.DataFrame = current.assign(last_evidence=np.array(last, "datetime64[s]"), faded=np.array(faded, bool))
    columns = (seen[c] for c in ("force", "claimant", "decided_by", "faded"))
    return seen.assign(basis=np.array([basis_of(*cells) for cells in zip(*columns, strict=True)], object))


def basis_of(force: str, claimant: str, decided_by: tuple[str, ...], faded: bool) -> str:
    """What a state rests on, in one of the words of ``intervals_on``."""
    if not force and not claimant:
        return NOTHING
    if faded:
        return LAST_KNOWN
    return REPORTED if decided_by else OF_AREA


def is_faded(spans: tuple[tuple[date, date], ...], day: date) -> bool:
    """True where the day lies in one of the spans in which no report near it supports the state."""
    return any(first <= day < end for first, end in spans)


def fading_pieces(control: pd.DataFrame) -> pd.DataFrame:
    """The intervals cut where they begin or cease to be faded, with ``faded``; their index repeats that of control.

    ``whole_start`` and ``whole_end`` are those of the interval that a piece is of.
    """
    index, starts, ends, faded = [], [], [], []
    columns = zip(control["start"], control["end"], control["silences"], strict=True)
    for row, (start, end, spans) in enumerate(columns):
        cuts = [cut for cut in _edges(spans) if not (start >= cut) and not (end <= cut)]
        edges = [start, *cuts, end]
        for first, last in itertools.pairwise(edges):
            index.append(row)
            starts.append(first)
            ends.append(last)
            faded.append(_is_faded_from(first, last, spans))
    wholes = control.iloc[index]
    wholes = wholes.assign(whole_start=wholes["start"], whole_end=wholes["end"])
    pieces = wholes.assign(start=starts, end=ends, faded=np.array(faded, bool))
    return pieces.astype({"start": "datetime64[s]", "end": "datetime64[s]"})


def _edges(spans: tuple[tuple[date, date], ...]) -> list[pd.Timestamp]:
    """The days on which a state begins or ceases to be faded."""
    return [pd.Timestamp(day) for span in spans for day in span if date.min < day < date.max]


def _is_faded_from(first: pd.Timestamp, last: pd.Timestamp, spans: tuple[tuple[date, date], ...]) -> bool:
    if not pd.isna(first):
        return is_faded(spans, first.date())
    return is_faded(spans, last.date() - timedelta(days=1)) if not pd.isna(last) else bool(spans)
