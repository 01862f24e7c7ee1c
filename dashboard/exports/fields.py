"""The fields of tables that are carried away: what each holds, in which type and unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from dashboard.record.cell_syntax import items
from dashboard.record.schema import Column

FieldType = Literal["string", "date", "integer", "number", "boolean", "list"]

LONGITUDE: Final = "longitude"
LATITUDE: Final = "latitude"


@dataclass(frozen=True)
class Field:
    """One field of a table: a list is a tuple of texts until a format flattens it."""

    name: str
    title: str
    description: str
    type: FieldType = "string"
    unit: str = ""


def field_of(column: Column, title: str, name: str = "") -> Field:
    """The field that carries a column of the record away, under another name where one is given."""
    return Field(name or column.name, title, column.description, column.type)


def typed(frame: pd.DataFrame, fields: Sequence[Field]) -> pd.DataFrame:
    """Exactly these fields in this order, counted from 0, each in the one type that formats know it by.

    Texts are ``str`` ("" where blank), dates ``datetime64[s]``, integers ``Int64``, numbers ``float64``, truths
    ``bool`` and lists tuples of texts, whether they come as tuples or as cells joined by ``|``.
    """
    columns = {field.name: _typed(frame[field.name], field.type) for field in fields}
    return pd.DataFrame(columns, columns=[field.name for field in fields]).reset_index(drop=True)


def _typed(cells: pd.Series, kind: FieldType) -> pd.Series:
    if kind == "list":
        return pd.Series([_listed(cell) for cell in cells], cells.index, dtype=object)
    if kind == "string":
        return cells.astype(object).where(cells.notna(), "").astype("str")
    if kind == "date":
        return pd.to_datetime(cells).astype("datetime64[s]")
    if kind == "integer":
        return cells.astype("Int64")
    return cells.astype("float64" if kind == "number" else "bool")


def _listed(cell: Any) -> tuple[str, ...]:
    return tuple(items(cell)) if isinstance(cell, str) else _texts(cell)


def _texts(cell: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(each) for each in cell)
