"""What changed, links of earlier versions and withdrawn reports, as the pages tell them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.record.dataset import Dataset
from dashboard.versions.publish import publish
from tests.builders import PAGE_SCRIPT, rows, write
from tests.views.test_pages import MAIN, open_home, ran, shown, toasts

HEAD = "event_id,town,date,controlling_force,source_id,credibility,note"
TAKEN = "e1,rawa,2014-06-21,isis,reuters,2,Taken"
RETAKEN = "e2,rawa,2017-11-17,iraq,reuters,2,Retaken"
FORCES = rows("force_id,name", "iraq,Iraqi government", "isis,Islamic State")
GONE = "report_id,withdrawn_on,reason,town,date,replaced_by"
HOSTILE = "<img src=x onerror=alert(1)>${1}`"


def two_versions(folder: Path, *later: str, **tables: str) -> Path:
    """A record of which a first version was published, and which has moved on since to these reports."""
    home = write(folder, events=rows(HEAD, TAKEN, RETAKEN), forces=FORCES)
    publish(home, "The first", date(2026, 11, 1))
    (home / "datapackage.json").write_text('{"version": "2026.11.1"}')
    return write(home, events=rows(HEAD, *later), forces=FORCES, **tables)


def open_changes(**params: Any) -> AppTest:
    app = AppTest.from_string(PAGE_SCRIPT.format(page="changes"), default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    return ran(app)


def at(app: AppTest, kind: str) -> list[str]:
    return [each.value for each in app.get(kind)]


def test_the_shipped_record_says_what_changed_since_its_version_before(shipped: Dataset) -> None:
    app = open_changes()
    said = shown(app)
    before, now = shipped.published["version"].iloc[-2:]
    assert f"Version {before} (digest " in said
    assert now in said
    assert "Published versions" in said
    assert all(summary.replace("'", "&#x27;") in said for summary in shipped.published["summary"])


def test_two_versions_of_the_address_are_compared() -> None:
    app = open_changes(since="2026.11.1", until="2026.11.2")
    said = shown(app)
    assert "Reports: 4 corrected." in said
    assert "2 holdings shown otherwise" in said
    assert "held by US-led coalition" in said
    app.session_state["reports-corrected"] = True
    assert "controlling_force: blank → iraqi-government" in shown(ran(app))


def test_filters_narrow_the_holdings() -> None:
    assert "0 holdings shown otherwise at the places that pass" in shown(
        open_changes(since="2026.11.1", until="2026.11.2", country="SY")
    )
    assert "2 holdings shown otherwise at the places" in shown(
        open_changes(since="2026.11.1", until="2026.11.2", place="baghdad")
    )


def test_a_version_that_is_not_kept_is_left_out_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_home(since="1999.1.1")
    assert any("since=1999" in toast.replace("\\", "") for toast in toasts(app))


def test_a_record_without_versions_says_how_to_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(write(tmp_path, events=rows(HEAD, TAKEN), forces=FORCES)))
    assert "No earlier version of this record is kept here" in shown(open_changes())


def test_reports_withdrawn_corrected_and_added_are_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = rows(GONE, f"e2,2026-11-20,{HOSTILE},rawa,2017-11-17,e3")
    later = (TAKEN.replace("Taken", HOSTILE), RETAKEN.replace("e2,", "e3,").replace("11-17", "11-19"))
    monkeypatch.setenv("DASHBOARD_DATA", str(two_versions(tmp_path, *later, withdrawals=gone)))
    app = open_changes()
    for key in ("reports-corrected", "reports-added"):
        app.session_state[key] = True
    said = shown(ran(app))
    assert "Reports: 1 added, 1 corrected and 1 withdrawn." in said
    assert "&lt;img src=x onerror=alert(1)&gt;&#36;{1}&#96;" in said
    assert "<img" not in said
    assert "since 17 November 2017" not in said
    assert "17 November 2017 to 18 November 2017" in said


def test_a_package_that_is_damaged_is_told_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = two_versions(tmp_path, TAKEN)
    (home / "versions" / "2026.11.1.zip").write_bytes(b"PK\x03\x04 nothing")
    monkeypatch.setenv("DASHBOARD_DATA", str(home))
    app = open_changes()
    assert "The versions cannot be compared." in [each.value for each in app.error]
    assert "Restore" in shown(app) or "Save it as" in shown(app)


def test_a_link_of_the_present_version_says_nothing(shipped: Dataset) -> None:
    for version in (shipped.version, shipped.digest, f"2026.11.3+{shipped.digest}"):
        app = open_home(version=version)
        assert "This link was made" not in shown(app)


def test_a_link_of_an_earlier_version_says_what_differs_and_can_be_dismissed() -> None:
    app = open_home(version="2026.11.2", on="2015-06-20", place="abu-kamal")
    said = shown(app)
    assert "This link was made with version 2026.11.2" in said
    assert "On 20 June 2015, of 381 places shown, " in said
    assert "have another holder now" in said
    assert "254 were not in it yet. Abu Kamal is shown as it was." in said
    assert 'href="changes?on=2015-06-20&amp;place=abu-kamal&amp;version=2026.11.2&amp;since=2026.11.2"' in said
    app.button(key="moved_on_dismissed").click()
    assert "This link was made" not in shown(ran(app))


def test_the_place_in_focus_is_told_as_it_was() -> None:
    said = shown(open_home(version="2026.11.1", on="2018-06-01", place="baghdad"))
    assert "Baghdad was shown as held by US-led coalition." in said


def test_a_link_of_an_unknown_version_says_that_nothing_is_known() -> None:
    said = shown(open_home(version="1.0<b>"))
    assert "This link was made" not in said
    said = shown(open_home(version="1999.1.1+abc"))
    assert "That version is not among those kept here, so what differs cannot be told." in said


def test_a_record_that_moved_on_by_itself_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = two_versions(tmp_path, TAKEN)
    said = shown(open_home(str(home), monkeypatch, version="2026.11.1", on="2018-01-01"))
    assert "1 has another holder now (Rawa)" in said
    assert "the record is now version 2026.11.1+" in said


def test_a_link_to_a_withdrawn_report_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = rows(GONE, f"e2,2026-11-20,It told of another Rawa {HOSTILE},rawa,2017-11-17,e1")
    app = open_home(str(two_versions(tmp_path, TAKEN, withdrawals=gone)), monkeypatch, event="e2")
    said = shown(app)
    assert "Report e2 was withdrawn on 20 November 2026: " in said
    assert "It told of another Rawa &lt;img" in said
    assert 'href="town?place=rawa&amp;event=e1"' in said
    assert toasts(app) == []


def test_every_page_ends_with_the_version(shipped: Dataset) -> None:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    said = shown(ran(app))
    assert f"Version {shipped.version} (digest {shipped.digest}) · " in said
    assert 'href="changes"' in said
