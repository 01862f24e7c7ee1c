"""What a file format is, and cells as formats without lists and types of their own write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import pandas as pd

from dashboard.errors import DataError, Problem
from dashboard.exports.fields import Field
from dashboard.exports.provenance import Provenance
from dashboard.exports.table import ExportTable, TableDefinition
from dashboard.record.cell_syntax import as_cell

Writer = Callable[[ExportTable, Provenance, BinaryIO], None]


@dataclass(frozen=True)
class FileFormat:
    """One file format: ``write`` leaves the whole file in the stream, rows in batches where the format allows it.

    ``needs_position`` is true of formats for maps, which hold only tables whose rows may have a position; rows whose
    position is not known are in them without one. ``most_rows`` is the most that the format can hold, 0 for any number.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    writer: Writer
    needs_position: bool = False
    most_rows: int = 0

    def holds(self, definition: TableDefinition) -> bool:
        """True where the format can hold this table."""
        return definition.is_located or not self.needs_position

    def write(self, table: ExportTable, provenance: Provenance, stream: BinaryIO) -> None:
        """The stream holds the file; ``DataError`` where the format cannot hold the table."""
        if not self.holds(table.definition):
            reason = f"{self.title} holds positions, and rows of this table have none"
            raise _refusal(table.name + self.suffix, reason, "Choose CSV, XLSX or Parquet.")
        if self.most_rows and len(table.frame) > self.most_rows:
            reason = f"it has {len(table.frame):,} rows, and {self.title} holds {self.most_rows:,}"
            raise _refusal(table.name + self.suffix, reason, "Set more filters, or choose CSV or Parquet.")
        self.writer(table, provenance, stream)


def _refusal(file: str, reason: str, remedy: str) -> DataError:
    return DataError(Problem(file=file, row=0, column="", value="", reason=reason, remedy=remedy))


def flattened(batch: pd.DataFrame, fields: Sequence[Field]) -> pd.DataFrame:
    """The rows with lists as texts whose items are parted by ``|``, and days as ISO dates ("" where blank)."""
    flat = {}
    for field in fields:
        cells = batch[field.name]
        if field.type == "list":
            flat[field.name] = pd.Series([as_cell(cell) for cell in cells], cells.index, dtype="str")
        elif field.type == "date":
            flat[field.name] = iso_days(cells)
    return batch.assign(**flat)


def iso_days(cells: pd.Series) -> pd.Series:
    """Days as ISO dates; "" where blank."""
    days: pd.Series = cells.dt.strftime("%Y-%m-%d").fillna("").astype("str")
    return days
