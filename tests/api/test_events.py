"""Imported events leave in pages that have neither gaps nor repeats, under the filters of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.api.pages import pack
from dashboard.api.routes import api_routes
from dashboard.eventsets.store.event_filter import Wanted
from dashboard.eventsets.store.event_store import connect
from dashboard.eventsets.store.keyset_paging import Bounds, Position, events_after, number_of
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.server import middleware
from tests.api.asked import API, every_row, imported
from tests.builders import imported_event, imported_frame
from tests.engines import write_duckdb, write_parquet
from tests.workbench.decoded import SMALL

NUMBER = 23
EVENTS = imported(NUMBER)
LONG = "A long note. " * 400


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_duckdb(tmp_path_factory.mktemp("store"), EVENTS)


@pytest.fixture(autouse=True)
def store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is given the store, and the small record."""
    monkeypatch.setenv("DASHBOARD_EVENTS", str(folder))
    monkeypatch.setenv("DASHBOARD_DATA", SMALL)


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=api_routes(), middleware=middleware())) as client:
        yield client


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [row["event_id"] for row in found]


@pytest.mark.parametrize("limit", [4, NUMBER, 1_000])
def test_every_event_comes_once_whatever_the_size_of_a_page(api: TestClient, limit: int) -> None:
    found = every_row(api, "/events", limit=limit)
    assert ids(found) == sorted(EVENTS["event_id"])
    assert api.get(f"{API}/events?limit={limit}").json()["numberMatched"] == NUMBER


@pytest.mark.parametrize("write", [write_duckdb, write_parquet])
def test_pages_follow_in_one_order_on_files_of_either_sort(tmp_path: Path, write: Any) -> None:
    events = imported_frame(
        *(imported_event(n, date=date(2014, 1, 1) + timedelta(days=n % 3), dataset="ab"[n % 2]) for n in range(17))
    )
    engine, position, seen = connect(write(tmp_path, events)), None, []
    while True:
        page = engine.ask(events_after(Wanted(), 0, Bounds(), position, 4))
        if page.empty:
            break
        seen += [(row[E.date], row[E.dataset], row[E.event_id]) for row in page.to_dict("records")]
        position = Position(seen[-1][0].date(), *seen[-1][1:])
    assert seen == sorted(seen)
    assert len(seen) == len({*seen}) == int(engine.ask(number_of(Wanted(), 0, Bounds()))["number"].iloc[0]) == 17


def test_events_that_come_in_meanwhile_move_no_other_ones(
    api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = write_parquet(tmp_path, EVENTS)
    monkeypatch.setenv("DASHBOARD_EVENTS", str(feed))
    first = api.get(f"{API}/events?limit=10")
    earlier = imported_frame(imported_event(900, date=date(2010, 1, 1)))
    (tmp_path / "more").mkdir()
    write_parquet(tmp_path / "more", pd.concat([earlier, imported_frame(imported_event(901, date=date(2010, 1, 2)))]))
    second = api.get(first.links["next"]["url"])
    assert ids(first.json()["rows"]) + ids(second.json()["rows"]) == sorted(EVENTS["event_id"])[:20]
    assert second.json()["numberMatched"] == NUMBER + 2


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("from=2017-11-02&to=2017-11-03", range(3, 9)),
        ("on=2017-11-03&days=2", range(3, 9)),
        ("datetime=2017-11-02/2017-11-03", range(3, 9)),
        ("datetime=2017-11-08T00:00:00Z/..", range(21, 23)),
        ("datetime=../2017-11-01", range(3)),
        ("datetime=0001-01-01/9999-12-31", range(NUMBER)),
        ("datetime=0000-01-01", range(0)),
        ("kind=battle", range(NUMBER)),
        ("kind=airstrike", range(0)),
        ("country=SY", range(0)),
        ("bbox=41,34,42,35", range(NUMBER)),
        ("bbox=10,34,12,35", range(0)),
        ("bbox=170,-90,-170,90", range(0)),
    ],
)
def test_filters_are_asked_of_the_engine(api: TestClient, asked: str, expected: range) -> None:
    answer = api.get(f"{API}/events?{asked}").json()
    assert ids(answer["rows"]) == [f"x{number:05}" for number in expected]
    assert answer["numberMatched"] == len(expected)


def test_texts_are_whole(api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_duckdb(tmp_path, imported_frame(imported_event(1, note=LONG, actors="A|B")))
    monkeypatch.setenv("DASHBOARD_EVENTS", str(folder))
    (row,) = every_row(api, "/events")
    assert (row["note"], row["actors"]) == (LONG, ["A", "B"])


def test_every_form_holds_the_same_events(api: TestClient, tmp_path: Path) -> None:
    features = api.get(f"{API}/events?format=geojson").json()["features"]
    assert [each["properties"] for each in features] == every_row(api, "/events")
    path = tmp_path / "events.parquet"
    path.write_bytes(api.get(f"{API}/events?format=parquet").content)
    assert list(pd.read_parquet(path)["event_id"]) == sorted(EVENTS["event_id"])
    assert api.get(f"{API}/events?format=csv").text.count("\r\n") == NUMBER + 1


def test_files_of_events_come_in_pages_too(api: TestClient) -> None:
    answer = api.get(f"{API}/events?format=csv&limit=5")
    assert answer.text.count("\r\n") == 6
    assert "cursor=" in answer.links["next"]["url"]


def test_an_event_is_a_feature_by_its_set_and_id(api: TestClient) -> None:
    answer = api.get(f"{API}/collections/events/items/set/x00003")
    assert answer.json()["properties"]["event_id"] == "x00003"
    assert api.get(f"{API}/collections/events/items/set/none").status_code == 404
    assert api.get(f"{API}/collections/events/items/none").status_code == 404


def test_the_licence_is_not_that_of_the_record(api: TestClient) -> None:
    said = api.get(f"{API}/events?limit=1").json()["metadata"]
    assert "imported" in said["licence"]
    assert "CC BY" not in said["licence"] + said["attribution"]


@pytest.mark.parametrize("told", [["2017-11-01", "set"], ["x", "set", "y"], [1, 2, 3], None, ["9999-99-99", "", ""]])
def test_a_cursor_made_by_hand_leads_nowhere(api: TestClient, told: Any) -> None:
    assert api.get(f"{API}/events?cursor={pack(told)}").status_code == 409


@pytest.mark.parametrize("asked", ["place=al-qaim", "operation=x", "known=2017-01-01", "rule=strict", "f=json"])
def test_what_events_cannot_answer_is_refused(api: TestClient, asked: str) -> None:
    answer = api.get(f"{API}/events?{asked}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == asked.partition("=")[0]


@pytest.mark.parametrize("path", ["/events", "/collections/events", "/collections/events/items"])
def test_a_server_without_events_says_so(api: TestClient, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASHBOARD_EVENTS")
    answer = api.get(f"{API}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert "DASHBOARD_EVENTS" in answer.json()["remedy"]
    assert "events" not in {each["id"] for each in api.get(f"{API}/collections").json()["collections"]}


def test_an_engine_that_is_not_there_is_explained(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_EVENTS", "/none/such")
    answer = api.get(f"{API}/events")
    assert answer.status_code == 503
    assert answer.json()["remedy"]


def test_the_tag_is_known_again(api: TestClient) -> None:
    tag = api.get(f"{API}/events?limit=3").headers["etag"]
    assert api.get(f"{API}/events?limit=3", headers={"If-None-Match": tag}).status_code == 304
