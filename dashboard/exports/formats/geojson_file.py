"""GeoJSON (RFC 7946): a feature a row, and ``metadata`` beside the features, which readers that do not know it pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import pandas as pd

from dashboard.exports.fields import LATITUDE, LONGITUDE
from dashboard.exports.formats.file_format import FileFormat
from dashboard.exports.json_cells import json_bytes, json_rows
from dashboard.exports.provenance import Provenance
from dashboard.exports.table import ExportTable


def _write(table: ExportTable, provenance: Provenance, stream: BinaryIO) -> None:
    head = {"type": "FeatureCollection", "name": table.name, "metadata": metadata(table, provenance)}
    stream.write(json_bytes(head)[:-1] + b',"features":[')
    parted = b"\n"
    for batch in table.batches():
        for each in features(batch, table):
            stream.write(parted + json_bytes(each))
            parted = b",\n"
    stream.write(b"\n]}\n")


def metadata(table: ExportTable, provenance: Provenance) -> dict[str, Any]:
    """What the file is and where it comes from, with what each property holds."""
    fields = [
        {"name": each.name, "title": each.title, "type": each.type, "unit": each.unit, "description": each.description}
        for each in table.fields
    ]
    about = {"title": table.title, "description": table.definition.description, "key": list(table.key)}
    return {**about, **provenance.as_mapping(), "fields": fields}


def features(rows: pd.DataFrame, table: ExportTable) -> Iterator[dict[str, Any]]:
    """These rows of the table: lists stay lists, blanks are null; no geometry where the position is not known."""
    for properties in json_rows(rows, table.fields):
        place = [properties[LONGITUDE], properties[LATITUDE]]
        point = None if None in place else {"type": "Point", "coordinates": place}
        yield {"type": "Feature", "id": _id(properties, table), "geometry": point, "properties": properties}


def feature_ids(table: ExportTable) -> list[str]:
    """The ids of the features of all rows."""
    keys = [field for field in table.fields if field.name in table.key]
    return [_id(row, table) for row in json_rows(table.frame, keys)]


def _id(row: dict[str, Any], table: ExportTable) -> str:
    return "/".join(str(row[name]) for name in table.key)


GEOJSON: Final = FileFormat(
    "geojson", "GeoJSON", ".geojson", "application/geo+json", _write, needs_position=True
)  # fmt: skip
