"""The pages Compare and Shares over time follow their address and say in words what they show."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.analysis.deaths import incident_bands
from dashboard.record.dataset import Dataset
from tests.builders import PAGE_SCRIPT, rows
from tests.views.html_tables import table_rows
from tests.views.test_pages import HEADER, press, ran, shown, toasts

HALF_YEAR = {"on": "2017-06-30", "with": "2017-01-01"}


def open_page(page: str, data: str = "", monkeypatch: pytest.MonkeyPatch | None = None, **params: Any) -> AppTest:
    """The page at this address, without an exception."""
    if monkeypatch:
        monkeypatch.setenv("DASHBOARD_DATA", data)
    app = AppTest.from_string(PAGE_SCRIPT.format(page=page), default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    return ran(app)


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.caption)


class TestCompare:
    def test_says_what_changed_hands_and_lists_it(self) -> None:
        app = open_page("compare", **HALF_YEAR)
        said = re.search(
            r"(\d+) of \d+ places changed hands between 1 January and 30 June 2017: \d+ to SDF", shown(app)
        )
        assert said
        towns, forces = table_rows(app, "towns"), table_rows(app, "forces")
        assert {"Tabqa", "Maskanah"} <= {place for place, *_ in towns}
        assert [row[4] for row in towns].count("changed hands") == int(said[1])
        assert sum(number(row[2]) for row in forces) == sum(number(row[3]) for row in forces) == int(said[1])

    def test_the_short_list_groups_by_who_took_from_whom_and_names_every_place(self) -> None:
        app = open_page("compare", **HALF_YEAR)
        moves = {said: (count, names) for said, count, names in table_rows(app, "moves")}
        count, names = moves["Islamic State → to SDF"]
        assert names.count("2017-") == int(count)
        assert "Tabqa 2017-05-10" in names.replace("\xa0", " ")
        assert sum(int(count) for count, _ in moves.values()) == len(table_rows(app, "towns"))

    def test_the_days_may_come_in_either_order(self) -> None:
        forth, back = open_page("compare", **HALF_YEAR), open_page("compare", on="2017-01-01", **{"with": "2017-06-30"})
        assert app_sentence(forth) == app_sentence(back)

    @pytest.mark.parametrize(("on", "other"), [("2017-06-30", date(2016, 6, 30)), ("2016-02-29", date(2015, 2, 28))])
    def test_without_a_second_day_it_is_a_year_before(self, on: str, other: date) -> None:
        assert open_page("compare", on=on).session_state["with"] == other

    def test_the_buttons_set_the_days_apart(self) -> None:
        app = press(open_page("compare", **HALF_YEAR), "A month apart")
        assert app.session_state["with"] == date(2017, 5, 31)

    def test_one_day_twice_is_said_and_shows_no_tables(self) -> None:
        app = open_page("compare", on="2017-01-01", **{"with": "2017-01-01"})
        assert "Both days are 1 January 2017" in shown(app)
        assert table_rows(app, "moves") == []

    @pytest.mark.parametrize(
        ("filters", "said"),
        [
            ({"country": "IQ"}, "places changed hands between 1 January and 30 June 2017"),
            ({"force": "turkey-sna"}, "places is known to have changed hands"),
            ({"rule": "latest"}, "changed hands between"),
            ({"known": "2017-02-01"}, "changed hands between"),
            ({"q": "no-report-has-these-words"}, "No place passes the filters."),
        ],
    )
    def test_filters_reach_the_comparison(self, filters: dict[str, str], said: str) -> None:
        assert said in shown(open_page("compare", **HALF_YEAR, **filters))

    def test_the_card_of_a_place_names_its_reports_and_links_to_the_days(self) -> None:
        card = shown(open_page("compare", place="tabqa", **HALF_YEAR))
        assert "from Islamic State to SDF, Battle of Tabqa" in card
        assert "on=2017-05-10" in card
        assert "SDF and SOHR announced complete capture" in card

    def test_a_parameter_that_makes_no_sense_is_said(self) -> None:
        assert len(toasts(open_page("compare", **{"with": "yesterday"}))) == 1


def number(cell: str) -> int:
    return 0 if cell == "–" else int(cell)


def app_sentence(app: AppTest) -> str:
    return str(app.get("html")[0].proto.body)


class TestShares:
    def test_says_the_shares_of_the_day_and_draws_three_charts(self) -> None:
        app = open_page("shares", on="2017-06-30")
        assert "30 June 2017. Of " in shown(app)
        assert "Islamic State 1" in shown(app)
        assert len(app.get("plotly_chart")) == 3
        assert "Towns, not territory" in captions(app)

    def test_the_table_adds_up_to_all_places_on_every_day(self, shipped: Dataset) -> None:
        app = open_page("shares")
        assert len(app.dataframe) == 0
        app.session_state["shares_table"] = app.session_state["profile_table"] = app.session_state["deaths_table"] = (
            True
        )
        table, places, deaths = (frame.value for frame in ran(app).dataframe)
        assert len(places) == len(shipped.places)
        assert (deaths["Low"] <= deaths["High"]).all()
        assert set(table.drop(columns="Day").sum(axis=1)) == {len(shipped.places)}

    def test_people_say_how_many_places_have_no_figure(self) -> None:
        app = open_page("shares", count="people", on="2017-06-30")
        assert "have a population figure" in captions(app)
        assert "Districts are left out" in captions(app)
        assert press(app, "Count only along the rivers").session_state["part"] == "river"

    def test_a_part_of_the_valley_is_counted_alone(self) -> None:
        assert "Of 8 places:" in shown(open_page("shares", part="khabur"))

    def test_deaths_are_a_band_of_the_window_where_one_is_chosen(self, shipped: Dataset) -> None:
        totals = incident_bands(shipped.events)
        assert f"{totals['low'].sum():,} to {totals['high'].sum():,} in all" in shown(open_page("shares"))
        app = open_page("shares", **{"from": "2017-01-01", "to": "2017-12-31"})
        assert app.subheader[1].value == "Deaths that reports give, 1 January 2017 to 31 December 2017"

    def test_steps_go_from_change_to_change(self) -> None:
        app = press(open_page("shares", on="2017-06-30", part="raqqa"), "Previous change")
        assert app.session_state["on"] < date(2017, 6, 30)

    def test_nothing_left_is_said(self) -> None:
        said = shown(open_page("shares", q="no-report-has-these-words"))
        assert "Nothing passes the filters." in said
        assert "None of 0 reports gives a number of deaths." in said


@pytest.mark.parametrize("page", ["compare", "shares"])
def test_a_four_column_file_is_enough(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(rows(HEADER, "al-Qa'im,2014-06-21,Daesh,Push", "القائم,2017-11-03,iraqi-government,"))
    app = open_page(page, str(file), monkeypatch, on="2018-01-01", **{"with": "2015-01-01"})
    assert ("1 to Iraq&#x27;s government" if page == "compare" else "Iraq&#x27;s government 1") in shown(app)


@pytest.mark.parametrize("page", ["compare", "shares"])
def test_hostile_names_stay_text(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "<img src=x onerror=alert(1)>${alert(1)}"
    (tmp_path / "places.csv").write_text(
        rows("place_id,name,latitude,longitude,population", f"rawa,{name},34.5,41.9,90000")
    )
    lines = ["town,date,controlling_force,operation,note"]
    lines += [f"rawa,2014-06-21,isis,,{name}", f"rawa,2015-06-21,sdf,,{name}"]
    (tmp_path / "events.csv").write_text(rows(*lines))
    app = open_page(page, str(tmp_path), monkeypatch, place="rawa", on="2016-01-01", count="people")
    said = shown(app) + captions(app)
    assert "&lt;img src=x" in said
    assert "<img" not in said


@pytest.mark.parametrize("page", ["compare", "shares"])
def test_data_that_cannot_be_read_is_explained(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(page, str(tmp_path / "missing.csv"), monkeypatch)
    assert app.error.len == 1
