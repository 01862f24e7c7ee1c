"""The tables say what the pages say, in described fields of one type each."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.analysis.record_cache import control_of
from dashboard.analysis.selection import Selection, narrow, narrow_places, states_on
from dashboard.control.on_day import with_silent_places
from dashboard.exports.fields import typed
from dashboard.exports.provenance import ALL_KNOWN, LICENCE, NO_FILTERS
from dashboard.exports.tables import TABLES, definition_of
from dashboard.record.load import read_dataset
from dashboard.record.schema import Places
from dashboard.timespan import Span
from tests.exports.exported import SCRIPT, extract, hostile_record, provenance, query_of

TYPES = {"string": "str", "date": "datetime64[s]", "integer": "Int64", "number": "float64", "boolean": "bool"}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return hostile_record(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def shipped():
    return read_dataset()


@pytest.mark.parametrize("name", TABLES)
class TestEveryTable:
    def test_has_the_fields_it_names_each_in_its_one_type(self, name, small):
        table = extract(query_of(small), name)
        assert list(table.frame) == [field.name for field in table.fields]
        for field in table.fields:
            cells = table.frame[field.name]
            if field.type == "list":
                assert all(isinstance(cell, tuple) and all(isinstance(each, str) for each in cell) for cell in cells)
            else:
                assert str(cells.dtype) == TYPES[field.type], field.name

    def test_describes_every_field_and_calls_no_two_alike(self, name):
        fields = TABLES[name].fields
        assert all(field.title and field.description for field in fields)
        assert len({field.name for field in fields}) == len({field.title for field in fields}) == len(fields)

    def test_has_a_key_that_tells_its_rows_apart(self, name, shipped):
        table = extract(query_of(shipped, shipped.last_day), name)
        assert len(table.frame) > 0
        assert not table.frame.duplicated(list(table.key)).any()
        assert not table.frame[list(table.key)].isna().any(axis=None)

    def test_of_no_row_still_has_its_fields(self, name, small):
        table = extract(query_of(small, q="nothing-says-this", place="rawa"), name)
        assert list(table.frame) == [field.name for field in table.fields]

    def test_names_fields_that_it_has(self, name):
        definition = TABLES[name]
        names = {field.name for field in definition.fields}
        assert {*definition.key, *filter(None, (definition.label, definition.holder, *definition.span))} <= names


def test_states_are_those_of_the_pages(shipped):
    selection = Selection(date(2015, 6, 1), Span.of_days(date(2015, 6, 1), date(2015, 6, 1)), country=("IQ",))
    places = narrow_places(shipped, selection, narrow(shipped, selection))
    control = with_silent_places(control_of(shipped, selection.rule).intervals, places)
    shown = states_on(places, control, selection)
    table = extract(query_of(shipped, selection.on, country=("IQ",)), "states").frame
    assert table["place_id"].tolist() == shown[Places.place_id].tolist()
    assert ["|".join(cell) for cell in table["holder"]] == shown["force"].tolist()
    assert set(table["country"]) == {"IQ"}
    assert (table["day"] == pd.Timestamp("2015-06-01")).all()


def test_intervals_of_a_place_touch(shipped):
    table = extract(query_of(shipped, shipped.last_day, place="al-qaim"), "intervals").frame
    assert set(table["place_id"]) == {"al-qaim"}
    assert len(table) > 5
    assert table["since"].iloc[1:].tolist() == table["until"].iloc[:-1].tolist()
    assert table["sequence"].tolist() == list(range(1, len(table) + 1))


def test_changes_lie_after_the_earlier_day_and_up_to_the_later(small):
    def days(on, other=None):
        more = {"other_day": other} if other else {}
        return [f"{day:%Y-%m-%d}" for day in extract(query_of(small, on, **more), "changes").frame["date"]]

    assert days(date(2017, 11, 3), date(2014, 6, 21)) == ["2017-11-03"]
    assert days(date(2014, 6, 21), date(2017, 11, 2)) == []
    assert days(date(2014, 6, 21)) == ["2017-11-03", "2017-11-17"]


def test_a_change_names_both_holders_the_operation_and_what_decides(small):
    changes = extract(query_of(small, other_day=date(2017, 1, 1), place="al-qaim"), "changes").frame
    row = changes.iloc[0]
    assert (row["previous_holder"], row["holder"]) == (("isis",), ("iraq", "coalition"))
    assert row["operation_name"] == "Western Iraq campaign"
    assert row["decided_by"][0] == "e2"


def test_reports_keep_lists_and_say_what_the_rule_makes_of_them(small):
    reports = extract(query_of(small), "reports").frame.set_index("event_id")
    assert reports.loc["e2", "controlling_force"] == ("iraq", "coalition")
    assert reports.loc["e2", "accepted_from"] == pd.Timestamp("2017-11-03")
    assert reports.loc["e2", "verdict"].startswith("Accepted from 3 November 2017")
    assert pd.isna(reports.loc["e3", "accepted_from"])
    assert reports.loc["e3", "verdict"].startswith("Not accepted")
    assert reports.loc["e2", "publisher"] == "Reuters"


def test_what_was_not_known_is_not_said_to_be_accepted(small):
    reports = extract(query_of(small, known=date(2014, 12, 31)), "reports").frame
    assert set(reports["event_id"]) == {"e1", "e4", "e6"}


def test_a_window_bounds_reports_alone(small):
    query = query_of(small, window=Span.of_days(date(2017, 11, 1), date(2017, 11, 10)))
    assert set(extract(query, "reports").frame["event_id"]) == {"e2", "e3"}
    assert len(extract(query, "intervals").frame) == len(extract(query_of(small), "intervals").frame)


def test_area_reports_speak_of_places_of_the_view(small):
    assert len(extract(query_of(small), "area_reports").frame) == 1
    assert len(extract(query_of(small, country=("SY",)), "area_reports").frame) == 0
    assert len(extract(query_of(small, force=("coalition",)), "area_reports").frame) == 0


def test_disagreements_are_found_and_settled(small):
    found = extract(query_of(small), "disagreements").frame
    assert found["reports"].tolist() == [("e2", "e3")]
    assert found["place_names"].tolist() == [("Al-Qaim, town",)]
    assert found.iloc[0]["standing"] == "settled by the rule"
    assert found.iloc[0]["sides"] == ("Iraqi government with US-led coalition: Reuters", "Islamic State: Some blog")


@pytest.mark.parametrize(
    ("bounds", "count"),
    [
        ({"about": ("holder",)}, 1),
        ({"about": ("statement",)}, 0),
        ({"standing": "settled"}, 1),
        ({"standing": "open"}, 0),
    ],
)
def test_disagreements_are_those_of_the_kind_and_standing_asked_for(small, bounds, count):
    assert len(extract(query_of(small, **bounds), "disagreements").frame) == count


def test_places_count_their_reports_and_changes_of_hands(small):
    found = extract(query_of(small, kind=("control_change",), place="al-qaim"), "places").frame.iloc[0]
    assert (found["reports"], found["changes"]) == (3, 1)


def test_operations_are_those_that_passing_reports_name(small):
    assert extract(query_of(small, country=("SY",)), "operations").frame.empty
    every = extract(query_of(small), "operations").frame
    assert every["reports"].tolist() == [3]
    assert every["first"].iloc[0] == pd.Timestamp("2017-11-03")


def test_a_name_of_no_table_is_refused_with_all_names():
    with pytest.raises(ValueError, match="no table 'report'; there are reports, area_reports"):
        definition_of("report")


def test_cells_joined_by_bars_and_tuples_are_lists_alike():
    fields = [next(field for field in TABLES["reports"].fields if field.name == "actors")]
    frame = typed(pd.DataFrame({"actors": ["a|b", "", ("c",)]}), fields)
    assert frame["actors"].tolist() == [("a", "b"), (), ("c",)]


class TestProvenance:
    def test_says_day_rule_filters_version_licence_and_address(self, shipped):
        query = query_of(shipped, date(2017, 12, 1), country=("IQ",), force=("iraqi-government",), grade="C3")
        said = provenance(query, "states").as_mapping()
        assert (said["day"], said["rule"], said["known"]) == ("2017-12-01", "corroborated", ALL_KNOWN)
        assert said["filters"] == "Country: Iraq; Force: Iraq's government; Grade: C3 or better"
        assert (said["version"], said["digest"]) == ("2026.3", shipped.digest)
        assert said["licence"] == LICENCE
        assert said["query"] == "on=2017-12-01"
        assert said["made"] == "2026-03-01T12:30:00+00:00"

    def test_says_that_nothing_is_filtered(self, shipped):
        assert provenance(query_of(shipped), "states").filters_in_words == NO_FILTERS

    def test_of_a_record_of_ones_own_claims_no_licence(self, small):
        said = provenance(query_of(small, place="abu-kamal", known=date(2020, 1, 1)), "states").as_mapping()
        assert "CC BY" not in said["licence"]
        assert said["known"] == "2020-01-01"
        assert said["filters"] == f"Place: {SCRIPT} · البوكمال"
