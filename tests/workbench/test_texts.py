"""The words of reports and places are those of the record, complete, and inert whatever they hold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from markupsafe import Markup

from dashboard.analysis.record_cache import Record, control_of, record_of
from dashboard.analysis.sentences import describe_state
from dashboard.control.on_day import intervals_on, is_faded
from dashboard.control.rules import RULES
from dashboard.record.schema import Events, Places
from dashboard.text import clean, is_web_address
from dashboard.timespan import day_number, day_of
from dashboard.workbench.order import NO_ROW, event_at, row_of
from dashboard.workbench.texts import CHUNK, MOST_SAME, chunks_of, place_text, report_texts
from tests.builders import rows
from tests.workbench.decoded import SMALL, own_record

KNOWN = date(2015, 6, 1)
HEADER = "event_id,town,date,date_precision,controlling_force,source_id,credibility,attributed_to,reported_on,note"
HOSTILE = ("{{7*7}}", "<script>alert(1)</script>", "\u202egnp.exe\u2066", "**b** $x$ `y` ${z}", "</td>&amp;\u200f")


@pytest.fixture(scope="module", params=[None, SMALL], ids=["shipped", "small"])
def record(request: pytest.FixtureRequest) -> Record:
    return record_of(request.param)


def texts_in(value: Any) -> list[str]:
    """Every text in an answer, wherever it stands; fails on anything that JSON would write otherwise."""
    if isinstance(value, dict | list | tuple):
        return [text for each in (value.values() if isinstance(value, dict) else value) for text in texts_in(each)]
    assert value is None or type(value) in (int, str), repr(value)
    return [value] if isinstance(value, str) else []


def of_place(record: Record, place: str, rule: str = "", known: date | None = None) -> dict[str, Any]:
    return place_text(record, place, rule or record.rule, known)


def test_reports_come_in_chunks_numbered_by_time(record: Record) -> None:
    events = record.dataset.events
    chunks = [report_texts(record, chunk) for chunk in range(chunks_of(record))]
    assert all(len(chunk) == CHUNK for chunk in chunks[:-1])
    found = [text["id"] for chunk in chunks for text in chunk]
    assert found == list(events[Events.event_id])
    assert [row_of(record, key) for key in found] == list(range(len(events)))
    assert [event_at(record, row) for row in (0, len(events) - 1)] == [found[0], found[-1]]


def test_a_report_that_is_not_there_has_no_number(record: Record) -> None:
    assert row_of(record, "") == row_of(record, "none-such") == NO_ROW
    assert event_at(record, NO_ROW) == event_at(record, len(record.dataset.events)) == ""


def test_every_text_is_plain_and_clean(record: Record) -> None:
    answers: list[Any] = [report_texts(record, chunk) for chunk in range(chunks_of(record))]
    answers += [of_place(record, place) for place in list(record.named)[::7]]
    for text in texts_in(answers):
        assert text == clean(text)
        assert not isinstance(text, Markup)


def test_addresses_are_web_addresses_or_blank(record: Record) -> None:
    urls = {text["source"][2] for chunk in range(chunks_of(record)) for text in report_texts(record, chunk)}
    assert all(url == "" or is_web_address(url) for url in urls)
    assert len(urls) > 10


def test_other_reports_of_an_incident_are_named_with_their_numbers() -> None:
    record = record_of(None)
    events = record.dataset.events
    texts = [text for chunk in range(chunks_of(record)) for text in report_texts(record, chunk)]
    incidents = events[events[Events.incident_id] != ""].groupby(Events.incident_id).groups
    for own in list(incidents.values())[::10]:
        for row in own:
            assert [other for other, *_ in texts[row]["same"]] == [other for other in own if other != row]
            assert all(note == texts[other]["note"] for other, _, note in texts[row]["same"])
    alone = events.index[events[Events.incident_id] == ""]
    assert all(texts[row]["same"] == [] for row in alone)


def test_a_record_that_is_one_incident_is_not_sent_over_and_over(tmp_path: Path) -> None:
    reports = (f"e{number},rawa,2014-06-21,one" for number in range(2 * MOST_SAME))
    record = own_record(tmp_path, events=rows("event_id,town,date,incident_id", *reports))
    assert {len(text["same"]) for text in report_texts(record, 0)} == {MOST_SAME}


def test_what_a_report_says_stands_in_words(tmp_path: Path) -> None:
    record = own_record(
        tmp_path,
        sources=rows("source_id,title,publisher,url,reliability", "s,Town falls,Agency,https://example.org/a,B"),
        events=rows(
            "event_id,town,date,date_end,controlling_force,previous_force,status,actors,targets,deaths_low,deaths_high,"
            "operation,source_id,credibility,attributed_to,reported_on,speaks_for,note",
            "one,rawa,2014-06-21,2014-06-23,isis,iraq,held,isis|Locals,iraq,4,9,Western Iraq campaign,s,2,A mayor,"
            "2014-06-24,iraq,Taken",
        ),
    )
    assert report_texts(record, 0) == [
        {
            "id": "one",
            "when": "21 June 2014 to 23 June 2014",
            "note": "Taken",
            "grade": "B2",
            "graded": "B2: source usually reliable, information probably true",
            "source": ["Agency", "Town falls", "https://example.org/a"],
            "asides": ["relays A mayor, speaking for Iraqi government", "reported on 24 June 2014"],
            "facts": [
                "Islamic State holds it, before it Iraqi government",
                "Acted: Islamic State, Locals",
                "Against: Iraqi government",
                "Deaths reported: 4 to 9",
                "Operation: Western Iraq campaign",
            ],
            "same": [],
        }
    ]


def test_a_report_that_says_little_has_few_words(tmp_path: Path) -> None:
    record = own_record(tmp_path, events=rows("event_id,town,date,kind", "one,rawa,2014,battle"))
    (text,) = report_texts(record, 0)
    assert text["source"] == ["", "source not named", ""]
    assert text["facts"] == text["same"] == []
    assert text["asides"] == ["publication day assumed: not known, taken as the day of the event"]
    assert (text["when"], text["note"], text["grade"]) == ("2014", "", "F6")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("s,,Agency,https://example.org", ["", "Agency", "https://example.org"]),
        ("s,Title,Agency,javascript:alert(1)", ["Agency", "Title", ""]),
        ("s,Title,Agency,https://\u202eexample.org", ["Agency", "Title", ""]),
        ("s,Title,Agency,data:text/html;x", ["Agency", "Title", ""]),
    ],
)
def test_a_source_is_named_as_far_as_it_has_names(tmp_path: Path, source: str, said: list[str]) -> None:
    sources = rows("source_id,title,publisher,url", source)
    record = own_record(tmp_path, sources=sources, events=rows("town,date,source_id", "rawa,2014-06-21,s"))
    assert report_texts(record, 0)[0]["source"] == said


@pytest.mark.parametrize("known", [None, KNOWN])
@pytest.mark.parametrize("rule", RULES)
def test_holdings_are_the_intervals_of_the_place_with_their_reports(
    record: Record, rule: str, known: date | None
) -> None:
    basis = control_of(record.dataset, rule, known)
    for place in ("al-qaim", "abu-kamal", "raqqa", "haditha"):
        text = of_place(record, place, rule, known)
        own = basis.intervals[basis.intervals[Places.place_id] == place].to_dict("records")
        assert len(own) == len(text["holdings"])
        for holding, interval in zip(text["holdings"], own, strict=True):
            numbers = {name: [report["row"] for report in _numbered(text, holding[name])] for name in REPORT_LISTS}
            ids = {name: {event_at(record, row) for row in found} for name, found in numbers.items()}
            assert ids == {name: set(interval[column]) for name, column in REPORT_LISTS.items()}
            assert all(found == sorted(found) for found in numbers.values())
            assert (holding["says"], holding["step"]) == (describe_state(interval, record.looks), interval["step"])
            assert len(holding["areas"]) == len(interval["area_reports"])
            assert holding["evidence"] == sorted({day_number(day) for day in interval["evidence"]})


REPORT_LISTS = {"decided": "decided_by", "disputed": "disputed_by"}


def _numbered(text: dict[str, Any], numbers: list[int]) -> list[dict[str, Any]]:
    return [text["reports"][number] for number in numbers]


def test_a_holding_is_silent_on_the_days_on_which_it_is_faded(record: Record) -> None:
    own = control_of(record.dataset, record.rule).intervals
    for place in ("al-qaim", "haditha", "ramadi"):
        intervals = own[own[Places.place_id] == place].to_dict("records")
        for holding, interval in zip(of_place(record, place)["holdings"], intervals, strict=True):
            first = holding["start"] if holding["start"] is not None else day_number(date(1980, 1, 1))
            last = holding["end"] if holding["end"] is not None else day_number(date(2030, 1, 1))
            for day in range(first, last, 11):
                is_silent = any(start <= day < end for start, end in holding["silences"])
                assert is_silent == is_faded(interval["silences"], day_of(day))


def test_the_reports_are_those_on_the_holder_each_with_what_the_rule_made_of_it() -> None:
    record = record_of(SMALL)
    text, verdicts = of_place(record, "al-qaim"), control_of(record.dataset, record.rule).verdicts
    events = record.dataset.events
    own = events[(events[Events.town] == "al-qaim") & (events[Events.controlling_force] != "")]
    assert [event_at(record, report["row"]) for report in text["reports"]] == list(own[Events.event_id])
    assert set(own[Events.event_id]) <= set(verdicts)
    for report in text["reports"]:
        assert report["verdict"].startswith(("Accepted from ", "Not accepted"))
        assert report["asides"][0].startswith(f"{report['grade']}: source ")
        assert report["says"]


def test_only_what_was_published_by_the_day_of_knowledge_is_told() -> None:
    record = record_of(None)
    rows_then = [report["row"] for report in of_place(record, "al-qaim", known=KNOWN)["reports"]]
    events = record.dataset.events.iloc[rows_then]
    assert 0 < len(rows_then) < len(of_place(record, "al-qaim")["reports"])
    assert (events["known_from"] <= pd.Timestamp(KNOWN)).all()


@pytest.mark.parametrize("rule", RULES)
def test_the_other_rules_say_on_each_day_what_they_say(record: Record, rule: str) -> None:
    text = of_place(record, "al-qaim", rule)
    assert [each["name"] for each in text["rules"]] == [name for name in RULES if name != rule]
    for other in text["rules"]:
        own = control_of(record.dataset, other["name"]).intervals
        own = own[own[Places.place_id] == "al-qaim"]
        for day in (date(1992, 1, 1) + timedelta(days=101 * step) for step in range(125)):
            state = intervals_on(own, day).iloc[0].to_dict()
            begun = [said for start, said in other["spans"] if start is None or start <= day_number(day)]
            assert begun[-1] == describe_state(state, record.looks)


def test_a_place_of_which_no_report_speaks_has_a_card_without_holdings(tmp_path: Path) -> None:
    record = own_record(tmp_path, events=rows("town,date,controlling_force", "rawa,2014-06-21,isis"))
    text = of_place(record, "al-qaim")
    assert text["where"] == "position not known, not on the map"
    assert text["also"] == "Qaim, Al-Qa'im"
    assert text["holdings"] == text["reports"] == text["areas"] == []
    assert [each["spans"] for each in text["rules"]] == [[], []]


def test_where_a_place_is_stands_in_one_line() -> None:
    said = of_place(record_of(None), "deir-ez-zor")["where"]
    assert said.startswith("city · Deir ez-Zor · Syria · river km ")
    assert " right bank · " in said
    assert said.endswith("inhabitants (2004)")


def test_reports_of_an_area_say_of_what_they_speak() -> None:
    record = record_of(None)
    text = of_place(record, "abriha")
    first = text["areas"][0]
    assert {"day", "when", "of", "says", "note", "source", "asides"} == first.keys()
    assert first["of"] == "all Syria"
    assert first["asides"][0][:2] in {"A3", "B3", "C3", "B2", "C2"}
    assert {number for holding in text["holdings"] for number in holding["areas"]} == set(range(len(text["areas"])))


def hostile_record(folder: Path, text: str) -> Record:
    """A record in which this text stands wherever text is free."""
    quoted = '"' + text.replace('"', '""') + '"'
    return own_record(
        folder,
        places=rows("place_id,name,name_ar,aliases,governorate", f"rawa,{quoted},{quoted},{quoted},{quoted}"),
        forces=rows("force_id,name,short_name", f"isis,{quoted},{quoted}"),
        operations=rows("operation_id,name", f"op,{quoted}"),
        sources=rows("source_id,title,publisher,url,reliability", f"s,{quoted},{quoted},javascript:alert(1),B"),
        events=rows(
            f"{HEADER},operation,actors,incident_id",
            *(
                f"e{number},rawa,2014-06-2{number},day,isis,s,2,{quoted},2014-06-25,{quoted},op,{quoted},i"
                for number in (1, 2)
            ),
        ),
        area_reports=rows(
            "report_id,area,date,kind,controlling_force,source_id,credibility,attributed_to,note",
            f"a1,rawa,2014-06-19,baseline,isis,s,2,{quoted},{quoted}",
        ),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_arrives_as_it_is_without_what_cannot_be_seen(tmp_path: Path, text: str) -> None:
    record = hostile_record(tmp_path, text)
    report, place = report_texts(record, 0)[0], of_place(record, "rawa")
    shown = clean(text)
    assert report["note"] == report["same"][0][2] == shown
    assert report["source"] == [shown, shown, ""]
    assert f"Operation: {shown}" in report["facts"]
    assert report["facts"][0] == f"{shown} holds it"
    assert report["asides"][0] == f"relays {shown}"
    assert place["also"] == shown
    assert place["where"].startswith(shown)
    assert place["holdings"][-1]["says"] == f"held by {shown}"
    assert (place["areas"][0]["note"], place["areas"][0]["of"]) == (shown, shown)
    assert all(each == clean(each) for each in texts_in([report, place]))
