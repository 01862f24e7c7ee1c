"""River kilometres: measured along the axis, downstream, only where a place is near it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.record.dataset import Dataset
from dashboard.record.load import read_axis
from dashboard.record.river import (
    RIVER_DISTANCE_KM,
    RIVER_KM,
    STRIP,
    STRIPS,
    bank_reaches,
    chainage_of,
    in_river_order,
    locate,
    with_river_km,
)
from dashboard.record.schema import Places
from tests.builders import place, table_frame

DEGREE = 111.195
"""Kilometres in a degree of latitude on the mean sphere."""
SOUTHWARD = np.array([[40.0, 36.0], [40.0, 35.0], [40.0, 34.0]])
HOOK = np.array([[40.0, 36.0], [40.0, 35.0], [41.0, 35.0]])


@pytest.mark.parametrize(
    ("lon", "lat", "axis", "km"),
    [
        (40.0, 36.0, SOUTHWARD, 0.0),
        (40.0, 35.5, SOUTHWARD, 0.5 * DEGREE),
        (40.0, 34.0, SOUTHWARD, 2 * DEGREE),
        (40.2, 35.5, SOUTHWARD, 0.5 * DEGREE),
        (40.0, 38.0, SOUTHWARD, 0.0),
        (40.0, 30.0, SOUTHWARD, 2 * DEGREE),
        (40.0, 35.0, HOOK, DEGREE),
        (40.5, 35.0, HOOK, (1 + 0.5 * np.cos(np.radians(35))) * DEGREE),
        (42.0, 35.0, HOOK, (1 + np.cos(np.radians(35))) * DEGREE),
    ],
)
def test_a_point_gets_the_kilometre_of_the_nearest_point_of_the_axis(
    lon: float, lat: float, axis: np.ndarray, km: float
) -> None:
    assert locate(np.array([[lon, lat]]), axis)[0][0] == pytest.approx(km, abs=0.1)


@pytest.mark.parametrize(("lat", "distance"), [(36.0, 0.0), (35.0, 0.0), (37.0, DEGREE), (33.5, 0.5 * DEGREE)])
def test_the_distance_is_that_to_the_axis(lat: float, distance: float) -> None:
    assert locate(np.array([[40.0, lat]]), SOUTHWARD)[1][0] == pytest.approx(distance, abs=0.1)


@pytest.mark.parametrize("point", [[np.nan, np.nan], [40.0, np.nan], [np.nan, 35.0]])
def test_a_place_without_coordinates_has_no_kilometre(point: list[float]) -> None:
    km, distance = locate(np.array([point, [40.0, 35.0]]), SOUTHWARD)
    assert np.isnan([km[0], distance[0]]).all()
    assert not np.isnan([km[1], distance[1]]).any()


def test_a_doubled_point_of_the_axis_changes_nothing() -> None:
    points = np.array([[40.1, 35.9], [40.0, 35.0], [40.3, 34.2]])
    doubled = np.repeat(SOUTHWARD, 2, axis=0)
    np.testing.assert_allclose(locate(points, doubled), locate(points, SOUTHWARD))


def test_kilometres_grow_downstream() -> None:
    points = np.column_stack([np.full(50, 40.01), np.linspace(36, 34, 50)])
    assert (np.diff(locate(points, SOUTHWARD)[0]) > 0).all()


@pytest.mark.parametrize(
    ("cells", "beside"),
    [
        ({"longitude": 40.0, "latitude": 35.0}, True),
        ({"longitude": 40.27, "latitude": 35.0}, True),
        ({"longitude": 40.28, "latitude": 35.0}, False),
        ({"longitude": 40.0, "latitude": 35.0, "waterway": "Euphrates"}, True),
        ({"longitude": 40.0, "latitude": 35.0, "waterway": "Khabur"}, False),
        ({}, False),
    ],
)
def test_only_places_beside_the_stem_have_a_kilometre(cells: dict[str, object], beside: bool) -> None:
    located = with_river_km(table_frame(Places, place("rawa", **cells)), SOUTHWARD).iloc[0]
    assert (not np.isnan(located[RIVER_KM])) is beside
    assert np.isnan(located[RIVER_DISTANCE_KM]) == (not cells)


@pytest.mark.parametrize(
    ("lon", "lat", "km"),
    [
        pytest.param(38.022, 36.833, 0, id="Turkish border"),
        pytest.param(43.30778, 33.42056, 1002, id="Ramadi"),
        pytest.param(44.44017, 32.05114, 1271, id="Kufa"),
        pytest.param(45.29440, 31.33198, 1415, id="Samawah"),
        pytest.param(46.25726, 31.05799, 1528, id="Nasiriyah"),
        pytest.param(47.00196, 30.96588, 1610, id="Chibayish"),
        pytest.param(47.43362, 31.01547, 1656, id="Qurna"),
    ],
)
def test_the_axis_runs_from_the_border_by_kufa_to_qurna(lon: float, lat: float, km: float) -> None:
    (found,), (distance,) = locate(np.array([[lon, lat]]), read_axis())
    assert found == pytest.approx(km, abs=1)
    assert distance < 3


def test_the_axis_leaves_no_gap() -> None:
    assert np.diff(chainage_of(read_axis())).max() < 6


def stem(**cells: tuple[float, str, float]) -> pd.DataFrame:
    """Places by name: river kilometre, bank, distance from the stem."""
    places = table_frame(Places, *(place(name, bank=bank) for name, (_, bank, _) in cells.items()))
    km, _, distance = zip(*cells.values(), strict=True)
    return places.assign(river_km=km, river_distance_km=distance)


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({"a": (10.0, "left", 1.0)}, "left a 0-35"),
        ({"a": (50.0, "left", 1.0), "b": (60.0, "left", 1.0)}, "left a 25-55, left b 55-85"),
        ({"a": (50.0, "left", 1.0), "b": (200.0, "left", 1.0)}, "left a 25-75, left b 175-225"),
        ({"a": (50.0, "left", 1.0), "b": (60.0, "right", 1.0)}, "left a 25-75, right b 35-85"),
        ({"dam": (50.0, "both", 1.0)}, "left dam 25-75, right dam 25-75"),
        ({"far": (50.0, "left", 11.0), "off": (50.0, "off-river", 1.0)}, ""),
        ({"a": (50.0, "left", 1.0), "b": (50.0, "left", 1.0), "c": (50.0, "left", 1.0)}, "left a 25-50, left c 50-75"),
    ],
)
def test_the_reach_of_a_place_on_its_bank(cells: dict[str, tuple[float, str, float]], wanted: str) -> None:
    found = bank_reaches(stem(**cells)).itertuples(index=False)
    assert ", ".join(f"{bank} {name} {a:.0f}-{b:.0f}" for bank, name, a, b in found) == wanted


def test_the_reaches_of_a_bank_of_the_record_never_overlap(shipped: Dataset) -> None:
    for _, bank in bank_reaches(shipped.places).groupby("bank"):
        assert len(bank) > 30
        assert (bank["from_km"].iloc[1:].to_numpy() >= bank["to_km"].iloc[:-1].to_numpy()).all()


def test_strips_follow_one_another_each_down_the_river() -> None:
    rows = [
        ("south", "", "", 33.0, None), ("khabur", "Khabur", "left", 36.0, None), ("north", "", "", 37.0, None),
        ("base", "Euphrates", "off-river", 35.0, 1.0), ("right", "Euphrates", "right", 35.0, 2.0),
        ("low", "Euphrates", "left", 34.0, 9.0), ("dam", "Euphrates", "both", 35.0, 5.0),
        ("high", "Euphrates", "left", 36.0, 3.0),
    ]  # fmt: skip
    cells = [place(name, waterway=water, bank=bank, latitude=lat) for name, water, bank, lat, _ in rows]
    places = table_frame(Places, *cells).assign(**{RIVER_KM: [km for *_, km in rows]}).astype({RIVER_KM: "float64"})
    ordered = in_river_order(places)
    assert list(ordered[Places.place_id]) == ["high", "low", "dam", "right", "base", "khabur", "north", "south"]
    assert list(ordered[STRIP].unique()) == list(STRIPS)
    assert set(ordered.columns) == {*places.columns, STRIP}
