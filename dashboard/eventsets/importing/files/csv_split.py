"""A text of comma-separated records of any length becomes parts that end where a record ends.

Parts whose quotes stand only where quotes may stand go to a fast parser whole; in the others every record is
read by itself, so that one stray quote costs one record and not the file. Both read alike.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import numpy as np
import pyarrow as pa

from dashboard.record.cell_syntax import CellError
from dashboard.record.csv_files import COLUMN_LIMIT, DELIMITERS, SAVE_AS_CSV, TOO_LONG, UNCLOSED, Record, refuse
from dashboard.record.validation import ASIDE

BOM: Final = b"\xef\xbb\xbf"
PART_BYTES: Final = 3 * 2**24
"""Read, drafted and kept at a time; of smaller parts, planning what is asked of each takes most of the time."""

CAREFUL_BYTES: Final = 2**22
"""Read record by record at a time, before the fast parser is tried again."""

LINE_LIMIT: Final = 2**26
"""A longer line holds a cell that is too long, or more cells than a table may have columns."""

QUOTE: Final = b'"'
SCANNED: Final = 2**18
"""Bytes looked through at a time, so few that they and what is found in them stay in the cache."""
NOT_TEXT: Final = CellError(
    f"{ASIDE}it holds bytes that are not UTF-8 text", f"{SAVE_AS_CSV} Or name the encoding the file is in."
)


@dataclass(frozen=True)
class Text:
    """A text with a header: its delimiter, where its rows begin and how many records come before them."""

    path: Path
    delimiter: str
    header: list[str]
    start: int
    records_before: int


@dataclass(frozen=True)
class Part:
    """Whole records from one stretch of a file: their bytes, their cells where read one by one, or columns."""

    number: int
    start: int
    end: int
    content: bytes | memoryview = b""
    records: list[Record] = field(default_factory=list)
    table: pa.Table | None = None


def open_text(path: Path, file: str) -> Text:
    """The text with its first row that is not blank as header; DataError, naming the ``file``, if it has none."""
    with path.open("rb") as source:
        start = len(BOM) if source.read(3) == BOM else 0
        source.seek(start)
        head = source.read(2**16).lstrip().partition(b"\n")[0]
        delimiter = max(DELIMITERS, key=lambda each: head.count(each.encode()))
        for number, cells, wrong, end in careful(source, start, delimiter):
            if wrong:
                reason = f"the header cannot be read: {wrong.reason.removeprefix(ASIDE)}"
                refuse(file, reason, wrong.remedy, number)
            if len(cells) > COLUMN_LIMIT:
                refuse(file, f"{len(cells):,} columns are more than {COLUMN_LIMIT}", "Keep the columns needed.", 1)
            if any(cells):
                return Text(path, delimiter, named(cells), end, number)
    refuse(file, "the file is empty", "Give it a header row and at least one row of events.")
    return None


def named(headings: list[str]) -> list[str]:
    """The headings, made different from each other where they repeat and given a name where they are blank."""
    names: dict[str, None] = {}
    for place, heading in enumerate(headings, 1):
        name = base = " ".join(heading.replace("\0", "").split())[:120] or f"column {place}"
        for again in range(2, COLUMN_LIMIT + 2):
            if name not in names:
                break
            name = f"{base} ({again})"
        names[name] = None
    return list(names)


def parts(text: Text, start: int, number: int) -> Iterator[Part]:
    """The parts of the text from this byte on, numbered from ``number``."""
    with text.path.open("rb") as source:
        while True:
            source.seek(start)
            block = source.read(PART_BYTES)
            if not block:
                return
            end = sound_end(block, text.delimiter, last=len(block) < PART_BYTES)
            whole = memoryview(block)[:end]
            part = Part(number, start, start + end, whole) if end else _careful_part(source, start, number, text)
            yield part
            start, number = part.end, number + 1


def sound_end(block: bytes, delimiter: str, last: bool) -> int:
    """How many bytes of the block are whole records with quotes only where a cell begins or ends; 0 for none."""
    end = len(block) if last else block.rfind(b"\n") + 1
    quotes = block.count(QUOTE, 0, end)
    while quotes % 2:
        sooner = 0 if last else block.rfind(b"\n", 0, block.rfind(QUOTE, 0, end)) + 1
        quotes -= block.count(QUOTE, sooner, end)
        end = sooner
    if not end or b"\0" in block:
        return 0
    return end if not quotes or _sound(np.frombuffer(block, np.uint8, end), delimiter) else 0


def _sound(content: np.ndarray, delimiter: str) -> bool:
    """Whether every first quote of a pair follows the end of a cell, and every second one stands at the end of one."""
    beside = np.zeros(256, bool)
    beside[[*map(ord, (delimiter, "\n", "\r")), *QUOTE]] = True
    opens = True
    for start in range(0, len(content), SCANNED):
        quotes = np.flatnonzero(content[start : start + SCANNED] == QUOTE[0]) + start
        first, second = (quotes[::2], quotes[1::2]) if opens else (quotes[1::2], quotes[::2])
        if not _end_cells(content, first - 1, beside) or not _end_cells(content, second + 1, beside):
            return False
        opens ^= bool(len(quotes) % 2)
    return True


def _end_cells(content: np.ndarray, places: np.ndarray, beside: np.ndarray) -> bool:
    """Whether bytes at these places, which may lie just outside the content, are such as stand beside a cell."""
    if len(places) and places[0] < 0:
        places = places[1:]
    if len(places) and places[-1] == len(content):
        places = places[:-1]
    return bool(beside[content[places]].all())


def _careful_part(source: IO[bytes], start: int, number: int, text: Text) -> Part:
    records, end = [], start
    for row, cells, wrong, end in careful(source, start, text.delimiter):
        records.append((row, cells, wrong))
        if end - start >= CAREFUL_BYTES:
            break
    return Part(number, start, end, records=records)


def careful(source: IO[bytes], start: int, delimiter: str) -> Iterator[tuple[int, list[str], CellError | None, int]]:
    """Number, stripped cells, fault and last byte of every record from here on, read one by one."""
    source.seek(start)
    lines = _Lines(source, start)
    reader, number = csv.reader(lines, delimiter=delimiter), 0
    while True:
        number, lines.cut = number + 1, False
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            yield number, [], TOO_LONG, lines.position
        else:
            fault = TOO_LONG if lines.cut else UNCLOSED if lines.ended else _not_text(cells)
            yield number, cells, fault, lines.position


def _not_text(cells: list[str]) -> CellError | None:
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return NOT_TEXT
    return None


class _Lines:
    """Lines of the source as text, none longer than the limit, and the byte after the last one given.

    ``ended`` is true once more lines were asked for than there are, ``cut`` if a line was longer.
    """

    def __init__(self, source: IO[bytes], position: int) -> None:
        self.position, self.ended, self.cut = position, False, False
        self._source = source
        self._waiting: deque[bytes] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if not self._waiting:
            # A lone carriage return ends a line too.
            self._waiting.extend(self._read().splitlines(keepends=True))
        if not self._waiting:
            self.ended = True
            raise StopIteration
        line = self._waiting.popleft()
        self.position += len(line)
        return line.decode("utf-8", "surrogateescape")

    def _read(self) -> bytes:
        line = self._source.readline(LINE_LIMIT)
        while len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            self.cut = True
            rest = self._source.readline(LINE_LIMIT)
            self.position += len(rest)
            if len(rest) < LINE_LIMIT or rest.endswith(b"\n"):
                break
        return line
