"""KML for Google Earth, packed with its icon (KMZ), so that showing it fetches nothing from outside.

Placemarks have the colour of their holder, and the days of the row as a time span, by which Earth's own slider works.
Earth shows descriptions as HTML, so texts are escaped once for that, and once more by the XML library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from lxml import etree
from markupsafe import Markup

from dashboard.exports.fields import LATITUDE, LONGITUDE, Field
from dashboard.exports.formats.file_format import FileFormat, flattened
from dashboard.exports.formats.xml_text import xml_text
from dashboard.exports.provenance import Provenance
from dashboard.exports.table import ExportTable
from dashboard.record.cell_syntax import as_cell
from dashboard.record.looks import UNKNOWN_COLOUR
from dashboard.text import escape, lines, link, tag
from dashboard.timespan import ONE_DAY

NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
DOCUMENT: Final = "doc.kml"
ICON: Final = "circle.png"
_CIRCLE: Final = Path(__file__).with_name(ICON)
_BALLOON: Final = "<h3>$[name]</h3>$[description]"
_TYPES: Final = {"integer": "int", "number": "double", "boolean": "bool"}
Row = Mapping[str, str]


def _write(table: ExportTable, provenance: Provenance, stream: BinaryIO) -> None:
    made = provenance.made.timetuple()[:6]
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        info = ZipInfo(DOCUMENT, made)
        info.compress_type = ZIP_DEFLATED
        with archive.open(info, "w") as file:
            _write_document(table, provenance, file)
        archive.writestr(ZipInfo(f"files/{ICON}", made), _CIRCLE.read_bytes())


def _write_document(table: ExportTable, provenance: Provenance, file: Any) -> None:
    styles = _styles(table)
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("kml", nsmap={None: NAMESPACE}), xml.element("Document"):
            for part in [*_head(table, provenance), *styles.values(), _schema(table)]:
                xml.write(part)
            for batch in table.batches(1_000):
                for row in _texts(batch, table):
                    xml.write(_placemark(row, table, styles))


def _head(table: ExportTable, provenance: Provenance) -> etree._Element:
    """Name of the file, and where it comes from, for readers and for machines."""
    said = [_heading(item.title) + escape(xml_text(item.value)) for item in provenance.items() if item.value]
    document = _element("Document")
    _add(document, "name", xml_text(table.title))
    _add(document, "description", lines([escape(table.definition.description), *said]))
    data = _add(document, "ExtendedData")
    for name, value in provenance.as_mapping().items():
        _add(_add(data, "Data", name=name), "value", xml_text(value))
    return document


def _styles(table: ExportTable) -> dict[str, etree._Element]:
    """The style of each holder in the table, by the cell that names it; ids are numbers, never text from data."""
    holder = table.definition.holder
    cells = dict.fromkeys(map(as_cell, table.frame[holder]) if holder else [""])
    return {cell: _style(f"holder-{number}", _colour(table, cell)) for number, cell in enumerate(cells)}


def _colour(table: ExportTable, cell: str) -> str:
    """The colour of a holder as KML writes it: opacity, blue, green, red."""
    colour = table.looks.of(cell).colour if cell else UNKNOWN_COLOUR
    return "ff" + colour[5:7] + colour[3:5] + colour[1:3]


def _style(name: str, colour: str) -> etree._Element:
    style = _element("Style", id=name)
    icon = _add(style, "IconStyle")
    _add(icon, "color", colour)
    _add(icon, "scale", "0.8")
    _add(_add(icon, "Icon"), "href", f"files/{ICON}")
    _add(_add(style, "LabelStyle"), "scale", "0.7")
    _add(_add(style, "BalloonStyle"), "text", _BALLOON)
    return style


def _schema(table: ExportTable) -> etree._Element:
    schema = _element("Schema", name=table.name, id="fields")
    for field in table.fields:
        each = _add(schema, "SimpleField", name=field.name, type=_TYPES.get(field.type, "string"))
        _add(each, "displayName", field.title)
    return schema


def _texts(batch: pd.DataFrame, table: ExportTable) -> Iterator[dict[str, str]]:
    """The rows as texts alone, "" where blank."""
    flat = flattened(batch, table.fields)
    columns = {field.name: [_cell(cell) for cell in flat[field.name]] for field in table.fields}
    for cells in zip(*columns.values(), strict=True):
        yield dict(zip(columns, cells, strict=True))


def _cell(cell: Any) -> str:
    if isinstance(cell, str):
        return xml_text(cell) if cell else ""
    return "" if pd.isna(cell) else str(cell).lower()


def _placemark(row: Row, table: ExportTable, styles: Mapping[str, etree._Element]) -> etree._Element:
    """One row; it has no point where its position is not known."""
    definition, mark = table.definition, _element("Placemark")
    told = [(field, row[field.name]) for field in table.fields if row[field.name]]
    _add(mark, "name", row[definition.label or definition.key[0]])
    _add(mark, "description", Markup("<br>").join(_line(field, text) for field, text in told))
    _add_time(mark, row, definition.span)
    _add(mark, "styleUrl", "#" + styles[row[definition.holder] if definition.holder else ""].get("id", ""))
    data = _add(_add(mark, "ExtendedData"), "SchemaData", schemaUrl="#fields")
    for field, text in told:
        _add(data, "SimpleData", text, name=field.name)
    if row[LONGITUDE] and row[LATITUDE]:
        _add(_add(mark, "Point"), "coordinates", f"{row[LONGITUDE]},{row[LATITUDE]}")
    return mark


def _line(field: Field, text: str) -> Markup:
    """What Earth shows of a field, as HTML that is safe; an address as a link."""
    return _heading(field.title) + _shown(text)


@lru_cache(maxsize=8_192)
def _shown(text: str) -> Markup:
    """Most texts of a table stand in many of its rows, and escaping is most of the work."""
    return link(text, text) if text.startswith("http") else escape(text)


@lru_cache(maxsize=1_024)
def _heading(title: str) -> Markup:
    return tag("b", escape(title)) + ": "


def _add_time(mark: etree._Element, row: Row, span: tuple[str, str]) -> None:
    """The days of the row, or its day; a span is open where it has no first or no last day."""
    first, after = (row[name] if name else "" for name in span)
    if span[0] and not span[1]:
        _add(_add(mark, "TimeStamp"), "when", first)
    elif first or after:
        time = _add(mark, "TimeSpan")
        if first:
            _add(time, "begin", first)
        if after:
            _add(time, "end", (date.fromisoformat(after) - ONE_DAY).isoformat())


def _element(name: str, /, **attributes: str) -> etree._Element:
    return etree.Element(_qualified(name), attributes, nsmap={None: NAMESPACE})


def _add(parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
    """A new element in its parent, with this text; the library escapes it."""
    child = etree.SubElement(parent, _qualified(name), attributes)
    child.text = text or None
    return child


def _qualified(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


KML: Final = FileFormat(
    "kml", "Google Earth (KML)", ".kmz", "application/vnd.google-earth.kmz", _write, needs_position=True
)  # fmt: skip
