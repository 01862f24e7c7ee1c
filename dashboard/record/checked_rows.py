"""The rows of one table that are valid in themselves, for the small tables that stand beside those of the record."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from dashboard.record.csv_files import read_sheet
from dashboard.record.schema import Table
from dashboard.record.validation import Findings, check_cells, check_unique


def checked_rows(path: Path, table: type[Table]) -> tuple[pd.DataFrame, Findings]:
    """The text of the rows at a path that are valid in themselves, and what is wrong with the others."""
    sheet = read_sheet(path, table)
    given = sheet.frame.reindex(columns=table.names(), fill_value="").astype("str")
    frame = check_cells(given, table, sheet.findings)
    check_unique(frame, table, sheet.findings)
    return sheet.findings.accepted(frame), sheet.findings
