"""Whatever the file: no traceback, every row accepted or set aside, and the old store as it was."""

import csv
import io
import zipfile
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import DataError, Problem
from dashboard.eventsets.importing.detect.detect import ImportOptions
from dashboard.eventsets.importing.files import csv_parse, csv_split, workbook
from dashboard.eventsets.importing.files.workbook import check_size
from dashboard.eventsets.importing.jobs.problem_report import problem_report
from dashboard.record.validation import ASIDE
from tests.importing import plain, stored, take_in
from tests.workbooks import SHEET, xlsx

HEADER = "date,kind,latitude,longitude,note\n"


def row(date="2016-05-04", latitude="34.4", longitude="41.1", note=""):
    return f"{date},battle,{latitude},{longitude},{note}\n"


@dataclass(frozen=True)
class Case:
    """Lines after the header, how many rows they are, and how many of them can be used."""

    lines: str
    rows: int
    accepted: int
    encoding: str = "utf-8"


CASES = {
    "nothing wrong": Case(row() * 3, 3, 3),
    "blank lines count for nothing": Case(row() + "\n,,,,\n   \n" + row(), 2, 2),
    "a row too short": Case(row() + "2016-05-04,battle,34.4\n", 2, 1),
    "a row too long": Case(row() + "2016-05-04,34,41,a,b,c\n", 2, 1),
    "a nul": Case(row(note="a\0b") + row(), 2, 1),
    "a cell of ten million letters": Case(row(note="x" * 10_000_000) + row(), 2, 1),
    "a quote that never closes": Case(row(note='"open') + row() * 3, 1, 0),
    "a stray quote": Case(row(note='5" gun') + row(), 2, 2),
    "mixed line ends": Case("".join(row().strip() + end for end in ("\n", "\r\n", "\r", "\n")), 4, 4),
    "not UTF-8": Case(row(note="café") + row(), 2, 1, "latin-1"),
    "not a number": Case(row(latitude="NaN") + row(longitude="inf") + row(latitude="1e999") + row(), 4, 1),
    "off the globe": Case(row(latitude="95", longitude="500") + row(longitude="181"), 2, 0),
    "years out of reach": Case("".join(row(date=f"{year}-01-01") for year in ("0000", "9999", "1899", "2101")), 4, 0),
    "no such day": Case(row(date="2016-02-30") + row(date="2016-13-01") + row(date="soon") + row(date=""), 4, 0),
    "formulas are text": Case(row(note="=cmd|' /C calc'!A0"), 1, 1),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_rows_add_up(tmp_path, case):
    result = take_in(tmp_path, (HEADER + case.lines).encode(case.encoding))
    assert (result.rows_in, result.accepted) == (case.rows, case.accepted)
    assert sum(problem.reason.startswith(ASIDE) for problem in result.problems) == result.set_aside
    assert all(problem.reason and problem.remedy for problem in result.problems)
    assert result.stored == bool(case.accepted)


def test_a_formula_stays_as_it_is_and_the_report_of_problems_guards_against_it(tmp_path):
    take_in(tmp_path, HEADER + row(note="=1+1"))
    assert stored(tmp_path)["note"].tolist() == ["=1+1"]
    report = problem_report([Problem("=a.csv", 2, "@b", "-1", "reason", "remedy")])
    assert report.splitlines()[1] == "'=a.csv,2,'@b,'-1,reason,remedy"


def test_rows_count_as_a_spreadsheet_shows_them(tmp_path):
    result = take_in(tmp_path, HEADER + row() + "\n" + row(note='"two\nlines"') + row(date="x") + row())
    assert stored(tmp_path)["row"].tolist() == [2, 4, 6]
    assert [problem.row for problem in result.problems] == [5]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (("100.5", "34.4", ""), (34.4, 100.5)),
        (("41.1", "34.4", "Iraq"), (34.4, 41.1)),
        (("34.4", "41.1", "Iraq"), (34.4, 41.1)),
        (("41.1", "34.4", "Turkey"), (41.1, 34.4)),
    ],
)
def test_swapped_coordinates_are_put_right_and_told_of(tmp_path, given, kept):
    result = take_in(tmp_path, plain(dict(zip(("latitude", "longitude", "country"), given, strict=True))))
    event = next(stored(tmp_path).itertuples())
    assert (event.latitude, event.longitude) == kept
    assert bool(result.problem_count) == (kept[0] != float(given[0]))


@pytest.mark.parametrize(("latitude", "longitude"), [("0", "0"), ("34.4", ""), ("", "")])
def test_no_point_is_made_up(tmp_path, latitude, longitude):
    take_in(tmp_path, plain({"latitude": latitude, "longitude": longitude, "place": "nowhere known"}))
    event = next(stored(tmp_path).itertuples())
    assert event.place_precision == "unknown"
    assert stored(tmp_path)[["latitude", "longitude", "radius_km", "river_km"]].isna().all().all()


def test_deaths_that_cannot_be_are_left_blank_and_told_of(tmp_path):
    cases = ({"low": "5", "best": "2", "high": "9"}, {"best": "-1"}, {"best": "1.5"}, {"best": "1e30"}, {"best": "x"})
    result = take_in(tmp_path, plain(*cases))
    events = stored(tmp_path).sort_values("row")
    assert (result.accepted, result.problem_count) == (5, 5)
    assert events["deaths_best"].fillna(-9).tolist() == [2, -9, -9, -9, -9]
    assert events["deaths_low"].isna().all()


def test_the_second_of_two_equal_ids_is_set_aside(tmp_path):
    result = take_in(tmp_path, plain({"id": "a"}, {"id": "b"}, {"id": "a"}, *({"id": f"c{n}"} for n in range(20))))
    assert (result.rows_in, result.set_aside) == (23, 1)
    assert (result.problems[0].row, "row 2" in result.problems[0].reason) == (4, True)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_mark_tells_the_encoding(tmp_path, encoding):
    take_in(tmp_path, (HEADER + row(note="القائم")).encode(encoding))
    assert stored(tmp_path)["note"].tolist() == ["القائم"]


def test_another_encoding_can_be_named(tmp_path):
    text = (HEADER + row(note="القائم")).encode("cp1256")
    take_in(tmp_path, text, options=ImportOptions(encoding="cp1256"))
    assert stored(tmp_path)["note"].tolist() == ["القائم"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"\x1f\x8b\x08\0\0", b"%PDF-1.7", b"PAR1", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 cut", b"\xff\xfe"],
)
def test_what_cannot_be_read_says_so_and_leaves_the_store_alone(tmp_path, content):
    take_in(tmp_path, plain({}))
    before = (tmp_path / "store" / "events.duckdb").read_bytes()
    with pytest.raises(DataError) as error:
        take_in(tmp_path, content)
    assert error.value.problem.remedy
    assert (tmp_path / "store" / "events.duckdb").read_bytes() == before


@pytest.mark.parametrize("options", [{"encoding": "base64"}, {"encoding": "?"}, {"format": "x"}])
def test_what_cannot_be_asked_for_says_so(tmp_path, options):
    with pytest.raises(DataError):
        take_in(tmp_path, plain({}), options=ImportOptions(**options))


class TestWorkbooks:
    def test_cells_dates_and_rows(self, tmp_path):
        result = take_in(tmp_path, xlsx(SHEET), "events.xlsx")
        event = next(stored(tmp_path).itertuples())
        assert (result.rows_in, event.row, event.note) == (1, 2, "=1+1 stays text")
        assert (str(event.date.date()), event.latitude, event.deaths_best) == ("2016-05-04", 34.4, 3)

    def test_a_bomb_is_not_unpacked(self, tmp_path, monkeypatch):
        monkeypatch.setattr(workbook, "MOST_BYTES", 2**20)
        with pytest.raises(DataError, match="unpacks to more"):
            take_in(tmp_path, xlsx(b" " * 2**21), "bomb.xlsx")

    def test_a_bomb_that_lies_about_its_size_is_found_out(self, tmp_path, monkeypatch):
        monkeypatch.setattr(workbook, "MOST_BYTES", 2**20)
        content = xlsx(b" " * 2**21)
        (tmp_path / "lie.xlsx").write_bytes(content.replace((2**21).to_bytes(4, "little"), (9).to_bytes(4, "little")))
        with pytest.raises(DataError):
            check_size(tmp_path / "lie.xlsx")

    def test_a_sheet_that_claims_a_cell_at_its_far_end_ends_only_its_reader(self, tmp_path):
        far = SHEET.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
        with pytest.raises(DataError, match="workbook"):
            take_in(tmp_path, xlsx(far), "far.xlsx")

    def test_another_archive_is_no_workbook(self, tmp_path):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("events.csv", "date\n")
        with pytest.raises(DataError, match="not a workbook"):
            take_in(tmp_path, content.getvalue(), "events.zip")


class TestParquet:
    def test_typed_columns_and_nested_ones(self, tmp_path):
        columns = {
            "date": pa.array(["2016-05-04", "2016-05-05", None]).cast(pa.date32()),
            "latitude": [34.4, float("nan"), 34.5],
            "longitude": [41.1, 41.2, 41.3],
            "note": ["a", "b", "c"],
            "parts": [[1], [2], [3]],
        }
        pq.write_table(pa.table(columns), tmp_path / "given.parquet")
        result = take_in(tmp_path, (tmp_path / "given.parquet").read_bytes(), "events.parquet")
        assert (result.rows_in, result.accepted) == (3, 1)
        assert stored(tmp_path)["row"].tolist() == [2]


CELLS = st.text(st.sampled_from('ab",;\n\r\t \0é🙂ا=1-.'), max_size=6)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=8), tail=st.text('",\n\ra', max_size=4))
def test_the_fast_and_the_careful_reader_agree(tmp_path, rows, tail):
    """Of any text, quoted as may be, both find the same rows, the same cells and the same misfits."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    path = tmp_path / "events.csv"
    path.write_bytes(("a,b,c\n" + text.getvalue() + tail).encode())
    opened = csv_split.open_text(path, path.name)
    content = path.read_bytes()[opened.start :]
    end = csv_split.sound_end(content, ",", last=True)
    if end:
        fast = csv_parse.parse_part(csv_split.Part(0, 0, end, content[:end]), opened, {0, 1, 2})
        slow = csv_parse.from_records(csv_parse.carefully(content[:end], ","), 3, {0, 1, 2})
        assert fast.table.to_pydict() == slow.table.to_pydict()
        assert fast.rows_in == slow.rows_in
        assert sorted(found[0] for found in fast.aside) == sorted(found[0] for found in slow.aside)
