"""CSV that any program reads without being told how.

Where it comes from stands in columns after the fields, the same in each row: a line before the header would have to be
skipped by hand, and a file beside it gets lost, while rows that are sorted, cut out or joined to others keep theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

import pandas as pd

from dashboard.exports.fields import Field
from dashboard.exports.formats.file_format import FileFormat, flattened
from dashboard.exports.provenance import Provenance
from dashboard.exports.table import ExportTable
from dashboard.text import guarded

MARK: Final = b"\xef\xbb\xbf"
"""The mark by which spreadsheets know UTF-8, without which they garble Arabic."""
LINE_END: Final = "\r\n"


def _write(table: ExportTable, provenance: Provenance, stream: BinaryIO) -> None:
    stream.write(MARK)
    for number, batch in enumerate(csv_batches(table, provenance)):
        text: str = batch.to_csv(index=False, header=number == 0, lineterminator=LINE_END)
        stream.write(text.encode())


def csv_batches(table: ExportTable, provenance: Provenance) -> Iterator[pd.DataFrame]:
    """The rows as they stand in the file: texts guarded against formulas, truths in lower case, and what is said of
    the file at the end of each row."""
    said = {item.column: guarded(item.value) for item in provenance.items()}
    for batch in table.batches():
        flat = flattened(batch, table.fields)
        cells = {field.name: _cells(flat[field.name], field) for field in table.fields}
        yield pd.DataFrame(cells, index=batch.index).assign(**said)


def _cells(cells: pd.Series, field: Field) -> pd.Series:
    if field.type in ("string", "list"):
        return cells.map(guarded)
    return cells.map({True: "true", False: "false"}) if field.type == "boolean" else cells


CSV: Final = FileFormat("csv", "CSV", ".csv", "text/csv; charset=utf-8", _write)
