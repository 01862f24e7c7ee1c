"""Run as a program of its own: one sheet of a workbook becomes comma-separated text, within limits of memory and time.

A hostile workbook can make its reader ask for any amount of memory; here that ends this program and no other.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

MEMORY = 3 * 2**30
SECONDS = 900


def limit() -> None:
    """From now on more memory or time ends the program, where the system can see to that."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text(cell: Any) -> str:
    """The cell as a reader of the sheet sees it: dates in ISO 8601, whole numbers without a point."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Every row from the first of the sheet on, so that rows count as the sheet shows them."""
    for _ in range((sheet.start or (0, 0))[0]):
        yield []
    for row in sheet.iter_rows():
        yield [text(cell) for cell in row]


def convert(workbook: str, target: str, wanted: str) -> dict[str, Any]:
    """The sheet wanted, or the first with a cell in it, is written; its name and those of all sheets."""
    book = CalamineWorkbook.from_path(workbook)
    names = [wanted] if wanted else book.sheet_names
    sheets = (book.get_sheet_by_name(name) for name in names)
    sheet = next((each for each in sheets if each.height), None)
    with open(target, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:  # noqa: PTH123
        csv.writer(file).writerows(rows(sheet) if sheet else [])
    return {"sheet": sheet.name if sheet else "", "sheets": book.sheet_names}


if __name__ == "__main__":
    limit()
    print(json.dumps(convert(*sys.argv[1:4])))
