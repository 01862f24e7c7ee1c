"""Events as a file that the engine writes itself, so that any number of them passes through no memory of ours.

An engine that cannot write files hands its events over in batches, and the file is written batch by batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from ibis.backends.sql import SQLBackend

from dashboard.eventsets.store.tables import EVENTS, Expression

BATCH: Final = 50_000
CSV, PARQUET = "csv", "parquet"
HIDDEN: Final = "\x01-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
FORMULA: Final = f"^[{HIDDEN}]*[=+@\t-]"
"""Texts that ``text.guarded`` marks; a test holds both to the same. The signs stand in it as they are: engines do not
agree on how to write them otherwise. No import lets a NUL through."""

Copy = Callable[[Expression, "EventFile", Path], None]


@dataclass(frozen=True)
class EventFile:
    """A kind of file, and what it says of itself: columns at the end of each row in CSV, metadata in Parquet."""

    kind: str
    said: Mapping[str, str]

    def __post_init__(self) -> None:
        if self.kind not in (CSV, PARQUET):
            raise ValueError(f"{self.kind!r} is no kind of file for events; there are {CSV} and {PARQUET}")

    def of(self, events: Expression) -> Expression:
        """The events as the file holds them: in CSV with texts guarded against formulas, and with what is said."""
        if self.kind == PARQUET:
            return events
        texts = {name: guarded(events[name]) for name in EVENTS.columns if EVENTS[name].type().is_string()}
        return events.mutate(**texts, **{name: ibis.literal(value) for name, value in self.said.items()})

    def write(self, backend: SQLBackend, events: Expression, path: Path) -> None:
        """The file is there, written from batches that the engine hands over."""
        asked = self.of(events)
        schema = asked.schema().to_pyarrow()
        batches = backend.to_pyarrow_batches(asked, chunk_size=BATCH)
        if self.kind == PARQUET:
            _write_parquet(path, schema.with_metadata(dict(self.said)), batches)
        else:
            with pacsv.CSVWriter(path, schema) as file:
                for batch in batches:
                    file.write_batch(batch.cast(schema))


def _write_parquet(path: Path, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> None:
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in batches:
            file.write_batch(batch.cast(schema))


def guarded(text: ir.Value) -> ir.Value:
    """The text with an apostrophe before it where a spreadsheet might take it for a formula.

    Most texts begin with a letter, which is seen at once: looking for the pattern in all of them takes three times as
    long as writing them.
    """
    is_plain = (text >= "A") & (text < "\x7f")
    return ibis.cases((~is_plain & text.re_search(FORMULA), ibis.literal("'") + text), else_=text)
