"""Named reaches of the valley, so that places can be counted by where they lie along the river."""

from __future__ import annotations

from typing import Final, NamedTuple

import pandas as pd

from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Places


class Reach(NamedTuple):
    """The places from river kilometre ``first`` up to, not including, ``last``; of one country where two share them."""

    key: str
    name: str
    first: float
    last: float
    country: str = ""


STEM: Final = (
    Reach("jarabulus", "Jarabulus to Raqqa", 0, 240),
    Reach("raqqa", "Below Raqqa to Deir ez-Zor", 240, 415),
    Reach("deir-ez-zor", "Below Deir ez-Zor to Abu Kamal", 415, 592, "SY"),
    Reach("al-qaim", "Al-Qaim to Haditha", 585, 840, "IQ"),
    Reach("haditha", "Below Haditha to Ramadi", 840, 1010),
    Reach("ramadi", "Below Ramadi to Fallujah", 1010, 1075),
    Reach("fallujah", "Below Fallujah to Hindiyah", 1075, 1225),
    Reach("hindiyah", "Below Hindiyah to Samawah", 1225, 1420),
    Reach("samawah", "Below Samawah to Nasiriyah and Qurna", 1420, float("inf")),
)
"""Ends lie just below the town they are named after, so that a town and its suburbs stand in one reach.

Below Hindiyah the river parts: a town on the eastern branch, as Hillah, stands where the western one is nearest. The
last reach has no end, so that no place below the last point of the axis falls out of all.
Around the Syrian-Iraqi border, near km 588, the country decides: crossings and towns of both stand there side by side.
"""

KHABUR: Final = Reach("khabur", "On the Khabur", 0, 0)
OFF_RIVER: Final = Reach("off-river", "Off the river, over 25 km away", 0, 0)
NOT_LOCATED: Final = Reach("not-located", "Position not known", 0, 0)
REACHES: Final = (*STEM, KHABUR, OFF_RIVER, NOT_LOCATED)
REACH_NAMES: Final = {reach.key: reach.name for reach in REACHES}

PARTS: Final = {"": "Every place", "river": "On the Euphrates or the Khabur", **REACH_NAMES}
"""What a reader may look at apart from the rest, by the word for it in the address."""

_BESIDE: Final = frozenset(reach.key for reach in (*STEM, KHABUR))


def reach_keys(places: pd.DataFrame) -> pd.Series:
    """The key of the reach of each place; every place has exactly one."""
    columns = (places[c] for c in (RIVER_KM, Places.waterway, Places.country, Places.latitude))
    return pd.Series([_key(*cells) for cells in zip(*columns, strict=True)], places.index, dtype=str)


def in_part(places: pd.DataFrame, part: str) -> pd.DataFrame:
    """The places in one of ``PARTS``."""
    if not part:
        return places
    wanted = _BESIDE if part == "river" else {part}
    return places[reach_keys(places).isin(wanted)]


def _key(km: float, waterway: str, country: str, latitude: float) -> str:
    if waterway == "Khabur":
        return KHABUR.key
    if pd.isna(km):
        return NOT_LOCATED.key if pd.isna(latitude) else OFF_RIVER.key
    near = [reach for reach in STEM if reach.first <= km < reach.last]
    at_home = [reach for reach in near if country in ("", reach.country) or not reach.country]
    return (at_home or near)[0].key
