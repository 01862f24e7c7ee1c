"""Rows as JSON has them, column by column: a table is some hundred thousand cells, and each by itself takes a while."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.exports.fields import Field


def json_bytes(value: Any) -> bytes:
    """The value as JSON, without a blank and without what JSON does not know."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def json_rows(frame: pd.DataFrame, fields: Sequence[Field]) -> Iterator[dict[str, Any]]:
    """The rows by the names of fields: lists stay lists, a day is its ISO date, a blank is null."""
    names = [field.name for field in fields]
    columns = [_cells(frame[field.name], field) for field in fields]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def _cells(cells: pd.Series, field: Field) -> list[Any]:
    """One column, in the types of ``fields.typed``."""
    if field.type == "string":
        return [cell or None for cell in cells.tolist()]
    if field.type == "list":
        return [list(cell) for cell in cells]
    if field.type == "date":
        days = np.datetime_as_string(cells.to_numpy().astype("datetime64[D]"), unit="D").tolist()
        return [None if day == "NaT" else day for day in days]
    plain: list[Any] = cells.astype(object).where(cells.notna(), None).tolist()
    return plain
