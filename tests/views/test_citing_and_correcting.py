"""How to cite what is shown, and how to report an error in it, from the pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.corrections import message, queue
from dashboard.record.dataset import Dataset
from tests.builders import PAGE_SCRIPT, rows, write
from tests.views.test_pages import open_home, ran, shown

REPORT = "sy-2017-11-10-abu-kamal-contested"


def open_page(page: str, **params: Any) -> AppTest:
    app = AppTest.from_string(PAGE_SCRIPT.format(page=page), default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    return ran(app)


def codes(app: AppTest) -> tuple[str, str, str]:
    """The three forms of the one citation that is open."""
    plain, bibtex, csl = [each.value for each in app.code]
    return plain, bibtex, csl


def choose(app: AppTest, subject: str) -> AppTest:
    app.selectbox(key="town_subject").set_value(subject)
    return ran(app)


def test_a_town_can_be_cited_with_version_rule_and_clock(shipped: Dataset) -> None:
    app = open_page("town", place="abu-kamal", on="2017-11-10", rule="strict", known="2018-01-01", open="cite")
    plain, bibtex, csl = codes(choose(app, "This place"))
    for part in ("Abu Kamal (البوكمال)", "day shown 10 November 2017", "rule “strict”", "as known on 1 January 2018",
                 f"version {shipped.version} (digest {shipped.digest})"):  # fmt: skip
        assert part in plain
    (entry,) = bibtexparser.parse_string(bibtex).entries
    assert entry["title"] == "{Abu Kamal (البوكمال): who held it, and who says so}"
    (item,) = json.loads(csl)
    assert f"version={shipped.version}" in item["URL"]
    assert "on=2017-11-10" in item["URL"]


def test_the_holding_of_the_day_names_its_days_and_reports() -> None:
    app = open_page("town", place="abu-kamal", on="2016-01-01", open="cite")
    plain, _, csl = codes(app)
    assert "Abu Kamal (البوكمال), 1 July 2014 to 7 November 2017: held by Islamic State." in plain
    assert "decided by sy-2014-07-01-abu-kamal-control-change, " in plain
    assert json.loads(csl)[0]["id"] == "euphrates-abu-kamal-holding-2014-07-01"


def test_the_open_report_is_cited_with_its_source() -> None:
    plain, bibtex, csl = codes(open_page("town", place="abu-kamal", event=REPORT, open="cite"))
    assert plain.startswith(f"Euphrates Valley timeline contributors (2026): Report {REPORT}: Contested, Abu Kamal, ")
    assert "read in " in plain
    assert "graded " in plain
    assert f"event={REPORT}" in json.loads(csl)[0]["URL"]
    assert bibtexparser.parse_string(bibtex).entries[0].key == f"euphrates-{REPORT}"


def test_a_view_and_a_disagreement_are_cited_once_asked() -> None:
    app = open_home(on="2016-01-01", force="isis")
    assert not app.code
    app.session_state["share_popover"] = True
    plain, _, csl = codes(ran(app))
    assert "Who held which town along the Euphrates, 1 January 2016." in plain
    assert "filters: Force Islamic State" in plain
    assert "force=isis" in json.loads(csl)[0]["URL"]
    app = open_page("disagreements", claim="abu-kamal-november-2017")
    assert not app.code
    app.session_state["claim_popover"] = True
    assert "Disagreement: Abu Kamal, November 2017." in codes(ran(app))[0]
    assert re.search(r'href="town\?on=2017-11-19&amp;place=abu-kamal&amp;[^"]*open=error#cite"', shown(app))


def test_the_card_of_a_report_leads_to_both() -> None:
    app = open_page("town", place="abu-kamal", event=REPORT)
    assert f"event={REPORT}&amp;open=error#cite" in shown(app)
    app.session_state["report_popover"] = True
    assert f"Report {REPORT}" in codes(ran(app))[0]


def test_a_record_of_ones_own_is_cited_by_its_name_and_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = rows("place_id,name", 'rawa,"}{\\ <img src=x> $x$ `"')
    forces = rows("force_id,name", "isis,Islamic State")
    events = rows("event_id,town,date,controlling_force", "e1,rawa,2014-06-21,isis")
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path / "", events=events, places=places, forces=forces)))
    plain, bibtex, csl = codes(choose(open_page("town", place="rawa", open="cite"), "This place"))
    assert plain.startswith("(no date): }{\\ <img src=x> $x$ `: who held it")
    assert "author" not in json.loads(csl)[0]
    library = bibtexparser.parse_string(bibtex)
    assert (len(library.entries), library.failed_blocks) == (1, [])


def report(app: AppTest, **texts: str) -> AppTest:
    app.text_area(key="error_wrong").set_value(texts.get("wrong", ""))
    app.text_area(key="error_source").set_value(texts.get("source", ""))
    app.text_input(key="error_name").set_value(texts.get("name", ""))
    next(button for button in app.button if button.label == "Make the report").click()
    return ran(app)


def test_an_error_becomes_a_text_with_everything_filled_in(monkeypatch: pytest.MonkeyPatch, shipped: Dataset) -> None:
    for setting in (message.SETTING, queue.SETTING):
        monkeypatch.delenv(setting, raising=False)
    app = report(
        open_page("town", place="abu-kamal", on="2017-11-10", event=REPORT, rule="strict", open="error"),
        wrong="It was the eleventh <b>", source="https://news.example",
    )  # fmt: skip
    (text,) = [each.value for each in app.code]
    for part in (REPORT, "Place: abu-kamal", "Day: 2017-11-10, rule strict", "It was the eleventh <b>", shipped.digest):
        assert part in text
    assert "mailto" not in shown(app)
    assert any("Copy the text" in caption.value for caption in app.caption)


def test_an_error_is_stored_and_can_be_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(queue.SETTING, str(tmp_path / "queue"))
    monkeypatch.setenv(message.SETTING, "mailto:corrections@example.org")
    app = report(open_page("town", place="abu-kamal", on="2016-01-01", open="error"), wrong='" onclick=alert(1) >')
    (entry,) = (tmp_path / "queue").glob("*.json")
    stored = json.loads(entry.read_text(encoding="utf-8"))
    assert (stored["place_id"], stored["day"], stored["wrong"]) == ("abu-kamal", "2016-01-01", '" onclick=alert(1) >')
    assert stored["reports"][0] == "sy-2014-07-01-abu-kamal-control-change"
    assert [entry.name in each.value for each in app.success] == [True]
    said = shown(app)
    assert 'href="mailto:corrections@example.org?subject=Error%20in%20the%20record' in said
    assert "onclick=alert" not in said


def test_a_form_without_words_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(queue.SETTING, str(tmp_path / "queue"))
    app = report(open_page("town", place="abu-kamal", open="error"))
    assert "nothing is said of what is wrong" in shown(app).lower()
    assert not app.code
    assert not (tmp_path / "queue").exists()


def test_a_queue_that_takes_no_more_still_leaves_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "queue").write_text("a file")
    monkeypatch.setenv(queue.SETTING, str(tmp_path / "queue"))
    app = report(open_page("town", place="abu-kamal", open="error"), wrong="Wrong")
    assert "cannot be written" in shown(app)
    assert len(app.code) == 1
