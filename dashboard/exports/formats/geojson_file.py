"""GeoJSON (RFC 7946): a feature a row, and ``metadata`` beside the features, which readers that do not know it pass."""

from __future__ import annotations

import json
from typing import Any, BinaryIO, Final

import pandas as pd

from dashboard.exports.fields import LATITUDE, LONGITUDE, Field
from dashboard.exports.formats.file_format import FileFormat
from dashboard.exports.json_cells import json_rows
from dashboard.exports.provenance import Provenance
from dashboard.exports.table import ExportTable


def _write(table: ExportTable, provenance: Provenance, stream: BinaryIO) -> None:
    head = {"type": "FeatureCollection", "name": table.name, "metadata": metadata(table, provenance)}
    stream.write(_json(head)[:-1] + b',"features":[')
    parted = b"\n"
    for batch in table.batches():
        for properties in json_rows(batch, table.fields):
            stream.write(parted + _json(_feature(properties, table)))
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


def feature(row: dict[Any, Any], table: ExportTable) -> dict[str, Any]:
    """One row: lists stay lists, blanks are null; no geometry where the position is not known."""
    return _feature({field.name: json_value(row[field.name], field) for field in table.fields}, table)


def _feature(properties: dict[str, Any], table: ExportTable) -> dict[str, Any]:
    place = [properties[LONGITUDE], properties[LATITUDE]]
    key = "/".join(str(properties[name]) for name in table.key)
    point = None if None in place else {"type": "Point", "coordinates": place}
    return {"type": "Feature", "id": key, "geometry": point, "properties": properties}


def json_value(cell: Any, field: Field) -> Any:
    """The cell as JSON has it: a day is its ISO date, a blank is null."""
    if field.type == "list":
        return list(cell)
    if field.type == "string":
        return cell or None
    if pd.isna(cell):
        return None
    if field.type == "date":
        return f"{cell:%Y-%m-%d}"
    return {"integer": int, "number": float, "boolean": bool}[field.type](cell)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


GEOJSON: Final = FileFormat(
    "geojson", "GeoJSON", ".geojson", "application/geo+json", _write, needs_position=True
)  # fmt: skip
