"""Answers as bytes: a page of a table as JSON or GeoJSON with links, or as the file that the pages offer."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from dashboard.api.pages import Page
from dashboard.exports.formats.file_format import FileFormat
from dashboard.exports.formats.geojson_file import metadata
from dashboard.exports.formats.registry import FORMATS, formats_for
from dashboard.exports.json_cells import json_bytes, json_rows
from dashboard.exports.provenance import Provenance
from dashboard.exports.table import TableDefinition

Json = dict[str, Any]
JSON_TYPE: Final = "application/json"
GEOJSON_TYPE: Final = "application/geo+json"
FILES: Final = ("csv", "parquet")
"""Forms of the answer that are whole files, without links inside."""


class Link(NamedTuple):
    """A link of an answer (RFC 8288)."""

    href: str
    rel: str
    type: str
    title: str = ""

    @property
    def as_json(self) -> Json:
        return {name: value for name, value in self._asdict().items() if value}

    @property
    def as_header(self) -> str:
        return f'<{self.href}>; rel="{self.rel}"; type="{self.type}"'


def media_type(form: str, definition: TableDefinition) -> str:
    """What an answer in this form calls itself."""
    return JSON_TYPE if form == "json" else file_format(form, definition).media_type


def file_format(form: str, definition: TableDefinition) -> FileFormat:
    """The file format of a form: of Parquet the one that the pages offer for this table."""
    if form != "parquet":
        return FORMATS[form]
    return next(each for each in formats_for(definition) if each.suffix.endswith(".parquet"))


def body_of_page(form: str, page: Page, provenance: Provenance, links: Sequence[Link]) -> bytes:
    """The page in this form."""
    if form == "json":
        return as_rows(page, provenance, links)
    stream = io.BytesIO()
    file_format(form, page.table.definition).write(page.table, provenance, stream)
    body = stream.getvalue()
    if form != "geojson":
        return body
    # What the file of the pages says comes first; what only an answer has stands after its features.
    return body.rstrip()[:-1] + b"," + json_bytes({**counts(page), "links": links_json(links)})[1:]


def as_rows(page: Page, provenance: Provenance, links: Sequence[Link]) -> bytes:
    """The page as JSON objects, each with exactly the fields of the table."""
    head = {
        "table": page.table.name,
        "metadata": metadata(page.table, provenance),
        **counts(page),
        "links": links_json(links),
        "rows": list(json_rows(page.table.frame, page.table.fields)),
    }
    return json_bytes(head)


def links_json(links: Iterable[Link]) -> list[Json]:
    """The links as they stand in an answer."""
    return [link.as_json for link in links]


def counts(page: Page) -> Json:
    """How many rows pass, and how many of them are here."""
    return {"numberMatched": page.matched, "numberReturned": len(page.table.frame)}


def now() -> datetime:
    """When an answer is made."""
    return datetime.now(UTC)
