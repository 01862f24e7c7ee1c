"""The grid that gathers events on the map: halving cells of longitude and latitude, alike on every engine.

A plain grid, not H3: its arithmetic runs on any engine as it is, where H3 needs an extension that PostgreSQL, Spark
or an offline DuckDB may lack; a cell's parts are whole cells of the next level; and on the map's projection the
cells stay nearly square over the valley.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

LATITUDE_STEP: Final = math.cos(math.radians(34.5))
"""Height of a cell over its width in degrees; square on the map at the valley's middle latitude."""
CELLS_A_TILE: Final = 3
"""A map tile of 256 pixels is two to this power cells wide: a cell is 32 pixels at every zoom."""
MOST_CELLS: Final = 1_500
"""No view has more cells, so what a map receives is bounded whatever it asks for."""
DEEPEST_LEVEL: Final = 22


@dataclass(frozen=True)
class View:
    """The part of the map that is seen, in degrees, and its zoom in the sense of map tiles."""

    south: float
    west: float
    north: float
    east: float
    zoom: int

    def __post_init__(self) -> None:
        if not (self.south <= self.north and self.west <= self.east):
            raise ValueError(f"a view runs from south-west to north-east, not {self}")


@dataclass(frozen=True)
class Grid:
    """The cells of one level that a view touches; columns count from 180 W, rows from 90 S, both ends included."""

    level: int
    first_column: int
    last_column: int
    first_row: int
    last_row: int

    @classmethod
    def over(cls, view: View) -> Grid:
        """The finest cells that suit the zoom and of which the view touches at most ``MOST_CELLS``."""
        level = min(max(view.zoom, 0) + CELLS_A_TILE, DEEPEST_LEVEL)
        while (grid := cls._at(level, view)).size > MOST_CELLS:
            level -= 1
        return grid

    @classmethod
    def _at(cls, level: int, view: View) -> Grid:
        west, east = (_clamped(edge, 180) for edge in (view.west, view.east))
        south, north = (_clamped(edge, 90) for edge in (view.south, view.north))
        return cls(level, column(west, level), column(east, level), row(south, level), row(north, level))

    @property
    def size(self) -> int:
        return (self.last_column - self.first_column + 1) * (self.last_row - self.first_row + 1)

    @property
    def width(self) -> float:
        """Degrees of longitude across one cell."""
        return 360 / 2.0**self.level

    @property
    def height(self) -> float:
        """Degrees of latitude across one cell."""
        return self.width * LATITUDE_STEP

    @property
    def box(self) -> View:
        """The area the cells cover: the view, widened to whole cells."""
        west, south = -180 + self.first_column * self.width, -90 + self.first_row * self.height
        east, north = -180 + (self.last_column + 1) * self.width, -90 + (self.last_row + 1) * self.height
        return View(south, west, north, east, max(self.level - CELLS_A_TILE, 0))


def column(longitude: float, level: int) -> int:
    """Number of the cell column; the expressions compute it in the same order, so that borders agree."""
    return math.floor((longitude + 180) / 360 * 2.0**level)


def row(latitude: float, level: int) -> int:
    return math.floor((latitude + 90) / (360 * LATITUDE_STEP) * 2.0**level)


def _clamped(degrees: float, limit: float) -> float:
    return min(max(degrees, -limit), limit)
