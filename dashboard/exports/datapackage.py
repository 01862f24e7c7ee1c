"""``data/datapackage.json`` and the codebook, made from the schema: no column is described twice.

``python -m dashboard.exports.datapackage`` writes both. The descriptor follows Frictionless Data Package 1;
that standard has no word for a list inside a cell, so such columns are strings with a ``listSeparator``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from dashboard.record.editions import DESCRIPTOR, Versions
from dashboard.record.load import AUTHOR, LICENCE_ADDRESS, shipped_data
from dashboard.record.schema import LIST_SEPARATOR, MISSING, TABLES, Column, Table
from dashboard.record.side_tables import COMPANIONS, read_companion

Json = dict[str, Any]

CODEBOOK: Final = "README.md"
BEGIN: Final = "<!-- columns: written by `make datapackage` -->"
END: Final = "<!-- /columns -->"

CC_BY: Final = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": LICENCE_ADDRESS,
}
LGPL: Final = {
    "name": "LGPL-3.0-or-later",
    "title": "GNU Lesser General Public License 3.0 or later",
    "path": "https://www.gnu.org/licenses/lgpl-3.0.html",
}
ODBL: Final = {
    "name": "ODbL-1.0",
    "title": "Open Database License 1.0",
    "path": "https://opendatacommons.org/licenses/odbl/1-0/",
}
PUBLIC: Final = {
    "name": "other-pd",
    "title": "Public domain",
    "path": "https://www.naturalearthdata.com/about/terms-of-use/",
}
GSHHG: Final = {"title": "World Data Bank II rivers, as distributed in GSHHG 2.3.6 (Wessel and Smith, 1996)"}
NATURAL_EARTH: Final = {"title": "Natural Earth", "path": "https://www.naturalearthdata.com"}
OSM: Final = {"title": "© OpenStreetMap contributors", "path": "https://www.openstreetmap.org/copyright"}
GEONAMES: Final = {"title": "GeoNames", "path": "https://www.geonames.org"}

TYPES: Final = {"string": "text", "date": "date", "integer": "whole number", "number": "number", "list": "list"}
"""The types of columns, in words."""


class LeftOut(Table):
    """Reports that were collected and are not in the record."""

    file = "left_out.csv"
    about = "Left out: collected reports that are not in events.csv, each with the reason"
    key = "event_id"

    event_id = Column("Id of the report in the collection.", required=True, unique=True)
    file_ = Column("File of the collection it stood in.")
    reason = Column("Why it was left out.", required=True)


PACKAGED: Final[tuple[type[Table], ...]] = (*TABLES, LeftOut, *COMPANIONS)


class Layer(NamedTuple):
    """One layer of the base geography."""

    file: str
    about: str
    licence: Json
    source: Json


LAYERS: Final = (
    Layer("euphrates", "Axis of the Euphrates from the Turkish border to Qurna, and the Khabur", LGPL, GSHHG),
    Layer("rivers", "Other rivers", LGPL, GSHHG),
    Layer("lakes", "Lakes", PUBLIC, NATURAL_EARTH),
    Layer("reservoirs_osm", "Five reservoirs", ODBL, OSM),
    Layer("countries", "Country areas", PUBLIC, NATURAL_EARTH),
    Layer("borders", "International boundary lines", PUBLIC, NATURAL_EARTH),
    Layer("governorates", "Governorates and provinces of Iraq, Syria and Türkiye", PUBLIC, NATURAL_EARTH),
    Layer("governorate_lines", "Boundaries between governorates", PUBLIC, NATURAL_EARTH),
    Layer("governorate_labels", "A label point for each governorate", PUBLIC, NATURAL_EARTH),
    Layer("towns", "Towns for orientation", CC_BY, GEONAMES),
)


def descriptor(version: str = "") -> Json:
    """The Data Package: twelve tables and the layers of the base geography, each with its licence."""
    return {
        "name": "euphrates-timeline",
        "title": "Euphrates Valley conflict timeline",
        "description": "Sourced reports of who held which town along the Euphrates and what happened there, since "
        "1991. One row of events.csv is what one source reported; control is derived from the reports, never typed in.",
        "version": version or current_version(),
        "profile": "data-package",
        "keywords": ["conflict", "Euphrates", "Iraq", "Syria", "territorial control", "timeline"],
        "licenses": [CC_BY],
        "contributors": [{"title": AUTHOR, "role": "author"}],
        "resources": [*map(table_resource, PACKAGED), *map(_layer_resource, LAYERS)],
    }


def current_version() -> str:
    """The version that was published last, by the table of versions."""
    return str(read_companion(Versions)[Versions.version].iloc[-1])


def table_resource(table: type[Table]) -> Json:
    return {
        "name": table.file.removesuffix(".csv").replace("_", "-"),
        "path": table.file,
        "title": table.about,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": [CC_BY],
        "schema": _table_schema(table),
    }


def _table_schema(table: type[Table]) -> Json:
    columns = table.columns().values()
    keys = [_foreign_key(table, column) for column in columns if column.refers_to and column.type != "list"]
    schema: Json = {
        "fields": [_field(column) for column in columns],
        "primaryKey": table.key,
        "missingValues": [MISSING],
    }
    return {**schema, "foreignKeys": keys} if keys else schema


def _foreign_key(table: type[Table], column: Column) -> Json:
    name, _, key = column.refers_to.partition(".")
    itself = name == table.file.removesuffix(".csv")
    return {"fields": column_name(column), "reference": {"resource": "" if itself else name, "fields": key}}


def _field(column: Column) -> Json:
    field: Json = {"name": column_name(column), "type": column.type, "description": column.description}
    if column.type == "list":
        field |= {"type": "string", "listSeparator": LIST_SEPARATOR}
        field |= {"refersTo": column.refers_to} if column.refers_to else {}
    limits = {"required": column.required, "unique": column.unique, "enum": [*column.one_of], "pattern": column.pattern}
    constraints = {name: limit for name, limit in limits.items() if limit}
    bounds = {"minimum": column.minimum, "maximum": column.maximum}
    constraints |= {name: bound for name, bound in bounds.items() if bound is not None}
    return {**field, "constraints": constraints} if constraints else field


def column_name(column: Column) -> str:
    """The name in the file; a trailing underscore keeps an attribute apart from ``Table.file``."""
    return column.name.removesuffix("_")


def _layer_resource(layer: Layer) -> Json:
    return {
        "name": layer.file.replace("_", "-"),
        "path": f"geo/{layer.file}.geojson",
        "title": layer.about,
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "licenses": [layer.licence],
        "sources": [layer.source],
    }


def codebook_rows(table: type[Table]) -> pd.DataFrame:
    """Every column of the table as a reader wants it: ``name``, ``type``, ``meaning`` and ``allowed``."""
    rows = []
    for column in table.columns().values():
        type_words = [TYPES[column.type], *(["required"] if column.required else [])]
        rows.append((column_name(column), ", ".join(type_words), column.description, allowed_values(column)))
    return pd.DataFrame(rows, columns=["name", "type", "meaning", "allowed"])


def allowed_values(column: Column) -> str:
    """What a cell may hold, in words; "" where anything may stand."""
    parts = []
    if column.one_of:
        words = (word if word == meaning else f"{word} ({meaning})" for word, meaning in column.one_of.items())
        parts.append("; ".join(words))
    if column.minimum is not None:
        parts.append(f"from {column.minimum}" + ("" if column.maximum is None else f" to {column.maximum}"))
    if column.pattern:
        parts.append(f"pattern {column.pattern}")
    if column.unique:
        parts.append("no two alike")
    if column.refers_to:
        parts.append(f"leads to {column.refers_to}")
    return "; ".join(parts)


def codebook() -> str:
    """The column tables of the codebook in Markdown, with the marks that stand around them."""
    parts = [BEGIN]
    for table in PACKAGED:
        parts += [f"### {table.file}", f"{table.about}. Key: `{table.key}`.", _markdown(codebook_rows(table))]
    return "\n\n".join([*parts, END])


def _markdown(rows: pd.DataFrame) -> str:
    lines = ["| column | type | meaning | allowed |", "|---|---|---|---|"]
    for name, *cells in rows.itertuples(index=False):
        lines.append(f"| `{name}` | " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |")
    return "\n".join(lines)


def with_codebook(text: str) -> str:
    """The text with a fresh codebook between its marks; ``ValueError`` where the marks are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{CODEBOOK} must hold the lines {BEGIN} and {END}")
    return before + codebook() + after


def as_text(package: Json) -> str:
    """The descriptor as the file holds it."""
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def write_package(folder: Path) -> None:
    """The folder holds the current descriptor, and its codebook the current columns."""
    readme = folder / CODEBOOK
    readme.write_text(with_codebook(readme.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / DESCRIPTOR).write_text(as_text(descriptor()), encoding="utf-8")


if __name__ == "__main__":
    write_package(shipped_data())
