"""Files of comma-separated text become frames of text; whatever cannot be read says why."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from stat import S_ISREG
from typing import Final, NoReturn

import pandas as pd

from dashboard.errors import DataError, Problem
from dashboard.record.cell_syntax import CellError
from dashboard.record.schema import Events, Table
from dashboard.record.spelling import NameIndex
from dashboard.record.validation import ASIDE, IGNORED, Findings, match_header

SIZE_LIMIT_MB: Final = 64
ROW_LIMIT: Final = 250_000
COLUMN_LIMIT: Final = 500
CELL_LIMIT: Final = 100_000
BATCH: Final = 20_000
"""Rows turned into a frame at a time: text in a frame takes a tenth of what it takes in lists."""

DELIMITERS: Final = (",", ";", "\t")
TOO_LARGE_REMEDY: Final = "Cut the file into parts, or keep only the rows and columns that the codebook names."
SAVE_AS_CSV: Final = "Save it as “CSV UTF-8 (comma delimited)”."
OTHER_FORMATS: Final = {
    b"PK\x03\x04": "a workbook or zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x1f\x8b": "compressed",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
}


TOO_LONG: Final = CellError(
    f"{ASIDE}a cell is longer than {CELL_LIMIT:,} characters", "Shorten it, or close the quotes that open it."
)
UNCLOSED: Final = CellError(
    f"{ASIDE}quotes open in it and never close, so it swallows all that follows", "Close the quotes."
)
HOLDS_NUL: Final = CellError(f"{ASIDE}it holds a NUL character", f"Remove it. {SAVE_AS_CSV}")

Record = tuple[int, list[str], CellError | None]


@dataclass(frozen=True)
class Sheet:
    """One file as read: text cells by spreadsheet row, under the columns of its table that it has."""

    frame: pd.DataFrame
    findings: Findings
    rows_in: int
    digest: bytes


def refuse(file: str, reason: str, remedy: str, row: int = 0) -> NoReturn:
    """Raises DataError."""
    raise DataError(Problem(file, row, "", "", reason, remedy))


def read_sheet(path: Path, table: type[Table]) -> Sheet:
    """The file's rows; those that do not fit the header are set aside."""
    content = read_bytes(path)
    findings = Findings(path.name)
    records = _records(_decode(content, path.name))
    header, wrong = next(((cells, wrong) for _, cells, wrong in records if any(cells) or wrong), ([], None))
    if wrong:
        refuse(path.name, f"the header cannot be read: {wrong.reason.removeprefix(ASIDE)}", wrong.remedy, 1)
    if not header:
        refuse(path.name, "the file is empty", f"Give it a header row: {', '.join(table.names())}.")
    columns = _columns(header, table, findings)
    frame, rows_in = _frame(records, columns, findings)
    return Sheet(frame, findings, rows_in, hashlib.sha256(content).digest())


def empty_sheet(table: type[Table]) -> Sheet:
    """A file of this table without a row."""
    return Sheet(pd.DataFrame(columns=table.names(), dtype="str"), Findings(table.file), 0, b"")


def read_bytes(path: Path) -> bytes:
    """The content of a regular file no larger than the limit."""
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode):
            refuse(path.name, "it is not a file", "Give a folder of tables, or one CSV file of events.")
        if state.st_size > SIZE_LIMIT_MB * 2**20:
            size = f"{state.st_size / 2**20:,.0f} MB are more than the {SIZE_LIMIT_MB} MB a table may have"
            refuse(path.name, size, TOO_LARGE_REMEDY)
        return path.read_bytes()
    except FileNotFoundError:
        refuse(path.name, f"there is no file {path}", "Check the path.")
    except (OSError, ValueError) as why:
        text = why.strerror if isinstance(why, OSError) else str(why)
        refuse(path.name, f"it cannot be read: {text}", "Check the path and who may read it.")


def _decode(content: bytes, file: str) -> str:
    for magic, what in OTHER_FORMATS.items():
        if content.startswith(magic):
            refuse(file, f"it is {what}, not comma-separated text", SAVE_AS_CSV)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = content.count(b"\n", 0, why.start) + 1
        refuse(file, f"line {line} is not UTF-8 text (byte 0x{content[why.start]:02x})", SAVE_AS_CSV, line)


def _records(text: str) -> Iterator[Record]:
    """Row number and stripped cells of every record, blank ones too, and what is wrong with its quoting."""
    first = text.lstrip().partition("\n")[0]
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=max(DELIMITERS, key=first.count))
    for row in count(1):
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            yield row, [], TOO_LONG
        else:
            yield row, cells, UNCLOSED if lines.ended else None


class _Lines:
    """The lines of a text; ``ended`` is true once more lines were asked for than there are."""

    def __init__(self, text: str) -> None:
        self.ended = False
        self._lines = io.StringIO(text, newline="")

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            self.ended = True
            raise StopIteration
        return line


def _columns(header: list[str], table: type[Table], findings: Findings) -> list[str]:
    """The table's column for each cell of the header, "" for none; DataError if the table cannot be made."""
    wanted = f"Columns wanted: {', '.join(table.names())}."
    if len(header) > COLUMN_LIMIT:
        refuse(findings.file, f"{len(header):,} columns are more than {COLUMN_LIMIT}", wanted, 1)
    columns = match_header(header, table)
    twice = [name for name in dict.fromkeys(columns) if name and columns.count(name) > 1]
    if twice:
        refuse(findings.file, f"the header has {twice[0]} twice", "Rename or remove one of the two.", 1)
    needed = {name for name, column in table.columns().items() if column.required} - {Events.event_id}
    missing = [name for name in table.names() if name in needed and name not in columns]
    if missing:
        given = ", ".join(heading[:40] for heading in header[:40])
        reason = f"there is no column {' and no column '.join(missing)}; the header gives: {given}"
        refuse(findings.file, reason, wanted, 1)
    _note_unknown(header, columns, table, findings)
    return columns


def _note_unknown(header: list[str], columns: list[str], table: type[Table], findings: Findings) -> None:
    known = NameIndex.of(table.names())
    for heading, column in zip(header, columns, strict=True):
        if heading and not column:
            near = known.nearest(heading, 1)
            remedy = f"Did you mean {near[0]}?" if near else f"Known columns: {', '.join(table.names())}."
            findings.note(0, heading[:80], "", CellError(f"{IGNORED}no such column is known", remedy))
    if "" in header:
        reason = f"{IGNORED}{header.count('')} of {len(header)} have no heading"
        findings.note(0, "", "", CellError(reason, "Give it a heading, or remove it."))


def _frame(records: Iterator[Record], columns: list[str], findings: Findings) -> tuple[pd.DataFrame, int]:
    """The records that fit the columns, by row number, and how many records there were."""
    kept = [place for place, name in enumerate(columns) if name]
    names = [columns[place] for place in kept]
    frames, batch, rows, rows_in = [], [], [], 0
    for row, cells, misquoted in records:
        if not any(cells) and not misquoted:
            continue
        rows_in += 1
        if rows_in > ROW_LIMIT:
            refuse(findings.file, f"it has more than {ROW_LIMIT:,} rows", TOO_LARGE_REMEDY)
        wrong = misquoted or misfit(cells, len(columns))
        if wrong:
            findings.note(row, "", "".join(cells[:1]), wrong)
            continue
        rows.append(row)
        batch.append([cells[place] for place in kept])
        if len(batch) == BATCH:
            frames.append(pd.DataFrame(batch, rows, names, dtype="str"))
            batch, rows = [], []
    frames.append(pd.DataFrame(batch, rows, names, dtype="str"))
    return pd.concat(frames), rows_in


def misfit(cells: list[str], width: int) -> CellError | None:
    """Why the record is not a row of a table this wide, or None."""
    if max(map(len, cells)) > CELL_LIMIT:
        return TOO_LONG
    if any("\0" in cell for cell in cells):
        return HOLDS_NUL
    if len(cells) != width:
        lines = sum(cell.count("\n") for cell in cells)
        runs = f" and it runs over {lines + 1} lines" if lines else ""
        remedy = "Close the quotes that open in it." if lines else "Put cells that hold a comma into quotes."
        return CellError(f"{ASIDE}{len(cells)} cells where the header has {width}{runs}", remedy)
    return None
