"""Every place stands in exactly one reach, and neighbours across the border in that of their country."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record.dataset import Dataset
from dashboard.record.reaches import PARTS, REACH_NAMES, in_part, reach_keys
from dashboard.record.schema import Places
from tests.builders import place, table_frame

KM = st.none() | st.floats(0, 1700)


def at(km: float | None, country: str = "", waterway: str = "", latitude: float | str = 35) -> pd.DataFrame:
    cells = place("here", country=country, waterway=waterway, latitude=latitude)
    return table_frame(Places, cells).assign(river_km=float("nan") if km is None else km)


@pytest.mark.parametrize(
    ("places", "wanted"),
    [
        (at(0.4), "jarabulus"),
        (at(231.4), "jarabulus"),
        (at(240), "raqqa"),
        (at(401, "SY"), "raqqa"),
        (at(588.6, "SY"), "deir-ez-zor"),
        (at(588.6, "IQ"), "al-qaim"),
        (at(588.6), "deir-ez-zor"),
        (at(600, "SY"), "al-qaim"),
        (at(829.6, "IQ"), "al-qaim"),
        (at(1002, "IQ"), "haditha"),
        (at(1072.6, "IQ"), "ramadi"),
        (at(1094, "IQ"), "fallujah"),
        (at(1208, "IQ"), "fallujah"),
        (at(1271, "IQ"), "hindiyah"),
        (at(1415, "IQ"), "hindiyah"),
        (at(1528, "IQ"), "samawah"),
        (at(1656, "IQ"), "samawah"),
        (at(1700), "samawah"),
        (at(None, waterway="Khabur"), "khabur"),
        (at(None), "off-river"),
        (at(None, waterway="Euphrates", latitude=""), "not-located"),
    ],
)
def test_a_place_stands_in_its_reach(places: pd.DataFrame, wanted: str) -> None:
    assert list(reach_keys(places)) == [wanted]


@given(KM, st.sampled_from(["", "SY", "IQ", "TR"]), st.sampled_from(["", "Euphrates", "Khabur"]))
def test_every_place_has_a_reach(km: float | None, country: str, waterway: str) -> None:
    (key,) = reach_keys(at(km, country, waterway))
    assert key in REACH_NAMES


def test_the_reaches_of_the_shipped_record_add_up(shipped: Dataset) -> None:
    parts = {part: set(in_part(shipped.places, part)[Places.place_id]) for part in PARTS}
    assert sum(len(parts[reach]) for reach in REACH_NAMES) == len(parts[""]) == len(shipped.places)
    assert parts["river"] == parts[""] - parts["off-river"] - parts["not-located"]
    assert {"abu-kamal", "al-bukamal-crossing"} <= parts["deir-ez-zor"]
    assert {"al-qaim", "husaybah", "al-qaim-border-crossing"} <= parts["al-qaim"]
