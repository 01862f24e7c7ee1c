"""Every filter narrows, filters combine by what both let through, and an empty selection lets all pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.analysis.selection import (
    Selection,
    at_place,
    changes_shown,
    narrow,
    narrow_places,
    neighbours_in_time,
    search_words,
    states_on,
    within,
)
from dashboard.control.changes import changes_of_hands
from dashboard.control.derive import derive_control
from dashboard.control.on_day import with_silent_places
from dashboard.control.rules import LATEST
from dashboard.record.dataset import Dataset
from dashboard.record.schema import AreaReports, Events, Forces, Operations, Places, Sources
from dashboard.timespan import Span
from tests.builders import events_frame, force, operation, place, report, source, table_frame

ANY = Selection(date(2016, 1, 1), Span(date(2015, 1, 1), date(2016, 1, 2)))
FILTERS = ("country", "governorate", "force", "operation", "kind", "grade", "q")

PLACES = table_frame(
    Places,
    place("rawa", name="Rawa", name_ar="راوة", aliases="Rawah", country="IQ", governorate="Al Anbar"),
    place("raqqa", name="Raqqa", country="SY", governorate="Raqqa"),
    place("hit", name="Hit", country="IQ", governorate="Al Anbar"),
)
OPERATIONS = table_frame(
    Operations,
    operation("valley", name="Valley Campaign"),
    operation("north", parent_operation_id="valley"),
    operation("bridge", parent_operation_id="north"),
)
SOURCES = table_frame(Sources, source("afp", "B", publisher="AFP", title="Last Bastion"), source("blog", "D"))
EVENTS = events_frame(
    report("rawa", "2014-06-21", "isis", previous_force="iraq", source_id="afp", credibility=2, operation="north"),
    report("rawa", "2014-08", kind="airstrike", actors="coalition|A pilot", targets="isis", note="Bridge HIT twice"),
    report("raqqa", "2014-01-14", "isis", previous_force="reds", source_id="blog", credibility=2, operation="valley"),
    report("raqqa", "2017-06-06", kind="battle", date_end="2017-10-17", operation="bridge", grade="B4"),
    report("raqqa", "2017-10-17", "sdf|coalition", attributed_to="A spokesman"),
    sources=SOURCES,
)  # fmt: skip
AREAS = table_frame(AreaReports).assign(members="")
FORCES = table_frame(Forces, force("iraq", government_of="IQ"), force("reds", government_of="SY"))
CONTROL = derive_control(EVENTS, FORCES, LATEST)
DATA = Dataset("small", EVENTS, PLACES, table_frame(Forces), OPERATIONS, SOURCES, AREAS, (), len(EVENTS), "small")


def ids(events: pd.DataFrame) -> str:
    """The numbers of the reports, in order: "1 3" for e01 and e03."""
    return " ".join(str(int(event_id[1:])) for event_id in sorted(events[Events.event_id]))


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({}, "1 2 3 4 5"),
        ({"country": ("IQ",)}, "1 2"),
        ({"country": ("IQ", "SY")}, "1 2 3 4 5"),
        ({"country": ("JO",)}, ""),
        ({"governorate": ("Raqqa",)}, "3 4 5"),
        ({"governorate": ("Raqqa",), "country": ("IQ",)}, ""),
        ({"force": ("isis",)}, "1 2 3"),
        ({"force": ("reds",)}, "3"),
        ({"force": ("sdf",)}, "5"),
        ({"force": ("coalition",)}, "2 5"),
        ({"force": ("sdf", "iraq")}, "1 5"),
        ({"force": ("is",)}, ""),
        ({"operation": ("bridge",)}, "4"),
        ({"operation": ("north",)}, "1 4"),
        ({"operation": ("valley",)}, "1 3 4"),
        ({"operation": ("none-such",)}, ""),
        ({"kind": ("airstrike",)}, "2"),
        ({"kind": ("airstrike", "battle")}, "2 4"),
        ({"grade": "B2"}, "1"),
        ({"grade": "B4"}, "1 4"),
        ({"grade": "D2"}, "1 3"),
        ({"grade": "D4"}, "1 3 4"),
        ({"grade": "F6"}, "1 2 3 4 5"),
        ({"q": "  "}, "1 2 3 4 5"),
        ({"q": "rawah"}, "1 2"),
        ({"q": "راوة"}, "1 2"),
        ({"q": "RAWA afp"}, "1"),
        ({"q": "bridge hit"}, "2"),
        ({"q": "pilot"}, "2"),
        ({"q": "spokesman"}, "5"),
        ({"q": "last bastion"}, "1"),
        ({"q": "valley campaign"}, "3"),
        ({"q": "control change"}, "1 3 5"),
        ({"q": "e04"}, "4"),
        ({"q": ".*"}, ""),
        ({"q": "("}, ""),
        ({"q": "nothing"}, ""),
        ({"country": ("JO",), "q": "rawa"}, ""),
        ({"force": ("isis",), "kind": ("control_change",), "country": ("SY",)}, "3"),
        ({"place": "rawa"}, "1 2 3 4 5"),
    ],
)
def test_filters_leave_these_reports(filters: dict[str, Any], wanted: str) -> None:
    assert ids(narrow(DATA, replace(ANY, **filters))) == wanted


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("2014-06-21", "2014-06-21", "1"),
        ("2014-06-20", "2014-06-20", ""),
        ("2014-06-22", "2014-07-31", ""),
        ("2014-08-31", "2014-08-31", "2"),
        ("2014-09-01", "2014-09-01", ""),
        ("2014-08-15", "2014-08-16", "2"),
        ("2017-07-01", "2017-07-31", "4"),
        ("2017-10-17", "2017-10-17", "4 5"),
        ("2017-10-18", "2017-10-18", ""),
        ("1991-01-01", "2026-01-01", "1 2 3 4 5"),
    ],
)
def test_a_window_holds_the_reports_whose_period_touches_it(first: str, last: str, wanted: str) -> None:
    window = Span.of_days(date.fromisoformat(first), date.fromisoformat(last))
    assert ids(within(EVENTS, window)) == wanted


@pytest.mark.parametrize(("focus", "wanted"), [("", "1 2 3 4 5"), ("rawa", "1 2"), ("hit", "")])
def test_the_focus_leaves_the_reports_of_one_place(focus: str, wanted: str) -> None:
    assert ids(at_place(EVENTS, focus)) == wanted


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({}, "rawa raqqa hit"),
        ({"country": ("IQ",)}, "rawa hit"),
        ({"force": ("sdf",)}, "rawa raqqa hit"),
        ({"kind": ("battle",)}, "raqqa"),
        ({"operation": ("north",)}, "rawa raqqa"),
        ({"q": "rawa", "country": ("SY",)}, ""),
        ({"grade": "B2"}, "rawa"),
    ],
)
def test_places_follow_the_filters_on_area_and_reports(filters: dict[str, Any], wanted: str) -> None:
    selection = replace(ANY, **filters)
    assert " ".join(narrow_places(DATA, selection, narrow(DATA, selection))[Places.place_id]) == wanted


@pytest.mark.parametrize(
    ("on", "force", "wanted"),
    [
        ("2014-01-13", (), "rawa:iraq raqqa:reds hit:"),
        ("2014-01-14", (), "rawa:iraq raqqa:isis hit:"),
        ("2018-01-01", (), "rawa:isis raqqa:sdf|coalition hit:"),
        ("2018-01-01", ("coalition",), "raqqa:sdf|coalition"),
        ("2018-01-01", ("isis", "sdf"), "rawa:isis raqqa:sdf|coalition"),
        ("2018-01-01", ("reds",), ""),
    ],
)
def test_each_place_has_its_state_on_the_day(on: str, force: tuple[str, ...], wanted: str) -> None:
    selection = replace(ANY, on=date.fromisoformat(on), force=force)
    states = states_on(PLACES, with_silent_places(CONTROL, PLACES), selection)
    pairs = zip(states[Places.place_id], states["force"], strict=True)
    assert " ".join(f"{town}:{holder}" for town, holder in pairs) == wanted


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({}, "rawa 2014-06-21, raqqa 2014-01-14, raqqa 2017-10-17"),
        ({"place": "rawa"}, "rawa 2014-06-21"),
        ({"place": "hit"}, ""),
        ({"force": ("sdf",)}, "raqqa 2017-10-17"),
        ({"force": ("isis",), "place": "raqqa"}, "raqqa 2014-01-14, raqqa 2017-10-17"),
        ({"force": ("coalition",)}, "raqqa 2017-10-17"),
    ],
)
def test_the_changes_that_the_player_steps_through(filters: dict[str, Any], wanted: str) -> None:
    found = changes_shown(changes_of_hands(CONTROL), PLACES, replace(ANY, **filters))
    pairs = sorted(zip(found["place_id"], found["start"].dt.strftime("%Y-%m-%d"), strict=True), reverse=True)
    order = {"rawa": 0, "raqqa": 1}
    assert ", ".join(f"{a} {b}" for a, b in sorted(pairs, key=lambda pair: (order[pair[0]], pair[1]))) == wanted


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        ("2014-03-01", ("2014-01-14", "2014-06-21")),
        ("2014-06-21", ("2014-01-14", "2017-10-17")),
        ("2013-01-01", (None, "2014-01-14")),
        ("2020-01-01", ("2017-10-17", None)),
    ],
)
def test_the_changes_before_and_after_a_day(on: str, wanted: tuple[str | None, ...]) -> None:
    found = neighbours_in_time(changes_of_hands(CONTROL), date.fromisoformat(on))
    assert tuple(day and day.isoformat() for day in found) == wanted


def test_the_filters_of_two_days_and_places_are_the_same() -> None:
    one = replace(ANY, q="rawa", kind=("battle",))
    other = replace(one, on=date(2020, 1, 1), window=Span.of_days(date(2019, 1, 1), date(2020, 1, 1)), place="rawa")
    assert one.filters == other.filters != ANY.filters


SELECTIONS = st.fixed_dictionaries(
    {},
    optional={
        "country": st.sampled_from([("IQ",), ("SY",), ("IQ", "SY")]),
        "governorate": st.sampled_from([("Al Anbar",), ("Raqqa", "Aleppo")]),
        "force": st.sampled_from([("isis",), ("sdf", "coalition"), ("iraqi-government",)]),
        "operation": st.sampled_from([("wrath-of-euphrates",), ("anbar-campaign-2003-11", "euphrates-shield")]),
        "kind": st.sampled_from([("airstrike",), ("control_change", "contested")]),
        "grade": st.sampled_from(["B2", "C3", "D4", "F6"]),
        "q": st.sampled_from(["bridge", "army town", "القائم", "is"]),
    },
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SELECTIONS)
def test_combined_filters_leave_what_each_of_them_leaves(shipped: Dataset, filters: dict[str, Any]) -> None:
    left = narrow(shipped, replace(ANY, **filters))
    single = [set(narrow(shipped, replace(ANY, **{name: value})).index) for name, value in filters.items()]
    assert set(left.index) == set(shipped.events.index).intersection(*single)
    pd.testing.assert_frame_equal(left, shipped.events.loc[left.index])
    assert left.index.is_monotonic_increasing


@pytest.mark.parametrize(
    ("q", "words"),
    [("", ()), (" Bridge  DAM ", ("Bridge", "DAM")), ("x " * 50, ("x",) * 8), ("y" * 10_000, ("y" * 200,))],
)
def test_a_search_is_bounded(q: str, words: tuple[str, ...]) -> None:
    assert search_words(q) == words


def test_a_record_of_ones_own_shows_the_places_it_speaks_of_until_the_others_are_asked_for() -> None:
    own = replace(DATA, is_own=True)
    for silent, wanted in ((False, ["rawa", "raqqa"]), (True, ["rawa", "raqqa", "hit"])):
        chosen = replace(ANY, silent=silent)
        assert narrow_places(own, chosen, narrow(own, chosen))[Places.place_id].tolist() == wanted
    assert len(narrow_places(DATA, ANY, narrow(DATA, ANY))) == len(PLACES)
