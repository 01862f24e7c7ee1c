"""One way to read any event file: a header, some first rows, and parts that can be parsed one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.eventsets.importing.files.csv_parse import ROW, Parsed, parse_part, trimmed, without_unfit
from dashboard.eventsets.importing.files.csv_split import Part, Text, careful, named, open_text, parts
from dashboard.eventsets.importing.files.file_type import FileKind, file_kind, text_encoding, write_utf8
from dashboard.eventsets.importing.files.geojson import write_features
from dashboard.eventsets.importing.files.workbook import write_sheet
from dashboard.record.csv_files import COLUMN_LIMIT, refuse

ROWS_AT_A_TIME: Final = 65_536


class Source(Protocol):
    """A file that has been opened. Parts cover it from ``start`` to ``size``; rows count from ``records_before``."""

    kind: FileKind
    header: list[str]
    records_before: int
    start: int
    size: int
    left_out: tuple[str, ...]

    def sample(self, n: int) -> list[list[str]]:
        """The cells of the first rows that fit the header."""

    def parts(self, start: int, number: int) -> Iterator[Part]:
        """The parts from here on."""

    def parse(self, part: Part, wanted: set[int]) -> Parsed:
        """The wanted columns of one part."""


class TextSource:
    """Comma-separated text, or what was made into such."""

    def __init__(self, kind: FileKind, text: Text, left_out: tuple[str, ...] = ()) -> None:
        self.kind, self.left_out, self._text = kind, left_out, text
        self.header, self.records_before, self.start = text.header, text.records_before, text.start
        self.size = text.path.stat().st_size

    def sample(self, n: int) -> list[list[str]]:
        width = len(self.header)
        with self._text.path.open("rb") as source:
            found = islice(careful(source, self.start, self._text.delimiter), n)
            return [cells for _, cells, wrong, _ in found if not wrong and len(cells) == width]

    def parts(self, start: int, number: int) -> Iterator[Part]:
        return parts(self._text, start, number)

    def parse(self, part: Part, wanted: set[int]) -> Parsed:
        return parse_part(part, self._text, wanted)


class ParquetSource:
    """A Parquet file; columns of nested values are read as blank."""

    kind: FileKind = "parquet"
    left_out: tuple[str, ...] = ()
    records_before, start = 1, 0

    def __init__(self, path: Path) -> None:
        self._name = path.name
        with _parquet(path.name):
            self._file = pq.ParquetFile(path)
        self.size = self._file.metadata.num_rows
        self.header = named(self._file.schema_arrow.names)
        if not self.header or len(self.header) > COLUMN_LIMIT:
            refuse(path.name, f"it has {len(self.header):,} columns", f"Give from 1 to {COLUMN_LIMIT}.")

    def sample(self, n: int) -> list[list[str]]:
        with _parquet(self._name):
            first = next(self._file.iter_batches(batch_size=max(n, 1)), None)
            table = _texts(pa.Table.from_batches([first])) if first is not None else pa.table({})
            return [list(row) for row in zip(*table.to_pydict().values(), strict=True)][:n]

    def parts(self, start: int, number: int) -> Iterator[Part]:
        batches, at, count = self._file.iter_batches(batch_size=ROWS_AT_A_TIME, use_threads=False), 0, 0
        while True:
            with _parquet(self._name):
                batch = next(batches, None)
            if batch is None:
                return
            end = at + batch.num_rows
            if count >= number:
                yield Part(count, at, end, table=pa.Table.from_batches([batch]))
            at, count = end, count + 1

    def parse(self, part: Part, wanted: set[int]) -> Parsed:
        assert part.table is not None
        given = part.table
        with _parquet(self._name):
            table = _texts(given).select([f"c{place}" for place in sorted(wanted)])
        rows = pa.array(range(1, given.num_rows + 1), pa.int64())
        fit, aside = without_unfit(table.add_column(0, ROW, rows), nul=True)
        return Parsed(trimmed(fit), given.num_rows, aside)


@contextmanager
def _parquet(file: str) -> Iterator[None]:
    """What Arrow cannot read is a DataError."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError) as why:
        words = (str(why).splitlines() or ["no reason given"])[0]
        refuse(file, f"the Parquet file is damaged: {words[:120]}", "Save it anew, or give it as CSV.")


def _texts(table: pa.Table) -> pa.Table:
    """The columns as text, named ``c0``, ``c1``, ..."""
    columns = [_text(column.combine_chunks()) for column in table.columns]
    return pa.table({f"c{place}": column for place, column in enumerate(columns)})


def _text(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us"), safe=False)
    try:
        texts = column.cast(pa.string())
    except pa.ArrowException:
        texts = pa.nulls(len(column), pa.string())
    return pc.fill_null(texts, "")


def open_source(path: Path, folder: Path, encoding: str, sheet: str) -> Source:
    """The file opened, by way of a text made of it in the folder where it is not UTF-8 text itself."""
    kind, copy = file_kind(path), folder / "source.csv"
    if kind == "parquet":
        return ParquetSource(path)
    left_out: tuple[str, ...] = ()
    if kind == "workbook":
        left_out = write_sheet(path, sheet, copy)
    elif kind == "json":
        write_features(path, copy)
    elif (wanted := text_encoding(path, encoding)) != "utf-8":
        write_utf8(path, wanted, copy)
    else:
        copy = path
    return TextSource(kind, open_text(copy, path.name), left_out)
