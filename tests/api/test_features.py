"""OGC API Features: what the standard asks of every answer, and GDAL as a program of others that reads the record."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.api.resources import located_resources
from dashboard.api.routes import api_routes
from dashboard.server import middleware
from tests.api.asked import API, every_row, imported
from tests.engines import write_duckdb
from tests.workbench.decoded import SMALL

COLLECTIONS = [*located_resources(), "events"]
CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
BOX = (40.5, 34.0, 41.5, 35.0)


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A server with the small record and some imported events."""
    folder = write_duckdb(tmp_path_factory.mktemp("store"), imported(7))
    return {"DASHBOARD_DATA": SMALL, "DASHBOARD_EVENTS": str(folder)}


@pytest.fixture(autouse=True)
def here(setting: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in setting.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=api_routes(), middleware=middleware())) as client:
        yield client


def links_of(body: dict[str, Any]) -> dict[str, str]:
    """The first address of each relation."""
    return {link["rel"]: link["href"] for link in reversed(body["links"])}


@pytest.mark.parametrize("path", ["", "/", "?f=json", "/?f=json"])
def test_the_landing_page_leads_to_everything(api: TestClient, path: str) -> None:
    links = links_of(api.get(f"{API}{path}").json())
    assert {"self", "service-desc", "conformance", "data"} <= links.keys()
    for relation in ("service-desc", "conformance", "data"):
        assert api.get(links[relation]).status_code == 200
    described = api.get(links["service-desc"]).json()
    assert described["openapi"].startswith("3.1")


def test_every_link_of_the_landing_page_is_answered(api: TestClient) -> None:
    for link in api.get(API).json()["links"]:
        answer = api.get(link["href"])
        assert answer.status_code == 200, link
        assert answer.headers["content-type"].partition(";")[0] == link["type"].partition(";")[0].replace(
            "vnd.oai.openapi+json", "json"
        )


def test_it_conforms_to_core_and_geojson(api: TestClient) -> None:
    classes = api.get(f"{API}/conformance").json()["conformsTo"]
    assert CORE in classes
    assert CORE.replace("core", "geojson") in classes


def test_collections_say_what_they_hold_and_where(api: TestClient) -> None:
    found = api.get(f"{API}/collections").json()
    assert [each["id"] for each in found["collections"]] == COLLECTIONS
    for each in found["collections"]:
        assert api.get(links_of(each)["self"]).json() == each
        assert api.get(links_of(each)["items"]).headers["content-type"] == "application/geo+json"
        for west, south, east, north in each["extent"].get("spatial", {}).get("bbox", []):
            assert 35 < west < east < 50
            assert 29 < south < north < 40


def test_the_extent_in_time_holds_every_row(api: TestClient) -> None:
    every = every_row(api, "/reports")
    temporal = api.get(f"{API}/collections/reports").json()["extent"]["temporal"]
    ((first, last),) = temporal["interval"]
    assert first == f"{min(row['date'] for row in every)}T00:00:00Z"
    assert last[:10] < max(row["until"] for row in every)
    ((_, open_end),) = api.get(f"{API}/collections/intervals").json()["extent"]["temporal"]["interval"]
    assert open_end is None


@pytest.mark.parametrize("name", COLLECTIONS)
def test_features_are_the_rows_of_the_table(api: TestClient, name: str) -> None:
    page = api.get(f"{API}/collections/{name}/items?limit=1000").json()
    assert page["type"] == "FeatureCollection"
    assert [each["properties"] for each in page["features"]] == every_row(api, f"/{name}")
    assert page["numberMatched"] == page["numberReturned"] == len(page["features"])
    first = page["features"][0]
    one = api.get(f"{API}/collections/{name}/items/{first['id']}").json()
    assert {member: one[member] for member in first} == first
    assert {"self", "collection"} <= links_of(one).keys()


def test_one_feature_of_another_rule_and_day(api: TestClient) -> None:
    path = f"{API}/collections/states/items/al-qaim"
    assert api.get(f"{path}?on=2015-06-01").json()["properties"]["holder"] == ["isis"]
    assert api.get(f"{path}?on=1990-06-01").json()["properties"]["holder"] != ["isis"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/collections/towns", 404),
        ("/collections/sources/items", 404),
        ("/collections/reports/items/none", 404),
        ("/collections/reports/items/%00", 404),
        (f"/collections/reports/items/{'x' * 5_000}", 404),
        ("/collections?f=html", 400),
        ("/conformance?x=1", 400),
        ("/collections/reports?limit=1", 400),
        ("/collections/reports/items?format=csv", 400),
        ("/collections/reports/items?bbox=1,2,3", 400),
        ("/collections/reports/items?datetime=yesterday", 400),
        ("/collections/reports/items?limit=none", 400),
        ("/collections/reports/items?my-own-parameter=1", 400),
        ("/collections/reports/items/x?limit=1", 400),
    ],
)
def test_what_is_not_there_or_makes_no_sense_is_refused(api: TestClient, path: str, status: int) -> None:
    answer = api.get(f"{API}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["remedy"]


@pytest.fixture(scope="module")
def address(setting: dict[str, str]) -> Iterator[str]:
    """Where GDAL finds a real server under a path of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        own = {"PYTHONPATH": str(Path(__file__).parents[2]), **setting}
        command = [sys.executable, "-m", "tests.api.serving", str(listening.fileno())]
        server = subprocess.Popen(command, env={**os.environ, **own}, pass_fds=[listening.fileno()])
        try:
            # Who connects waits in the queue of the socket until the server takes it: no need to ask again and again.
            yield f"OAPIF:http://127.0.0.1:{listening.getsockname()[1]}/euphrates{API}"
        finally:
            server.terminate()
            server.wait(20)


def test_gdal_reads_every_collection_page_after_page(api: TestClient, address: str) -> None:
    assert [name for name, _ in pyogrio.list_layers(address)] == COLLECTIONS
    for name in COLLECTIONS:
        expected = every_row(api, f"/{name}")
        meta, _, geometry, fields = pyogrio.raw.read(address, layer=name, PAGE_SIZE="50")
        read = dict(zip(meta["fields"], fields, strict=True))
        assert len(geometry) == len(expected)
        assert meta["crs"] == "EPSG:4326"
        located = [row["longitude"] is not None for row in expected]
        assert [point is not None for point in geometry] == located
        key = "event_id" if name in ("reports", "events") else "place_id"
        assert list(read[key]) == [row[key] for row in expected]


def test_gdal_asks_the_server_for_a_box_and_for_days(api: TestClient, address: str) -> None:
    inside = every_row(api, "/places", bbox=",".join(map(str, BOX)))
    assert 0 < len(inside) < len(every_row(api, "/places"))
    assert len(pyogrio.raw.read(address, layer="places", bbox=BOX)[2]) == len(inside)
    days = "date >= '2016-01-01' AND date <= '2016-12-31'"
    touching = every_row(api, "/reports", datetime="2016-01-01/2016-12-31")
    assert 0 < len(touching) < len(every_row(api, "/reports"))
    assert len(pyogrio.raw.read(address, layer="reports", where=days)[2]) == len(touching)
