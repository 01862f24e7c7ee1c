"""How one file is to be read: its format, the column behind each of the format's own, and the SQL that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dashboard.eventsets.importing.formats.format import TEXT_FIELDS, Format
from dashboard.eventsets.importing.rows.dates import DateOrder, coarseness_sql, day_sql, in_reach_sql, iso_sql
from dashboard.record.vocabulary import COUNTRIES

CARRIED: Final = ("event_id", "source", "note")
"""Fields that nothing else of an event depends on; notes are most of a file, and are not taken through its checks."""
QUOTED_NOTHING: Final = "''"
NUMBERS: Final = ("deaths_low", "deaths_best", "deaths_high")

COUNTRY_WORDS: Final = {
    **{name.lower(): code for code, name in COUNTRIES.items()},
    **{code.lower(): code for code in COUNTRIES},
    "syr": "SY",
    "irq": "IQ",
    "tur": "TR",
    "jor": "JO",
    "760": "SY",
    "368": "IQ",
    "792": "TR",
    "400": "JO",
    "turkey": "TR",
    "turkiye": "TR",
    "syrian arab republic": "SY",
    "iran": "IR",
    "lebanon": "LB",
    "israel": "IL",
    "saudi arabia": "SA",
    "kuwait": "KW",
    "سوريا": "SY",
    "العراق": "IQ",
    "تركيا": "TR",
    "الأردن": "JO",
}
"""Countries of the valley and beside it by name, ISO 3166-1 alpha-3 and number."""

BOXES: Final = {
    "SY": (32.0, 37.6, 35.4, 42.6),
    "IQ": (28.8, 37.7, 38.5, 49.0),
    "TR": (35.6, 42.4, 25.4, 45.1),
    "JO": (29.0, 33.6, 34.7, 39.5),
}
"""South, north, west and east end of each country with some room, to tell latitude and longitude apart."""


@dataclass(frozen=True)
class Plan:
    """The format of a file and the heading behind each of its columns; ``order`` is that of day and month."""

    format: Format
    header: tuple[str, ...]
    columns: Mapping[str, str]
    order: DateOrder = "day first"

    @cached_property
    def wanted(self) -> set[int]:
        """Places of the columns that are read."""
        return {self.header.index(heading) for heading in self.columns.values()}

    @cached_property
    def carried(self) -> dict[str, str]:
        """Fields that are a column of the file as it stands and decide nothing, each with its column of the part."""
        bare = {name: self.format.expression(name) for name in CARRIED}
        return {name: self._cell(column) for name, column in bare.items() if column in self.columns}

    def heading(self, field: str) -> str:
        """The heading that a problem with a field is laid to."""
        return self.columns.get(self.format.heading(field), "")

    def given_sql(self) -> str:
        """SELECT of the file's columns under the format's names, those it lacks being ''."""
        cells = {name: self._cell(name) for name in self.format.columns}
        return f"SELECT row, {', '.join(f'{cell} AS {name}' for name, cell in cells.items())} FROM chunk"

    def _cell(self, name: str) -> str:
        if name not in self.columns:
            return "''"
        return f"c{self.header.index(self.columns[name])}"

    def fields_sql(self) -> str:
        """SELECT of every field as text, with the codes as given and the number of the doubt that there is.

        The fields of ``carried`` are left blank.
        """
        fields = [
            f"{QUOTED_NOTHING if name in self.carried else self.format.expression(name)} AS {name}"
            for name in TEXT_FIELDS
        ]
        codes = [
            f"{self._code(name)} AS {code}"
            for name, code in (("date_precision", "date_code"), ("place_precision", "place_code"))
        ]
        doubts = " ".join(f"WHEN {sql} THEN {number}" for number, sql in enumerate(self.format.doubtful, 1))
        doubt = f"CASE {doubts} ELSE 0 END AS doubt" if doubts else "0 AS doubt"
        return f"SELECT row, {', '.join((*fields, *codes, doubt))} FROM ({self.given_sql()})"

    def _code(self, field: str) -> str:
        source = self.format.heading(field)
        return source if source in self.format.columns else "''"

    def days_sql(self) -> str:
        """SELECT of each different text of a date that is not plain ISO, with its day."""
        both = "SELECT date AS text FROM fields UNION SELECT date_end FROM fields"
        return f"SELECT text, {day_sql('text', self.order)} AS day FROM ({both}) WHERE NOT {iso_sql('text')}"

    def typed_sql(self) -> str:
        """SELECT of fields, typed values and ``fatal``, the number of the reason a row is set aside for (0: none)."""
        numbers = ", ".join(f"{number_sql(name)} AS {name}_number" for name in NUMBERS)
        typed = f"""SELECT fields.*, kinds.kind AS kind,
            {_day("date", "first_days")} AS day, {_day("date_end", "last_days")} AS last,
            {coarseness_sql("date")} AS written, {number_sql("latitude")} AS lat, {number_sql("longitude")} AS lon,
            {number_sql("radius_km")} AS radius, {numbers}, coalesce(lands.land, country) AS land
            FROM fields LEFT JOIN kinds USING (source_kind) LEFT JOIN lands USING (country)
            LEFT JOIN days AS first_days ON fields.date = first_days.text
            LEFT JOIN days AS last_days ON fields.date_end = last_days.text"""
        return f"SELECT *, {_fatal(self.format)} AS fatal, {_swapped()} AS swapped FROM ({typed})"


def _day(text: str, days: str) -> str:
    return f"CASE WHEN {iso_sql(text)} THEN TRY_CAST({text} AS DATE) ELSE {days}.day END"


def number_sql(column: str) -> str:
    """SQL for the number a text means, with a point or a comma; NULL if it means none."""
    return f"TRY_CAST(CASE WHEN contains({column}, ',') THEN replace({column}, ',', '.') ELSE {column} END AS DOUBLE)"


def land(country: str) -> str:
    """The country by ISO 3166-1 alpha-2 where it is in the valley or beside it, else as given."""
    return COUNTRY_WORDS.get(country.lower().removesuffix(".0"), country)


def _swapped() -> str:
    """True where latitude and longitude must have been written in each other's place."""
    outside = " OR ".join(
        f"(land = '{code}' AND NOT (lat BETWEEN {south} AND {north} AND lon BETWEEN {west} AND {east})"
        f" AND lon BETWEEN {south} AND {north} AND lat BETWEEN {west} AND {east})"
        for code, (south, north, west, east) in BOXES.items()
    )
    return f"coalesce((abs(lat) > 90 AND abs(lat) <= 180 AND abs(lon) <= 90) OR {outside}, false)"


FATAL: Final = {
    1: ("date", "it is blank", "Give the date."),
    2: ("date", "it is not a date, or there is no such day", "Write it as 2014-06-21, or 2014-06, or 2014."),
    3: ("date", "the year is out of reach", "Dates run from 1900 to 2100."),
    4: ("latitude", "it is not a number", "Write degrees with a point, such as 34.36."),
    5: ("longitude", "it is not a number", "Write degrees with a point, such as 41.09."),
    6: ("latitude", "there is no such latitude", "Degrees north run from -90 to 90."),
    7: ("longitude", "there is no such longitude", "Degrees east run from -180 to 180."),
    8: ("source_kind", "the word is not on the list", "Use a kind that the codebook names."),
}
"""Why a row is set aside: the field, the reason and the remedy, by number."""


def _fatal(form: Format) -> str:
    strict = "WHEN kind = '' THEN 8" if form.key in {"record", "four-column"} else ""
    return f"""CASE WHEN date = '' THEN 1 WHEN day IS NULL THEN 2 WHEN NOT {in_reach_sql("day")} THEN 3
        WHEN latitude <> '' AND NOT coalesce(isfinite(lat), false) THEN 4
        WHEN longitude <> '' AND NOT coalesce(isfinite(lon), false) THEN 5
        WHEN abs(lat) > 90 AND NOT (abs(lat) <= 180 AND abs(lon) <= 90) THEN 6
        WHEN abs(lon) > 180 THEN 7 {strict} ELSE 0 END"""
