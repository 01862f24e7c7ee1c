"""The feed of versions is Atom, and says what is new in each."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.analysis.record_cache import record_of
from dashboard.api.feed import feed_of, feed_routes
from dashboard.versions.publish import publish
from tests.builders import rows, write

EVENTS = rows("event_id,town,date,controlling_force", "e1,rawa,2014-06-21,isis")
FORCES = rows("force_id,name", "iraq,Iraq", "isis,Islamic State")
HOSTILE = "</summary><script>alert(1)</script> & \u202eevil\u200b القائم"


def read(body: bytes) -> feedparser.FeedParserDict:
    found = feedparser.parse(body)
    assert not found.bozo, found.get("bozo_exception")
    return found


def client(base: str = "") -> TestClient:
    return TestClient(Starlette(routes=feed_routes(base)))


def test_the_feed_of_the_shipped_record_tells_every_version() -> None:
    answer = client("/valley").get("/valley/api/v1/versions.atom", headers={"host": "news.example"})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found = read(answer.content)
    assert found.version == "atom10"
    record = record_of(None)
    published = record.dataset.published
    assert [entry.title for entry in found.entries] == [f"Version {name}" for name in published["version"][::-1]]
    assert found.feed.updated == f"{published['published_on'].max():%Y-%m-%d}T00:00:00Z"
    assert {link.rel: link.href for link in found.feed.links} == {
        "self": "http://news.example/valley/api/v1/versions.atom", "alternate": "http://news.example/valley/changes",
    }  # fmt: skip
    second = next(entry for entry in found.entries if entry.title == "Version 2026.11.2")
    assert "Reports: 4 corrected." in second.summary
    assert parse_qs(urlsplit(second.link).query) == {"since": ["2026.11.1"], "until": ["2026.11.2"]}
    assert len({found.feed.id, *(entry.id for entry in found.entries)}) == len(found.entries) + 1


def test_an_answer_that_is_known_is_not_sent_again() -> None:
    first = client().get("/api/v1/versions.atom")
    again = client().get("/api/v1/versions.atom", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_hostile_words_are_words(tmp_path: Path) -> None:
    home = write(tmp_path, events=EVENTS, forces=FORCES)
    publish(home, HOSTILE, date(2026, 11, 1))
    (entry,) = read(feed_of(record_of(str(home)), "http://localhost/")).entries
    assert entry.summary_detail.type == "text/plain"
    assert entry.summary == "</summary><script>alert(1)</script> & evil القائم"


def test_without_a_version_the_feed_is_empty_and_valid(tmp_path: Path) -> None:
    found = read(feed_of(record_of(str(write(tmp_path, events=EVENTS, forces=FORCES))), "http://localhost/"))
    assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_data_that_cannot_be_read_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "gone"))
    answer = client().get("/api/v1/versions.atom")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert "Check the path" in answer.json()["detail"]
