"""The data page takes files in, explains what it cannot read, and lays the events over the record."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.eventsets.importing.jobs.import_file import import_file
from dashboard.eventsets.same_incident import propose
from dashboard.ui.session_events import ANSWERS_KEPT, Desk
from dashboard.ui.upload_limits import IMPORT_SLOTS
from tests.importing import acled, plain, record
from tests.views.html_tables import table_rows
from tests.views.test_pages import MAIN, press, ran, shown, toasts

THREE = plain(
    {"date": "2017-11-03", "place": "Al-Qaim", "deaths": "4", "actors": "Iraqi army|ISIS"},
    {"date": "2017-11-10", "latitude": "34.45", "longitude": "40.92", "deaths": "2"},
    {"date": "2017-10-20", "latitude": "", "longitude": "", "admin1": "Anbar", "country": "Iraq"},
)
WINDOW = {"from": "2017-10-01", "to": "2017-12-01"}


def open_data(**params: str) -> AppTest:
    """The data page, with the parameters of an address."""
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    app.session_state["map_drawn"] = True
    return turned(app, "data")


def turned(app: AppTest, path: str) -> AppTest:
    """Another page of the same session."""
    app._page_hash = calc_hash("" if path == "valley" else path)
    return ran(app)


def give(app: AppTest, content: str | bytes, name: str = "mine.csv") -> AppTest:
    """The file is dropped on the page."""
    app.file_uploader[0].set_value((name, content.encode() if isinstance(content, str) else content, "text/csv"))
    return ran(app)


def metrics(app: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def test_an_empty_desk_asks_for_a_file_and_shows_no_events() -> None:
    app = open_data()
    assert app.title[0].value == "Data"
    assert "temporary folder of this session" in app.caption[0].value
    assert (app.metric.len, app.header.len) == (0, 0)


def test_a_file_is_previewed_with_its_guess_and_nothing_is_imported_yet() -> None:
    app = give(open_data(**WINDOW), THREE)
    assert "table of events" in shown(app)
    guess = {what: (column, why) for what, column, why in table_rows(app, "guess small")}
    assert guess["Date, or first day"][0] == "date"
    assert "Of the first 3 rows, 3 can be used." in shown(app)
    assert all(why for _, why in guess.values())
    assert app.metric.len == 0


def test_an_import_counts_every_row_and_shows_the_events_in_view() -> None:
    app = press(give(open_data(**WINDOW), THREE + "no date,battle,34,41,,,,,\n"), "Import")
    assert "4 rows in = 3 accepted + 1 set aside." in shown(app)
    assert metrics(app)["Events"] == "3"
    assert metrics(app)["Deaths, best estimate"] == "6"
    assert "3 events from 1 October 2017 to 1 December 2017 = 2 on the map + 1 without a dot" in shown(app)
    assert "(1 within a province)" in shown(app)
    assert any("problem" in each.label for each in app.expander)


def test_the_table_pages_sorts_and_jumps() -> None:
    many = plain(*({"date": f"2017-10-{1 + number % 28:02}", "deaths": str(number)} for number in range(120)))
    app = press(give(open_data(**WINDOW), many), "Import")
    app.selectbox(key="imported_sort").set_value("deaths_best")
    app.number_input(key="imported_page").set_value(3)
    ran(app)
    deaths = [cells[3] for cells in table_rows(app, "imported")]
    assert deaths == [str(number) for number in range(19, -1, -1)]


def test_an_event_like_a_report_is_proposed_and_not_counted_twice() -> None:
    far = plain(
        {"date": "2017-11-03", "place": "Al-Qaim", "deaths": "4", "actors": "Iraqi army|ISIS"},
        {"latitude": "30", "longitude": "47", "date": "2017-11-03", "low": "5", "deaths": "7", "high": "9"},
    )
    app = press(give(open_data(**WINDOW), far), "Import")
    whole = metrics(app)
    assert (whole["Events"], whole["Deaths, lowest to highest"]) == ("2", "9 to 13")
    assert "likely the same incident" in shown(app)
    twins = next(frame.value for frame in app.dataframe if "Score" in frame.value)
    assert "both name" in twins["Reason"].iloc[0]
    app.selectbox(key="twin").set_value(0)
    assert "Imported: " in shown(ran(app))
    app.toggle(key="without_duplicates").set_value(True)
    less = metrics(ran(app))
    assert less["Events without duplicates"] == "1"
    assert (less["Deaths, best estimate"], less["Deaths, lowest to highest"]) == ("7", "5 to 9")
    app.toggle(key="without_duplicates").set_value(False)
    assert metrics(ran(app)) == whole


def test_the_home_page_says_what_is_laid_over_it_and_nothing_without_a_set() -> None:
    app = press(give(open_data(**WINDOW), THREE), "Import")
    home = shown(turned(app, "valley"))
    assert "3 imported events, 1 October 2017 to 1 December 2017: 2 on this part of the map" in home
    assert "1 without a dot (1 within a province)" in home
    assert "imported event" not in shown(turned(open_data(), "valley"))


def test_filters_that_events_cannot_answer_are_said() -> None:
    app = press(give(open_data(**WINDOW, grade="C3"), THREE), "Import")
    assert "reliability of the source" in shown(app)


def test_a_removed_set_is_gone_from_page_and_disk() -> None:
    app = press(give(open_data(**WINDOW), THREE), "Import")
    store = app.session_state["_desk"].folder / "events.duckdb"
    assert store.exists()
    app = press(app, "Remove")
    assert not store.exists()
    assert app.metric.len == 0


def test_sessions_do_not_see_each_other_and_a_cleared_desk_leaves_no_folder() -> None:
    one = press(give(open_data(**WINDOW), THREE), "Import")
    other = open_data(**WINDOW)
    assert other.metric.len == 0
    folder = Path(one.session_state["_desk"].home.name)
    assert folder != Path(other.session_state["_desk"].home.name)
    assert folder.exists()
    one.session_state["_desk"].clear()
    assert not folder.exists()


def test_the_folder_of_a_session_that_has_gone_is_deleted_unless_it_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "dashboard.ui.session_events.SPARE_SECONDS", 0.2 - st.get_option("server.disconnectedSessionTTL")
    )
    gone, back = Desk(), Desk()
    gone.leave()
    back.leave()
    back.stay()
    time.sleep(0.6)
    assert not Path(gone.home.name).exists()
    assert Path(back.home.name).exists()
    back.clear()


def test_the_columns_of_an_unknown_table_can_be_changed() -> None:
    app = give(open_data(), "wann,breite,länge\n2017-11-03,34.37,41.09\n")
    boxes = {box.label: box for box in app.selectbox}
    assert boxes["Latitude"].value == "breite"
    boxes["What happened"].set_value("wann")
    assert ["What happened", "wann", "you said so"] in table_rows(ran(app), "guess small")


def test_an_empty_page_says_what_to_do_and_a_sample_shows_it() -> None:
    app = open_data()
    assert all(said in shown(app) for said in ("Bring a file", "Check how it is read", "See it beside the record"))
    assert [kind for kind, *_ in table_rows(app, "formats")][:2] == ["UCDP GED and Candidate", "ACLED export"]
    app = press(app, "Try it with a sample")
    assert "Of the first 10 rows, 10 can be used." in shown(app)
    app = press(app, "Import")
    assert metrics(app)["Events"] == "10"
    assert table_rows(app, "formats") == []
    assert len(table_rows(app, "imported")) == 10
    app = press(press(app, "Put the sample away"), "Remove")
    assert "Bring a file" in shown(app)


@pytest.mark.parametrize(
    ("content", "name", "reason", "remedy"),
    [
        (b"", "empty.csv", "The file is empty.", "Give it a header row and at least one row of events."),
        (b"PK\x03\x04 not a workbook", "book.xlsx", "The workbook is damaged or locked", "Open it and save it anew."),
        (b"\x00\x01\x02\x03", "bytes.csv", "NUL characters, so it is no text.", "Give the table itself."),
        (b"a,b\n1,2\n", "other.csv", "No column of dates", "Say which column it is. The file has: a, b."),
        (b"{", "broken.json", "It is not JSON", "Check that the file is whole."),
        (b"PAR1 nothing more", "broken.parquet", "The Parquet file is damaged", "Save it anew, or give it as CSV."),
        (b"\x89PNG\r\n\x1a\n\x00\x01", "picture.csv", "It is a picture", "Give the table itself."),
        (b"date,place\n", "heading.csv", "It has a header and no rows.", "Give at least one row."),
        (
            "التاريخ,الموقع\n2017-11-03,القائم\n".encode("cp1256"),
            "arabic.csv",
            "not UTF-8 text.",
            "Or name the encoding",
        ),
    ],
)
def test_a_bad_file_is_explained_and_never_a_traceback(content: bytes, name: str, reason: str, remedy: str) -> None:
    app = give(open_data(), content, name)
    if app.button and any(button.label == "Import" for button in app.button):
        app = press(app, "Import")
    assert app.error.len == 1
    assert f"{reason.removesuffix('.')}" in shown(app)
    assert remedy in shown(app)
    assert name in shown(app)
    assert app.metric.len == 0


def test_after_an_import_the_answer_takes_the_place_of_the_guess() -> None:
    app = press(give(open_data(**WINDOW), THREE), "Import")
    assert "Read as" not in shown(app)
    app = press(app, "Read this file in another way")
    assert "Read as" in shown(app)


def copies(app: AppTest) -> list[Path]:
    """Files of the session outside its store."""
    home = Path(app.session_state["_desk"].home.name)
    return [path for path in home.rglob("*") if path.is_file() and "store" not in path.relative_to(home).parts]


def test_the_copy_of_an_upload_is_deleted_once_it_was_imported_refused_or_taken_back() -> None:
    app = give(open_data(**WINDOW), THREE)
    assert len(copies(app)) == 1
    app = press(app, "Import")
    assert (copies(app), metrics(app)["Events"]) == ([], "3")
    app = give(press(app, "Read this file in another way"), THREE, "again.csv")
    assert len(copies(app)) == 1
    app.file_uploader[0].set_value(None)
    assert copies(ran(app)) == []
    assert copies(give(app, b"\x00\x00", "bad.csv")) == []
    unusable = press(give(open_data(), plain({"date": "never", "place": "Al-Qaim"})), "Import")
    assert "No row can be used" in shown(unusable)
    assert copies(unusable) == []


def test_a_session_keeps_no_more_than_its_share_of_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_SESSION_MB", "1")
    app = give(open_data(), THREE + "x" * 1_000_000)
    assert "session keeps at most 1 MB on this server" in shown(app)
    assert "Remove a set below" in shown(app)
    assert copies(app) == []
    monkeypatch.setenv("DASHBOARD_SESSION_MB", "lots")
    assert "is not a whole number above 0" in shown(ran(app))


def test_no_more_imports_run_at_once_than_the_server_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_IMPORTS", "1")
    app = give(open_data(**WINDOW), THREE)
    with IMPORT_SLOTS.one("another.csv"):
        app = press(app, "Import")
        assert "nother import is running on this server" in shown(app)
    app = press(app, "Import")
    assert metrics(app)["Events"] == "3"
    with pytest.raises(ValueError, match="broken"), IMPORT_SLOTS.one("another.csv"):
        raise ValueError("broken")
    with IMPORT_SLOTS.one("a slot is free again"):
        pass


def test_the_answers_used_last_are_kept() -> None:
    desk = Desk()
    for number in range(ANSWERS_KEPT):
        desk.remember(number, "answer")
    assert desk.kept.get(0)
    desk.remember("new", "answer")
    assert 0 in desk.kept
    assert 1 not in desk.kept
    desk.clear()


def test_events_that_give_one_figure_only_have_it_at_both_ends_and_cells_without_any_say_so() -> None:
    rows = ({"event_date": f"{1 + n % 28:02} November 2017", "latitude": f"{34 + n / 400}"} for n in range(600))
    app = press(give(open_data(**WINDOW), acled(*rows)), "Import")
    assert metrics(app)["Deaths, lowest to highest"] == "2,400 to 2,400"
    assert "gathered into cells" in shown(turned(app, "valley"))


def test_many_events_are_compared_when_asked_for_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def noted(*given: Any) -> pd.DataFrame:
        asked.append(1)
        return propose(*given)

    monkeypatch.setattr("dashboard.views.data.twins.AT_ONCE", 1)
    monkeypatch.setattr("dashboard.views.data.twins.propose", noted)
    app = press(give(open_data(**WINDOW), THREE), "Import")
    assert "likely the same incident" not in shown(app)
    app = press(app, "Compare 3 events with the reports of the record")
    assert "likely the same incident" in shown(app)
    app = ran(turned(turned(app, "valley"), "data"))
    assert "likely the same incident" in shown(app)
    assert len(asked) == 1


def test_hostile_texts_stay_text() -> None:
    hostile = "<img src=x onerror=alert(1)>${alert(1)}`"
    row = {"date": "2017-11-03", "place": hostile, "note": hostile, "actors": hostile, "kind": hostile}
    app = press(give(open_data(**WINDOW), plain(row), f"{hostile}.csv"), "Import")
    assert "<img" not in shown(app)
    assert "<img" not in shown(turned(app, "valley"))
    assert all("<img" not in toast.replace("\\<", "") for toast in toasts(app))


def test_the_store_of_the_server_is_shown_and_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "acled.csv"
    file.write_text(acled({}, {"event_date": "05 November 2017"}))
    import_file(file, tmp_path / "store", record=record())
    monkeypatch.setenv("DASHBOARD_EVENTS", str(tmp_path / "store"))
    app = open_data(**WINDOW)
    assert "store of this server" in shown(app)
    assert metrics(app)["Events"] == "2"
    app = press(give(app, THREE), "Import")
    assert metrics(app)["Events"] == "3"
    app.radio(key="overlay_origin").set_value("configured")
    assert metrics(ran(app))["Events"] == "2"


def test_a_store_that_is_not_there_is_explained_and_the_record_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_EVENTS", "/none/such")
    app = open_data()
    assert "There is no event store" in shown(app)
    home = turned(app, "valley")
    assert "Imported events are not shown" in shown(home)
    assert "valley_workbench" in {each.proto.component_name for each in home.get("bidi_component")}
