"""``python -m dashboard import``: what it says and what it returns."""

import pytest

from dashboard.__main__ import main
from dashboard.eventsets.importing.jobs.database_file import read_sets
from tests.importing import plain


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(plain({}, {"date": "x", "note": "=1"}, {"note": "\x1b[31m"}))
    return path


def test_an_import_says_what_became_of_the_rows(tmp_path, file, capsys):
    assert main(["import", str(file), "--into", str(tmp_path / "store"), "--name", "mine"]) == 0
    out = capsys.readouterr().out
    assert "mine (table): 3 rows = 2 accepted + 1 set aside" in out
    assert "row 3, column date" in out
    assert [each.name for each in read_sets(tmp_path / "store")] == ["mine"]


def test_a_mapping_is_taken(tmp_path, file):
    assert main(["import", str(file), "--into", str(tmp_path / "store"), "--map", "note=place", "kind=-"]) == 0
    assert read_sets(tmp_path / "store")[0].mapping["place"] == "note"
    assert "kind" not in read_sets(tmp_path / "store")[0].mapping


def test_a_preview_changes_nothing_and_shows_the_guess(tmp_path, file, capsys):
    assert main(["import", str(file), "--into", str(tmp_path / "store"), "--preview"]) == 0
    out = capsys.readouterr().out
    assert "latitude=latitude" in out
    assert "\x1b" not in out
    assert not (tmp_path / "store").exists()


def test_the_problems_can_be_written_to_a_file(tmp_path, file):
    report = tmp_path / "problems.csv"
    main(["import", str(file), "--into", str(tmp_path / "store"), "--report", str(report)])
    assert report.read_text(encoding="utf-8-sig").splitlines()[1].startswith('events.csv,3,date,x,"row set aside')


@pytest.mark.parametrize(
    "arguments", [["nothing.csv"], ["events.csv", "--map", "a=b"], ["events.csv", "--encoding", "?"]]
)
def test_what_cannot_be_done_is_said_in_one_line(tmp_path, file, arguments, capsys):
    name, *rest = arguments
    assert main(["import", str(tmp_path / name), "--into", str(tmp_path / "store"), *rest]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_command_that_is_not_understood_says_so(tmp_path, file):
    with pytest.raises(SystemExit) as stopped:
        main(["import", str(file), "--into", str(tmp_path), "--map", "date"])
    assert stopped.value.code == 2


def test_no_usable_row_is_a_failure(tmp_path, capsys):
    path = tmp_path / "events.csv"
    path.write_text(plain({"date": "x"}))
    assert main(["import", str(path), "--into", str(tmp_path / "store")]) == 1
    assert "the store is as it was" in capsys.readouterr().out


def test_a_report_that_cannot_be_written_says_so(tmp_path, file, capsys):
    assert main(["import", str(file), "--into", str(tmp_path / "store"), "--report", str(tmp_path)]) == 1
    assert "cannot be written" in capsys.readouterr().err
