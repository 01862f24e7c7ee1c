"""The bands of the chart of shares: by side, never thinner than a pixel, and none lost on the way."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.share_bands import SEEN, by_side, thinned, up_to
from dashboard.analysis.shares import CONTESTED_BAND, FAINT, FEW_BAND, UNKNOWN_BAND, look_of
from dashboard.record.looks import SIDE, Looks
from dashboard.record.schema import Forces
from tests.builders import force, table_frame

FORCES = table_frame(
    Forces,
    force("old", name="Old kingdom", colour="#111111", side="iraq", active_to="2003-04-09", government_of="IQ"),
    force("new", name="New republic", colour="#222222", side="iraq", government_of="IQ"),
    force("militia", name="Militia", colour="#333333", side="iraq"),
    force("isis", name="IS", colour="#444444", side="islamic-state"),
    force("loner", name="Loner", colour="#555555"),
)
LOOKS = Looks(FORCES)
DAYS = pd.date_range("2010-01-01", periods=3, freq="YS")


def steps(**bands: list[int]) -> pd.DataFrame:
    named = {name.replace("_faint", FAINT).replace("_with_", "|"): totals for name, totals in bands.items()}
    return pd.DataFrame(named, index=DAYS)


def test_bands_are_gathered_by_the_side_of_the_first_force() -> None:
    found = by_side(
        steps(
            isis=[1, 1, 1], militia=[1, 0, 0], new_with_isis=[0, 2, 0], old_faint=[3, 0, 0], loner=[0, 0, 1]
        ).assign(**{CONTESTED_BAND: [1, 1, 1]}),
        LOOKS,
    )  # fmt: skip
    assert found.to_dict("list") == {
        f"{SIDE}iraq": [1, 2, 0], f"{SIDE}iraq{FAINT}": [3, 0, 0], f"{SIDE}islamic-state": [1, 1, 1],
        "loner": [0, 0, 1], CONTESTED_BAND: [1, 1, 1],
    }  # fmt: skip


def test_a_side_looks_like_its_government_that_still_exists_and_has_its_own_name() -> None:
    look = look_of(f"{SIDE}iraq", LOOKS)
    assert (look.name, look.colour) == ("Iraqi state and allies", "#222222")
    assert look_of(f"{SIDE}iraq{FAINT}", LOOKS).name == "Iraqi state and allies, no report near"


@pytest.mark.parametrize(
    ("bands", "wanted"),
    [
        ({"a": [90, 90, 90], "b": [10, 10, 10]}, {"a": [90, 90, 90], "b": [10, 10, 10]}),
        ({"a": [99, 99, 99], "b": [1, 1, 1]}, {"a": [99, 99, 99], FEW_BAND: [1, 1, 1]}),
        ({"a": [95, 99, 90], "a_faint": [5, 1, 10]}, {"a": [95, 99, 90], "a:faint": [5, 1, 10]}),
        ({"a": [98, 99, 98], "a_faint": [2, 1, 2]}, {"a": [100, 100, 100]}),
        ({"a_faint": [100, 100, 98], "b": [0, 0, 2]}, {"a:faint": [100, 100, 98], FEW_BAND: [0, 0, 2]}),
        ({"a": [199, 200, 200], "b": [1, 0, 0]}, {"a": [199, 200, 200]}),
    ],
    ids=["thick", "a sliver", "a thin faint part that grows", "a faint sliver", "nothing to join", "half a pixel"],
)
def test_what_is_too_thin_is_drawn_with_its_holder_or_with_the_others(
    bands: dict[str, list[int]], wanted: dict[str, list[int]]
) -> None:
    assert thinned(steps(**bands), 100).to_dict("list") == wanted


AMOUNTS = st.lists(st.integers(0, 50), min_size=3, max_size=3)


@given(st.dictionaries(st.sampled_from(["a", "a_faint", "b", "c", "d"]), AMOUNTS, min_size=1), st.integers(10, 400))
def test_no_band_is_thinner_than_a_pixel_and_hardly_anything_is_lost(bands: dict[str, list[int]], pixels: int) -> None:
    whole = steps(**bands).assign(**{UNKNOWN_BAND: [5, 5, 5]})
    drawn = thinned(whole, pixels)
    least = whole.sum(axis=1).max() / pixels
    assert (drawn[drawn > 0].min(axis=None) >= least) if drawn.size else True
    assert (whole.sum(axis=1) - drawn.sum(axis=1)).between(0, least).all()
    assert all(drawn[band].max() >= SEEN * least for band in drawn if band != FEW_BAND)


def test_the_last_step_stands_until_the_last_day() -> None:
    ended = up_to(steps(a=[1, 2, 3]), date(2020, 1, 1))
    assert list(ended["a"]) == [1, 2, 3, 3]
    assert ended.index[-1] == pd.Timestamp(2020, 1, 1)
    assert up_to(ended, date(2020, 1, 1)) is ended
