"""The data of the workbench is found under addresses of its own, kept for good, made once, and refused in words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.analysis.grammar import WrongParameters
from dashboard.analysis.record_cache import Record, record_of
from dashboard.analysis.selection import LONGEST_SEARCH, MOST_WORDS
from dashboard.api.refusals import body_of
from dashboard.server import middleware, takes_gzip
from dashboard.workbench import addresses, routes
from dashboard.workbench.addresses import (
    core_address,
    filters_query,
    geography_address,
    texts_address,
    texts_query,
    version_of,
)
from dashboard.workbench.geography import LAYERS
from dashboard.workbench.parameters import selection_of
from dashboard.workbench.routes import workbench_routes
from dashboard.workbench.texts import chunks_of, place_text, report_texts
from tests.builders import rows
from tests.workbench.decoded import SMALL, own_record, payload_of, selection

EVENTS = rows("town,date,controlling_force", "rawa,2014-06-21,isis", "rawa,2016-06-21,iraq")
PLAIN = {"accept-encoding": "identity"}
FILTERS: list[dict[str, Any]] = [
    {},
    {"country": ("IQ", "SY"), "force": ("isis",), "kind": ("battle", "airstrike")},
    {"q": "made-up  report", "grade": "C3", "silent": True},
    {"rule": "strict", "known": date(2015, 6, 1), "governorate": ("Deir ez-Zor",)},
]


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> Record:
    """The small record, which is the one served."""
    monkeypatch.setenv("DASHBOARD_DATA", SMALL)
    return record_of(SMALL)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with client_of() as found:
        yield found


def client_of(base: str = "") -> TestClient:
    app = Starlette(routes=workbench_routes(base), middleware=middleware())
    return TestClient(app, raise_server_exceptions=False)


def every_address(record: Record, base: str = "") -> list[str]:
    texts = texts_address(record, base)
    place = f"{texts}/places/al-qaim.json{texts_query(selection())}"
    return [core_address(record, selection(), base), geography_address(record, base), f"{texts}/reports/0.json", place]


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


def refused(client: TestClient, address: str, status: int) -> dict[str, Any]:
    """The body of a refusal, which nobody keeps."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers.get_list("cache-control") == ["no-store"]
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


@pytest.mark.parametrize("filters", FILTERS)
def test_the_payload_is_that_of_the_filters_in_the_address(
    client: TestClient, record: Record, filters: dict[str, Any]
) -> None:
    answer = client.get(core_address(record, selection(**{"rule": record.rule, **filters})))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == as_json(payload_of(record, **filters))


@pytest.mark.parametrize("filters", FILTERS)
def test_a_query_leads_back_to_the_filters(record: Record, filters: dict[str, Any]) -> None:
    chosen = selection(**filters)
    found = selection_of(parse_qs(filters_query(chosen).removeprefix("?")), record)
    assert filters_query(found) == filters_query(chosen)
    assert payload_of(record, **filters) == payload_of(record, **{"rule": found.rule, **_filters_of(found)})


def _filters_of(found: Any) -> dict[str, Any]:
    names = ("country", "governorate", "force", "operation", "kind", "grade", "q", "known", "silent")
    return {name: getattr(found, name) for name in names}


def test_selections_that_leave_the_same_have_one_address() -> None:
    one = filters_query(selection(country=("SY", "IQ"), q=" made-up   report "))
    other = filters_query(selection(country=("IQ", "SY", "IQ"), q="made-up report", place="rawa"))
    assert one == other
    assert filters_query(selection()) == "?rule=corroborated"


def test_words_that_are_not_looked_for_are_not_in_the_address(record: Record) -> None:
    query = filters_query(selection(q="word " * (MOST_WORDS + 3)))
    assert parse_qs(query.removeprefix("?"))["q"] == [" ".join(["word"] * MOST_WORDS)]
    assert selection_of(parse_qs(query.removeprefix("?")), record)


def test_an_address_without_filters_is_shown_by_the_rule_of_the_record(client: TestClient, record: Record) -> None:
    answer = client.get(f"{texts_address(record)}/valley.json")
    assert answer.json() == as_json(payload_of(record))


def test_texts_are_found_by_the_addresses_that_the_browser_makes(client: TestClient, record: Record) -> None:
    texts = texts_address(record)
    for chunk in range(chunks_of(record)):
        assert client.get(f"{texts}/reports/{chunk}.json").json() == as_json(report_texts(record, chunk))
    for rule, known in ((record.rule, None), ("strict", date(2015, 6, 1))):
        answer = client.get(f"{texts}/places/al-qaim.json{texts_query(selection(rule=rule, known=known))}")
        assert answer.json() == as_json(place_text(record, "al-qaim", rule, known))
    assert client.get(f"{texts}/places/al-qaim.json").json() == as_json(
        place_text(record, "al-qaim", record.rule, None)
    )


def test_a_place_is_found_whatever_its_id_is(client: TestClient, tmp_path: Path, monkeypatch: Any) -> None:
    odd = 'a/b?c"<é>\u202e.json'
    record = own_record(
        tmp_path,
        places=rows("place_id,name", '"a/b?c""<é>\u202e.json",Odd'),
        events=rows("town,date,controlling_force", "Odd,2014-06-21,isis"),
    )
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    assert payload_of(record)["places"]["id"] == [odd]
    answer = client.get(f"{texts_address(record)}/places/{quote(odd, safe='')}.json")
    assert answer.json()["holdings"][-1]["says"] == "held by Islamic State"


@pytest.mark.parametrize("base", ["", "/euphrates"])
def test_every_answer_is_kept_for_good_and_has_the_security_headers(record: Record, base: str) -> None:
    with client_of(base) as client:
        for address in every_address(record, base):
            answer = client.get(address)
            assert answer.status_code == 200
            assert answer.headers.get_list("cache-control") == ["public, max-age=31536000, immutable"]
            assert answer.headers["vary"] == "Accept-Encoding"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_compressed_and_plain_say_the_same_under_one_tag(client: TestClient, record: Record) -> None:
    for address in every_address(record):
        with client.stream("GET", address, headers={"accept-encoding": "gzip"}) as packed:
            body = b"".join(packed.iter_raw())
        plain = client.get(address, headers=PLAIN)
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) == len(body) < len(plain.content)
        assert "content-encoding" not in plain.headers
        assert gzip.decompress(body) == plain.content
        assert packed.headers["etag"] == plain.headers["etag"]


def test_what_the_browser_has_is_not_sent_again(client: TestClient, record: Record) -> None:
    for address in every_address(record):
        tag = client.get(address).headers["etag"]
        same = client.get(address, headers={"if-none-match": f'"other", {tag}'})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
        assert same.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_head_is_answered_like_get(client: TestClient, record: Record) -> None:
    for address in every_address(record):
        head, whole = client.head(address), client.get(address)
        assert head.status_code == 200
        assert (head.headers["etag"], head.headers["content-length"]) == (
            whole.headers["etag"], whole.headers["content-length"],
        )  # fmt: skip


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("gzip ; q=0.001", True), ("*;q=0, gzip", True),
        ("", False), ("br", False), ("gzip;q=0", False), ("gzip;q=0.000, *", False), ("identity", False),
    ],
)  # fmt: skip
def test_only_who_takes_it_gets_it_compressed(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) == takes


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("bogus=1", "bogus"),
        ("place=al-qaim", "place"),
        ("on=2017-11-10", "on"),
        ("rule=oldest", "rule"),
        ("rule=latest&rule=strict", "rule"),
        ("known=soon", "known"),
        ("known=2015-02-30", "known"),
        ("known=20150601", "known"),
        ("known=1066-10-14", "known"),
        (f"known={date.today() + timedelta(days=400)}", "known"),
        ("grade=Z9", "grade"),
        ("force=martians", "force"),
        ("kind=battle&kind=party", "kind"),
        ("country=", "country"),
        ("operation=none-such", "operation"),
        ("silent=yes", "silent"),
        (f"q={'x' * (LONGEST_SEARCH + 1)}", "q"),
        (f"q={'+'.join('x' * (MOST_WORDS + 1))}", "q"),
    ],
)
def test_filters_that_make_no_sense_are_refused(client: TestClient, record: Record, query: str, parameter: str) -> None:
    body = refused(client, f"{texts_address(record)}/valley.json?{query}", 400)
    assert [each["parameter"] for each in body["errors"]] == [parameter]
    assert all(each["allowed"] for each in body["errors"])


def test_everything_that_is_wrong_is_said_at_once(record: Record) -> None:
    with pytest.raises(WrongParameters) as refusal:
        selection_of({"x" * 500: ["1"], "rule": ["oldest"], "known": ["<script>" * 100]}, record)
    wrong = body_of(refusal.value).model_dump()["errors"]
    assert [each["parameter"] for each in wrong] == ["x" * 200, "rule", "known"]
    assert all(len(each["given"]) <= 200 for each in wrong)


def test_blank_parameters_ask_for_nothing(client: TestClient, record: Record) -> None:
    answer = client.get(f"{texts_address(record)}/valley.json?rule=&known=&grade=&q=&silent=")
    assert answer.json() == as_json(payload_of(record))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("places/atlantis.json", 404),
        ("places/Al-Qaim.json", 404),
        ("places/.json", 404),
        ("places/al-qaim", 404),
        ("places/al-qaim.json?country=IQ", 400),
        ("places/al-qaim.json?known=never", 400),
        ("reports/-1.json", 404),
        ("reports/00.json", 404),
        ("reports/9999.json", 404),
        (f"reports/{'9' * 5000}.json", 404),
        ("reports/0.json?rule=latest", 400),
        ("geography.json?x=1", 400),
        ("nothing.json", 404),
        ("", 404),
    ],
)
def test_what_is_not_there_is_not_found_and_that_is_not_kept(
    client: TestClient, record: Record, path: str, status: int
) -> None:
    refused(client, f"{texts_address(record)}/{path}", status)


def test_another_version_is_not_found(client: TestClient, record: Record) -> None:
    other = version_of(record_of(None))
    for address in every_address(record):
        refused(client, address.replace(version_of(record), other), 404)
        refused(client, address.replace(version_of(record), "x"), 404)


def test_nothing_can_be_written(client: TestClient, record: Record) -> None:
    answer = client.post(core_address(record, selection()))
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["cache-control"] == "no-store"


def test_a_record_that_cannot_be_read_is_said_to_be_so(client: TestClient, record: Record, monkeypatch: Any) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", "/nowhere/at/all")
    body = refused(client, core_address(record, selection()), 503)
    assert body["remedy"]


def test_a_failure_is_answered_and_not_kept(client: TestClient, record: Record, monkeypatch: Any) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(routes, "core_payload", fail)
    address = core_address(record, selection(q="asked by nobody else"))
    answer = client.get(address)
    assert (answer.status_code, answer.headers["cache-control"]) == (500, "no-store")
    monkeypatch.undo()
    monkeypatch.setenv("DASHBOARD_DATA", SMALL)
    assert client.get(address).status_code == 200


def test_who_asks_at_once_gets_what_is_made_once(client: TestClient, record: Record, monkeypatch: Any) -> None:
    made, real = [], routes.core_payload
    monkeypatch.setattr(routes, "core_payload", lambda *given: made.append(given) or real(*given))
    address, start = core_address(record, selection(q="asked by many at once")), Barrier(6)

    def ask(_: int) -> bytes:
        start.wait()
        return client.get(address, headers=PLAIN).content

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(ask, range(6)))
    assert len(answers) == len(made) == 1


def test_the_order_of_filters_makes_nothing_anew(client: TestClient, record: Record, monkeypatch: Any) -> None:
    made, real = [], routes.core_payload
    monkeypatch.setattr(routes, "core_payload", lambda *given: made.append(given) or real(*given))
    for query in ("kind=siege_start&kind=siege_end", "kind=siege_end&kind=siege_start&kind=siege_end&q="):
        assert client.get(f"{texts_address(record)}/valley.json?{query}").status_code == 200
    assert len(made) == 1


def test_the_version_tells_records_apart_and_the_same_one_from_the_shipped(tmp_path: Path) -> None:
    one, two = own_record(tmp_path, events=EVENTS), record_of(None)
    assert len({version_of(one), version_of(two), version_of(record_of(SMALL))}) == 3
    assert addresses._version("digest", True) != addresses._version("digest", False)


def test_another_program_has_other_addresses(monkeypatch: Any) -> None:
    before = version_of(record_of(SMALL))
    monkeypatch.setattr(addresses, "program_version", lambda: "another")
    addresses._version.cache_clear()
    try:
        assert version_of(record_of(SMALL)) != before
    finally:
        monkeypatch.undo()
        addresses._version.cache_clear()
    assert version_of(record_of(SMALL)) == before


def test_addresses_stay_on_this_server(record: Record) -> None:
    for address in every_address(record, "/euphrates"):
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc) == ("", "")
        assert parts.path.startswith(f"/euphrates/workbench/{version_of(record)}/")


def test_the_land_is_there_and_its_towns_lead_to_places(client: TestClient, record: Record) -> None:
    land = client.get(geography_address(record)).json()
    assert land.keys() == {*LAYERS, "axis", "towns", "regions"}
    for layer in LAYERS:
        assert land[layer]
        closed = {shape["closed"] for shape in land[layer]}
        assert closed == {layer in ("countries", "lakes", "reservoirs")}
        for part in (part for shape in land[layer] for part in shape["parts"]):
            assert len(part) > 1
            assert all(34 <= x <= 49 and 29 <= y <= 40 for x, y in part)
            assert all(one != other for one, other in pairwise(part))
    assert land["axis"] in [part for shape in land["euphrates"] for part in shape["parts"]]
    places = set(record_of(None).named)
    assert {place for *_, place in land["towns"] if place} <= places
    assert {rank for _, _, _, rank, _ in land["towns"]} <= {1, 2, 3, 4}
    assert all(isinstance(name, str) and name for _, _, name in land["regions"])
