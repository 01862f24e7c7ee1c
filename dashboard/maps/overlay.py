"""The imported events in one view of the map, as the compact payload from which the browser draws them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.analysis.sentences import count_of
from dashboard.eventsets.store.answers import Density
from dashboard.eventsets.store.grid import View
from dashboard.eventsets.table import PLACE_PRECISIONS
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.vocabulary import KINDS
from dashboard.timespan import format_date

FIRST_VIEW: Final = View(south=30.82, west=37.3, north=36.92, east=47.6, zoom=6)
"""Jarabulus to Qurna: what is asked for until the browser has told which part of the map it shows."""
DEATHS: Final = (E.deaths_low, E.deaths_best, E.deaths_high)
DIGITS: Final = 5
"""A cell of the deepest zoom of the map is wider than this digit of a degree."""

Payload = dict[str, Any]


def overlay_payload(density: Density) -> Payload:
    """``cells``: ``[south, west, north, east, count, words]``; ``dots``: ``[latitude, longitude, radius, lines]``.

    One of the two is empty; a radius is in km. Texts are as the file gave them: the browser writes them as text, never
    as HTML.
    """
    if density.as_dots:
        return {"cells": [], "dots": [_dot(row) for row in density.dots.to_dict("records")]}
    return {"cells": [_cell(row) for row in density.cells.to_dict("records")], "dots": []}


def view_of(told: Mapping[str, Any] | None) -> View:
    """The part of the map that the browser told of; the first view where it told of none, or of none that can be."""
    try:
        given = dict(told or {})
        south, west, north, east = (float(given[name]) for name in ("south", "west", "north", "east"))
        return View(south, west, north, east, int(given["zoom"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return FIRST_VIEW


def _cell(row: Mapping[Any, Any]) -> list[Any]:
    edges = [round(row[name], DIGITS) for name in ("south", "west", "north", "east")]
    return [*edges, int(row["count"]), _deaths(row)]


def _dot(row: Mapping[Any, Any]) -> list[Any]:
    when = format_date(row[E.date].date(), row[E.date_precision])
    best = row[E.deaths_best]
    where = f"{row[E.place]} ({PLACE_PRECISIONS.get(row[E.place_precision], '')}, within {row[E.radius_km]:g} km)"
    lines = [f"{KINDS.get(row[E.kind], row[E.kind])}, {when}", where]
    lines += [] if pd.isna(best) else [f"deaths, best estimate: {best:,.0f}"]
    lines.append(f"set {row[E.dataset]}, event {row[E.event_id]}")
    return [round(row[E.latitude], DIGITS), round(row[E.longitude], DIGITS), row[E.radius_km], lines]


def _deaths(row: Mapping[Any, Any]) -> str:
    said = count_of(int(row["count"]), "event")
    if any(pd.isna(row[name]) for name in DEATHS):
        return f"{said}; no number of deaths given"
    low, best, high = (int(row[name]) for name in DEATHS)
    return f"{said}; deaths {low:,} to {high:,}, best {best:,}"
