"""A briefing is valid, self-contained and complete; whatever the data hold is text in it."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from dashboard.analysis.record_cache import Record, record_of
from dashboard.analysis.sentences import count_of
from dashboard.briefing.content import Content, TooLargeError
from dashboard.briefing.document import briefing, file_name
from dashboard.briefing.view import View, view_of
from dashboard.record.schema import TABLES
from dashboard.text import clean
from dashboard.workbench.texts import CHUNK, place_text, report_texts
from tests.briefing.files import blocks_of, parsed, texts_of, words_of
from tests.browser.test_hostile import HOSTILE, table
from tests.builders import write
from tests.workbench.decoded import SMALL

MADE = date(2026, 6, 1)
MOST_BYTES, MOST_SECONDS = 3_000_000, 5.0
AL_QAIM = {"place": ["al-qaim"], "from": ["2014-06-01"], "to": ["2017-12-01"]}


def made_of(record: Record, **params: list[str]) -> bytes:
    return briefing(record, view_of(params, record), MADE)


@pytest.fixture(scope="module")
def shipped_briefing() -> bytes:
    return made_of(record_of(None))


@pytest.fixture(scope="module")
def small_briefing() -> bytes:
    return made_of(record_of(SMALL), **AL_QAIM)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("hostile")
    return record_of(str(write(folder, **{kind.file.removesuffix(".csv"): table(kind) for kind in TABLES})))


class TestWholeRecord:
    def test_is_valid_html_of_at_most_three_megabytes(self, shipped_briefing: bytes) -> None:
        parsed(shipped_briefing)
        assert len(shipped_briefing) <= MOST_BYTES

    def test_holds_the_text_of_every_report_and_place_as_the_server_tells_it(self, shipped_briefing: bytes) -> None:
        record = record_of(None)
        reports, places = texts_of(shipped_briefing)
        assert [*reports] == [*range(len(record.dataset.events))]
        for chunk in (0, 7, len(reports) // CHUNK):
            told = report_texts(record, chunk)
            assert [reports[chunk * CHUNK + at] for at in range(len(told))] == as_json(told)
        ids = blocks_of(shipped_briefing)["core"]["places"]["id"]
        assert len(places) == len(ids)
        for at in range(0, len(ids), 40):
            assert places[at] == as_json(place_text(record, ids[at], record.rule, None))

    def test_is_made_within_five_seconds_once_the_record_is_read(self) -> None:
        record = record_of(None)
        begin = process_time()
        made_of(record)
        assert process_time() - begin < MOST_SECONDS


def as_json(value: Any) -> Any:
    """The value as it is once it has travelled: a tuple is a list."""
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in value.items()}
    return [as_json(each) for each in value] if isinstance(value, list | tuple) else value


def test_the_same_view_makes_the_same_file(small_briefing: bytes) -> None:
    assert small_briefing == made_of(record_of(SMALL), **AL_QAIM)


def test_its_policy_names_its_script_and_its_styles_and_nothing_else(small_briefing: bytes) -> None:
    told = small_briefing.decode()
    policy = re.search('Content-Security-Policy" content="([^"]+)"', told)
    script, style = (
        re.search("<script>(.*?)</script>", told, re.DOTALL),
        re.search("<style>(.*?)</style>", told, re.DOTALL),
    )
    assert policy
    assert script
    assert style
    hashed = {name: f"'sha256-{b64encode(sha256(found[1].encode()).digest()).decode()}'" for name, found in
              (("script-src", script), ("style-src", style))}  # fmt: skip
    rest = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
    assert dict(each.split(" ", 1) for each in policy[1].split("; ")) == hashed | rest


def test_it_loads_nothing_and_links_to_sources_alone(small_briefing: bytes) -> None:
    root = parsed(small_briefing)
    names = {each.tag for each in root.iter()}
    assert not names & {"link", "img", "iframe", "object", "embed", "base", "form", "svg", "template"}
    assert not [
        each.attrib for each in root.iter() if {"src", "style", "onload", "onerror", "srcset"} & each.attrib.keys()
    ]
    links = [each.attrib["href"] for each in root.iter("a")]
    assert len(links) > 5
    assert all(link.startswith(("https://", "http://")) for link in links)


def test_it_reads_well_without_javascript(small_briefing: bytes) -> None:
    said = words_of(parsed(small_briefing))
    assert said.startswith("Who held Al-Qaim, 1 June 2014 to 1 December 2017")
    for part in (
        "On 1 December 2017 Al-Qaim: held by",
        "What changed hands in the window",
        "Who held each place on 1 December 2017",
        "Reports of Al-Qaim in the window",
        "How a place gets its holder",
        "Not for operational use",
        "Licences",
        "Map, river diagram and playback need JavaScript",
        "Made on 1 June 2026",
        "Rule corroborated:",
    ):
        assert part in said, part


def test_it_says_which_filters_and_which_clock_it_was_made_with() -> None:
    record = record_of(SMALL)
    params = {"country": ["IQ"], "grade": ["C3"], "q": ["bridge"], "known": ["2015-01-01"], "on": ["2015-01-01"]}
    said = words_of(parsed(made_of(record, **params)))
    assert "Filters country Iraq; reports graded C3 or better; words “bridge”" in said
    assert "As known on only what had been published by 1 January 2015" in said
    assert "the day of publication is assumed" in said


def test_the_tables_hold_what_the_filters_leave() -> None:
    record = record_of(SMALL)
    content = Content(record, view_of({"country": ["SY"]}, record), MADE)
    root = parsed(briefing(record, content.view, MADE))
    assert len(content.places) < len(record.dataset.places)
    assert count_of(len(content.places), "place") in words_of(root)
    titles = ["".join(each.itertext()) for each in root.iter("h2")]
    assert f"({len(content.states):,})" in next(title for title in titles if title.startswith("Who held each place"))


def test_the_screen_begins_where_the_view_stands(small_briefing: bytes) -> None:
    start = blocks_of(small_briefing)["view"]
    assert start["state"] | {"place": "al-qaim", "tied": False, "event": -1} == start["state"]
    report = record_of(SMALL).dataset.events.iloc[7]
    open_one = blocks_of(made_of(record_of(SMALL), event=[report["event_id"]]))["view"]["state"]
    assert (open_one["event"], open_one["place"]) == (7, report["town"])


def test_a_report_that_the_filters_hide_is_there_if_its_card_is_open() -> None:
    record = record_of(SMALL)
    events = record.dataset.events
    hidden = events[events["town"].isin(record.dataset.places.query("country == 'SY'")["place_id"])].iloc[0]
    reports, _ = texts_of(made_of(record, country=["IQ"], event=[hidden["event_id"]]))
    assert reports[int(hidden.name)]["id"] == hidden["event_id"]


def test_a_place_that_the_filters_hide_is_told_of_all_the_same() -> None:
    record = record_of(SMALL)
    document = made_of(record, country=["SY"], place=["al-qaim"], on=["2016-01-01"])
    assert "al-qaim" not in blocks_of(document)["core"]["places"]["id"]
    said = words_of(parsed(document))
    assert "Who held Al-Qaim" in said
    assert "held by Islamic State" in said.partition("What changed hands")[0]


def test_hostile_texts_are_texts(hostile: Record) -> None:
    document = made_of(hostile, place=["here"], on=["2014-07-01"])
    root = parsed(document)
    said = " ".join(root.itertext())
    for text in HOSTILE:
        assert clean(text) in said, text
    scripts = [each for each in root.iter("script") if each.attrib.get("type") != "application/json"]
    assert len(scripts) == 1
    assert not {each.tag for each in root.iter()} & {"img", "svg", "iframe"}
    assert not [each for each in root.iter("a") if each.attrib["href"].lower().startswith("javascript")]
    assert len(blocks_of(document)) == 4


def test_the_script_does_not_depend_on_the_data(hostile: Record, small_briefing: bytes) -> None:
    pattern = re.compile(b"<script>.*?</script>", re.DOTALL)
    assert pattern.findall(made_of(hostile)) == pattern.findall(small_briefing)


def test_too_many_reports_are_refused_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.briefing.content.MOST_REPORTS", 10)
    with pytest.raises(TooLargeError, match=r"reports pass the filters; one briefing can carry 10\. Choose a country"):
        made_of(record_of(SMALL))


def test_a_file_is_named_after_its_view(tmp_path: Path) -> None:
    record = record_of(SMALL)
    view: View = view_of(AL_QAIM, record)
    assert file_name(view) == "briefing-al-qaim-2017-12-01.html"
    (tmp_path / file_name(view)).touch()
