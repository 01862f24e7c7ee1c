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

from dashboard.cells import CellError
from dashboard.checks import ASIDE
from dashboard.reading import COLUMN_LIMIT, DELIMITERS, SAVE_AS_CSV, TOO_LONG, UNCLOSED, Record, refuse

BOM: Final = b"\xef\xbb\xbf"
PART_BYTES: Final = 3 * 2**24
"""Read, drafted and kept at a time; of smaller parts, planning what is asked of each takes most of the time."""

CAREFUL_BYTES: Final = 2**22
"""Read record by record at a time, before the fast parser is tried again."""

LINE_LIMIT: Final = 2**26
"""A longer line holds a cell that is too long, or more cells than a table may have columns."""

QUOTE: Final = ord('"')
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
    content: bytes = b""
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
            part = Part(number, start, start + end, block[:end]) if end else _careful_part(source, start, number, text)
            yield part
            start, number = part.end, number + 1


def sound_end(block: bytes, delimiter: str, last: bool) -> int:
    """How many bytes of the block are whole records with quotes only where a cell begins or ends; 0 for none."""
    quotes = np.flatnonzero(np.frombuffer(block, np.uint8) == QUOTE)
    end = len(block) if last else block.rfind(b"\n") + 1
    while end and (inside := int(np.searchsorted(quotes, end))) % 2:
        end = 0 if last else block.rfind(b"\n", 0, int(quotes[inside - 1])) + 1
    if not end or b"\0" in block:
        return 0
    return end if _sound(np.frombuffer(block[:end], np.uint8), quotes[:inside], delimiter) else 0


def _sound(content: np.ndarray, quotes: np.ndarray, delimiter: str) -> bool:
    beside = np.zeros(256, bool)
    beside[[ord(delimiter), ord("\n"), ord("\r"), QUOTE]] = True
    first = int(len(quotes) > 0 and quotes[0] == 0)
    last = len(quotes) - int(len(quotes) > 0 and quotes[-1] == len(content) - 1)
    before, after = content[quotes[2 * first :: 2] - 1], content[quotes[1:last:2] + 1]
    return bool(beside[before].all() and beside[after].all())


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
