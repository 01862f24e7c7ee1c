"""The parameters that only the API has: which part of an answer is sent, and in which form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from dashboard.analysis.day_patterns import MOMENTS
from dashboard.analysis.grammar import Parameter, choice, or_blank

DEFAULT_LIMIT, LARGEST_LIMIT = 100, 1_000
FORMATS: Final = {
    "json": "rows as JSON objects, a page at a time",
    "geojson": "a FeatureCollection (RFC 7946), a page at a time",
    "csv": "the same file as the pages offer: whole, or a page where `limit` is given",
    "parquet": "likewise; GeoParquet where rows have a position",
}
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?")
_WHOLE: Final = re.compile("[0-9]+")
_MOMENTS: Final = re.compile(MOMENTS)
_DIGITS: Final = 12
"""A number of more digits is beyond every limit."""
LONGEST_CURSOR: Final = 400


class Box(NamedTuple):
    """Degrees, WGS 84; a box whose west lies east of its east goes over the antimeridian."""

    west: float
    south: float
    east: float
    north: float


class Moments(NamedTuple):
    """The days asked for, both included, in UTC; NaT for an end that is open."""

    first: np.datetime64
    last: np.datetime64


def _limit(given: str) -> int:
    if not _WHOLE.fullmatch(given) or not given.strip("0"):
        raise ValueError(given)
    digits = given.lstrip("0")
    return LARGEST_LIMIT if len(digits) > _DIGITS else min(int(digits), LARGEST_LIMIT)


def _cursor(given: str) -> str:
    if len(given) > LONGEST_CURSOR or not re.fullmatch("[A-Za-z0-9_-]+", given):
        raise ValueError(given)
    return given


def _box(given: str) -> Box:
    parts = given.split(",")
    if len(parts) not in (4, 6) or not all(_NUMBER.fullmatch(part) for part in parts):
        raise ValueError(given)
    numbers = [float(part) for part in parts]
    return Box(*numbers) if len(numbers) == 4 else Box(numbers[0], numbers[1], numbers[3], numbers[4])


def _moments(given: str) -> Moments:
    if not _MOMENTS.fullmatch(given):
        raise ValueError(given)
    first, _, last = given.partition("/")
    return Moments(_day(first), _day(last if "/" in given else first))


def _day(given: str) -> np.datetime64:
    """The day in UTC; NaT where it is left open."""
    if given in ("", ".."):
        return np.datetime64("NaT", "D")
    day, _, time = given.partition("T")
    if not time or time.endswith("Z"):
        return np.datetime64(day, "D")
    sign = -1 if time[-6] == "+" else 1
    offset = np.timedelta64(sign * (60 * int(time[-5:-3]) + int(time[-2:])), "m")
    moved: np.datetime64 = (np.datetime64(f"{day}T{time[:5]}", "m") + offset).astype("datetime64[D]")
    return moved


BBOX: Final = Parameter(
    "bbox",
    "Only what lies in this box: west, south, east, north, in degrees of WGS 84 (or with heights third and sixth, "
    "which are not looked at). What has no position lies in no box.",
    "four or six numbers with commas between, such as 40,34,42,35",
    _box,
    {
        "type": "array",
        "items": {"type": "number"},
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
    },
    [40, 34, 42, 35],
)
DATETIME: Final = Parameter(
    "datetime",
    "Only what touches this day, moment or interval (RFC 3339; `..` or nothing for an open end; days of UTC). What has "
    "no time touches every one.",
    "a day such as 2014-06-21, a moment such as 2014-06-21T00:00:00Z, or two of them with a slash between",
    _moments,
    or_blank({"type": "string", "pattern": MOMENTS}),
    "2014-06-01/2014-06-30",
)
LIMIT: Final = Parameter(
    "limit",
    f"At most so many rows: {DEFAULT_LIMIT} if nothing is said (but all of them as `csv` or `parquet`); a number over "
    f"{LARGEST_LIMIT:,} is taken as {LARGEST_LIMIT:,}.",
    "a whole number from 1",
    _limit,
    or_blank({"type": "integer", "minimum": 1, "default": DEFAULT_LIMIT}),
    10,
)
CURSOR: Final = Parameter(
    "cursor",
    "Where a page begins: out of the link `next` of the page before, never made by hand. It holds for the same "
    "question to the same record.",
    "the cursor of a link that was answered before, or nothing",
    _cursor,
    or_blank({"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": LONGEST_CURSOR}),
    "",
)
F: Final = choice("f", "The form of the answer.", {"json": "JSON, which is GeoJSON where there are features"})
PAGING: Final = {each.name: each for each in (BBOX, DATETIME, LIMIT, CURSOR)}


@lru_cache
def format_of(forms: tuple[str, ...]) -> Parameter:
    """The parameter that chooses one of these forms of the answer."""
    return choice("format", "The form of the answer; blank: `json`.", {form: FORMATS[form] for form in forms})
