"""Lists of problems leave as text that no spreadsheet runs."""

import csv
import io

import pytest

from dashboard.errors import Problem
from dashboard.eventsets.importing.jobs.problem_report import problem_report


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\u200b=1+1", "\u202e=1"])
def test_a_formula_is_text(cell: str) -> None:
    report = problem_report([Problem("events.csv", 2, "note", cell, cell, cell)])
    _, row = csv.reader(io.StringIO(report))
    assert row[3:] == [f"'{cell}"] * 3


def test_plain_cells_stay_as_they_are() -> None:
    _, row = csv.reader(io.StringIO(problem_report([Problem("events.csv", 2, "note", "a=1", "b", "c")])))
    assert row == ["events.csv", "2", "note", "a=1", "b", "c"]
