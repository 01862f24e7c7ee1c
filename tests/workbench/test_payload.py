"""The payload says the same as the server, on every day and of every place."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.record_cache import Record, control_of, record_of
from dashboard.analysis.selection import changes_shown, narrow, narrow_places
from dashboard.control.on_day import intervals_on, with_silent_places
from dashboard.control.rules import RULES
from dashboard.record.river import STRIPS
from dashboard.record.schema import Events, Places
from dashboard.record.vocabulary import GROUP_OF, KINDS
from dashboard.timespan import ALWAYS, day_number
from dashboard.workbench.payload import LONGEST, core_payload
from dashboard.workbench.spans import KNOWN, UNKNOWN
from tests.builders import rows
from tests.workbench.decoded import (
    SMALL,
    State,
    decoded_state,
    own_record,
    payload_of,
    reports_of,
    selection,
    states_on,
    summed,
)

LARGEST = 120_000
"""Bytes that the payload of the shipped record may have, compressed."""
EVENTS = "town,date,controlling_force,status,previous_force"


@pytest.fixture(scope="module", params=[None, SMALL], ids=["shipped", "small"])
def record(request: pytest.FixtureRequest) -> Record:
    return record_of(request.param)


def said_on(record: Record, day: date, **filters: Any) -> dict[str, State]:
    """What the server says of each place that the filters leave."""
    chosen = selection(**{"rule": record.rule, **filters})
    places = narrow_places(record.dataset, chosen, narrow(record.dataset, chosen))
    control = with_silent_places(control_of(record.dataset, chosen.rule, chosen.known).intervals, places)
    return {
        row["place_id"]: (
            row["force"],
            row["status"] if row["force"] or row["claimant"] else UNKNOWN,
            row["claimant"],
            KNOWN[row["basis"]],
        )
        for row in intervals_on(control, day).to_dict("records")
    }


@pytest.mark.parametrize("rule", RULES)
def test_a_place_is_on_each_day_in_the_state_that_the_server_would_say(record: Record, rule: str) -> None:
    payload, intervals = payload_of(record, rule=rule), control_of(record.dataset, rule).intervals
    turns = sorted({day.date() for day in intervals["start"].dropna()})
    days = {day + timedelta(days=step) for day in turns[:: max(len(turns) // 30, 1)] for step in (-1, 0, 1)}
    seen = set[int]()
    for day in [date(1900, 1, 1), *sorted(days), date(2100, 1, 1)]:
        found = states_on(payload, day)
        assert found == said_on(record, day, rule=rule)
        seen |= {known for *_, known in found.values()}
    assert seen >= {KNOWN["reported"], KNOWN["last known"]}
    assert not len(record.dataset.area_reports) or KNOWN["of area"] in seen


@given(day=st.dates(date(1985, 1, 1), date(2027, 1, 1)), known=st.sampled_from([None, date(2015, 6, 1)]))
@settings(max_examples=40)
def test_on_any_day_by_what_was_known_on_any_other(day: date, known: date | None) -> None:
    record = record_of(None)
    assert states_on(_payload(known), day) == said_on(record, day, known=known)


_PAYLOADS: dict[date | None, dict[str, Any]] = {}


def _payload(known: date | None) -> dict[str, Any]:
    if known not in _PAYLOADS:
        _PAYLOADS[known] = payload_of(record_of(None), known=known)
    return _PAYLOADS[known]


def test_spans_begin_before_every_day_and_each_changes_the_state(record: Record) -> None:
    for spans in payload_of(record)["spans"]:
        starts, marks = spans[::2], spans[1::2]
        assert starts[0] == ALWAYS
        assert all(before < after for before, after in pairwise(starts))
        assert all(before != after for before, after in pairwise(marks))


def test_state_0_is_that_nothing_is_known_and_every_state_is_there_once(record: Record) -> None:
    payload = payload_of(record)
    assert payload["states"][0] == [[], 4, [], 0]
    decoded = [decoded_state(payload, index) for index in range(len(payload["states"]))]
    assert len(set(decoded)) == len(decoded)
    assert {mark for spans in payload["spans"] for mark in spans[1::2]} >= set(range(1, len(decoded)))


def test_every_place_has_a_row_in_river_order_whether_its_position_is_known_or_not(record: Record) -> None:
    payload, data = payload_of(record, silent=True), record.dataset
    places = payload["places"]
    assert sorted(places["id"]) == sorted(data.places[Places.place_id])
    for strip in {*places["strip"]}:
        km = [km for km, own in zip(places["km"], places["strip"], strict=True) if own == strip and km is not None]
        assert km == sorted(km)
    assert places["lat"].count(None) == places["lng"].count(None) == data.places[Places.latitude].isna().sum()
    assert payload["strips"] == list(STRIPS.values())
    assert places["strip"] == sorted(places["strip"])
    assert {len(column) for column in places.values()} == {len(data.places)}


def test_reports_are_those_the_filters_leave_in_the_order_of_time(record: Record) -> None:
    payload, events = payload_of(record), record.dataset.events
    found = reports_of(payload)
    assert [row for *_, row in found] == list(range(len(events)))
    assert [first for first, *_ in found] == sorted(first for first, *_ in found)
    columns = (events[c] for c in (Events.date, "until", Events.town, Events.kind))
    wanted = [
        (day_number(day), (until - day).days, town, KINDS[kind])
        for day, until, town, kind in zip(*columns, strict=True)
    ]
    assert [(first, days, place, kind) for first, days, place, kind, _ in found] == wanted


def test_the_number_of_a_report_does_not_depend_on_the_filters(record: Record) -> None:
    events = record.dataset.events
    narrowed = payload_of(record, kind=("battle", "attack"), country=("IQ",))
    rows_left = [row for *_, row in reports_of(narrowed)]
    assert 0 < len(rows_left) < len(events)
    assert set(events[Events.kind].iloc[rows_left]) <= {"battle", "attack"}
    assert [place for _, _, place, *_ in reports_of(narrowed)] == list(events[Events.town].iloc[rows_left])


def test_changes_of_hands_are_in_the_order_of_time(record: Record) -> None:
    payload, basis = payload_of(record), control_of(record.dataset, record.rule)
    own, looks = payload["changes"], [look[0] for look in payload["looks"]]
    found = [
        (day, payload["places"]["id"][place], looks[to], looks[gave])
        for day, place, to, gave in zip(summed(own["day"]), own["place"], own["to"], own["from"], strict=True)
    ]
    shown = narrow_places(record.dataset, selection(), record.dataset.events)
    changes = changes_shown(basis.changes, shown, selection())
    columns = (changes[column] for column in ("start", Places.place_id, "force", "previous_force"))
    wanted = [
        (day_number(day), place, to.split("|")[0], gave.split("|")[0])
        for day, place, to, gave in zip(*columns, strict=True)
    ]
    assert sorted(found) == sorted(wanted)
    assert [day for day, *_ in found] == sorted(day for day, *_ in found)


def test_forces_stand_in_the_order_of_their_table_and_none_without_use(record: Record) -> None:
    payload, forces = payload_of(record), list(record.dataset.forces["force_id"])
    shown = [look[0] for look in payload["looks"]]
    assert shown == sorted(shown, key=forces.index)
    used = {number for holders, _, claims, _ in payload["states"] for number in (*holders, *claims)}
    assert used | {*payload["changes"]["to"], *payload["changes"]["from"]} == set(range(len(shown)))


def test_kinds_have_their_groups(record: Record) -> None:
    payload = payload_of(record)
    groups = [payload["groups"][number] for number in payload["group"]]
    assert dict(zip(payload["kinds"], groups, strict=True)) == {KINDS[kind]: GROUP_OF[kind] for kind in KINDS}


def test_the_payload_of_the_shipped_record_is_small(capsys: pytest.CaptureFixture[str]) -> None:
    text = json.dumps(payload_of(record_of(None)), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    size = len(gzip.compress(text.encode(), 9, mtime=0))
    with capsys.disabled():
        print(f"\npayload of the shipped record: {len(text.encode()):,} bytes, {size:,} compressed")
    assert size <= LARGEST


def test_day_window_and_place_of_the_selection_do_not_matter() -> None:
    record = record_of(SMALL)
    assert core_payload(record, selection(rule=record.rule, place="al-qaim")) == payload_of(record)


def test_forces_asked_for_are_in_the_states_that_are_shown() -> None:
    payload = payload_of(record_of(SMALL), force=("isis",))
    shown = {index for index, state in enumerate(payload["states"]) if _names(payload, state, "isis")}
    assert shown
    assert set(payload["only"]) == shown < set(range(len(payload["states"])))
    assert payload_of(record_of(SMALL))["only"] is None


def _names(payload: dict[str, Any], state: list[Any], force: str) -> bool:
    return any(payload["looks"][number][0] == force for number in (*state[0], *state[2]))


def test_filters_that_leave_nothing_leave_an_empty_payload() -> None:
    payload = payload_of(record_of(SMALL), q="no report has these words")
    assert payload["places"]["id"] == payload["spans"] == payload["reports"]["first"] == payload["reaches"] == []
    assert payload["states"] == [[[], 4, [], 0]]


def test_reaches_name_their_places() -> None:
    record = record_of(None)
    payload = payload_of(record)
    found = {(right, payload["places"]["id"][place]) for right, _, _, place in payload["reaches"]}
    pairs = zip(record.reaches["bank"], record.reaches[Places.place_id], strict=True)
    assert found == {(int(bank == "right"), place) for bank, place in pairs}
    assert all(low < high for _, low, high, _ in payload["reaches"])


def test_what_is_assumed_is_said_only_where_a_day_of_knowledge_is_chosen() -> None:
    record = record_of(None)
    assert payload_of(record)["aside"] == ""
    said = payload_of(record, known=date(2015, 6, 1))["aside"]
    assert said.startswith("For ")
    assert said.endswith(" reports the day of publication is assumed.")


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (["2014-06-21", "2017-11-03"], "2014-01-01"),
        (["1985-06-21", "2017-11-03"], "1985-01-01"),
        (["1961-06-21", "2017-11-03"], "1981-01-01"),
        (["1961-06-21", "1962-11-03"], "1961-06-21"),
        (["2014-06-21", "2014-06-21"], "2014-01-01"),
    ],
)
def test_a_record_of_ones_own_begins_with_the_year_of_its_first_report(
    tmp_path: Path, days: list[str], first: str
) -> None:
    payload = payload_of(own_record(tmp_path, events=rows(EVENTS, *(f"rawa,{day},isis,held," for day in days))))
    assert payload["first"] == day_number(date.fromisoformat(first))
    assert payload["last"] == day_number(date.fromisoformat(days[1]))


def test_the_shipped_record_begins_with_1991() -> None:
    assert payload_of(record_of(None))["first"] == day_number(date(1991, 1, 1))


def test_places_of_which_no_report_speaks_come_with_the_tick(tmp_path: Path) -> None:
    record = own_record(tmp_path, events=rows(EVENTS, "rawa,2014-06-21,isis,held,"))
    assert payload_of(record)["places"]["id"] == ["rawa"]
    every = payload_of(record, silent=True)
    assert sorted(every["places"]["id"]) == ["abu-kamal", "al-qaim", "rawa"]
    assert [spans for spans in every["spans"] if len(spans) == 2] == [[ALWAYS, 0], [ALWAYS, 0]]


@pytest.mark.parametrize(
    ("reports", "wanted"),
    [
        (["2016-06-21,isis,held,"], []),
        (["2016-06,isis,held,"], ["2016-06-01 30"]),
        (["2016,isis,held,"], ["2016-01-01 366"]),
        (["2016-06,isis,held,", "2016-06-11,iraq,held,"], ["2016-06-01 10"]),
        (["2015,isis,held,", "2016,iraq,held,"], ["2015-01-01 365"]),
        (["2013-01-01,iraq,held,", "2014-06,isis,held,"], []),
        (["2013-01-01,iraq,held,", "2016-01-01,isis,held,coalition"], []),
    ],
)
def test_over_how_many_days_a_beginning_is_not_certain(tmp_path: Path, reports: list[str], wanted: list[str]) -> None:
    record = own_record(tmp_path, events=rows(EVENTS, *(f"rawa,{report}" for report in reports)))
    payload = payload_of(record, rule="latest")
    found = [(payload["spans"][place][2 * span], days) for place, span, days in payload["fuzzy"]]
    assert [f"{date(1970, 1, 1) + timedelta(days=start)} {days}" for start, days in found] == wanted


def test_a_beginning_known_by_the_week_is_not_certain_for_a_week(tmp_path: Path) -> None:
    events = rows("town,date,date_precision,controlling_force", "rawa,2016-06-06,week,isis")
    assert [days for *_, days in payload_of(own_record(tmp_path, events=events), rule="latest")["fuzzy"]] == [7]


def test_uncertain_beginnings_lie_within_their_spans(record: Record) -> None:
    payload = payload_of(record)
    for place, span, days in payload["fuzzy"]:
        starts = payload["spans"][place][::2]
        assert starts[span] > ALWAYS
        assert days > 0
        assert decoded_state(payload, payload["spans"][place][2 * span + 1])[1] != UNKNOWN


def test_a_place_without_position_or_kilometre_has_nulls(tmp_path: Path) -> None:
    record = own_record(tmp_path, events=rows(EVENTS, "rawa,2014-06-21,isis,held,"))
    places = payload_of(record)["places"]
    assert places | {"id": ["rawa"]} == {
        "id": ["rawa"], "name": ["Rawa"], "ar": ["راوة"], "lat": [None], "lng": [None], "rank": [3], "size": [0],
        "exact": [1], "km": [None], "strip": [5],
    }  # fmt: skip


def test_what_cannot_be_seen_is_taken_out_of_names(tmp_path: Path) -> None:
    record = own_record(
        tmp_path,
        places=rows("place_id,name,name_ar", "rawa,\u202egnp.{{7*7}}<b>,\u200fراوة"),
        forces=rows("force_id,name,letter", "isis,Isl\u200bamic\u2066 <script>,<"),
        events=rows("town,date,controlling_force", "rawa,2014-06-21,isis"),
    )
    payload = payload_of(record)
    assert payload["places"]["name"] == ["gnp.{{7*7}}<b>"]
    assert payload["places"]["ar"] == ["راوة"]
    assert payload["looks"][0][1] == "Islamic <script>"


def test_the_longest_report_fits_the_array_of_the_browser(tmp_path: Path) -> None:
    record = own_record(tmp_path, events=rows("town,date,date_end,kind", "rawa,1901-01-01,2099-01-01,battle"))
    assert payload_of(record)["reports"]["days"] == [LONGEST]


def test_joint_holdings_count_for_their_first_force_when_they_change_hands(tmp_path: Path) -> None:
    events = rows(EVENTS, "rawa,2014-01-01,iraq|coalition,held,", "rawa,2015-01-01,isis,held,")
    payload = payload_of(own_record(tmp_path, events=events), rule="latest")
    looks = [look[0] for look in payload["looks"]]
    assert [looks[number] for number in (*payload["changes"]["from"], *payload["changes"]["to"])] == ["iraq", "isis"]
    assert decoded_state(payload, payload["spans"][0][-3])[0] in ("iraq|coalition", "isis")


def test_payloads_hold_plain_numbers_and_text(record: Record) -> None:
    def check(value: Any) -> None:
        if isinstance(value, dict | list | tuple):
            for each in value.values() if isinstance(value, dict) else value:
                check(each)
        else:
            assert value is None or type(value) in (int, float, str), repr(value)
            assert not isinstance(value, float) or not pd.isna(value)

    check(payload_of(record))
