"""The formats by name, in the order in which they are offered."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from dashboard.exports.formats.csv_file import CSV
from dashboard.exports.formats.file_format import FileFormat
from dashboard.exports.formats.geojson_file import GEOJSON
from dashboard.exports.formats.kml_file import KML
from dashboard.exports.formats.parquet_file import GEOPARQUET, PARQUET
from dashboard.exports.formats.xlsx_file import XLSX
from dashboard.exports.table import TableDefinition

FORMATS: Final = MappingProxyType({each.name: each for each in (CSV, XLSX, GEOJSON, GEOPARQUET, KML, PARQUET)})
"""``FORMATS["csv"].write(table, provenance, stream)`` leaves the file in the stream."""


def formats_for(definition: TableDefinition) -> tuple[FileFormat, ...]:
    """The formats that can hold this table; of GeoParquet and plain Parquet one alone."""
    fitting = [each for each in FORMATS.values() if each.holds(definition)]
    return tuple(each for each in fitting if each is not PARQUET or GEOPARQUET not in fitting)
