"""One part of a text becomes columns of text, with every record counted and each unfit one set aside."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as fast

from dashboard.eventsets.importing.files.csv_split import Part, Text, careful
from dashboard.record.cell_syntax import CellError
from dashboard.record.csv_files import CELL_LIMIT, HOLDS_NUL, TOO_LONG, Record, misfit
from dashboard.record.validation import shorten

Found = tuple[int, str, str, str, str]
"""Row, column, value, reason and remedy of a problem."""

ROW: Final = "row"
ASCII: Final = 0x80


@dataclass(frozen=True)
class Parsed:
    """Columns ``c0``, ``c1``, ... of text beside ``row``, and what did not fit; rows count from 1 in the part."""

    table: pa.Table
    records: int
    aside: list[Found] = field(default_factory=list)

    @property
    def rows_in(self) -> int:
        """Rows that are not blank."""
        return int(self.table.num_rows) + len(self.aside)


def parse_part(part: Part, text: Text, wanted: set[int]) -> Parsed:
    """The wanted columns of one part; what the fast parser cannot read is read record by record."""
    if not part.content:
        return from_records(part.records, len(text.header), wanted)
    try:
        if np.frombuffer(part.content, np.uint8).max() >= ASCII:
            # Arrow looks at the cells it keeps alone, and loses misfits that are no text.
            str(part.content, "utf-8")
        return _fast(part.content, text, wanted)
    except (pa.ArrowInvalid, pa.ArrowCapacityError, UnicodeDecodeError):
        return from_records(carefully(part.content, text.delimiter), len(text.header), wanted)


def carefully(content: bytes | memoryview, delimiter: str) -> list[Record]:
    return [(row, cells, wrong) for row, cells, wrong, _ in careful(io.BytesIO(content), 0, delimiter)]


def from_records(records: list[Record], width: int, wanted: set[int]) -> Parsed:
    """The wanted columns of records read one by one."""
    rows, kept, aside = [], [], []
    for row, cells, fault in records:
        if not any(cells) and not fault:
            continue
        wrong = fault or misfit(cells, width)
        if wrong:
            aside.append(_found(row, "".join(cells[:1]), wrong))
        else:
            rows.append(row)
            kept.append(cells)
    arrays = {f"c{place}": pa.array([cells[place] for cells in kept], pa.string()) for place in sorted(wanted)}
    return Parsed(pa.table({ROW: pa.array(rows, pa.int64()), **arrays}), records[-1][0] if records else 0, aside)


def _fast(content: bytes | memoryview, text: Text, wanted: set[int]) -> Parsed:
    """What Arrow reads; every column where a row is blank in the wanted ones, so that the others must tell."""
    width = len(text.header)
    misfits: list[tuple[int, int, str]] = []

    def set_aside(row: Any) -> str:
        misfits.append((row.number, row.actual_columns, row.text))
        return "skip"

    names = [f"c{place}" for place in range(width)]
    kept = sorted(wanted) or [0]
    table = fast.read_csv(
        pa.BufferReader(content),
        read_options=fast.ReadOptions(use_threads=False, column_names=names, block_size=len(content) + 1),
        parse_options=fast.ParseOptions(
            delimiter=text.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=set_aside
        ),
        convert_options=fast.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=False,
            include_columns=[names[place] for place in kept],
        ),
    ).combine_chunks()
    records = table.num_rows + len(misfits)
    rows = np.setdiff1d(np.arange(1, records + 1), [number for number, _, _ in misfits], assume_unique=True)
    table = table.add_column(0, ROW, pa.array(rows, pa.int64()))
    blank = _blank(table)
    if blank.any() and len(kept) < width:
        return _fast(content, text, set(range(width)))
    aside = [
        _found(number, line.split(text.delimiter, 1)[0], misfit(line.split("\n", 1)[:1] * cells, width) or TOO_LONG)
        for number, cells, line in misfits
        if not _is_blank(line, text.delimiter)
    ]
    table, unfit = without_unfit(table.filter(pa.array(~blank)) if blank.any() else table)
    return Parsed(trimmed(table), records, aside + unfit)


def _is_blank(line: str, delimiter: str) -> bool:
    """Whether the record holds nothing but spaces, delimiters between cells and quotes around them."""
    if set(line) - set(f' \t\r\n"{delimiter}'):
        return False
    cells = next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])
    return not any(cell.strip() for cell in cells)


def _blank(table: pa.Table) -> np.ndarray:
    """Which rows hold nothing but spaces."""
    blank = np.ones(table.num_rows, bool)
    for column in table.columns[1:]:
        if not blank.any():
            break
        some = np.flatnonzero(blank)
        cells = column.take(pa.array(some)) if len(some) < len(blank) else column
        blank[some] = np.asarray(pc.equal(pc.binary_length(pc.utf8_trim_whitespace(cells)), 0))
    return blank


def trimmed(table: pa.Table) -> pa.Table:
    """The table without spaces at the ends of cells; columns without any, which are most, are not copied."""
    columns = [_trimmed(column.combine_chunks()) for column in table.columns[1:]]
    return pa.table([table.column(0), *columns], names=table.column_names)


def _trimmed(column: pa.Array) -> pa.Array:
    offsets = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
    filled = np.flatnonzero(np.diff(offsets))
    if not len(filled):
        return column
    content = np.frombuffer(column.buffers()[2], np.uint8)
    ends = np.concatenate([content[offsets[filled]], content[offsets[filled + 1] - 1]])
    return pc.utf8_trim_whitespace(column) if _MAY_BE_SPACE[ends].any() else column


_MAY_BE_SPACE: Final = np.zeros(256, bool)
"""Bytes that a space in UTF-8, of whatever kind, can begin or end with."""
_MAY_BE_SPACE[[*range(0x21), 0x80, 0x85, 0x9F, 0xA0, 0xA8, 0xA9, 0xAF, 0xC2, 0xE1, 0xE2, 0xE3, *range(0x81, 0x8B)]] = (
    True
)


def without_unfit(table: pa.Table, nul: bool = False) -> tuple[pa.Table, list[Found]]:
    """The rows without a cell that is too long, or with a NUL character where there can be one; and the others."""
    wrong: dict[int, CellError] = {}
    for column in table.columns[1:]:
        if (pc.max(pc.binary_length(column)).as_py() or 0) > CELL_LIMIT:
            over = pc.greater(pc.utf8_length(column), CELL_LIMIT)
            wrong |= dict.fromkeys(np.flatnonzero(np.asarray(over)).tolist(), TOO_LONG)
        if nul and pc.any(holds := pc.match_substring(column, "\0")).as_py():
            wrong |= dict.fromkeys(np.flatnonzero(np.asarray(holds)).tolist(), HOLDS_NUL)
    return _without(table, wrong)


def _without(table: pa.Table, wrong: dict[int, CellError]) -> tuple[pa.Table, list[Found]]:
    if not wrong:
        return table, []
    rows, first = table[ROW], table.column(1)
    found = [_found(rows[at].as_py(), first[at].as_py(), wrong[at]) for at in sorted(wrong)]
    keep = np.ones(table.num_rows, bool)
    keep[list(wrong)] = False
    return table.filter(pa.array(keep)), found


def _found(row: int, value: str, why: CellError) -> Found:
    return row, "", shorten(value.replace("\0", "␀").encode("utf-8", "replace").decode(), 80), why.reason, why.remedy
