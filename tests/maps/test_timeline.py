"""What the browser gets says the same as the server, on every day."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from dashboard.analysis.sentences import describe_with_age
from dashboard.control.derive import derive_control
from dashboard.control.on_day import fading_pieces, intervals_on, with_silent_places
from dashboard.control.rules import LATEST
from dashboard.maps.timeline import Payload, as_json, timeline_payload, with_reaches
from dashboard.record.dataset import Dataset
from dashboard.record.looks import Looks
from dashboard.record.schema import Events, Forces, Places
from dashboard.record.vocabulary import KINDS
from dashboard.timespan import day_number
from tests.builders import events_frame, force, place, report, table_frame

FORCES = table_frame(Forces, force("red", name="Red"), force("blue", name="Blue"), force("green", name="Green"))
AT = {"latitude": 34.5, "longitude": 41.9}
OLD = "; no report near that day"
CLAIMED = "contested: held by Red, claimed or attacked by Green"
JOINT = "held by Blue with Red"
PLACES = table_frame(Places, place("rawa", **AT), place("nowhere"), place("hit", **AT))


def payload_of(*reports: dict[str, Any], forces: tuple[str, ...] = (), places: pd.DataFrame = PLACES) -> Payload:
    events = events_frame(*reports)
    control = with_silent_places(derive_control(events, FORCES, LATEST), places)
    return timeline_payload(places, fading_pieces(control), events, Looks(FORCES), forces)


def state_on(payload: Payload, town: int, day: date) -> dict[str, Any]:
    """What the browser finds: the last span that starts on the day or before it."""
    spans = payload["spans"][town]
    at = bisect_right([start for start, _ in spans], day_number(day)) - 1
    return payload["states"][spans[at][1] if at >= 0 else 0]


def test_the_browser_finds_the_state_that_the_server_would_say(
    shipped: Dataset, control: pd.DataFrame, looks: Looks
) -> None:
    full = with_silent_places(control, shipped.places)
    payload = timeline_payload(shipped.places, fading_pieces(full), shipped.events, looks)
    changes = sorted(set(full["start"].dropna().dt.date))
    days = {day + timedelta(days=step) for day in changes[::25] for step in (-1, 0, 1)}
    for day in [date(1980, 1, 1), *days, date(2100, 1, 1)]:
        said = {row["place_id"]: describe_with_age(row, looks) for row in intervals_on(full, day).to_dict("records")}
        found = {town[0]: state_on(payload, n, day)["says"] for n, town in enumerate(payload["places"])}
        assert found == {town: said[town] for town in found}


def test_every_located_place_of_the_record_is_sent(shipped: Dataset, control: pd.DataFrame, looks: Looks) -> None:
    payload = timeline_payload(shipped.places, fading_pieces(control), shipped.events, looks)
    located = shipped.places[shipped.places[Places.latitude].notna()]
    assert [town[0] for town in payload["places"]] == list(located[Places.place_id])
    assert len(payload["reports"]) == shipped.events[Events.town].isin(located[Places.place_id]).sum()


def test_spans_and_states() -> None:
    payload = payload_of(report("rawa", "1970-01-11", "red"), report("rawa", "1970-01-21", "blue", status="contested"))
    assert [town[0] for town in payload["places"]] == ["rawa", "hit"]
    assert [start for start, _ in payload["spans"][0]][1:] == [10, 20, 110, 3663]
    assert [state_on(payload, 0, date(1970, 1, day))["status"] for day in (10, 11, 21)] == [
        "unknown",
        "held",
        "contested",
    ]
    assert state_on(payload, 1, date(1970, 1, 21))["says"] == "no holder known"


def test_equal_states_are_sent_once() -> None:
    payload = payload_of(
        *(
            report(town, f"201{n}-01-01", holder)
            for town in ("rawa", "hit")
            for n, holder in enumerate(("red", "blue", "red"))
        )
    )
    said = sorted(state["says"] for state in payload["states"])
    assert said == ["held by Blue", "held by Red", f"held by Red{OLD}", "no holder known"]


def test_reports_are_sorted_and_half_open() -> None:
    reports = [report("hit", "1970-02", "red"), report("rawa", "1970-01-05", kind="battle", date_end="1970-01-07")]
    kinds = list(KINDS)
    wanted = [[4, 7, 0, kinds.index("battle")], [31, 59, 1, kinds.index("control_change")]]
    assert payload_of(*reports)["reports"] == wanted


def test_the_reports_of_the_record_are_in_order_of_their_first_day(
    shipped: Dataset, control: pd.DataFrame, looks: Looks
) -> None:
    shuffled = shipped.events.sample(frac=1, random_state=1)
    reports = timeline_payload(shipped.places, fading_pieces(control), shuffled, looks)["reports"]
    assert [first for first, *_ in reports] == sorted(first for first, *_ in reports)
    assert all(first < until for first, until, *_ in reports)


@pytest.mark.parametrize(
    ("forces", "wanted"),
    [
        (("red",), [CLAIMED, "held by Red", f"held by Red{OLD}", JOINT, f"{JOINT}{OLD}"]),
        (("green",), [CLAIMED]),
        (("green", "blue"), [CLAIMED, JOINT, f"{JOINT}{OLD}"]),
        (("blue",), [JOINT, f"{JOINT}{OLD}"]),
        (("nobody",), []),
    ],
)
def test_only_the_states_of_the_forces_asked_for(forces: tuple[str, ...], wanted: list[str]) -> None:
    reports = [report("rawa", "2013", "red"), report("rawa", "2014", "green", status="contested")]
    payload = payload_of(*reports, report("hit", "2015", "blue|red"), forces=forces)
    assert {payload["states"][index]["says"] for index in payload["only"]} == set(wanted)


def test_the_reaches_of_the_banks_name_their_places_by_number() -> None:
    reaches = pd.DataFrame(
        {"bank": ["left", "right", "left"], "place_id": ["hit", "rawa", "gone"], "from_km": 0.0, "to_km": 7.26}
    )
    assert with_reaches(payload_of(), reaches)["reaches"] == [[0, 0.0, 7.3, 1], [1, 0.0, 7.3, 0]]


def test_without_forces_no_state_is_singled_out() -> None:
    assert payload_of(report("rawa", "2013", "red"))["only"] is None


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)//",
        "<img src=x onerror=alert(1)>",
        "`${alert(1)}`",
        "\\",
        "'\"",
        "\u2028<!--",
        "{{7*7}}",
    ],
)
def test_hostile_names_travel_as_they_are(text: str) -> None:
    places = table_frame(Places, place("rawa", name=text, name_ar=text, **AT))
    payload = payload_of(report("rawa", "2014", "red"), places=places)
    assert json.loads(as_json(payload)) == payload
    assert payload["places"][0][3:5] == [text, text]


def test_the_payload_is_small_and_plain(shipped: Dataset, control: pd.DataFrame, looks: Looks) -> None:
    payload = timeline_payload(shipped.places, fading_pieces(control), shipped.events, looks, ("isis",))
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload
    assert len(gzip.compress(as_json(payload).encode())) < 120_000
    first, last = (day_number(day) for day in (shipped.first_day, shipped.last_day))
    assert min(each[0] for each in payload["reports"]) == first
    assert max(each[0] for each in payload["reports"]) == last
