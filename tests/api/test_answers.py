"""The HTTP API answers as the pages show, refuses what it does not understand, and says how to ask."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.analysis.day_patterns import days_pattern
from dashboard.analysis.record_cache import control_of
from dashboard.api.answers import ControlOfPlace, ControlOnDay
from dashboard.api.routes import api_routes
from dashboard.control.derive import Evidence, derive
from dashboard.control.on_day import intervals_on, with_silent_places
from dashboard.control.rules import NEVER, RULES
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Places
from dashboard.server import middleware
from tests.builders import rows, write

CONTROL, ODD = "/api/v1/control", "\u202e<b>`${x}`"
DAYS = st.dates(date(1995, 1, 1), date(2006, 1, 1))
EVENTS = "event_id,town,date,controlling_force,previous_force,status,source_id,credibility,reported_on,note"
TWO_REPORTS = rows(
    EVENTS,
    "one,al-qaim,2014-06-21,isis,iraq,held,reuters,2,2014-06-22,Taken",
    "two,al-qaim,2017-11-03,iraq,,held,blog,4,2017-11-05,Retaken",
)


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=api_routes(), middleware=middleware())) as client:
        yield client


@pytest.fixture
def own(api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The API over two reports of one place."""
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path, events=TWO_REPORTS)))
    return api


def states(api: TestClient, **params: str) -> dict[str, dict[str, Any]]:
    """The properties of every place, by id."""
    answer = api.get(CONTROL, params=params)
    assert answer.status_code == 200, answer.text
    return {feature["id"]: feature["properties"] for feature in answer.json()["features"]}


def refused(api: TestClient, path: str) -> list[tuple[str, str]]:
    """Parameter and value of everything that a request is refused for."""
    answer = api.get(f"{CONTROL}{path}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(each["allowed"] for each in answer.json()["errors"])
    return [(each["parameter"], each["given"]) for each in answer.json()["errors"]]


def iso(stamp: Any) -> str | None:
    return None if pd.isna(stamp) else stamp.date().isoformat()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("day", ["1991-01-01", "2003-05-01", "2014-07-01", "2017-11-10", "2024-12-31"])
def test_every_place_has_the_state_of_the_interval_on_that_day(
    api: TestClient, shipped: Dataset, rule: str, day: str
) -> None:
    control = with_silent_places(control_of(shipped, rule).intervals, shipped.places)
    expected = {
        row["place_id"]: (
            row["force"] or None, row["claimant"] or None, iso(row["start"]), row["start_precision"], row["step"],
            list(row["decided_by"]), list(row["disputed_by"]), list(row["area_reports"]), iso(row["last_evidence"]),
            row["faded"], row["basis"],
        )
        for row in intervals_on(control, date.fromisoformat(day)).to_dict("records")
    }  # fmt: skip
    names = ("force_id", "claimant", "start", "start_precision", "step")
    names += ("decided_by", "disputed_by", "area_reports", "last_evidence", "faded", "basis")
    answered = {key: tuple(state[name] for name in names) for key, state in states(api, on=day, rule=rule).items()}
    assert answered == expected


def test_what_was_known_at_the_time_is_not_what_is_known_today(api: TestClient) -> None:
    then = states(api, on="2017-11-10", known="2017-11-10")["abu-kamal"]
    assert (then["status"], then["claimant"]) == ("contested", "syrian-government")
    assert states(api, on="2017-11-20")["abu-kamal"]["force_id"] == "syrian-government"


def test_before_anything_was_known_every_place_is_unknown(api: TestClient) -> None:
    assert {each["status"] for each in states(api, known="1981-01-01").values()} == {"unknown"}


def test_answers_are_as_described(api: TestClient) -> None:
    ControlOnDay.model_validate_json(api.get(CONTROL).content)
    ControlOfPlace.model_validate_json(api.get(f"{CONTROL}/al-qaim").content)


def test_nothing_given_is_the_last_day_by_the_rule_of_the_record(api: TestClient, shipped: Dataset) -> None:
    answer = api.get(CONTROL).json()
    assert (answer["on"], answer["rule"], answer["known"]) == (shipped.last_day.isoformat(), "corroborated", None)
    assert api.get(f"{CONTROL}?on=&rule=&known=").json() == answer


def test_a_record_without_grades_is_answered_by_the_latest_report(
    api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = rows("town,date,controlling_force", "al-qaim,2014-06-21,isis")
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path, events=bare)))
    assert api.get(CONTROL).json()["rule"] == "latest"


def test_the_answer_says_which_data_it_comes_from(api: TestClient, shipped: Dataset) -> None:
    answer = api.get(CONTROL).json()
    assert (answer["data_version"], answer["licence"]["name"]) == (shipped.digest, "CC-BY-4.0")


def test_data_of_ones_own_has_no_licence_that_this_program_could_name(own: TestClient) -> None:
    assert own.get(CONTROL).json()["licence"] is None


def test_places_without_a_position_stay_in_with_no_geometry(own: TestClient) -> None:
    features = own.get(CONTROL).json()["features"]
    assert [(each["id"], each["geometry"]) for each in features] == [
        ("al-qaim", None), ("rawa", None), ("abu-kamal", None),
    ]  # fmt: skip


def test_a_position_is_longitude_then_latitude(api: TestClient, shipped: Dataset) -> None:
    place = shipped.places.set_index(Places.place_id).loc["al-qaim"]
    features = {each["id"]: each for each in api.get(CONTROL).json()["features"]}
    assert features["al-qaim"]["geometry"]["coordinates"] == [place["longitude"], place["latitude"]]
    assert features["al-qaim"]["properties"]["river_km"] == round(place["river_km"], 1)


def test_names_lose_the_marks_that_turn_reading_direction(
    api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = write(tmp_path, events=TWO_REPORTS, places=rows("place_id,name", f"al-qaim,{ODD}"))
    monkeypatch.setenv("DASHBOARD_DATA", str(odd))
    assert states(api)["al-qaim"]["name"] == ODD[1:]


def test_the_states_of_a_place_touch_and_end_open(api: TestClient) -> None:
    held = api.get(f"{CONTROL}/al-qaim").json()["intervals"]
    assert [each["end"] for each in held] == [*(each["start"] for each in held[1:]), None]
    assert held[0]["start"] is None


@pytest.mark.parametrize("rule", RULES)
def test_every_report_comes_with_the_verdict_of_the_rule(api: TestClient, shipped: Dataset, rule: str) -> None:
    reports = api.get(f"{CONTROL}/abu-kamal", params={"rule": rule}).json()["reports"]
    verdicts = derive(
        Evidence(shipped.events[shipped.events["town"] == "abu-kamal"], shipped.forces), RULES[rule]
    ).verdicts
    accepted = {key: None if each.day == NEVER else each.day.isoformat() for key, each in verdicts.items()}
    assert {each["event_id"]: each["verdict"]["accepted_from"] for each in reports} == accepted
    assert all(verdicts[each["event_id"]].why in each["verdict"]["words"] for each in reports)


@pytest.mark.parametrize("place", ["al-qaim", "abu-kamal", "fallujah"])
def test_every_report_that_decides_or_disputes_is_there_with_its_source(
    api: TestClient, shipped: Dataset, place: str
) -> None:
    answer = api.get(f"{CONTROL}/{place}").json()
    named = {key for each in answer["intervals"] for key in each["decided_by"] + each["disputed_by"]}
    reports = {each["event_id"]: each for each in answer["reports"]}
    assert named <= set(reports)
    cited = {source["source_id"]: source["url"] for source in shipped.sources.to_dict("records")}
    assert all(reports[key]["source"]["url"] == (cited[reports[key]["source"]["source_id"]] or None) for key in named)


def test_a_report_accepted_only_later_is_not_accepted_yet(own: TestClient) -> None:
    (_, late) = own.get(f"{CONTROL}/al-qaim?known=2017-11-10&rule=corroborated").json()["reports"]
    assert late["verdict"]["accepted_from"] is None
    assert late["verdict"]["words"].startswith("Not accepted")


def test_reports_published_later_are_not_known(own: TestClient) -> None:
    reports = own.get(f"{CONTROL}/al-qaim?known=2014-06-22").json()["reports"]
    assert [each["event_id"] for each in reports] == ["one"]


def test_an_address_that_is_not_of_the_web_is_no_link(
    api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = rows("source_id,publisher,reliability,url", "reuters,Reuters,B,javascript:alert(1)", "blog,Blog,C,")
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path, events=TWO_REPORTS, sources=bad)))
    reports = api.get(f"{CONTROL}/al-qaim").json()["reports"]
    assert [each["source"]["url"] for each in reports] == [None, None]


@pytest.mark.parametrize("name", ["al-qaim", "Al-Qa'im", "AL QAIM", "القائم", "Qaim"])
def test_a_place_answers_to_its_id_names_and_aliases(api: TestClient, name: str) -> None:
    assert api.get(f"{CONTROL}/{name}").json()["place"]["place_id"] == "al-qaim"


def test_a_place_no_report_speaks_of_is_unknown_throughout(own: TestClient) -> None:
    answer = own.get(f"{CONTROL}/rawa").json()
    assert [(each["status"], each["start"], each["end"]) for each in answer["intervals"]] == [("unknown", None, None)]


def test_an_unknown_place_is_told_the_nearest_names(api: TestClient) -> None:
    answer = api.get(f"{CONTROL}/Abu Kamall")
    assert answer.status_code == 404
    assert answer.json()["nearest"][0] == {"place_id": "abu-kamal", "name": "Abu Kamal"}
    assert "Abu Kamal (abu-kamal)" in answer.json()["remedy"]


def test_a_name_that_two_places_share_is_told_both(
    api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = rows("place_id,name,aliases", "al-qaim,Al-Qaim,Fort", "rawa,Rawa,Fort")
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path, events=TWO_REPORTS, places=places)))
    answer = api.get(f"{CONTROL}/Fort")
    assert answer.status_code == 404
    assert [each["place_id"] for each in answer.json()["nearest"]] == ["al-qaim", "rawa"]


@pytest.mark.parametrize("path", ["/", "/..%2f", "/" + "x" * 5_000, "/%F0%9F%98%80", "/%00", "/a%0Ab", "/%0A"])
def test_no_place_makes_the_server_fail(api: TestClient, path: str) -> None:
    answer = api.get(f"{CONTROL}{path}")
    assert answer.status_code == 404
    assert "nearest" in answer.json()


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("?rule=newest", [("rule", "newest")]),
        ("?rule=Strict", [("rule", "Strict")]),
        ("?on=yesterday", [("on", "yesterday")]),
        ("?on=2017-02-30", [("on", "2017-02-30")]),
        ("?on=20171110", [("on", "20171110")]),
        ("?on=2017-W45-5", [("on", "2017-W45-5")]),
        ("?on=1510272000", [("on", "1510272000")]),
        ("?on=٢٠١٧-١١-١٠", [("on", "٢٠١٧-١١-١٠")]),
        ("?known=2017-11", [("known", "2017-11")]),
        ("?on=1980-12-31", [("on", "1980-12-31")]),
        ("?on=0001-01-01&known=9999-12-31", [("on", "0001-01-01"), ("known", "9999-12-31")]),
        ("?day=2017-11-10", [("day", "2017-11-10")]),
        ("?ON=2017-11-10", [("ON", "2017-11-10")]),
        ("?rule=strict&rule=latest", [("rule", "strict, latest")]),
        ("?a=1&b=2", [("a", "1"), ("b", "2")]),
        ("/al-qaim?on=2017-11-10", [("on", "2017-11-10")]),
        ("/nowhere?rule=newest", [("rule", "newest")]),
    ],
)
def test_a_wrong_parameter_is_named_with_what_was_given(
    api: TestClient, query: str, wrong: list[tuple[str, str]]
) -> None:
    assert refused(api, query) == wrong


def test_tomorrow_is_out_of_reach(api: TestClient) -> None:
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    assert refused(api, f"?on={tomorrow}") == [("on", tomorrow)]


def test_what_is_allowed_is_said(api: TestClient) -> None:
    queries = ("?rule=x", "?on=x", "?x=1", "?on=1900-01-01")
    allowed = [api.get(f"{CONTROL}{query}").json()["errors"][0]["allowed"] for query in queries]
    assert all(rule in allowed[0] for rule in RULES)
    assert "2017-11-10" in allowed[1]
    assert "on, known, rule" in allowed[2]
    assert "1981-01-01" in allowed[3]


def test_a_value_of_any_length_gives_a_short_answer(api: TestClient) -> None:
    assert len(api.get(CONTROL, params={"rule": "x" * 20_000}).content) < 2_000


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", [CONTROL, f"{CONTROL}/al-qaim", "/api/v1/openapi.json"])
def test_another_method_is_told_the_allowed_ones(api: TestClient, method: str, path: str) -> None:
    answer = api.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_head_is_get_without_the_body(api: TestClient) -> None:
    head, get = api.head(CONTROL), api.get(CONTROL)
    assert (head.status_code, head.headers["etag"]) == (200, get.headers["etag"])


def test_an_unknown_address_is_told_the_known_ones(api: TestClient) -> None:
    answer = api.get("/api/v1/towns")
    assert answer.status_code == 404
    assert "/control, /control/{place_id}, /reports" in answer.json()["remedy"]


@pytest.mark.parametrize("path", [CONTROL, f"{CONTROL}/al-qaim"])
def test_asking_again_with_the_tag_costs_no_body(api: TestClient, path: str) -> None:
    tag = api.get(path).headers["etag"]
    again = api.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_another_day_has_another_tag(api: TestClient) -> None:
    tags = {api.get(CONTROL, params={"on": day}).headers["etag"] for day in ("2014-07-01", "2017-11-10")}
    assert len(tags) == 2


def test_answers_may_be_kept_but_not_used_unasked(api: TestClient) -> None:
    assert api.get(CONTROL).headers["cache-control"] == "no-cache"


def test_answers_carry_the_security_headers(api: TestClient) -> None:
    assert api.get(CONTROL).headers["x-content-type-options"] == "nosniff"


def test_pages_of_other_hosts_may_not_read_the_answers(api: TestClient) -> None:
    answer = api.get(CONTROL, headers={"Origin": "https://example.org"})
    assert "access-control-allow-origin" not in answer.headers


def test_data_that_cannot_be_read_is_explained(
    api: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "missing.csv"))
    answer = api.get(CONTROL)
    assert answer.status_code == 503
    assert answer.json()["file"] == "missing.csv"
    assert answer.json()["remedy"]


def test_the_document_is_openapi_31_and_names_every_parameter(api: TestClient) -> None:
    document = api.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "/api/v1"}]
    parameters = {path: [each["name"] for each in one["get"]["parameters"]] for path, one in document["paths"].items()}
    assert parameters["/control"] == ["on", "known", "rule", "If-None-Match"]
    assert parameters["/control/{place_id}"] == ["place_id", "known", "rule", "If-None-Match"]


def test_the_document_knows_the_days_within_reach(api: TestClient) -> None:
    document = api.get("/api/v1/openapi.json").json()
    pattern = document["paths"]["/control"]["get"]["parameters"][0]["schema"]["anyOf"][0]["pattern"]
    today = date.today()
    for day, is_allowed in [(date(1981, 1, 1), True), (date(1980, 12, 31), False), (today, True)]:
        assert bool(re.search(pattern, day.isoformat())) == is_allowed
    assert not re.search(pattern, (today + timedelta(days=1)).isoformat())


@given(DAYS, DAYS, DAYS)
@settings(deadline=None)
def test_the_pattern_of_days_matches_those_days_alone(one: date, other: date, day: date) -> None:
    first, last = sorted((one, other))
    pattern = days_pattern(first, last)
    assert bool(re.search(pattern, day.isoformat())) == (first <= day <= last)
    assert all(re.search(pattern, each.isoformat()) for each in (first, last))


@pytest.mark.parametrize("given", ["2015-02-29", "2016-02-30", "2016-04-31", "2016-13-01", "2016-00-10", "2016-1-1"])
def test_the_pattern_of_days_matches_no_day_that_never_was(given: str) -> None:
    assert not re.search(days_pattern(date(1991, 1, 1), date(2026, 1, 1)), given)


def test_the_api_is_found_under_the_path_of_the_application() -> None:
    client = TestClient(Starlette(routes=api_routes("/euphrates")))
    assert client.get(f"/euphrates{CONTROL}").status_code == 200
    assert client.get("/euphrates/api/v1/openapi.json").json()["servers"] == [{"url": "/euphrates/api/v1"}]


README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\ncurl 'http://localhost:8501([^']*)'\n```\n\n```json\n(.*?)```", README, re.DOTALL)


def test_the_readme_shows_three_examples() -> None:
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize(("address", "shown"), EXAMPLES, ids=[address for address, _ in EXAMPLES])
def test_an_example_of_the_readme_is_what_is_answered(api: TestClient, address: str, shown: str) -> None:
    assert holds(api.get(address).json(), json.loads(shown))


def holds(answered: Any, shown: Any) -> bool:
    """Whether all that is shown stands in the answer; of lists, some items may be left out."""
    if isinstance(shown, dict):
        return shown.keys() <= answered.keys() and all(holds(answered[name], shown[name]) for name in shown)
    if isinstance(shown, list) and any(isinstance(item, dict) for item in shown):
        return all(any(holds(item, wanted) for item in answered) for wanted in shown)
    return bool(answered == shown)
