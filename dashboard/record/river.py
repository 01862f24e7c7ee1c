"""River kilometres: distance along the Euphrates, downstream from the Turkish border at Jarabulus.

The kilometre is this project's own unit: geodesic length (spherical, mean earth radius) of a line that lies
within about a kilometre of the river. Published lengths differ.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from dashboard.record.schema import Places

EARTH_RADIUS_KM: Final = 6371.0088
NEAR_RIVER_KM: Final = 25.0
"""Places farther than this from the main stem have no river kilometre of their own on the diagram."""

BANK_KM: Final = 10.0
"""Places farther from the stem do not speak for its bank."""
REACH_KM: Final = 25.0
"""How far up and down the river a place can stand for its bank."""
AREA: Final = "district"
"""A kind of place that is no point on the river."""

STRIPS: Final = {
    "left": "Left bank",
    "both": "On both banks",
    "right": "Right bank",
    "near": "Near the river",
    "Khabur": "On the Khabur",
    "": "Off the river",
}
"""The strips from the top down: each bank in river order, bridges and dams between them, then what lies aside."""
STRIP: Final = "strip"

RIVER_KM: Final = "river_km"
RIVER_DISTANCE_KM: Final = "river_distance_km"


def locate(points: np.ndarray, axis: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """River kilometre of the nearest point of ``axis`` and distance to it in km, for each point.

    ``points`` (n, 2) and ``axis`` (m, 2) are longitude and latitude in degrees; the axis runs downstream.
    Points with no coordinates give NaN.
    """
    flat, line = (_flatten(np.asarray(array, float)) for array in (points, axis))
    starts, steps = line[:-1], np.diff(line, axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    chainage = chainage_of(axis)
    east, north = (flat[:, each, None] - starts[:, each] for each in (0, 1))
    along = (east * steps[:, 0] + north * steps[:, 1]) / np.maximum(lengths**2, 1e-12)
    along = np.clip(along, 0.0, 1.0)
    distances = np.hypot(east - along * steps[:, 0], north - along * steps[:, 1])
    nearest = np.nan_to_num(distances, nan=np.inf).argmin(axis=1)
    rows = np.arange(len(flat))
    km = chainage[nearest] + along[rows, nearest] * np.diff(chainage)[nearest]
    distance = distances[rows, nearest]
    return np.where(np.isnan(distance), np.nan, km), distance


def chainage_of(axis: np.ndarray) -> np.ndarray:
    """River kilometre of each point of the axis, counted from its first."""
    return np.concatenate([[0.0], np.cumsum(_haversine_km(np.asarray(axis, float)))])


def with_river_km(places: pd.DataFrame, axis: np.ndarray) -> pd.DataFrame:
    """The places with ``river_km`` (NaN beyond 25 km of the stem, and on the Khabur) and ``river_distance_km``."""
    km, distance = locate(places[[Places.longitude, Places.latitude]].to_numpy(float), axis)
    beside = (distance <= NEAR_RIVER_KM) & (places[Places.waterway] != "Khabur").to_numpy()
    return places.assign(**{RIVER_KM: np.where(beside, km, np.nan), RIVER_DISTANCE_KM: distance})


def bank_reaches(places: pd.DataFrame) -> pd.DataFrame:
    """The stretch of each bank that stands for each place on it: ``bank``, ``place_id``, ``from_km``, ``to_km``.

    A reach goes half-way to the neighbours on that bank, and no farther than ``REACH_KM``: beyond that no place of the
    record is near enough to speak for the river. Places on both banks (bridges, dams) stand on each.
    """
    near = places[places[RIVER_KM].notna() & (places[RIVER_DISTANCE_KM] <= BANK_KM)].sort_values(RIVER_KM)
    parts = []
    for bank in ("left", "right"):
        own = near[near[Places.bank].isin([bank, "both"])]
        km = own[RIVER_KM].to_numpy()
        half = np.diff(km) / 2
        up, down = (np.concatenate(gaps) for gaps in (([np.inf], half), (half, [np.inf])))
        reach = {"from_km": np.maximum(km - np.minimum(up, REACH_KM), 0), "to_km": km + np.minimum(down, REACH_KM)}
        parts.append(pd.DataFrame({"bank": bank, Places.place_id: own[Places.place_id].to_numpy(), **reach}))
    found = pd.concat(parts, ignore_index=True)
    longer: pd.DataFrame = found[found["to_km"] > found["from_km"]]
    return longer.reset_index(drop=True)


def in_river_order(places: pd.DataFrame) -> pd.DataFrame:
    """The places strip by strip, with ``strip``; each strip down the river, what has no kilometre from north to south.

    The banks of the main stem stand apart, since the river itself was the line between forces.
    """
    aside = places[Places.waterway].where(places[Places.waterway] == "Khabur", "")
    beside = places[Places.bank].where(places[Places.bank].isin(["left", "right", "both"]), "near")
    strip = beside.where(places[RIVER_KM].notna(), aside)
    turn = strip.map({name: turn for turn, name in enumerate(STRIPS)})
    ordered = places.assign(**{STRIP: strip, "turn": turn})
    ordered = ordered.sort_values(["turn", RIVER_KM, Places.latitude], ascending=[True, True, False])
    return ordered.drop(columns="turn")


def _flatten(lonlat: np.ndarray) -> np.ndarray:
    """Degrees to kilometres on a plane true at 34.5 degrees north, good to 1 % over the valley."""
    radians = np.radians(lonlat)
    flat: np.ndarray = np.column_stack([radians[:, 0] * np.cos(np.radians(34.5)), radians[:, 1]]) * EARTH_RADIUS_KM
    return flat


def _haversine_km(lonlat: np.ndarray) -> np.ndarray:
    lon, lat = np.radians(lonlat).T
    half = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
    lengths: np.ndarray = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    return lengths
