"""The Data Package and the codebook say what the schema says and the files hold."""

import csv
import json

import pytest

from dashboard.exports import datapackage as dp
from dashboard.record.load import shipped_data
from dashboard.record.schema import TABLES, Events, Forces, Places

DATA = shipped_data()
PACKAGE = dp.descriptor()
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
TABULAR = [resource for resource in PACKAGE["resources"] if "schema" in resource]
KEYS = [(resource, key) for resource in TABULAR for key in resource["schema"].get("foreignKeys", [])]


def cells(resource, column):
    with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def fields(table):
    return {field["name"]: field for field in dp._table_schema(table)["fields"]}


def test_the_descriptor_is_current():
    assert (DATA / dp.DESCRIPTOR).read_text(encoding="utf-8") == dp.as_text(PACKAGE), "run: make datapackage"


def test_the_codebook_is_current():
    text = (DATA / dp.CODEBOOK).read_text(encoding="utf-8")
    assert dp.with_codebook(text) == text, "run: make datapackage"


def test_writing_makes_both_files(tmp_path):
    (tmp_path / dp.CODEBOOK).write_text(f"before\n{dp.BEGIN}\nold\n{dp.END}\nafter\n", encoding="utf-8")
    dp.write_package(tmp_path)
    assert json.loads((tmp_path / dp.DESCRIPTOR).read_text(encoding="utf-8")) == PACKAGE
    text = (tmp_path / dp.CODEBOOK).read_text(encoding="utf-8")
    assert text == f"before\n{dp.codebook()}\nafter\n"


def test_a_codebook_without_marks_is_refused():
    with pytest.raises(ValueError, match="must hold the lines"):
        dp.with_codebook("no marks here")


@pytest.mark.parametrize("resource", PACKAGE["resources"], ids=lambda resource: resource["path"])
def test_every_resource_is_there_and_has_a_licence(resource):
    assert (DATA / resource["path"]).is_file()
    assert resource["licenses"][0]["path"].startswith("https://")


def test_every_file_is_a_resource():
    files = {path.relative_to(DATA).as_posix() for pattern in ("*.csv", "geo/*.geojson") for path in DATA.glob(pattern)}
    assert files == {resource["path"] for resource in PACKAGE["resources"]}


@pytest.mark.parametrize("resource", TABULAR, ids=lambda resource: resource["path"])
def test_headers_are_the_fields(resource):
    with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]


@pytest.mark.parametrize("resource", TABULAR, ids=lambda resource: resource["path"])
def test_keys_are_unique(resource):
    keys = cells(resource, resource["schema"]["primaryKey"])
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("resource", "key"), KEYS, ids=lambda part: part.get("path") or part["fields"])
def test_foreign_keys_lead_somewhere(resource, key):
    reference = key["reference"]
    target = RESOURCES[reference["resource"]] if reference["resource"] else resource
    assert set(cells(resource, key["fields"])) - {""} <= set(cells(target, reference["fields"]))


@pytest.mark.parametrize("layer", dp.LAYERS, ids=lambda layer: layer.file)
def test_licences_are_those_of_the_notice(layer):
    words = {"LGPL-3.0-or-later": "LGPL-3.0-or-later", "other-pd": "public domain", "ODbL-1.0": "ODbL 1.0"}
    notice = (DATA / "geo" / "NOTICE.md").read_text(encoding="utf-8").splitlines()
    row = next(line for line in notice if line.startswith(f"| `{layer.file}.geojson`"))
    assert row.split(" | ")[3] == words.get(layer.licence["name"], "CC BY 4.0")


def test_lists_name_their_separator():
    field = fields(Events)["controlling_force"]
    assert (field["type"], field["listSeparator"], field["refersTo"]) == ("string", "|", "forces.force_id")


def test_constraints_come_from_the_schema():
    assert fields(Events)["event_id"]["constraints"] == {"required": True, "unique": True}
    assert fields(Events)["credibility"]["constraints"]["enum"] == ["1", "2", "3", "4", "5", "6"]
    assert fields(Places)["latitude"]["constraints"] == {"minimum": -90, "maximum": 90}
    assert fields(Forces)["colour"]["constraints"] == {"pattern": "#[0-9a-fA-F]{6}"}


def test_a_table_may_refer_to_itself():
    keys = dp._table_schema(Forces)["foreignKeys"]
    assert keys == [{"fields": "parent_force_id", "reference": {"resource": "", "fields": "force_id"}}]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_the_codebook_names_every_column(table):
    assert dp.codebook_rows(table)["name"].tolist() == table.names()
    assert all(f"| `{name}` |" in dp.codebook() for name in table.names())


@pytest.mark.parametrize(
    ("table", "name", "said"),
    [
        (Events, "status", "held; contested; besieged; divided"),
        (Events, "deaths_low", "from 0"),
        (Places, "latitude", "from -90 to 90"),
        (Places, "place_id", "no two alike"),
        (Places, "source_id", "leads to sources.source_id"),
        (Events, "note", ""),
    ],
)
def test_allowed_values_in_words(table, name, said):
    assert dp.allowed_values(table.columns()[name]) == said
