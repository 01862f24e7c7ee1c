"""A workbook: the first sheet says what it is and where it comes from, the second is the table.

Texts are written as texts, whatever they begin with, so that no spreadsheet takes one for a formula; those that begin
as one also keep the mark of a text, by which they stay one when the cell is edited.
"""

from __future__ import annotations

import math
from typing import Any, BinaryIO, Final

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.fields import Field
from dashboard.exports.formats.file_format import FileFormat
from dashboard.exports.provenance import Provenance
from dashboard.exports.table import ExportTable
from dashboard.record.cell_syntax import as_cell
from dashboard.text import clean, guarded

MOST_ROWS: Final = 1_048_575
"""Rows of a sheet, less the header."""
MOST_LETTERS: Final = 32_767
"""Letters of a cell."""
FIRST_DAY: Final = pd.Timestamp("1900-03-01")
"""Spreadsheets count a day too many before: earlier days are written as texts."""
NARROWEST, WIDEST = 8, 60
ABOUT: Final = "About"
_OPTIONS: Final = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


class _Looks:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.marked: Format = book.add_format({"quote_prefix": True})


def _write(table: ExportTable, provenance: Provenance, stream: BinaryIO) -> None:
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        looks = _Looks(book)
        book.set_properties({"title": table.title, "comments": provenance.address, "created": provenance.made})
        _about(book.add_worksheet(ABOUT), looks, table, provenance)
        _rows(book.add_worksheet(table.title[:31]), looks, table)


def _about(sheet: Worksheet, looks: _Looks, table: ExportTable, provenance: Provenance) -> None:
    """What the file is, where it comes from, and what each column holds."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, table.title, looks.title)
    sheet.write_string(1, 0, "What a row is", looks.wrapped)
    sheet.write_string(1, 1, table.definition.description, looks.wrapped)
    at = 2
    for item in provenance.items():
        sheet.write_string(at, 0, item.title, looks.wrapped)
        sheet.write_string(at, 1, _fitting(item.value), looks.wrapped)
        at += 1
    sheet.write_string(at + 1, 0, "Column", looks.head)
    sheet.write_string(at + 1, 1, "What it holds", looks.head)
    for field in table.fields:
        sheet.write_string(at + 2, 0, field.title, looks.wrapped)
        sheet.write_string(at + 2, 1, _field_words(field), looks.wrapped)
        at += 1


def _field_words(field: Field) -> str:
    unit = f" In {field.unit}." if field.unit else ""
    listed = " Items are parted by |" if field.type == "list" else ""
    return f"{field.description}{unit}{listed} [{field.name}]"


def _rows(sheet: Worksheet, looks: _Looks, table: ExportTable) -> None:
    """The header stays in sight and filters; columns are as wide as their cells, within bounds."""
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.frame), 1), len(table.fields) - 1)
    for column, field in enumerate(table.fields):
        sheet.set_column(column, column, _width(table.frame[field.name], field))
    for column, field in enumerate(table.fields):
        sheet.write_string(0, column, field.title, looks.head)
    row = 0
    for batch in table.batches():
        for cells in batch.itertuples(index=False, name=None):
            row += 1
            for column, (cell, field) in enumerate(zip(cells, table.fields, strict=True)):
                _put(sheet, looks, (row, column), cell, field)


def _put(sheet: Worksheet, looks: _Looks, at: tuple[int, int], cell: Any, field: Field) -> None:
    """The cell in its own type; a blank one stays empty."""
    if field.type in ("string", "list"):
        text = _fitting(as_cell(cell) if field.type == "list" else cell)
        if text:
            sheet.write_string(*at, text, looks.marked if guarded(text) != text else None)
    elif pd.isna(cell) or (isinstance(cell, float) and not math.isfinite(cell)):
        return
    elif field.type == "boolean":
        sheet.write_boolean(*at, cell)
    elif field.type == "date" and cell < FIRST_DAY:
        sheet.write_string(*at, f"{cell:%Y-%m-%d}")
    elif field.type == "date":
        sheet.write_datetime(*at, cell.to_pydatetime(), looks.day)
    else:
        sheet.write_number(*at, cell)


def _fitting(text: str) -> str:
    """The text as a cell can hold it; what is cut off is told by its last letters."""
    safe = clean(text)
    return safe if len(safe) <= MOST_LETTERS else safe[: MOST_LETTERS - 10] + " […cut]"


def _width(cells: pd.Series, field: Field) -> int:
    """In letters, as wide as nine cells of ten need."""
    title = max(len(word) for word in field.title.split()) + 3
    if field.type == "date":
        return max(title, 12)
    if field.type not in ("string", "list") or cells.empty:
        return max(title, NARROWEST)
    lengths = [sum(map(len, cell)) + len(cell) if field.type == "list" else len(cell) for cell in cells]
    usual = sorted(lengths)[len(lengths) * 9 // 10] + 1
    return min(max(usual, title, NARROWEST), WIDEST)


XLSX: Final = FileFormat(
    "xlsx", "Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write,
    most_rows=MOST_ROWS,
)  # fmt: skip
