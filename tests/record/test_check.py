"""Every check of a record in one command."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.record.check import check_record
from tests.builders import rows, write

EVENTS = ("event_id,town,date,controlling_force,reported_on",)
FORCES = rows("force_id,name,active_from,active_to", "iraq,Iraq,,", "isis,Islamic State,2013-04-08,")


def test_the_shipped_record_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "no fault found" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("event", "column", "words"),
    [
        ("e,rawa,2012-06-01,isis,", "controlling_force", "did not exist"),
        ("e,rawa,2014-06-21,isis,2014-06-20", "reported_on", "published before"),
        ("e,rawa,2014-06-31,isis,", "date", "there is no such day"),
        ("e,nowhere,2014-06-21,isis,", "town", "no place is called nowhere"),
    ],
)
def test_a_fault_is_told_with_row_column_reason_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], event: str, column: str, words: str
) -> None:
    folder = write(tmp_path, events=rows(*EVENTS, "ok,rawa,2015-01-01,isis,", event), forces=FORCES)
    (problem,) = check_record(folder).problems
    assert (problem.file, problem.row, problem.column) == ("events.csv", 3, column)
    assert words in problem.reason
    assert problem.remedy
    assert main(["check", str(folder)]) == 1
    assert f"events.csv, row 3, column {column}" in capsys.readouterr().out


def test_a_companion_that_names_what_is_not_there_is_told(tmp_path: Path) -> None:
    names = rows("disagreement_id,title,said,incidents,reports,places", "d,Title,Said,,gone,rawa")
    folder = write(tmp_path, events=rows(*EVENTS, "ok,rawa,2015-01-01,isis,"), forces=FORCES, disagreements=names)
    (problem,) = check_record(folder).problems
    assert (problem.file, problem.row, problem.column, problem.value) == ("disagreements.csv", 2, "reports", "gone")


def test_an_area_that_names_nothing_is_told(tmp_path: Path) -> None:
    areas = rows("report_id,area,date,kind,controlling_force", "a,country XX,2015-01-01,baseline,isis")
    folder = write(tmp_path, events=rows(*EVENTS, "ok,rawa,2015-01-01,isis,"), forces=FORCES, area_reports=areas)
    (problem,) = check_record(folder).problems
    assert (problem.file, problem.row, problem.column) == ("area_reports.csv", 2, "area")
    assert "no country has this code" in problem.reason


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert "the folder has no events.csv" in capsys.readouterr().err


def test_a_csv_alone_is_checked_and_its_rows_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(rows("town,date,controlling_force", "rawa,2014-06-21,isis"), encoding="utf-8")
    assert main(["check", str(file)]) == 0
    assert "1 reports, 0 of areas" in capsys.readouterr().out
    file.write_text(
        rows("town,date,controlling_force", "rawa,2014-06-21,isis", "rawa,2010-06-21,isis"), encoding="utf-8"
    )
    (problem,) = check_record(file).problems
    assert (problem.file, problem.row, problem.column) == ("mine.csv", 3, "controlling_force")
