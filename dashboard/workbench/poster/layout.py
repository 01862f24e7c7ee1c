"""Where the rows of the poster stand: columns of a page, headings of the strips, and as many pages as it takes.

Lengths are points of 1/72 inch, from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

PAGE: Final = (841.89, 1190.55)
"""A3, upright."""
MARGIN: Final = 34.0
BETWEEN: Final = 18.0
"""Between columns."""
LEAST, TALLEST = 6.4, 14.0
"""Heights of a row: below the one a name cannot be read, above the other nothing is won."""
HEADING: Final = 15.0
MOST_COLUMNS: Final = 3


@dataclass(frozen=True)
class Row:
    """A row of the poster: a place, or the heading of a strip (``place`` is None), which may go on from before."""

    strip: int
    place: int | None
    top: float
    goes_on: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a page, from ``left``, with its rows from the top down."""

    left: float
    width: float
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Layout:
    """All pages with their columns, and the height of a row."""

    height: float
    pages: tuple[tuple[Column, ...], ...]


def lay_out(strips: Sequence[int], top: float, bottom: float) -> Layout:
    """The layout for places in these strips, in the order of their rows, between two heights of the page.

    No heading stands alone at the foot of a column, and what a column begins with has one.
    """
    room = bottom - top
    number = next((each for each in range(1, MOST_COLUMNS + 1) if _fitting(strips, room, each) >= LEAST), MOST_COLUMNS)
    height = min(max(_fitting(strips, room, number), LEAST), TALLEST)
    filled = _fill(strips, height, top, bottom)
    width = (PAGE[0] - 2 * MARGIN - (number - 1) * BETWEEN) / number
    columns = [Column(MARGIN + (at % number) * (width + BETWEEN), width, rows) for at, rows in enumerate(filled)]
    pages = tuple(tuple(columns[at : at + number]) for at in range(0, len(columns), number))
    return Layout(height, pages)


def _fitting(strips: Sequence[int], room: float, columns: int) -> float:
    """The greatest height of rows by which all of them fit into so many columns; 0 where none does."""
    low, high = 0.0, TALLEST
    for _ in range(24):
        middle = (low + high) / 2
        if len(_fill(strips, middle, 0, room)) <= columns:
            low = middle
        else:
            high = middle
    return low


def _fill(strips: Sequence[int], height: float, top: float, bottom: float) -> list[tuple[Row, ...]]:
    columns: list[list[Row]] = [[]]
    y = top
    for place, (before, strip) in enumerate(pairwise([None, *strips])):
        assert strip is not None
        is_new = strip != before
        if columns[-1] and y + height + (HEADING if is_new else 0) > bottom:
            columns.append([])
            y = top
        if is_new or not columns[-1]:
            columns[-1].append(Row(strip, None, y, goes_on=not is_new))
            y += HEADING
        columns[-1].append(Row(strip, place, y))
        y += height
    return [tuple(rows) for rows in columns if rows]
