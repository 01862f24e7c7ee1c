"""Every format is opened by a tool that is not ours, and holds the rows, their types and where they come from."""

from __future__ import annotations

import io
import json
import zipfile

import duckdb
import geopandas
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from lxml import etree

from dashboard.errors import DataError
from dashboard.exports.formats.registry import FORMATS, formats_for
from dashboard.exports.provenance import PREFIX
from dashboard.exports.tables import TABLES
from tests.builders import read as read_record
from tests.exports.exported import (
    EVENTS,
    FORMULA,
    PLACES,
    SCRIPT,
    extract,
    file_of,
    hostile_record,
    provenance,
    query_of,
)

ALL = [(table, kind.name) for table, definition in TABLES.items() for kind in formats_for(definition)]
KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def query(tmp_path_factory):
    return query_of(hostile_record(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module")
def reports(query):
    return extract(query, "reports").frame


def saved(tmp_path, query, table, kind):
    path = tmp_path / f"{table}{FORMATS[kind].suffix}"
    path.write_bytes(file_of(query, table, kind))
    return path


@pytest.mark.parametrize(("table", "kind"), ALL)
def test_every_table_in_every_format_opens_elsewhere_with_all_its_rows(table, kind, query, tmp_path):
    path, rows = saved(tmp_path, query, table, kind), len(extract(query, table).frame)
    counted = {
        "csv": lambda: len(pd.read_csv(path)),
        "xlsx": lambda: openpyxl.load_workbook(path).worksheets[1].max_row - 1,
        "geojson": lambda: len(pyogrio.read_dataframe(path)),
        "kml": lambda: len(pyogrio.read_dataframe(path)),
        "geoparquet": lambda: len(geopandas.read_parquet(path)),
        "parquet": lambda: duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0],
    }
    assert counted[kind]() == rows > 0


@pytest.mark.parametrize(("table", "kind"), [pair for pair in ALL if pair[0] in ("reports", "operations")])
def test_a_table_of_no_row_is_a_valid_file(table, kind, query, tmp_path):
    path = saved(tmp_path, query_of(query.dataset, q="nothing-says-this"), table, kind)
    opened = {
        "csv": lambda: pd.read_csv(path),
        "xlsx": lambda: list(openpyxl.load_workbook(path).worksheets[1].iter_rows(min_row=2)),
        "geojson": lambda: pyogrio.read_dataframe(path),
        "kml": lambda: etree.fromstring(zipfile.ZipFile(path).read("doc.kml")).findall(".//k:Placemark", KML),
        "geoparquet": lambda: geopandas.read_parquet(path),
        "parquet": lambda: duckdb.sql(f"FROM '{path}'").fetchall(),
    }
    assert len(opened[kind]()) == 0


class TestCsv:
    def test_loads_without_any_option(self, query, tmp_path, reports):
        read = pd.read_csv(saved(tmp_path, query, "reports", "csv"))
        assert read["event_id"].tolist() == reports["event_id"].tolist()
        assert read["latitude"].dropna().tolist() == reports["latitude"].dropna().tolist()
        assert read["deaths_best"].dropna().tolist() == [12, 3]
        assert read.set_index("event_id").loc["e2", "controlling_force"] == "iraq|coalition"
        types = dict(
            duckdb.sql(f"DESCRIBE FROM '{tmp_path / 'reports.csv'}'").df()[["column_name", "column_type"]].values
        )
        assert (types["date"], types["deaths_best"], types["longitude"]) == ("DATE", "BIGINT", "DOUBLE")

    def test_says_in_each_row_where_it_comes_from(self, query, tmp_path):
        read = pd.read_csv(saved(tmp_path, query, "states", "csv"), keep_default_na=False, dtype=str)
        for item in provenance(query, "states").items():
            assert set(read[PREFIX + item.name]) == {item.value}

    def test_holds_no_formula(self, query):
        text = file_of(query, "reports", "csv").decode("utf-8-sig")
        cells = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
        texts = [each.name for each in TABLES["reports"].fields if each.type in ("string", "list")]
        assert not cells[texts].map(lambda cell: cell.startswith(("=", "+", "-", "@"))).any(axis=None)
        assert set(cells["note"]) >= {"'" + FORMULA, "'-2+3", "two\nlines"}


class TestXlsx:
    def test_says_first_what_it_is_and_where_it_comes_from(self, query, tmp_path):
        book = openpyxl.load_workbook(saved(tmp_path, query, "reports", "xlsx"))
        assert book.sheetnames == ["About", "Reports"]
        about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
        for item in provenance(query, "reports").items():
            assert (about[item.title] or "") == item.value
        assert about["Holder reported"].startswith("Who holds the place after it")

    def test_has_a_header_that_stays_and_filters(self, query, tmp_path):
        sheet = openpyxl.load_workbook(saved(tmp_path, query, "reports", "xlsx"))["Reports"]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}{sheet.max_row}"
        assert [cell.value for cell in sheet[1]] == [field.title for field in TABLES["reports"].fields]
        assert sheet.column_dimensions["A"].width > 8

    def test_has_texts_days_and_numbers_as_such_and_no_formula(self, query, tmp_path, reports):
        sheet = openpyxl.load_workbook(saved(tmp_path, query, "reports", "xlsx"))["Reports"]
        at = {field.name: place for place, field in enumerate(TABLES["reports"].fields)}
        rows = list(sheet.iter_rows(min_row=2))
        assert [row[at["date"]].value for row in rows] == [day.to_pydatetime() for day in reports["date"]]
        assert [row[at["deaths_best"]].value for row in rows if row[at["deaths_best"]].value] == [12, 3]
        assert not [cell for row in rows for cell in row if cell.data_type == "f"]
        notes = {row[at["note"]].value: row[at["note"]] for row in rows}
        assert notes[FORMULA].data_type == "s"
        assert notes[FORMULA].quotePrefix


class TestGeoJson:
    def test_has_points_typed_properties_and_metadata(self, query, tmp_path):
        path = saved(tmp_path, query, "reports", "geojson")
        read = pyogrio.read_dataframe(path).set_index("event_id")
        assert read.crs.to_epsg() == 4326
        assert (read.loc["e1"].geometry.x, read.loc["e1"].geometry.y) == (41.0945, 34.3686)
        assert read.loc["e6"].geometry is None
        assert str(read["date"].dtype).startswith("datetime64")
        assert list(read.loc["e2", "controlling_force"]) == ["iraq", "coalition"]
        held = json.loads(path.read_text(encoding="utf-8"))
        assert held["metadata"].items() >= provenance(query, "reports").as_mapping().items()
        assert [each["name"] for each in held["metadata"]["fields"]] == list(held["features"][0]["properties"])
        assert held["features"][0]["properties"]["place"] == SCRIPT


class TestGeoParquet:
    def test_is_read_by_geopandas_and_by_duckdb_as_geometry(self, query, tmp_path, reports):
        path = saved(tmp_path, query, "reports", "geoparquet")
        read = geopandas.read_parquet(path)
        assert read.crs.equals("OGC:CRS84")
        assert read.geometry.x.dropna().tolist() == reports["longitude"].dropna().tolist()
        kinds = duckdb.sql(f"SELECT typeof(geometry), count(*), count(geometry) FROM '{path}' GROUP BY 1").fetchall()
        assert kinds == [("GEOMETRY('OGC:CRS84')", 6, 5)]
        assert duckdb.sql(f"SELECT actors FROM '{path}' WHERE event_id = 'e1'").fetchall() == [(["isis"],)]

    def test_says_what_the_standard_wants(self, query, tmp_path):
        said = pq.read_schema(saved(tmp_path, query, "reports", "geoparquet"))
        geo = json.loads(said.metadata[b"geo"])
        assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
        assert geo["columns"]["geometry"] == {
            "encoding": "WKB", "geometry_types": ["Point"], "bbox": [41.0945, 34.3686, 41.91, 34.48],
        }  # fmt: skip

    def test_says_where_it_comes_from_and_what_its_columns_hold(self, query, tmp_path):
        for table, kind in (("reports", "geoparquet"), ("operations", "parquet")):
            said = pq.read_schema(saved(tmp_path, query, table, kind))
            assert json.loads(said.metadata[b"provenance"]).items() >= provenance(query, table).as_mapping().items()
            for field in TABLES[table].fields:
                assert said.field(field.name).metadata[b"description"].decode() == field.description


class TestKml:
    def document(self, query, table):
        with zipfile.ZipFile(io.BytesIO(file_of(query, table, "kml"))) as archive:
            assert archive.namelist() == ["doc.kml", "files/circle.png"]
            return etree.fromstring(archive.read("doc.kml"))

    def test_is_read_by_gdal_with_its_days(self, query, tmp_path):
        read = pyogrio.read_dataframe(saved(tmp_path, query, "intervals", "kml"))
        own = read[read["place_id"] == "al-qaim"]
        assert own["begin"].isna().tolist() == [True, False, False]
        assert [f"{day:%Y-%m-%d}" for day in own["begin"].dropna()] == ["2014-06-21", "2017-11-03"]
        assert [f"{day:%Y-%m-%d}" for day in own["end"].dropna()] == ["2014-06-20", "2017-11-02"]
        assert own["sequence"].tolist() == [1, 2, 3]
        assert read[read["place_id"] == "abu-kamal"].geometry.isna().all()

    def test_has_each_holder_in_its_colour(self, tmp_path):
        force = 'force_id,name,colour\niraq,Iraq,#112233\nisis,IS,"#aabbcc"\ncoalition,C,#000000\n'
        document = self.document(query_of(read_record(tmp_path, places=PLACES, events=EVENTS, forces=force)), "states")
        colours = {
            style.get("id"): style.findtext("k:IconStyle/k:color", namespaces=KML)
            for style in document.iterfind(".//k:Style", KML)
        }
        drawn = {
            mark.findtext("k:name", namespaces=KML): colours[mark.findtext("k:styleUrl", namespaces=KML)[1:]]
            for mark in document.iterfind(".//k:Placemark", KML)
        }
        assert drawn["Rawa"] == "ff332211"

    def test_shows_hostile_text_as_text_and_fetches_nothing(self, query):
        document = self.document(query, "reports")
        balloons = [each.text for each in document.iterfind(".//k:Placemark/k:description", KML)]
        assert not [each for each in balloons if "<img" in each or "<script" in each]
        assert any("&lt;img src=x onerror=alert(1)&gt;" in each for each in balloons)
        assert {each.text for each in document.iterfind(".//k:href", KML)} == {"files/circle.png"}

    def test_says_where_it_comes_from(self, query):
        data = self.document(query, "states").iterfind("k:Document/k:ExtendedData/k:Data", KML)
        said = {each.get("name"): each.findtext("k:value", namespaces=KML) or "" for each in data}
        assert said == provenance(query, "states").as_mapping()


def test_a_format_for_maps_refuses_a_table_without_positions(query):
    with pytest.raises(DataError, match=r"rows of this table have none\. Choose CSV, XLSX or Parquet"):
        file_of(query, "operations", "kml")


def test_a_sheet_that_would_not_hold_all_rows_is_refused(query):
    table, few = extract(query, "reports"), FORMATS["xlsx"].__class__(**{**vars(FORMATS["xlsx"]), "most_rows": 5})
    with pytest.raises(DataError, match=r"it has 6 rows, and Excel holds 5\. Set more filters"):
        few.write(table, provenance(query, "reports"), io.BytesIO())
