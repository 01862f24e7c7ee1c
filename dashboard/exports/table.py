"""A table that is carried away: what it is, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from dashboard.exports.fields import LATITUDE, LONGITUDE, Field, typed
from dashboard.exports.query import Query
from dashboard.record.looks import Looks


@dataclass(frozen=True)
class TableDefinition:
    """One kind of table: its fields in order, what tells its rows apart, and how rows are made of a query.

    ``label`` names the field by which a row is called, ``holder`` the one whose forces colour it. ``span`` names the
    fields of its first day and of the first day after it.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Callable[[Query], pd.DataFrame]
    label: str = ""
    holder: str = ""
    span: tuple[str, str] = ("", "")

    @property
    def is_located(self) -> bool:
        """True where rows may have a position: fields of longitude and latitude, WGS 84."""
        return {LONGITUDE, LATITUDE} <= {field.name for field in self.fields}

    def extract(self, query: Query) -> ExportTable:
        """The table of what is asked."""
        return ExportTable(self, typed(self.rows(query), self.fields), query.looks)


@dataclass(frozen=True)
class ExportTable:
    """The rows of one table: ``frame`` has exactly the fields of the definition, in the types of ``fields.typed``."""

    definition: TableDefinition
    frame: pd.DataFrame
    looks: Looks

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def title(self) -> str:
        return self.definition.title

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.definition.fields

    @property
    def key(self) -> tuple[str, ...]:
        return self.definition.key

    @property
    def is_located(self) -> bool:
        return self.definition.is_located

    def batches(self, size: int = 5_000) -> Iterator[pd.DataFrame]:
        """The rows in order, so many at a time; at least one batch, if of no rows."""
        for first in range(0, max(len(self.frame), 1), size):
            yield self.frame.iloc[first : first + size]
