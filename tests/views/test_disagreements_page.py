"""The claims page lists disagreements, opens them, and keeps the selection on the way to the map."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record.dataset import Dataset
from dashboard.record.schema import Events
from dashboard.record.side_tables import Disagreements, read_companion
from dashboard.text import escape
from tests.builders import PAGE_SCRIPT, rows

NAMED = read_companion(Disagreements)


def open_claims(data: str = "", monkeypatch: pytest.MonkeyPatch | None = None, **params: Any) -> AppTest:
    if monkeypatch:
        monkeypatch.setenv("DASHBOARD_DATA", data)
    app = AppTest.from_string(PAGE_SCRIPT.format(page="disagreements"), default_timeout=60)
    for name, value in params.items():
        app.query_params[name.rstrip("_")] = value
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    return " ".join([*(each.proto.body for each in app.get("html")), *(each.value for each in [*app.info, *app.error])])


def titles(app: AppTest) -> list[str]:
    found = re.findall(r'<td><b><a class="own" href="[^"]*" target="_self">(.*?)</a></b>', shown(app))
    return [html.unescape(title) for title in found]


def test_every_named_disagreement_stands_first_in_the_list() -> None:
    app = open_claims()
    assert set(titles(app)[: len(NAMED)]) == set(NAMED[Disagreements.title])
    assert len(titles(app)) > 100
    assert app.toast.len == 0


@pytest.mark.parametrize("claim", NAMED[Disagreements.disagreement_id])
def test_a_disagreement_opens_with_all_its_reports(claim: str, shipped: Dataset) -> None:
    said = shown(open_claims(claim=claim))
    row = NAMED.set_index(Disagreements.disagreement_id).loc[claim]
    named = {*row[Disagreements.incidents].split("|"), *row[Disagreements.reports].split("|")} - {""}
    events = shipped.events
    own = events[events[Events.incident_id].isin(named) | events[Events.event_id].isin(named)]
    assert len(own) > 1
    assert [note for note in own[Events.note] if escape(note) not in said] == []
    assert escape(row[Disagreements.said]) in said


def test_figures_that_no_report_gives_are_those_of_the_places() -> None:
    said = shown(open_claims(claim="al-qaim-figures-2017"))
    assert "Al-Qaim: 74,100 inhabitants in 2018" in said
    assert "no rule decides it" in said


def test_a_report_comes_with_grade_source_link_and_verdict() -> None:
    said = shown(open_claims(claim="abu-kamal-november-2017"))
    for words in (
        "B3: source usually reliable, information possibly true", "relays SOHR", "reported on 17 November 2017",
        "reported on 19 November 2017", "Not accepted: its source speaks for the force",
        "Accepted from 11 November 2017", 'target="_blank"', "dates at least 2 days apart",
    ):  # fmt: skip
        assert words in said, words


def test_what_was_said_of_whole_areas_stands_apart() -> None:
    said = shown(open_claims(claim="nasiriyah-spring-2003"))
    assert "Said of whole areas, not of these places" in said
    assert "Najaf, Nasiriyah and Karbala: US-led coalition held all of it on that day" in said


def test_links_to_the_map_keep_the_whole_selection() -> None:
    params = {"rule": "strict", "known": "2018-01-01", "country": "SY", "force": ["isis", "syrian-government"]}
    said = shown(open_claims(claim="abu-kamal-november-2017", **params))
    (first, *_) = re.findall(r'href="\./\?([^"]*)"', said)
    assert {
        "place=abu-kamal", "on=2017-11-08", "rule=strict", "known=2018-01-01", "country=SY", "force=isis",
        "force=syrian-government",
    } <= set(first.split("&amp;"))  # fmt: skip


@pytest.mark.parametrize(
    ("params", "title", "without"),
    [
        ({"q": "bastion"}, "The last bastion in Iraq, November 2017", "Hit, April 2016"),
        ({"country": "SY"}, "Abu Kamal, November 2017", "Hit, April 2016"),
        ({"force": "turkey-sna"}, "Manbij, December 2024", "Hit, April 2016"),
        ({"place": "hit"}, "Hit, April 2016", "Rutba, May 2016"),
        ({"about": "statement"}, "Al-Qaim in figures, autumn 2017", "Hit, April 2016"),
        ({"standing": "open"}, "Al-Qaim in figures, autumn 2017", "Hit, April 2016"),
        ({"standing": "settled"}, "Hit, April 2016", "Al-Qaim in figures, autumn 2017"),
        ({"from": "2016-05-01", "to": "2016-05-31"}, "Rutba, May 2016", "Hit, April 2016"),
    ],
)
def test_filters_of_the_address_narrow_the_list(params: dict[str, Any], title: str, without: str) -> None:
    app = open_claims(**params)
    assert title in titles(app)
    assert without not in titles(app)
    assert app.toast.len == 0


def test_nothing_that_passes_is_said() -> None:
    app = open_claims(q="no-report-has-these-words")
    assert "No disagreement passes the filters" in shown(app)


@pytest.mark.parametrize("name", ["about", "standing", "against"])
def test_a_parameter_that_makes_no_sense_is_left_out_and_said(name: str) -> None:
    app = open_claims(**{name: "<script>"})
    assert app.toast.len == 1
    assert len(titles(app)) > 100


def test_a_disagreement_that_does_not_arise_is_said() -> None:
    app = open_claims(claim="none-such<b>")
    assert "does not arise" in shown(app)
    assert app.session_state["claim"] is None


def test_a_disagreement_hidden_by_a_filter_can_still_be_linked() -> None:
    app = open_claims(claim="hit-april-2016", country="SY")
    assert "<h3><bdi>Hit, April 2016</bdi></h3>" in shown(app)


def test_the_switch_of_the_rule_lists_what_it_changes() -> None:
    app = open_claims(on="2017-11-10", against="latest")
    assert "differ on 10 November 2017" in shown(app)
    assert "between the rules “corroborated” and “latest”" in shown(app)
    assert re.search(r"place=abu-kamal[^>]*>Abu Kamal</a>", shown(app))
    by_strict = shown(open_claims(on="2017-11-10", against="latest", rule="strict", place="abu-kamal"))
    assert "between the rules “strict” and “latest”" in by_strict


def test_the_rule_in_force_is_not_compared_with_itself() -> None:
    app = open_claims(rule="strict", against="strict")
    assert "between the rules “strict” and “corroborated”" in shown(app)


def test_own_data_has_its_own_disagreements_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        rows("town,date,controlling_force,incident_id,note", "rawa,2014-06-21,isis,i,one",
             "rawa,2014-06-23,isis,i,<img src=x onerror=alert(1)>")
    )  # fmt: skip
    app = open_claims(str(file), monkeypatch, claim="row-2")
    assert titles(app) == ["Rawa, 21 June 2014"]
    assert "dates at least 2 days apart" in shown(app)
    assert "&lt;img src=x" in shown(app)
    assert "<img" not in shown(app)


def test_a_record_without_any_disagreement_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(rows("town,date,controlling_force", "rawa,2014-06-21,isis"))
    app = open_claims(str(file), monkeypatch)
    assert "do not contradict one another" in shown(app)
    assert "1 place differs" in shown(app)


def test_unreadable_data_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "cannot be read" in open_claims(str(tmp_path / "nowhere"), monkeypatch).error[0].value
