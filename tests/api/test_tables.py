"""The tables of the API hold what the pages offer for download, page after page, in every form, and refuse the rest."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.analysis.grammar import parameters_of
from dashboard.analysis.record_cache import record_of
from dashboard.analysis.selection import Selection
from dashboard.api.pages import pack, unpack
from dashboard.api.parameters import LARGEST_LIMIT
from dashboard.api.resources import RESOURCES
from dashboard.api.routes import api_routes
from dashboard.exports.fields import Field
from dashboard.exports.formats.registry import FORMATS
from dashboard.exports.provenance import provenance_of
from dashboard.exports.query import Query
from dashboard.exports.tables import TABLES
from dashboard.server import middleware
from dashboard.timespan import Span
from tests.api.asked import API, every_row, pages
from tests.builders import rows, write
from tests.workbench.decoded import SMALL

RECORD = record_of(SMALL)
WHOLE = Span.of_days(date(1991, 1, 1), RECORD.dataset.last_day)
ONE_REPORT = rows("town,date,controlling_force", "al-qaim,2014-06-21,isis")
ODD = "\u202e<script>alert(1)</script>`${x}`\u0007"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small record is the one served."""
    monkeypatch.setenv("DASHBOARD_DATA", SMALL)


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=api_routes(), middleware=middleware())) as client:
        yield client


def query(**filters: Any) -> Query:
    more = {name: filters.pop(name) for name in ("window", "other_day") if name in filters}
    selection = Selection(RECORD.dataset.last_day, WHOLE, **{"rule": RECORD.rule, **filters})
    return Query(RECORD.dataset, selection, **more)


def expected(name: str, asked: Query) -> list[dict[str, Any]]:
    """The rows of the table that pages offer, cell by cell as JSON."""
    table = TABLES[name].extract(asked)
    return [
        {field.name: json_value(row[field.name], field) for field in table.fields}
        for row in table.frame.to_dict("records")
    ]


def json_value(cell: Any, field: Field) -> Any:
    """The cell as JSON has it: a day is its ISO date, a blank is null."""
    if field.type == "list":
        return list(cell)
    if field.type == "string":
        return cell or None
    if pd.isna(cell):
        return None
    if field.type == "date":
        return f"{cell:%Y-%m-%d}"
    return {"integer": int, "number": float, "boolean": bool}[field.type](cell)


def refused(api: TestClient, path: str, status: int) -> dict[str, Any]:
    """The problem document of a refusal, which is explained where it says."""
    answer = api.get(f"{API}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.headers["cache-control"] == "no-store"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert all(body[member] for member in ("type", "title", "detail", "remedy"))
    assert api.get(urlsplit(body["type"]).path).json()["type"] == body["type"]
    return body


def wrong(api: TestClient, path: str) -> dict[str, str]:
    """What may be given instead, by the parameters that are refused."""
    return {each["parameter"]: each["allowed"] for each in refused(api, path, 400)["errors"]}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_that_of_the_pages_whatever_the_size_of_a_page(api: TestClient, name: str) -> None:
    whole = expected(name, query())
    assert len(whole) > 2 or name == "area_reports"
    for limit in (len(whole) // 3 + 1, LARGEST_LIMIT):
        assert every_row(api, f"/{name}", limit=limit) == whole
    first = next(pages(api, f"/{name}", limit=1))
    assert (first["numberMatched"], first["numberReturned"]) == (len(whole), min(len(whole), 1))


@pytest.mark.parametrize(
    ("path", "name", "filters"),
    [
        ("?force=isis", "reports", {"force": ("isis",)}),
        ("?from=2015-01-01&to=2016-12-31", "reports", {"window": Span.of_days(date(2015, 1, 1), date(2016, 12, 31))}),
        ("?on=2016-06-30&days=30", "reports", {"window": Span.of_days(date(2016, 6, 1), date(2016, 6, 30))}),
        ("?kind=battle&kind=airstrike&grade=C3", "reports", {"kind": ("airstrike", "battle"), "grade": "C3"}),
        ("?rule=strict&known=2016-01-01", "reports", {"rule": "strict", "known": date(2016, 1, 1)}),
        ("?place=Al-Qaim", "reports", {"place": "al-qaim"}),
        ("?country=SY", "places", {"country": ("SY",)}),
        ("?country=IQ&rule=latest", "intervals", {"country": ("IQ",), "rule": "latest"}),
        ("?known=2015-06-01", "sources", {"known": date(2015, 6, 1)}),
        ("?country=IQ", "disagreements", {"country": ("IQ",)}),
    ],
)  # fmt: skip
def test_filters_mean_what_they_mean_on_a_page(api: TestClient, path: str, name: str, filters: dict[str, Any]) -> None:
    found = every_row(api, f"/{name}{path}")
    assert found == expected(name, query(**filters))
    assert found != expected(name, query())


def test_reports_of_areas_are_those_that_speak_of_a_place(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASHBOARD_DATA")
    found = every_row(api, "/area_reports", place="al-qaim", **{"from": "2014-01-01", "to": "2014-12-31"})
    assert found
    assert all("al-qaim" in row["members"] and row["date"].startswith("2014") for row in found)


def test_states_are_those_of_the_day(api: TestClient) -> None:
    asked = Query(RECORD.dataset, Selection(date(2016, 6, 1), WHOLE, rule=RECORD.rule))
    assert every_row(api, "/states", on="2016-06-01") == expected("states", asked)


def test_changes_between_two_days(api: TestClient) -> None:
    first, last = date(2014, 1, 1), date(2016, 1, 1)
    asked = Query(RECORD.dataset, Selection(last, WHOLE, rule=RECORD.rule), other_day=first)
    assert every_row(api, "/changes", on=last, **{"with": first}) == expected("changes", asked)


def test_changes_up_to_a_day_and_within_days(api: TestClient) -> None:
    every = every_row(api, "/changes")
    up_to = [row for row in every if row["date"] <= "2015-12-31"]
    assert 0 < len(up_to) < len(every)
    assert every_row(api, "/changes", on="2015-12-31") == up_to
    within = [row for row in up_to if row["date"] >= "2014-06-01"]
    assert every_row(api, "/changes", **{"from": "2014-06-01", "to": "2015-12-31"}) == within


def test_intervals_of_a_force_are_those_it_holds_or_claims(api: TestClient) -> None:
    every = every_row(api, "/intervals")
    own = [row for row in every if "isis" in row["holder"] + row["claimant"]]
    assert 0 < len(own) < len(every)
    assert every_row(api, "/intervals", force="isis") == own


def test_disagreements_by_what_they_are_about_and_how_they_stand(api: TestClient) -> None:
    every = every_row(api, "/disagreements")
    for standing, words in (("open", "still open"), ("settled", "settled by the rule")):
        assert every_row(api, "/disagreements", standing=standing) == [r for r in every if r["standing"] == words]
    about = every_row(api, "/disagreements", about="holder")
    assert about == [row for row in every if "who held it" in row["about"]]
    assert about


def test_holders_are_arrays_of_ids(api: TestClient) -> None:
    forces = set(RECORD.dataset.forces["force_id"])
    for name, fields in (("states", ("holder", "claimant")), ("changes", ("holder", "previous_holder"))):
        for row in every_row(api, f"/{name}"):
            assert all(isinstance(row[field], list) and forces.issuperset(row[field]) for field in fields)


@pytest.mark.parametrize("name", RESOURCES)
def test_no_parameter_is_without_effect(
    api: TestClient, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each there is a value that changes the answer."""
    values = {
        **{each: [*RECORD.options[each]] for each in ("place", "country", "governorate", "force", "operation", "kind")},
        "grade": ["B2"], "q": ["bridge"], "rule": ["strict", "latest"], "known": ["2015-01-01"], "on": ["2015-01-01"],
        "with": ["2014-01-01"], "days": ["30"], "from": ["2017-01-01"], "to": ["2015-01-01"], "silent": ["all"],
        "about": ["date", "statement"], "standing": ["open", "settled"], "limit": ["1"],
    }  # fmt: skip
    own, shipped = str(write(tmp_path, events=ONE_REPORT)), name == "area_reports"
    for parameter in (*RESOURCES[name].filters, "limit"):
        monkeypatch.setenv("DASHBOARD_DATA", own if parameter == "silent" else "" if shipped else SMALL)
        before = answer_of(api, f"/{name}")
        assert any(answer_of(api, f"/{name}?{parameter}={value}") != before for value in values[parameter]), parameter


def answer_of(api: TestClient, path: str) -> tuple[int, list[Any]]:
    answer = api.get(f"{API}{path}").json()
    return answer["numberMatched"], answer["rows"]


@pytest.mark.parametrize("name", ["reports", "places"])
def test_a_box_keeps_what_lies_in_it(api: TestClient, name: str) -> None:
    every = every_row(api, f"/{name}")
    west, south, east, north = 40.5, 34.0, 41.5, 35.0
    inside = [
        row for row in every
        if row["longitude"] is not None and west <= row["longitude"] <= east and south <= row["latitude"] <= north
    ]  # fmt: skip
    assert 0 < len(inside) < len(every)
    assert every_row(api, f"/{name}", bbox=f"{west},{south},{east},{north}") == inside
    assert every_row(api, f"/{name}", bbox=f"{west},{south},-9e9,{east},{north},1e3") == inside


def test_a_box_may_go_over_the_antimeridian(api: TestClient) -> None:
    every = every_row(api, "/places")
    around = every_row(api, "/places", bbox="41,-90,40,90")
    assert around == [row for row in every if row["longitude"] is not None and not 40 < row["longitude"] < 41]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("2016-06-01", "2016-06-01", "2016-06-01"),
        ("2016-06-01T12:00:00Z", "2016-06-01", "2016-06-01"),
        ("2016-06-01T01:30:00+03:00", "2016-05-31", "2016-05-31"),
        ("2016-05-31T23:30:00-02:00", "2016-06-01", "2016-06-01"),
        ("2015-01-01/2015-12-31", "2015-01-01", "2015-12-31"),
        ("2015-01-01T/2015-12-31T", "2015-01-01", "2015-12-31"),
        ("../2015-01-01", "", "2015-01-01"),
        ("2017-06-01/", "2017-06-01", "9"),
    ],
)
@pytest.mark.parametrize(("name", "begins", "ends"), [("reports", "date", "until"), ("intervals", "since", "until")])
def test_days_keep_what_touches_them(  # noqa: PLR0917
    api: TestClient, asked: str, first: str, last: str, name: str, begins: str, ends: str
) -> None:
    every = every_row(api, f"/{name}")
    touching = [row for row in every if (row[begins] or "") <= last and (row[ends] or "9") > first]
    assert len(touching) < len(every)
    assert every_row(api, f"/{name}", datetime=asked) == touching


def test_an_interval_that_ends_before_it_begins_holds_no_day(api: TestClient) -> None:
    assert every_row(api, "/reports", datetime="2016-01-01/2015-01-01") == []
    assert every_row(api, "/intervals", datetime="2016-01-01/2015-01-01") == []


def test_what_has_no_time_touches_every_day(api: TestClient) -> None:
    assert every_row(api, "/places", datetime="1850-01-01") == every_row(api, "/places")


@given(limit=st.integers(1, 40))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_cut_a_table_without_a_gap_or_a_repeat(api: TestClient, limit: int) -> None:
    found = list(pages(api, "/places", limit=limit, country="IQ"))
    assert [row for page in found for row in page["rows"]] == expected("places", query(country=("IQ",)))
    assert all(page["numberReturned"] == limit for page in found[:-1])


def test_a_cursor_is_of_one_question_and_one_state_of_the_record(
    api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    following = api.get(f"{API}/places?limit=1").links["next"]["url"]
    cursor = parse_qs(urlsplit(following).query)["cursor"][0]
    assert refused(api, f"/places?limit=1&country=IQ&cursor={cursor}", 409)["title"] == "The cursor cannot be used"
    assert api.get(f"{API}/places?limit=7&cursor={cursor}").json()["rows"][0] == every_row(api, "/places")[1]
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path, events=ONE_REPORT)))
    refused(api, f"/places?limit=1&cursor={cursor}", 409)


@pytest.mark.parametrize("told", [["x", 1], ["", 0], [], {}, None, 5, "x", [[[]]], ["x", "1"]])
def test_a_cursor_made_by_hand_leads_nowhere(api: TestClient, told: Any) -> None:
    refused(api, f"/places?cursor={pack(told)}", 409)


@pytest.mark.parametrize("offset", [0, -1, 10**9, True])
def test_a_cursor_leads_only_into_the_table(api: TestClient, offset: int) -> None:
    following = api.get(f"{API}/places?limit=1").links["next"]["url"]
    name, _ = unpack(parse_qs(urlsplit(following).query)["cursor"][0])
    if offset is True:
        assert api.get(f"{API}/places?limit=1&cursor={pack([name, 1])}").status_code == 200
    else:
        refused(api, f"/places?limit=1&cursor={pack([name, offset])}", 409)


@given(st.text(alphabet="ABCxyz019_-", min_size=1, max_size=40))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_in_place_of_a_cursor_makes_the_server_fail(api: TestClient, cursor: str) -> None:
    assert api.get(f"{API}/places", params={"cursor": cursor}).status_code == 409


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/reports?color=red", ["color"]),
        ("/reports?Force=isis", ["Force"]),
        ("/places?force=isis", ["force"]),
        ("/states?from=2014-01-01", ["from"]),
        ("/sources?rule=strict", ["rule"]),
        ("/reports?f=json", ["f"]),
        ("/reports?limit=0", ["limit"]),
        ("/reports?limit=-1", ["limit"]),
        ("/reports?limit=1.5", ["limit"]),
        ("/reports?limit=٣", ["limit"]),
        ("/reports?limit=1&limit=2", ["limit"]),
        ("/reports?cursor=%00", ["cursor"]),
        (f"/reports?cursor={'x' * 5_000}", ["cursor"]),
        ("/reports?bbox=1,2,3", ["bbox"]),
        ("/reports?bbox=1,2,3,nan", ["bbox"]),
        ("/reports?bbox=1,2,3,inf", ["bbox"]),
        ("/reports?bbox=", []),
        ("/reports?datetime=2016-02-30", ["datetime"]),
        ("/reports?datetime=2015-02-29", ["datetime"]),
        ("/reports?datetime=2016", ["datetime"]),
        ("/reports?datetime=2016-01-01/2016-01-02/2016-01-03", ["datetime"]),
        ("/reports?datetime=2016-01-01T00:00:00", ["datetime"]),
        ("/reports?format=xml", ["format"]),
        ("/sources?format=geojson", ["format"]),
        ("/reports?force=", ["force"]),
        ("/reports?q=a+b+c+d+e+f+g+h+i", ["q"]),
        ("/reports?days=0&on=1066-10-14&rule=x", ["days", "on", "rule"]),
        ("/openapi.json?x=1", ["x"]),
        ("/problems?x=1", ["x"]),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(api: TestClient, path: str, parameters: list[str]) -> None:
    if parameters:
        assert sorted(wrong(api, path)) == sorted(parameters)
    else:
        assert api.get(f"{API}{path}").status_code == 200


def test_a_limit_beyond_the_largest_is_the_largest(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASHBOARD_DATA", raising=False)
    for limit in (LARGEST_LIMIT + 1, "9" * 5_000):
        assert api.get(f"{API}/reports?limit={limit}").json()["numberReturned"] == LARGEST_LIMIT


def test_a_place_that_is_not_there_is_told_the_nearest(api: TestClient) -> None:
    body = refused(api, "/reports?place=Al-Qaimm", 404)
    assert body["nearest"][0]["place_id"] == "al-qaim"


@pytest.mark.parametrize("form", ["csv", "parquet", "geojson"])
def test_a_file_is_the_one_that_the_pages_offer(api: TestClient, form: str) -> None:
    answer = api.get(f"{API}/reports?format={form}&force=isis&limit={'' if form != 'geojson' else LARGEST_LIMIT}")
    table, stream = TABLES["reports"].extract(query(force=("isis",))), io.BytesIO()
    said = provenance_of(query(force=("isis",)), "Reports", version="", address="", parameters="")
    format_of = FORMATS["geoparquet" if form == "parquet" else form]
    format_of.write(table, said, stream)
    assert answer.headers["content-type"] == format_of.media_type
    assert rows_of(form, answer.content) == rows_of(form, stream.getvalue())
    assert len(rows_of(form, answer.content)) == len(table.frame)


def rows_of(form: str, body: bytes) -> list[Any]:
    """The rows of a file as somebody else reads them, without what it says of itself."""
    if form == "geojson":
        return list(json.loads(body)["features"])
    if form == "parquet":
        frame = pd.read_parquet(io.BytesIO(body))
    else:
        frame = pd.read_csv(io.BytesIO(body), dtype=str, keep_default_na=False)
        frame = frame[[name for name in frame if not name.startswith("export_")]]
    return [tuple(map(str, row)) for row in frame.itertuples(index=False)]


def test_parquet_opens_in_duckdb(api: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "sources.parquet"
    path.write_bytes(api.get(f"{API}/sources?format=parquet").content)
    with duckdb.connect() as memory:
        found = memory.execute("SELECT count(DISTINCT source_id) FROM read_parquet(?)", [str(path)]).fetchall()
    assert found[0][0] == len(every_row(api, "/sources"))


def test_a_file_goes_in_pages_where_a_limit_is_given(api: TestClient) -> None:
    whole = rows_of("csv", api.get(f"{API}/places?format=csv").content)
    answer = api.get(f"{API}/places?format=csv&limit=2")
    assert answer.headers["content-disposition"] == 'attachment; filename="places.csv"'
    following = api.get(answer.links["next"]["url"])
    assert rows_of("csv", answer.content) + rows_of("csv", following.content) == whole[:4]


def test_an_answer_says_where_it_comes_from_and_links_to_its_other_forms(api: TestClient) -> None:
    answer = api.get(f"{API}/reports?force=isis&rule=strict&limit=1").json()
    said = answer["metadata"]
    assert (said["digest"], said["rule"], said["query"]) == (RECORD.dataset.digest, "strict", "force=isis&rule=strict")
    assert said["address"] == "http://testserver/api/v1/reports?force=isis&limit=1&rule=strict"
    others = {link["type"]: link["href"] for link in answer["links"] if link["rel"] == "alternate"}
    for kind, href in others.items():
        assert api.get(href).headers["content-type"] == kind
    assert {field["name"] for field in said["fields"]} == answer["rows"][0].keys()


@pytest.mark.parametrize("path", ["/reports?limit=2", "/reports?format=csv", "/states?format=geojson", "/openapi.json"])
def test_asking_again_with_the_tag_costs_no_body(api: TestClient, path: str) -> None:
    tag = api.get(f"{API}{path}").headers["etag"]
    again = api.get(f"{API}{path}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_the_tag_changes_with_the_question_the_form_and_the_record(
    api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ("/places", "/places?limit=2", "/places?country=IQ", "/places?format=csv", "/sources")
    tags = [api.get(f"{API}{path}").headers["etag"] for path in paths]
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path, events=ONE_REPORT)))
    tags.append(api.get(f"{API}/places").headers["etag"])
    assert len({*tags}) == len(tags)


def test_the_order_of_parameters_and_blank_ones_do_not_matter(api: TestClient) -> None:
    one, other = (api.get(f"{API}/places?{query}") for query in ("limit=2&country=IQ", "q=&country=IQ&limit=2"))
    assert (one.headers["etag"], one.content) == (other.headers["etag"], other.content)


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_an_answer_is_compressed_where_that_is_understood(api: TestClient, accepted: str) -> None:
    answer = api.get(f"{API}/reports", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding", "identity") == accepted
    assert "Accept-Encoding" in answer.headers["vary"]
    assert answer.json()["rows"]


def test_head_is_get_without_the_body(api: TestClient) -> None:
    head, get = api.head(f"{API}/reports"), api.get(f"{API}/reports")
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head.headers[name] for name in ("etag", "link")} == {
        name: get.headers[name] for name in ("etag", "link")
    }


@pytest.mark.parametrize("path", ["/reports", "/collections/places/items", "/problems", "/"])
def test_nothing_can_be_written(api: TestClient, path: str) -> None:
    answer = api.post(f"{API}{path}")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["remedy"] == "Allowed: GET, HEAD."


def test_hostile_text_travels_as_text(api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = rows("town,date,controlling_force,note", f'al-qaim,2014-06-21,isis,"{ODD}"')
    places = rows("place_id,name,latitude,longitude", f"al-qaim,{ODD},34.3,41.1")
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path, events=events, places=places)))
    answer = api.get(f"{API}/reports?format=geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script>" in answer.json()["features"][0]["properties"]["note"]


def test_a_failure_is_said_and_shows_nothing_of_the_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken inside")

    monkeypatch.setattr("dashboard.api.features.landing", fail)
    client = TestClient(Starlette(routes=api_routes(), middleware=middleware()), raise_server_exceptions=False)
    answer = client.get(f"{API}/")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "broken" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_data_that_cannot_be_read_is_explained(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", "/nowhere/at/all.csv")
    assert refused(api, "/reports", 503)["file"] == "all.csv"


def test_a_page_of_a_thousand_reports_is_fast_once_the_table_is_there(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time another page, which nobody has kept. Time of work counts: a busy machine is no fault of the code."""
    monkeypatch.delenv("DASHBOARD_DATA")
    api.get(f"{API}/reports?limit=1")
    taken = []
    for limit in range(LARGEST_LIMIT - 8, LARGEST_LIMIT):
        begun = time.process_time()
        answer = api.get(f"{API}/reports?limit={limit}")
        taken.append(time.process_time() - begun)
        assert answer.json()["numberReturned"] == limit
    assert min(taken) < 0.1


def test_old_fields_of_control_are_marked_and_their_arrays_say_the_same(api: TestClient) -> None:
    answer = api.get(f"{API}/control")
    assert answer.headers["deprecation"].startswith("@")
    for feature in answer.json()["features"]:
        state = feature["properties"]
        assert "|".join(state["holder_ids"]) == (state["force_id"] or "")
        assert "|".join(state["claimant_ids"]) == (state["claimant"] or "")
    schemas = api.get(f"{API}/openapi.json").json()["components"]["schemas"]
    marked = {
        (name, field)
        for name, schema in schemas.items()
        for field, about in schema.get("properties", {}).items()
        if isinstance(about, dict) and about.get("deprecated")
    }
    assert {("PlaceState", "force_id"), ("Holding", "claimant"), ("ReportOfPlace", "previous_force")} <= marked
    assert len(marked) == 9


def test_the_document_describes_every_address_with_examples_for_everything(api: TestClient) -> None:
    document = api.get(f"{API}/openapi.json").json()
    for path, operations in document["paths"].items():
        get = operations["get"]
        assert get["summary"]
        assert get["description"]
        assert all("example" in each and each["description"] for each in get["parameters"]), path
        for status, answer in get["responses"].items():
            for kind, content in answer.get("content", {}).items():
                silent = kind == "application/vnd.apache.parquet" or path.startswith(("/events", "/collections/events"))
                assert silent or {"example", "examples"} & content.keys() or path == "/openapi.json", (path, status)


def test_parameters_of_the_document_are_those_of_the_grammar(api: TestClient) -> None:
    known = parameters_of(RECORD)
    paths = api.get(f"{API}/openapi.json").json()["paths"]
    for name, resource in RESOURCES.items():
        said = {each["name"]: each for each in paths[f"/{name}"]["get"]["parameters"]}
        assert all(said[each]["schema"] == known[each].schema for each in resource.filters)
