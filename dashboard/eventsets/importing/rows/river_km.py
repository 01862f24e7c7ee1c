"""River kilometres of very many points: each is held against the stretch of the river beside it alone."""

from __future__ import annotations

from typing import Final

import numpy as np

from dashboard.record.river import NEAR_RIVER_KM, chainage_of, locate

CELL: Final = 0.1
"""Degrees of the squares in which points share the stretch that can be near them."""

KM_A_DEGREE: Final = 111.2
DIAGONAL_KM: Final = CELL * KM_A_DEGREE * 1.3

ROUNDING: Final = 1_000
"""Points are told apart to a thousandth of a degree, a tenth of a kilometre."""

REMEMBERED: Final = 1_000_000
"""Points remembered from one part to the next."""

AT_A_TIME: Final = 1_000


class Riverside:
    """The main stem, cut up by squares; squares are worked out when first asked for."""

    def __init__(self, axis: np.ndarray) -> None:
        self._axis = axis
        self._km = chainage_of(axis)
        self._slack = float(np.diff(self._km).max()) / 2
        self._stretches: dict[int, tuple[int, int]] = {}
        self._known = (np.array([-1]), np.array([np.nan]))

    def km(self, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """River kilometre of each point; NaN farther than 25 km from the stem and where there is no point."""
        found = np.full(len(longitude), np.nan)
        low, high = self._axis.min(axis=0) - 0.5, self._axis.max(axis=0) + 0.5
        with np.errstate(invalid="ignore"):
            near = (longitude > low[0]) & (longitude < high[0]) & (latitude > low[1]) & (latitude < high[1])
        if near.any():
            keys = np.rint(longitude[near] * ROUNDING).astype(np.int64) * 1_000_000
            keys += np.rint(latitude[near] * ROUNDING).astype(np.int64)
            found[near] = self._of_keys(keys)
        return found

    def _of_keys(self, keys: np.ndarray) -> np.ndarray:
        """River kilometres of points written as whole numbers; those met before are remembered."""
        known, kilometres = self._known
        at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        new = known[at] != keys
        found: np.ndarray = kilometres[at]
        if new.any():
            different, again = np.unique(keys[new], return_inverse=True)
            answers = self._of(different // 1_000_000 / ROUNDING, different % 1_000_000 / ROUNDING)
            found[new] = answers[again]
            if len(known) < REMEMBERED:
                places = np.searchsorted(known, different)
                self._known = (np.insert(known, places, different), np.insert(kilometres, places, answers))
        return found

    def _of(self, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        squares = np.floor(longitude / CELL).astype(np.int64) * 1_000 + np.floor(latitude / CELL).astype(np.int64)
        order = np.argsort(squares, kind="stable")
        starts = np.flatnonzero(np.diff(squares[order], prepend=-1))
        points, found = np.column_stack([longitude, latitude]), np.full(len(longitude), np.nan)
        for start, end in zip(starts, [*starts[1:], len(order)], strict=True):
            for part in range(start, end, AT_A_TIME):
                rows = order[part : min(part + AT_A_TIME, end)]
                found[rows] = self._in_square(int(squares[rows[0]]), points[rows])
        return found

    def _in_square(self, square: int, points: np.ndarray) -> np.ndarray:
        start, end = self._stretch(square)
        if end - start < 2:
            return np.full(len(points), np.nan)
        km, distance = locate(points, self._axis[start:end])
        beside: np.ndarray = np.where(distance <= NEAR_RIVER_KM, km + self._km[start], np.nan)
        return beside

    def _stretch(self, square: int) -> tuple[int, int]:
        """First and last point, half-open, of the stretch that can be near a point of the square."""
        if square not in self._stretches:
            middle = (np.array([square // 1_000, square % 1_000]) + 0.5) * CELL
            away = (self._axis - middle) * KM_A_DEGREE * np.array([np.cos(np.radians(34.5)), 1.0])
            distance = np.hypot(*away.T)
            # What is nearest to a point of the square is no more than a diagonal farther from its middle.
            reach = distance.min() + DIAGONAL_KM + self._slack
            near = distance.min() <= NEAR_RIVER_KM + DIAGONAL_KM + self._slack
            reached = np.flatnonzero(distance <= reach) if near else np.array([], int)
            ends = (max(reached[0] - 1, 0), reached[-1] + 2) if len(reached) else (0, 0)
            self._stretches[square] = (int(ends[0]), int(min(ends[1], len(self._axis))))
        return self._stretches[square]
