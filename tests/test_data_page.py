"""The data page takes files in, explains what it cannot read, and lays the events over the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.importers.running import import_file
from tests.importing import acled, plain, record
from tests.test_pages import MAIN, press, ran, shown, toasts

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
    guess = app.dataframe[0].value
    assert dict(zip(guess["Field"], guess["Column"], strict=True))["date"] == "date"
    assert all(guess["Why"])
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
    pages = [frame.value["Deaths, best"].tolist() for frame in app.dataframe if "Deaths, best" in frame.value]
    assert list(range(19, -1, -1)) in pages


def test_an_event_like_a_report_is_proposed_and_not_counted_twice() -> None:
    app = press(give(open_data(**WINDOW), THREE), "Import")
    assert "likely the same incident" in shown(app)
    twins = next(frame.value for frame in app.dataframe if "Score" in frame.value)
    assert "both name" in twins["Reason"].iloc[0]
    likely = sum(twins["Score"] >= 0.7)
    assert likely
    app.toggle(key="without_duplicates").set_value(True)
    assert metrics(ran(app))["Events without duplicates"] == str(3 - likely)


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
    desk = one.session_state["_desk"]
    desk.home.cleanup()
    assert not folder.exists()


def test_the_columns_of_an_unknown_table_can_be_changed() -> None:
    app = give(open_data(), "wann,breite,länge\n2017-11-03,34.37,41.09\n")
    boxes = {box.label: box for box in app.selectbox}
    assert boxes["latitude"].value == "breite"
    boxes["note"].set_value("wann")
    guess = ran(app).dataframe[0].value
    assert "note" in guess["Field"].tolist()
    assert guess.set_index("Field").loc["note", "Why"] == "you said so"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.csv", "empty"),
        (b"PK\x03\x04 not a workbook", "book.xlsx", "cannot be"),
        (b"\x00\x01\x02\x03", "bytes.csv", ""),
        (b"a,b\n1,2\n", "other.csv", "no column of dates"),
        (b"{", "broken.json", ""),
        (b"PAR1 nothing more", "broken.parquet", ""),
    ],
)
def test_a_bad_file_is_explained_and_never_a_traceback(content: bytes, name: str, said: str) -> None:
    app = give(open_data(), content, name)
    if app.button and any(button.label == "Import" for button in app.button):
        app = press(app, "Import")
    assert app.error.len == 1
    assert said in shown(app)
    assert app.metric.len == 0


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
    assert "there is no event store" in shown(app)
    home = shown(turned(app, "valley"))
    assert "Imported events are not shown" in home
    assert "the record names a holder for" in home
