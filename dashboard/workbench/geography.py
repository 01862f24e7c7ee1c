"""The land around the record in one answer: every layer that the map draws, and nothing that it does not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any, Final

from dashboard.record.load import AXIS_ID, shipped_data
from dashboard.text import clean

Json = dict[str, Any]

LAYERS: Final = {
    "countries": "countries",
    "governorate_lines": "governorate_lines",
    "rivers": "rivers",
    "lakes": "lakes",
    "reservoirs": "reservoirs_osm",
    "euphrates": "euphrates",
    "borders": "borders",
}
"""Layers of lines and areas, each with its file."""
DIGITS: Final = 3
DIGITS_OF_STEM: Final = 4
"""Digits after the point: the Euphrates is looked at from near, all else is ground."""


@cache
def geography() -> Json:
    """Rivers, lakes, borders, background towns and names of regions, longitude first. Shared: read-only."""
    found: Json = {
        name: [_shape(each["geometry"], _digits(name)) for each in _features(file)] for name, file in LAYERS.items()
    }
    stem = next(each for each in _features(LAYERS["euphrates"]) if each["properties"]["id"] == AXIS_ID)
    found["axis"] = _line(stem["geometry"]["coordinates"], DIGITS_OF_STEM)
    found["towns"] = [[*at, clean(of["name"]), of["rank"], of.get("place_id") or ""] for at, of in _points("towns")]
    found["regions"] = [[*at, clean(of["name_en"])] for at, of in _points("governorate_labels")]
    return found


def _digits(layer: str) -> int:
    return DIGITS_OF_STEM if layer == "euphrates" else DIGITS


def _features(file: str) -> list[Json]:
    text = (shipped_data() / "geo" / f"{file}.geojson").read_text(encoding="utf-8")
    features: list[Json] = json.loads(text)["features"]
    return features


def _points(file: str) -> list[tuple[list[float], Json]]:
    """Where each feature stands, and its properties."""
    return [(_rounded(each["geometry"]["coordinates"], DIGITS), each["properties"]) for each in _features(file)]


def _shape(geometry: Json, digits: int) -> Json:
    """The lines of a feature, or the rings of its areas, all in one list: holes are told by how they are filled."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "LineString":
        coordinates = [coordinates]
    elif kind == "MultiPolygon":
        coordinates = [ring for area in coordinates for ring in area]
    return {"parts": [_line(part, digits) for part in coordinates], "closed": kind.endswith("Polygon")}


def _line(points: Iterable[list[float]], digits: int) -> list[list[float]]:
    """The line through these points; points that fall together once rounded are one."""
    return [point for point, _ in groupby(_rounded(point, digits) for point in points)]


def _rounded(point: list[float], digits: int) -> list[float]:
    return [round(each, digits) for each in point[:2]]
