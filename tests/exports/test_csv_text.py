"""Tables that leave as CSV hold what was shown and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.csv_text import csv_of
from dashboard.text import FORMULA_STARTS, clean

CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def read_back(table: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_of(table).decode("utf-8-sig"), newline="")))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_no_cell_or_heading_begins_as_a_formula_and_no_text_is_lost(cells: list[tuple[str, str]]) -> None:
    header, *rows = read_back(pd.DataFrame(cells, columns=["=first", "second"], dtype=object))
    assert header == ["'=first", "second"]
    assert not any(clean(cell).startswith(FORMULA_STARTS) for row in rows for cell in row)
    plain = [[cell.removeprefix("'") if own.startswith("'") == 0 else cell for cell, own in zip(*pair, strict=True)]
             for pair in zip(rows, cells, strict=True)]  # fmt: skip
    assert plain == [list(row) for row in cells]


def test_days_are_iso_dates_numbers_stay_numbers_and_blanks_blank() -> None:
    table = pd.DataFrame({"day": pd.to_datetime(["2014-06-21", None]), "km": [-3.5, None], "name": ["الرقة", None]})
    assert read_back(table)[1:] == [["2014-06-21", "-3.5", "الرقة"], ["", "", ""]]


@pytest.mark.parametrize("name", ["عنه", "Anah, Iraq", 'the "Bridge"'])
def test_a_spreadsheet_reads_it_as_utf_8(name: str) -> None:
    assert csv_of(pd.DataFrame({"place": [name]})).startswith(b"\xef\xbb\xbf")
    assert read_back(pd.DataFrame({"place": [name]}))[1] == [name]
