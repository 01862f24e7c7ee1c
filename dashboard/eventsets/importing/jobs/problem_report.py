"""The problems of an import as a CSV file that a spreadsheet can open without running what is in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TextIO

from dashboard.errors import Problem
from dashboard.text import guarded


def write_report(problems: Iterable[Problem], file: TextIO) -> None:
    """The file holds file, row, column, value, reason and remedy of each problem under a header."""
    writer = csv.writer(file)
    writer.writerow(Problem.__dataclass_fields__)
    for problem in problems:
        writer.writerow(guarded(cell) if isinstance(cell, str) else cell for cell in vars(problem).values())


def problem_report(problems: Iterable[Problem]) -> str:
    """The same as text, for a download."""
    text = io.StringIO(newline="")
    write_report(problems, text)
    return text.getvalue()
