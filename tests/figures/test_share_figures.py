"""The charts of shares, of deaths and the profile: rows, not pixels."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.deaths import death_rows, incident_bands
from dashboard.analysis.selection import Selection, states_on
from dashboard.analysis.shares import CONTESTED_BAND, places_each_one, share_steps
from dashboard.control.on_day import with_silent_places
from dashboard.figures.deaths import deaths_figure
from dashboard.figures.profile import APART_KM, LANES, profile_figure, profile_rows
from dashboard.figures.shares import band_names, share_rows, shares_figure
from dashboard.record.dataset import Dataset
from dashboard.record.looks import UNKNOWN_COLOUR, Looks
from dashboard.record.schema import Forces, Places
from dashboard.timespan import Span
from tests.builders import events_frame, force, place, report, table_frame

LOOKS = Looks(
    table_frame(
        Forces,
        force("red", name="Red", colour="#ff0000", pattern="solid"),
        force("blue", name="Blue", colour="#0000ff", pattern="dot"),
    )
)
DAY = pd.Timestamp(2020, 1, 1)


def steps(**bands: list[int]) -> pd.DataFrame:
    """Steps a year apart from 2010 on."""
    names = {"contested": CONTESTED_BAND}
    days = pd.date_range("2010-01-01", periods=len(next(iter(bands.values()), [])), freq="YS")
    return pd.DataFrame({names.get(name, name): totals for name, totals in bands.items()}, index=days)


def test_a_band_is_drawn_on_the_days_on_which_it_has_anything() -> None:
    rows = share_rows(steps(red=[3, 0, 1], blue=[0, 0, 0], contested=[0, 3, 2]), LOOKS)
    drawn = [(look.name, list(totals)) for look, totals in rows]
    assert drawn == [("Red", [3, 1]), ("Blue", []), ("contested", [3, 2])]
    figure = shares_figure(rows, DAY, "places")
    assert [trace.name for trace in figure.data] == ["Red", "contested"]
    assert list(figure.data[0].x) == ["2010-01-01", "2012-01-01"]


def test_contested_and_patterned_forces_are_told_apart_without_colour() -> None:
    figure = shares_figure(share_rows(steps(red=[1], blue=[1], contested=[1]), LOOKS), DAY, "places")
    assert [trace.fillpattern.shape for trace in figure.data] == [None, ".", "/"]


def test_a_name_stands_in_its_band_where_there_is_room_and_nowhere_else() -> None:
    days = pd.date_range("2000-01-01", "2025-01-01", freq="YS")
    table = pd.DataFrame({"red": 50, "blue": 0}, index=days).assign(blue=[0] * 25 + [50])
    (name,) = band_names(table, LOOKS, DAY)
    assert (name["text"], name["y"]) == ("Red", 25)
    assert band_names(table.iloc[:0], LOOKS, DAY) == []


def test_nothing_to_share_is_an_empty_chart() -> None:
    assert len(shares_figure(share_rows(steps(), LOOKS), DAY, "places").data) == 0


def test_deaths_are_drawn_from_low_to_high_with_a_mark() -> None:
    one = {"deaths_low": "1", "deaths_best": "2", "deaths_high": "5"}
    bars, marks = deaths_figure(death_rows(incident_bands(events_frame(report("anah", "2014-01-01", **one))))).data
    assert (list(bars.base), list(bars.y), list(marks.y)) == ([1], [4], [2])
    assert "1 to 5" in bars.customdata[0]


def states(*cells: dict[str, Any], km: list[float]) -> pd.DataFrame:
    frame = table_frame(Places, *({"kind": "town", **each} for each in cells)).assign(river_km=km)
    return frame.assign(force="red", status="held", claimant="")


@pytest.mark.parametrize(
    ("bank", "lane"), [("left", "left"), ("right", "right"), ("both", ""), ("off-river", ""), ("", "")]
)
def test_a_place_stands_in_the_lane_of_its_bank(bank: str, lane: str) -> None:
    rows = profile_rows(states(place("anah", bank=bank), km=[700.0]), LOOKS)
    assert list(rows["lane"]) == [lane]


def test_places_without_a_river_kilometre_are_not_in_the_profile() -> None:
    rows = profile_rows(states(place("anah"), place("mosul"), km=[700.0, float("nan")]), LOOKS)
    assert list(rows[Places.place_id]) == ["anah"]


def test_unknown_population_is_a_stub_and_said_to_be_one() -> None:
    rows = profile_rows(states(place("anah", population=90_000), place("rawa"), km=[1.0, 50.0]), LOOKS)
    assert list(rows["known"]) == [True, False]
    assert list(rows["label"]) == ["anah", ""]
    trace = profile_figure(rows).data[2]
    assert [each[3] for each in trace.customdata] == [
        "90,000 inhabitants",
        "population not known, bar of a fixed height",
    ]


@pytest.mark.parametrize(
    ("state", "drawn"),
    [
        ({}, ("#ff0000", "")),
        ({"force": "blue"}, ("#0000ff", "")),
        ({"force": "red|blue"}, ("#ff0000", "")),
        ({"status": "contested", "claimant": "blue"}, ("#ff0000", "/")),
        ({"status": "passed", "claimant": "blue"}, ("#ff0000", "/")),
        ({"status": "besieged"}, ("#ff0000", "x")),
        ({"force": ""}, (UNKNOWN_COLOUR, "")),
    ],
)
def test_a_bar_looks_like_its_state(state: dict[str, str], drawn: tuple[str, str]) -> None:
    rows = profile_rows(states(place("anah"), km=[1.0]).assign(**state), LOOKS)
    assert (rows["colour"].iloc[0], rows["shape"].iloc[0]) == drawn


@given(st.lists(st.floats(0, 1656), min_size=1, max_size=30))
def test_no_bar_hides_another(kilometres: list[float]) -> None:
    rows = profile_rows(states(*(place(f"p{n:02}") for n in range(len(kilometres))), km=kilometres), LOOKS)
    assert (rows["at"].diff().dropna() >= APART_KM - 1e-6).all()
    assert rows["at"].mean() == pytest.approx(rows["river_km"].mean())


def test_the_axis_of_the_profile_names_towns_down_to_the_end_of_the_river() -> None:
    names = ("jarabulus", "nasiriyah", "suq-al-shuyukh")
    axis = profile_figure(profile_rows(states(*map(place, names), km=[0.4, 1528.2, 1555.7]), LOOKS)).layout.xaxis3
    assert list(axis.tickvals) == [0.4, 1528.2]
    assert axis.range[1] > 1555.7


def test_the_profile_of_the_shipped_record_draws_every_place_by_the_river(
    shipped: Dataset, control: pd.DataFrame
) -> None:
    on = date(2017, 6, 30)
    own = with_silent_places(control, shipped.places)
    rows = profile_rows(states_on(shipped.places, own, Selection(on, Span.of_days(on, on))), Looks(shipped.forces))
    figure = profile_figure(rows)
    assert sum(len(trace.x) for trace in figure.data) == shipped.places["river_km"].notna().sum()
    assert len(figure.data) == len(LANES)
    assert (rows["at"] - rows["river_km"]).abs().max() < 40
    for _, lane in rows.groupby("lane"):
        assert (lane["at"].diff().dropna() > APART_KM - 1e-6).all()
    steps = share_steps(own, places_each_one(shipped.places), date(1991, 1, 1), date(2026, 1, 1))
    assert len(shares_figure(share_rows(steps, Looks(shipped.forces)), DAY, "places").data) == len(steps.columns)
