"""Parquet, and GeoParquet 1.1 for tables whose rows have positions: typed columns, lists as lists.

What the file is and where it comes from stands in its metadata, as JSON under ``provenance``; each column has its
title, description and unit in its own.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.exports.fields import LATITUDE, LONGITUDE, Field
from dashboard.exports.formats.file_format import FileFormat
from dashboard.exports.provenance import Provenance
from dashboard.exports.table import ExportTable

GEOMETRY: Final = "geometry"
BATCH: Final = 50_000
_TYPES: Final = {
    "string": pa.string(), "date": pa.date32(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}  # fmt: skip
_POINT: Final = struct.Struct("<BIdd")


def _write_plain(table: ExportTable, provenance: Provenance, stream: BinaryIO) -> None:
    schema = pa.schema([_column(field) for field in table.fields], _said(table, provenance))
    _write(schema, _batches(table, schema), stream)


def _write_geo(table: ExportTable, provenance: Provenance, stream: BinaryIO) -> None:
    said = _said(table, provenance) | {"geo": json.dumps(geo_metadata(table.frame))}
    schema = pa.schema([*(_column(field) for field in table.fields), pa.field(GEOMETRY, pa.binary())], said)
    _write(schema, _batches(table, schema), stream)


def _write(schema: pa.Schema, batches: Iterator[pa.Table], stream: BinaryIO) -> None:
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_table(batch)


def _column(field: Field) -> pa.Field:
    said = {"title": field.title, "description": field.description, "unit": field.unit}
    return pa.field(field.name, _TYPES[field.type], metadata=said)


def _said(table: ExportTable, provenance: Provenance) -> dict[str, str]:
    about = {"title": table.title, "description": table.definition.description, **provenance.as_mapping()}
    return {"provenance": json.dumps(about, ensure_ascii=False)}


def _batches(table: ExportTable, schema: pa.Schema) -> Iterator[pa.Table]:
    for batch in table.batches(BATCH):
        columns = [_array(batch[field.name], field) for field in table.fields]
        if GEOMETRY in schema.names:
            columns.append(pa.array(points(batch), pa.binary()))
        yield pa.table(columns, schema=schema)


def _array(cells: pd.Series, field: Field) -> pa.Array:
    if field.type == "date":
        return pa.array(cells.dt.date.where(cells.notna(), None), _TYPES["date"])
    return pa.array(cells, _TYPES[field.type], from_pandas=True)


def points(batch: pd.DataFrame) -> list[bytes | None]:
    """The positions as well-known binary; None where one is not known."""
    places = zip(batch[LONGITUDE], batch[LATITUDE], strict=True)
    return [None if pd.isna(east) or pd.isna(north) else _POINT.pack(1, 1, east, north) for east, north in places]


def geo_metadata(frame: pd.DataFrame) -> dict[str, Any]:
    """What GeoParquet 1.1 wants said of the geometry; without a ``crs`` it is longitude and latitude on WGS 84."""
    known = frame.dropna(subset=[LONGITUDE, LATITUDE])
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if len(known) else []}
    if len(known):
        corners = (known[LONGITUDE].min(), known[LATITUDE].min(), known[LONGITUDE].max(), known[LATITUDE].max())
        column["bbox"] = [float(corner) for corner in corners]
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


_MEDIA_TYPE: Final = "application/vnd.apache.parquet"
PARQUET: Final = FileFormat("parquet", "Parquet", ".parquet", _MEDIA_TYPE, _write_plain)
GEOPARQUET: Final = FileFormat(
    "geoparquet", "GeoParquet", ".geo.parquet", _MEDIA_TYPE, _write_geo, needs_position=True
)  # fmt: skip
