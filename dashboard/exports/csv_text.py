"""A table as a CSV file that a spreadsheet opens without running what is in it."""

from __future__ import annotations

from typing import Final

import pandas as pd

from dashboard.text import guarded

ENCODING: Final = "utf-8-sig"
"""UTF-8 with the mark by which spreadsheets know it, without which they garble Arabic."""


def csv_of(table: pd.DataFrame) -> bytes:
    """The table with its headings and without its index: days as ISO dates, texts guarded against formulas."""
    safe = table.apply(lambda column: column.map(_as_cell, na_action="ignore"))
    text: str = safe.rename(columns=guarded).to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n")
    return text.encode(ENCODING)


def _as_cell(value: object) -> object:
    return guarded(value) if isinstance(value, str) else value
