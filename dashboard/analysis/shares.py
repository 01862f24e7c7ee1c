"""Shares of the valley over time: how many places, or how many people, each force holds from one change to the next."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from dashboard.analysis.sentences import count_of, join_words
from dashboard.control.intervals import CONTESTED, DIVIDED, PASSED
from dashboard.control.on_day import fading_pieces
from dashboard.record.holding import forces_in
from dashboard.record.looks import Look, Looks, see_through
from dashboard.record.schema import Places

CONTESTED_BAND: Final = ":contested"
PASSED_BAND: Final = ":passed"
DIVIDED_BAND: Final = ":divided"
UNKNOWN_BAND: Final = ":unknown"
OTHERS_BAND: Final = ":others"
FEW_BAND: Final = ":few"
"""Bands that are no force; no force id begins with a colon."""

BAND_LOOKS: Final = {
    OTHERS_BAND: Look("held by others", "#d9d5cb", "solid", ""),
    FEW_BAND: Look("others, each too thin to draw", "#cdc7ba", "solid", ""),
    PASSED_BAND: Look("passed on, day not known", "#c9c2b2", "solid", ""),
    CONTESTED_BAND: Look("contested", "#f4f1ea", "stripe", "", "#b45309"),
    DIVIDED_BAND: Look("divided", "#e3dccb", "solid", ""),
    UNKNOWN_BAND: Look("no holder known", "#e6e8ea", "solid", ""),
}
FAINT: Final = ":faint"
"""Ends the band of a force where no report near the day says that it held the place."""
FAINT_OPACITY: Final = 0.35
DISTRICT: Final = "district"
"""A kind of place whose people are counted in its towns already."""


def places_each_one(places: pd.DataFrame) -> pd.Series:
    """The weight 1 for every place, by place id."""
    return pd.Series(1, index=places[Places.place_id])


def people(places: pd.DataFrame) -> pd.Series:
    """Inhabitants by place id, of the places with a figure; districts are left out, for their towns are counted."""
    known = places[places[Places.population].notna() & (places[Places.kind] != DISTRICT)]
    return known.set_index(Places.place_id)[Places.population].astype(int)


def bands(control: pd.DataFrame, forces: tuple[str, ...] = ()) -> pd.Series:
    """The band of each interval: its holder (besieged ones count), or contested, divided, passed on, or nobody known.

    A ``faded`` holder has a band of its own (``FAINT``). With ``forces``, what none of them holds or claims is in the
    band of the others, unless no holder is known.
    """
    wanted = set(forces)
    columns = (control[c] for c in ("force", "status", "claimant", "faded"))
    states = zip(*columns, strict=True)
    found = [_band(force, status, claimant, faded, wanted) for force, status, claimant, faded in states]
    return pd.Series(found, control.index, dtype=str)


def share_steps(
    control: pd.DataFrame, weights: pd.Series, first: date, last: date, forces: tuple[str, ...] = ()
) -> pd.DataFrame:
    """A row for ``first`` and each later day up to ``last`` on which anything changes, a column a band: total weights.

    A row stands until the next; each adds up to the sum of the weights, which places without one do not share in.
    """
    begin, end = np.datetime64(first, "s"), np.datetime64(last, "s")
    weighed = fading_pieces(control[control["place_id"].isin(weights.index)])
    weight, band = weighed["place_id"].map(weights).to_numpy(), bands(weighed, forces).to_numpy()
    starts = weighed["start"].fillna(pd.Timestamp(begin)).to_numpy().clip(begin)
    ends = weighed["end"].to_numpy().clip(begin)
    steps = pd.DataFrame(
        {
            "day": np.concatenate([starts, ends]),
            "band": np.concatenate([band, band]),
            "weight": np.concatenate([weight, -weight]),
        }
    )
    steps = steps[steps["day"].notna() & (steps["day"] <= end)]
    if steps.empty:
        return pd.DataFrame(index=pd.DatetimeIndex([], name="day"))
    table = steps.pivot_table(index="day", columns="band", values="weight", aggfunc="sum", fill_value=0)
    return _in_order(table.sort_index().cumsum().astype(int))


def shares_on(steps: pd.DataFrame, day: date) -> pd.Series:
    """The row that stands on the day, without bands that are empty; the first row for a day before it."""
    if steps.empty:
        return pd.Series(dtype=int)
    at = max(int(steps.index.searchsorted(pd.Timestamp(day), side="right")) - 1, 0)
    row = steps.iloc[at]
    return row[row > 0]


def look_of(band: str, looks: Looks) -> Look:
    """How a band is drawn and named; a faint one is paler."""
    if band.endswith(FAINT):
        look = looks.of(band.removesuffix(FAINT))
        colour, second = (see_through(each, FAINT_OPACITY) if each else "" for each in (look.colour, look.second))
        return replace(look, name=f"{look.name}, no report near", colour=colour, second=second)
    return BAND_LOOKS.get(band) or looks.of(band)


def named_steps(steps: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """The steps as a table for readers: ``Day`` and a column a band under its name."""
    table = steps.rename(columns=lambda band: look_of(band, looks).name)
    table = table.T.groupby(level=0, sort=False).sum().T
    return table.set_axis(pd.DatetimeIndex(steps.index).strftime("%Y-%m-%d"), axis=0).rename_axis("Day").reset_index()


class Share(NamedTuple):
    """What a band has on one day, and how much of it no report near the day supports."""

    total: int
    faint: int


def by_holder(row: pd.Series) -> dict[str, Share]:
    """The bands of one day, each with its faint part, in the order of the row."""
    shares: dict[str, Share] = {}
    for band, count in row.items():
        base = str(band).removesuffix(FAINT)
        total, faint = shares.get(base, Share(0, 0))
        shares[base] = Share(total + int(count), faint + int(count) * (base != band))
    return shares


def describe_shares(row: pd.Series, looks: Looks, noun: str, most: int = 6) -> str:
    """The shares of one day in words, the largest first; contested and unknown ones always named."""
    every = by_holder(row)
    held = Counter({band: share.total for band, share in every.items() if band not in BAND_LOOKS})
    parts = [f"{looks.name(force)} {count:,}" for force, count in held.most_common(most)]
    if len(held) > most:
        parts.append(f"further holders {sum(count for _, count in held.most_common()[most:]):,}")
    parts += [f"{look.name} {int(row[band]):,}" for band, look in BAND_LOOKS.items() if band in row.index]
    if not parts:
        return "Nothing passes the filters."
    said = f"Of {count_of(int(row.sum()), noun)}: {join_words(parts)}."
    faint = sum(share.faint for share in every.values())
    return said + (f" For {faint:,} of them no report near that day says so." if faint else "")


def describe_people(places: pd.DataFrame) -> str:
    """What the figures of people cover: how many places have one, and of which years they are."""
    counted = places[places[Places.place_id].isin(people(places).index)]
    if counted.empty:
        return "No place that passes the filters has a population figure."
    years = counted[Places.population_year].dropna().astype(int)
    total = int(counted[Places.population].sum())
    largest = counted.sort_values(Places.population).iloc[-1]
    said = (
        f"{len(counted)} of {count_of(len(places), 'place')} have a population figure, "
        f"{total:,} people in all; the other {len(places) - len(counted)} are not in this chart. "
    )
    if len(years):
        said += f"Each figure is of one year ({years.min()} to {years.max()}; for {len(counted) - len(years)} the year "
        said += "is not known) and is used for all days: this shows who held places of what size, not who lived there. "
    if largest[Places.population] > total / 2:
        said += f"{largest[Places.name]} alone is {largest[Places.population] / total:.0%} of them. "
    return said.strip()


def _band(force: str, status: str, claimant: str, faded: bool, wanted: set[str]) -> str:
    if not force and status != CONTESTED:
        return UNKNOWN_BAND
    if wanted and wanted.isdisjoint(forces_in((force, claimant))):
        return OTHERS_BAND
    return {CONTESTED: CONTESTED_BAND, PASSED: PASSED_BAND, DIVIDED: DIVIDED_BAND}.get(status, force + FAINT * faded)


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """The largest holders below, each with its faint part upon it, and what is no force on top."""
    own = [str(band) for band in table.columns if band not in BAND_LOOKS]
    totals: Counter[str] = Counter()
    for band in own:
        totals[band.removesuffix(FAINT)] += int(table[band].sum())
    own.sort(key=lambda band: (-totals[band.removesuffix(FAINT)], band))
    ordered: pd.DataFrame = table[[*own, *(band for band in BAND_LOOKS if band in table.columns)]]
    return ordered
