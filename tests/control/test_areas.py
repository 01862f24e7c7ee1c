"""Reports of whole areas: the weakest evidence, which fills silence and ends holdings, and stands against nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.record_cache import control_of
from dashboard.control.derive import Evidence, derive
from dashboard.control.on_day import LAST_KNOWN, OF_AREA, REPORTED, intervals_on
from dashboard.control.rules import CORROBORATED, LATEST, RULES, Rule
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Forces, Places
from tests.builders import area_frame, area_report, events_frame, force, place, report, table_frame
from tests.control.test_derive import claim, day, held, story

FORCES = table_frame(Forces, force("red", government_of="IQ"), force("blue"), force("green"))


def in_anbar(*ids: str) -> pd.DataFrame:
    """Places of one governorate, as ``Dataset.places`` has them, without a position."""
    frame = table_frame(Places, *(place(each, country="IQ", governorate="Anbar") for each in ids))
    return frame.assign(river_km=float("nan"), river_distance_km=float("nan"))


PLACES = in_anbar("rawa", "anah", "hit")


def said(number: int, kind: str, holder: str = "", lost: str = "", **more: Any) -> dict[str, Any]:
    return area_report("IQ/Anbar", day(number).isoformat(), kind, holder, lost, **more)


def all_of(*told: dict[str, Any], rule: Rule = LATEST, forces: pd.DataFrame = FORCES) -> pd.DataFrame:
    own = [each for each in told if "town" in each]
    areas = area_frame(PLACES, *(each for each in told if "town" not in each))
    events = events_frame(*own) if own else events_frame(report("nowhere", "2020-01-01")).iloc[:0]
    return derive(Evidence(events, forces, PLACES, areas), rule).intervals


def at_rawa(*told: dict[str, Any], **more: Any) -> pd.DataFrame:
    control = all_of(*told, **more)
    return control[control["place_id"] == "rawa"]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ([said(1, "baseline", "blue")], "? 1:blue"),
        ([said(1, "baseline", "red")], "red"),
        ([said(1, "taken", "blue", "green")], "? 1:blue"),
        ([said(1, "lost", "blue", "green")], "?"),
        ([said(1, "withdrawal", "blue", "green")], "?"),
        ([said(1, "baseline", "blue"), held(5, "green")], "? 1:blue 5:green"),
        ([held(1, "green"), said(5, "baseline", "blue")], "? 1:green"),
        ([held(5, "green"), said(5, "baseline", "blue")], "? 5:green"),
        ([held(1, "green"), said(5, "lost", "", "green")], "? 1:green 5:?"),
        ([held(1, "green"), said(5, "lost", "blue", "green")], "? 1:green 5:blue"),
        ([held(1, "green"), said(5, "handover", "blue", "green")], "? 1:green 5:blue"),
        ([said(1, "baseline", "blue"), held(9, "blue", before="green")], "? 1:blue 2:blue>green 9:blue"),
        ([said(1, "baseline", "blue"), said(5, "baseline", "blue"), held(9, "blue", before="green")],
         "? 1:blue 6:blue>green 9:blue"),
        ([said(1, "baseline", "blue"), claim(9, "green"), held(9, "blue", before="green")], "? 1:blue"),
        ([said(1, "baseline", "blue"), held(3, "blue"), held(9, "blue", before="green")], "? 1:blue"),
        ([said(1, "taken", "blue", "green"), held(9, "blue", before="red")], "? 1:blue 2:blue>red 9:blue"),
        ([held(1, "green"), said(5, "taken", "blue", "green"), held(9, "blue", before="green")], "? 1:green 5:blue"),
        ([said(1, "baseline", "blue"), claim(9, "blue", before="green")], "? 1:blue 9:blue!green 99:blue"),
        ([held(1, "green|blue"), said(5, "withdrawal", "", "blue")], "? 1:green|blue 5:green"),
        ([held(1, "green"), said(5, "taken", "blue", "red")], "? 1:green"),
        ([held(1, "green"), said(5, "lost", "blue", "green"), held(5, "green")], "? 1:green"),
        ([held(1, "green"), said(5, "lost", "blue", "green"), held(60, "green")], "? 1:green"),
        ([held(1, "green"), said(5, "lost", "blue", "green"), held(99, "green")], "? 1:green 5:blue 99:green"),
        ([held(1, "green"), said(5, "lost", "blue", "green"), held(60, "green", before="blue")],
         "? 1:green 5:blue 60:green"),
        ([held(1, "green"), claim(3, "blue"), said(5, "lost", "", "green")], "? 1:green 3:green!blue 5:blue"),
        ([held(1, "green"), claim(3, "blue"), said(5, "lost", "", "blue")], "? 1:green 3:green!blue 5:green"),
        ([held(1, "green|blue", status="divided"), said(5, "lost", "", "blue")], "? 1:green/blue 5:green"),
        ([held(1, "green"), said(1, "lost", "blue", "green", date_precision="month")], "? 1:green 31:blue"),
        ([held(1, "green"), said(5, "lost", "blue", "green", excepted="rawa")], "? 1:green"),
        ([held(1, "green"), said(5, "lost", "blue", "green", excepted_by_judgement="rawa|hit")], "? 1:green"),
        ([held(1, "green"), said(5, "lost", "blue", "green", credibility=5)], "? 1:green"),
    ],
)  # fmt: skip
def test_an_area_report_fills_silence_ends_holdings_and_stands_against_nothing(told: list[Any], wanted: str) -> None:
    assert story(at_rawa(*told)) == wanted


def test_it_is_judged_like_any_report_and_can_be_confirmed() -> None:
    doubtful = said(5, "lost", "blue", "green", credibility=4)
    good = {"grade": "B2"}
    assert story(at_rawa(held(1, "green", **good), doubtful, rule=CORROBORATED)) == "? 1:green"
    confirmed = [doubtful, said(7, "lost", "blue", "green", credibility=4, source_id="B")]
    assert story(at_rawa(held(1, "green", **good), *confirmed, rule=CORROBORATED)) == "? 1:green 7:blue"


def test_two_of_one_side_do_not_confirm_each_other() -> None:
    forces = table_frame(Forces, force("red", side="iraq"), force("pink", side="iraq"), force("blue"), force("green"))
    told = [
        said(number, "lost", "blue", "green", credibility=4, source_id=letter, attributed_to=voice, speaks_for=voice)
        for number, letter, voice in ((5, "C", "red"), (7, "B", "pink"))
    ]
    control = at_rawa(held(1, "green", grade="B2"), *told, rule=CORROBORATED, forces=forces)
    assert story(control) == "? 1:green"


def test_what_rests_on_it_is_told_apart() -> None:
    control = all_of(held(5, "blue"), said(5, "baseline", "blue"))
    on_the_day = intervals_on(control, day(6)).set_index("place_id")["basis"]
    assert on_the_day.to_dict() == {"anah": OF_AREA, "hit": OF_AREA, "rawa": REPORTED}
    assert set(intervals_on(control, day(4000))["basis"]) == {LAST_KNOWN}
    assert control[control["place_id"] == "anah"]["area_reports"].iloc[-1] == ("a01",)
    assert control[control["place_id"] == "rawa"]["decided_by"].iloc[-1] == ("e01",)


def test_it_lapses_where_much_of_the_governorate_is_in_other_hands_unless_it_names_the_place() -> None:
    elsewhere = [report(f"town-{n}", day(20 + n).isoformat(), "green") for n in range(3)]
    places = in_anbar("rawa", *(f"town-{n}" for n in range(3)))
    for area, wanted in (("IQ/Anbar", "? 1:blue 22:?"), ("rawa|anah", "? 1:blue")):
        areas = area_frame(PLACES, area_report(area, day(1).isoformat(), "baseline", "blue"))
        control = derive(Evidence(events_frame(*elsewhere), FORCES, places, areas), LATEST).intervals
        assert story(control[control["place_id"] == "rawa"]) == wanted


KINDS = st.sampled_from(["baseline", "taken", "lost", "handover", "withdrawal"])
AREAS = st.lists(
    st.builds(said, st.integers(1, 60), KINDS, st.sampled_from(["", "red", "blue"]), st.sampled_from(["", "green"])),
    max_size=5,
)
OWN = st.lists(st.builds(held, st.integers(1, 60), st.sampled_from(["red", "blue", "green"])), min_size=1, max_size=5)


@given(OWN, AREAS)
def test_no_area_report_moves_the_day_of_a_report_of_the_place(own: list[Any], areas: list[Any]) -> None:
    """On the day of each report of the place itself the last of them decides, whatever is said of the area."""
    with_areas, alone = at_rawa(*own, *areas), at_rawa(*own)
    for each in {each["date"] for each in own}:
        on = pd.Timestamp(each).date()
        assert intervals_on(with_areas, on)["force"].tolist() == intervals_on(alone, on)["force"].tolist()


@given(OWN, AREAS)
def test_intervals_with_area_reports_touch_and_never_overlap(own: list[Any], areas: list[Any]) -> None:
    control = at_rawa(*own, *areas)
    assert pd.isna(control["start"].iloc[0])
    assert pd.isna(control["end"].iloc[-1])
    assert control["end"].iloc[:-1].tolist() == control["start"].iloc[1:].tolist()


@pytest.mark.parametrize("rule", RULES)
def test_the_intervals_of_the_shipped_record_touch_and_never_overlap(shipped: Dataset, rule: str) -> None:
    for _, own in control_of(shipped, rule).intervals.groupby("place_id"):
        assert pd.isna(own["start"].iloc[0])
        assert pd.isna(own["end"].iloc[-1])
        assert own["end"].iloc[:-1].tolist() == own["start"].iloc[1:].tolist()
