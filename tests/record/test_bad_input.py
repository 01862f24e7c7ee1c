"""Bad data is refused or set aside with file, row, reason and remedy; nothing is dropped silently."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.errors import DataError, Problem
from dashboard.record import csv_files, validation
from dashboard.record.dataset import Dataset
from dashboard.record.load import read_dataset, shipped_data
from dashboard.record.schema import Events
from dashboard.record.validation import ASIDE, BLANKED, IGNORED
from tests.builders import read, rows, write

HEADER = "town,date,controlling_force"
GOOD = "rawa,2014-06-21,isis"
SMALL = {"places": rows("place_id,name", "rawa,Rawa"), "forces": rows("force_id,name", "isis,Islamic State")}
SETTINGS = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all that hypothesis tries; every try writes all of its tables anew."""
    return tmp_path_factory.mktemp("record")


def only_problem(dataset: Dataset) -> Problem:
    assert len(dataset.problems) == 1, dataset.problems
    return dataset.problems[0]


def refusal(folder: Path, **tables: str | bytes) -> Problem:
    with pytest.raises(DataError) as caught:
        read(folder, **tables)
    return caught.value.problem


def aside(dataset: Dataset) -> set[int]:
    return {problem.row for problem in dataset.problems if problem.reason.startswith(ASIDE)}


@pytest.mark.parametrize(
    ("row", "column", "reason", "remedy"),
    [
        (",2014-06-21,isis", "town", "it is blank", "Give the town"),
        ("rawa,,isis", "date", "it is blank", "Give the date"),
        ("Rwa,2014-06-21,isis", "town", "no place is called Rwa", "Nearest: Rawa"),
        ("Atlantis City,2014-06-21,isis", "town", "no place is called Atlantis City", "places.csv"),
        ("rawa,2014-06-21,iris", "controlling_force", "no force is called iris", "Nearest: Islamic State"),
        ("rawa,2014-06-21,isis|Martians", "controlling_force", "no force is called Martians", "forces.csv"),
        ("rawa,2017-02-30,isis", "date", "there is no such day", "2014-06-21"),
        ("rawa,2017-13,isis", "date", "there is no such day", "2014-06-21"),
        ("rawa,2017-00-10,isis", "date", "there is no such day", "2014-06-21"),
        ("rawa,21/06/2014,isis", "date", "it is not a date", "2014-06-21"),
        ("rawa,June 2014,isis", "date", "it is not a date", "2014-06-21"),
        ("rawa,٢٠١٤-٠٦-٢١,isis", "date", "it is not a date", "2014-06-21"),
        ("rawa,1899-12-31,isis", "date", "the year is out of reach", "1900 to 2100"),
        ("rawa,2101-01-01,isis", "date", "the year is out of reach", "1900 to 2100"),
        ("rawa,2014-06-21", "", "2 cells where the header has 3", "comma"),
        ("rawa,2014-06-21,isis,x", "", "4 cells where the header has 3", "comma"),
        ('rawa,"2014-06-21\nisis,x', "", "quotes open in it and never close", "Close the quotes"),
        ('"rawa\nx\n,y"', "", "1 cells where the header has 3 and it runs over 3 lines", "Close the quotes"),
        ("rawa,2014-06-21,is\0is", "", "it holds a NUL character", "Remove it"),
        (f"rawa,2014-06-21,{'x' * 100_001}", "", "longer than 100,000 characters", "Shorten"),
        (f"rawa,2014-06-21,{'x' * 200_000}", "", "longer than 100,000 characters", "Shorten"),
    ],
)
def test_a_row_is_set_aside(tmp_path: Path, row: str, column: str, reason: str, remedy: str) -> None:
    dataset = read(tmp_path, events=rows(HEADER, GOOD, row))
    problem = only_problem(dataset)
    assert (problem.file, problem.row, problem.column) == ("events.csv", 3, column)
    assert problem.reason.startswith(ASIDE)
    assert reason in problem.reason
    assert remedy in problem.remedy
    assert (dataset.rows_in, len(dataset.events), dataset.rows_set_aside) == (2, 1, 1)


@pytest.mark.parametrize(
    ("column", "text", "reason", "remedy"),
    [
        ("credibility", "7", "the word is not on the list", "1, 2, 3"),
        ("deaths_best", "-1", "the number is out of range", "at least 0"),
        ("deaths_best", "about 30", "it is not a whole number", "digits"),
        ("deaths_best", "1.5", "it is not a whole number", "digits"),
        ("deaths_best", "9" * 400, "it is not a whole number", "digits"),
        ("deaths_best", "nan", "it is not a whole number", "digits"),
        ("date_end", "2014-06-20", "it is before date", "last day"),
        ("date_end", "2014-06-31", "there is no such day", "2014-06-21"),
        ("reported_on", "yesterday", "it is not a date", "2014-06-21"),
        ("previous_force", "iris", "no force is called iris", "Nearest"),
        ("speaks_for", "iraq|Martians", "no force is called Martians", "forces.csv"),
        ("source_id", "reuter", "no source is called reuter", "Nearest: reuters"),
        ("operation", "???", "no operation is called ???", "operations.csv"),
    ],
)
def test_a_cell_is_left_blank(tmp_path: Path, column: str, text: str, reason: str, remedy: str) -> None:
    dataset = read(tmp_path, events=rows(f"{HEADER},{column}", f"{GOOD},{text}"))
    problem = only_problem(dataset)
    assert (problem.row, problem.column) == (2, column)
    assert problem.reason == BLANKED + reason
    assert remedy in problem.remedy
    assert dataset.events[column].iloc[0] in {"", "control_change", "held", "6"} or dataset.events[column].isna().all()


@pytest.mark.parametrize(
    ("column", "text", "remedy"), [("kind", "air raid", "airstrike"), ("status", "contestd", "held")]
)
def test_a_misspelt_word_never_becomes_another_statement(tmp_path: Path, column: str, text: str, remedy: str) -> None:
    dataset = read(tmp_path, events=rows(f"{HEADER},{column}", f"{GOOD},{text}", f"{GOOD},"))
    problem = only_problem(dataset)
    assert problem.reason == ASIDE + "the word is not on the list"
    assert remedy in problem.remedy
    assert (dataset.rows_in, len(dataset.events)) == (2, 1)


@pytest.mark.parametrize("deaths", ["3,2,1", "3,2,", "3,,1", ",2,1"])
def test_deaths_that_do_not_rise_are_left_blank(tmp_path: Path, deaths: str) -> None:
    dataset = read(tmp_path, events=rows(f"{HEADER},deaths_low,deaths_best,deaths_high", f"{GOOD},{deaths}"))
    assert "do not rise" in only_problem(dataset).reason
    assert dataset.events[[Events.deaths_low, Events.deaths_best, Events.deaths_high]].isna().all(axis=None)


@pytest.mark.parametrize(("date", "given", "read_as"), [("2014-06", "day", "month"), ("2014", "month", "year")])
def test_a_date_is_no_more_exact_than_it_is_written(tmp_path: Path, date: str, given: str, read_as: str) -> None:
    dataset = read(tmp_path, events=rows(f"{HEADER},date_precision", f"rawa,{date},isis,{given}"))
    assert f"read as {read_as}" in only_problem(dataset).reason
    assert dataset.events[Events.date_precision].iloc[0] == read_as


def test_the_second_of_two_equal_ids_is_set_aside(tmp_path: Path) -> None:
    dataset = read(tmp_path, events=rows(f"event_id,{HEADER}", f"a,{GOOD}", f"b,{GOOD}", f"a,{GOOD}", f"a,{GOOD}"))
    assert [problem.row for problem in dataset.problems] == [4, 5]
    assert {problem.reason for problem in dataset.problems} == {f"{ASIDE}row 2 has the same event_id"}


def test_a_corrected_row_may_repeat_the_id_of_one_set_aside(tmp_path: Path) -> None:
    dataset = read(tmp_path, events=rows(f"event_id,{HEADER}", "a,rawa,2014-06-31,isis", f"a,{GOOD}"))
    assert (len(dataset.events), aside(dataset)) == (1, {2})


def test_a_name_of_two_places_leads_to_neither(tmp_path: Path) -> None:
    places = rows("place_id,name,aliases", "rawa,Rawa,", "north,North,The Dam", "south,South,Dam")
    problem = only_problem(read(tmp_path, places=places, events=rows(HEADER, GOOD, "Dam,2014-06-21,isis")))
    assert problem.reason == f"{ASIDE}more than one place is called Dam"
    assert "north, south" in problem.remedy


def test_an_event_at_a_place_set_aside_points_to_that_row(tmp_path: Path) -> None:
    places = rows("place_id,name", "rawa,Rawa", "hit,")
    dataset = read(tmp_path, places=places, events=rows(HEADER, GOOD, "Hit,2014-06-21,isis"))
    assert [(problem.file, problem.row) for problem in dataset.problems] == [
        ("events.csv", 3),
        ("places.csv", 3),
    ]
    assert dataset.problems[0].reason == f"{ASIDE}row 3 of places.csv, where it stands, is set aside"


@pytest.mark.parametrize(
    ("table", "column", "text", "reason"),
    [
        ("places", "latitude", "134.5", "the number is out of range"),
        ("places", "longitude", "41°", "it is not a number"),
        ("places", "bank", "north", "the word is not on the list"),
        ("places", "source_id", "nobody", "no source is called nobody"),
        ("forces", "colour", "black", "it has not the form wanted"),
        ("forces", "letter", "ISIS", "it has not the form wanted"),
        ("forces", "parent_force_id", "aqi", "no force is called aqi"),
        ("operations", "lead_forces", "isis|x", "no force is called x"),
        ("sources", "published_on", "2014-02-30", "there is no such day"),
    ],
)
def test_other_tables_are_checked_too(tmp_path: Path, table: str, column: str, text: str, reason: str) -> None:
    name = "publisher" if table == "sources" else "name"
    content = rows(f"{table[:-1]}_id,{name},{column}", "rawa,Rawa,", "isis,Islamic State,", f"other,Other,{text}")
    problem = only_problem(read(tmp_path, events=rows(HEADER, GOOD), **SMALL | {table: content}))
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 4, column)
    assert problem.reason == BLANKED + reason


def test_a_force_does_not_end_before_it_begins(tmp_path: Path) -> None:
    forces = rows("force_id,name,active_from,active_to", "isis,Islamic State,2014-06,2013")
    problem = only_problem(read(tmp_path, forces=forces, events=rows(HEADER, GOOD)))
    assert problem.reason == f"{BLANKED}it is before active_from"


@pytest.mark.parametrize(
    ("heading", "remedy"),
    [
        ("operaton", "Did you mean operation?"),
        ("fatalities", "Known columns: event_id"),
        ("<script>", "Known columns"),
    ],
)
def test_an_unknown_column_is_ignored_and_named(tmp_path: Path, heading: str, remedy: str) -> None:
    dataset = read(tmp_path, events=rows(f"{HEADER},{heading}", f"{GOOD},x"))
    problem = only_problem(dataset)
    assert (problem.row, problem.column) == (0, heading)
    assert problem.reason.startswith(IGNORED)
    assert remedy in problem.remedy
    assert len(dataset.events) == 1


def test_columns_without_a_heading_are_named_once(tmp_path: Path) -> None:
    problem = only_problem(read(tmp_path, events=rows(f"{HEADER},,", f"{GOOD},x,y")))
    assert problem.reason == f"{IGNORED}2 of 5 have no heading"


WIDE = ",".join(f"x{n}" for n in range(32))
XLSX = b"PK\x03\x04\x14\x00\x06\x00" + bytes(200)


@pytest.mark.parametrize(
    ("content", "row", "reason", "remedy"),
    [
        (b"", 0, "the file is empty", "header row: event_id, town"),
        (b"\xef\xbb\xbf", 0, "the file is empty", "header row"),
        (b"\n \n,,\n", 0, "the file is empty", "header row"),
        (rows(HEADER), 0, "it has a header and no rows", "at least one row"),
        (rows(HEADER, "", ",,"), 0, "it has a header and no rows", "at least one row"),
        (rows("town,date,TOWN", GOOD), 1, "the header has town twice", "Rename"),
        (rows("date,controlling_force", "2014,isis"), 1, "there is no column town;", "Columns wanted: event_id, town"),
        (rows(WIDE, WIDE), 1, "no column town and no column date; the header gives: x0, x1", "Columns wanted"),
        ("," * 500 + "town", 1, "501 columns are more than 500", "Columns wanted"),
        (b'{"town": "rawa"}', 1, "there is no column town", "Columns wanted"),
        (b"<html><body>", 1, "there is no column town", "Columns wanted"),
        (rows('town,date,"controlling_force', GOOD), 1, "the header cannot be read: quotes open", "Close the quotes"),
        (f"{'x' * 200_000}\n{HEADER}\n{GOOD}", 1, "the header cannot be read: a cell is longer", "Shorten"),
        (rows(HEADER, GOOD).encode() + b"r\xe2wa,2014,isis", 3, "line 3 is not UTF-8 text (byte 0xe2)", "CSV UTF-8"),
        (rows(HEADER, GOOD).encode("utf-16"), 0, "it is UTF-16 text", "CSV UTF-8"),
        (XLSX, 0, "it is a workbook or zip archive", "CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), 0, "it is an old Excel workbook", "CSV UTF-8"),
        (b"\x1f\x8b\x08" + bytes(99), 0, "it is compressed", "CSV UTF-8"),
        (b"PAR1" + bytes(99), 0, "it is a Parquet file", "CSV UTF-8"),
        (bytes(500), 1, "there is no column town", "Columns wanted"),
        (rows(HEADER, "nowhere,2014,", "rawa,,"), 0, "none of its 2 rows can be used; the first: events.csv, row 2",
         "right file"),
    ],
)  # fmt: skip
def test_a_file_is_refused(tmp_path: Path, content: str | bytes, row: int, reason: str, remedy: str) -> None:
    problem = refusal(tmp_path, events=content)
    assert (problem.file, problem.row) == ("events.csv", row)
    assert reason in problem.reason
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("table", "content", "reason"),
    [
        ("places", rows("name", "Rawa"), "there is no column place_id"),
        ("forces", b"\xff\xfe", "UTF-16"),
        ("sources", b"", "the file is empty"),
        ("operations", rows("operation_id,name,name", "a,b,c"), "the header has name twice"),
    ],
)
def test_another_table_is_refused_by_its_name(tmp_path: Path, table: str, content: str | bytes, reason: str) -> None:
    problem = refusal(tmp_path, events=rows(HEADER, GOOD), **{table: content})
    assert problem.file == f"{table}.csv"
    assert reason in problem.reason


def test_operations_and_sources_may_be_a_header_only(tmp_path: Path) -> None:
    empty = {"operations": rows("operation_id,name"), "sources": rows("source_id,publisher")}
    dataset = read(tmp_path, events=rows(HEADER, GOOD), **empty)
    assert (len(dataset.events), len(dataset.operations), len(dataset.sources)) == (1, 0, 0)


@pytest.mark.parametrize(("noun", "table"), [("place", "places"), ("force", "forces")])
def test_a_record_without_places_or_forces_is_refused(tmp_path: Path, noun: str, table: str) -> None:
    problem = refusal(tmp_path, events=rows(HEADER, GOOD), **{table: rows(f"{noun}_id,name")})
    assert f"no {noun} is called" in problem.reason


@pytest.mark.parametrize("location", ["no/such/folder", "no-such-file.csv", "\0", "x" * 5000, "/dev/zero", "/dev/null"])
def test_a_place_that_holds_no_record_is_refused(location: str) -> None:
    with pytest.raises(DataError, match=r"there is no file|cannot be read|not a file"):
        read_dataset(location)


def test_a_folder_without_events_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(DataError, match=r"the folder has no events\.csv.*Put events\.csv into it"):
        read_dataset(tmp_path)


def test_a_folder_named_like_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / Events.file).mkdir()
    with pytest.raises(DataError, match=r"events\.csv: it is not a file"):
        read_dataset(tmp_path)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, events=rows(HEADER, GOOD)) / Events.file
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: (_ for _ in ()).throw(PermissionError(13, "Permission denied"))
    )
    with pytest.raises(DataError, match="it cannot be read: Permission denied"):
        read_dataset(file)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as huge:
        huge.truncate(200 * 2**20)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it was read"))
    with pytest.raises(DataError, match=r"200 MB are more than the 64 MB a table may have.*Cut the file"):
        read_dataset(file)


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "ROW_LIMIT", 3)
    assert "more than 3 rows" in refusal(tmp_path, events=rows(HEADER, *[GOOD] * 4)).reason


def test_too_many_problems_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "PROBLEM_LIMIT", 3)
    assert "more than 3 things are wrong" in refusal(tmp_path, events=rows(HEADER, GOOD, *["x,2014,isis"] * 4)).reason


def test_a_problem_shows_no_more_than_the_beginning_of_a_cell(tmp_path: Path) -> None:
    problem = only_problem(read(tmp_path, events=rows(HEADER, GOOD, f"{'x' * 50_000},2014,isis")))
    assert len(str(problem)) < 400


def test_a_problem_reads_as_a_sentence_with_its_place(tmp_path: Path) -> None:
    problem = only_problem(read(tmp_path, events=rows(HEADER, GOOD, "Rwa,2014,isis")))
    assert str(problem) == (
        "events.csv, row 3, column town: row set aside: no place is called Rwa ('Rwa'). Nearest: Rawa."
    )


def test_problems_stand_by_file_and_row(tmp_path: Path) -> None:
    events = rows(f"{HEADER},kind", "x,2014,isis,", f"{GOOD},", "rawa,2014-99,isis,y", "rawa,2014")
    problems = read(tmp_path, events=events, places=rows("place_id,name,bank", "rawa,Rawa,x")).problems
    assert [problem.row for problem in problems] == [2, 4, 4, 5, 2]
    assert problems[-1].file == "places.csv"


NAMES = ["town", "date", "controlling_force", "operation", "kind", "deaths_best", "date_end", "source_id", "note"]
CELLS = [
    "rawa",
    "Qaim",
    "nowhere",
    "",
    "2014-06-21",
    "2014-06",
    "2017-02-30",
    "isis",
    "iraq|isis",
    "x|y",
    "12",
]
CELLS += [
    "-3",
    "airstrike",
    "reuters",
    'a "quoted" word',
    "two\nlines",
    "a,b",
    "|",
    "=1+1",
    "\u202eabc",
    "\x1b[31m",
]


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table of events: mostly fitting cells, here and there any cell, and rows that are too short or long."""
    names = draw(st.permutations(NAMES))
    usual = {"town": "rawa", "date": "2014-06-21", "controlling_force": "isis"}
    cells = st.sampled_from(CELLS) | st.text(max_size=12)
    lines = [",".join(names)]
    for _ in range(draw(st.integers(1, 8))):
        odd = draw(st.dictionaries(st.sampled_from(names), cells, max_size=3))
        row = [odd.get(name, usual.get(name, "")) for name in names] + ["x"] * draw(st.sampled_from([0, 0, 0, 0, 1]))
        lines.append(
            ",".join(
                '"' + cell.replace('"', '""') + '"' if draw(st.booleans()) or set(cell) & set('",\n\r') else cell
                for cell in row
            )
        )
    return "\n".join(lines).encode("utf-8", "replace")


def check_read(folder: Path, content: bytes) -> None:
    """Reading gives a dataset that accounts for every row, or DataError; never anything else."""
    try:
        dataset = read(folder, events=content)
    except DataError as refused:
        told = refused.problem
        assert all([told.file, told.reason, told.remedy])
        return
    assert dataset.rows_in == len(dataset.events) + len(aside(dataset))
    assert dataset.events[Events.event_id].is_unique
    assert dataset.first_day <= dataset.last_day
    assert all(problem.reason and problem.remedy for problem in dataset.problems)


@SETTINGS
@given(tables())
def test_rows_in_are_rows_accepted_and_rows_set_aside(folder: Path, content: bytes) -> None:
    check_read(folder, content)


VALID = rows(",".join(NAMES), *['rawa,2014-06-21,isis,Op Dawn,battle,12,2014-06-22,reuters,"it\'s, so"'] * 4).encode()


@SETTINGS
@given(st.integers(0, len(VALID)), st.integers(0, 12), st.binary(max_size=6))
@example(len(VALID), 0, b'"')
@example(0, 0, b"\0")
def test_bytes_cut_out_and_put_in_are_survived(folder: Path, start: int, length: int, new: bytes) -> None:
    check_read(folder, VALID[:start] + new + VALID[start + length :])


@SETTINGS
@given(st.binary(max_size=300))
def test_any_bytes_are_survived(folder: Path, content: bytes) -> None:
    check_read(folder, content)


@settings(SETTINGS, max_examples=30)
@given(st.randoms(use_true_random=False))
def test_the_shipped_record_with_shuffled_cells_is_survived(folder: Path, chance: random.Random) -> None:
    lines = (shipped_data() / Events.file).read_text(encoding="utf-8").splitlines()[:60]
    for line in chance.sample(range(len(lines)), 10):
        cells = lines[line].split(",")
        chance.shuffle(cells)
        lines[line] = ",".join(cells) if chance.random() < 0.3 else lines[line] + chance.choice(CELLS)
    check_read(folder, rows(*lines).encode())
