"""What is true of the control derived from any reports, by any rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dashboard.control.derive import derive_control, refined, reports_of_holders
from dashboard.control.on_day import fading_pieces, intervals_on
from dashboard.control.rules import CORROBORATED, LATEST, NEVER, RULES, STRICT
from dashboard.record.schema import Forces, Sources
from tests.builders import events_frame, force, source, table_frame
from tests.control.test_derive import OLD_AND_HEIR, day, since

SETTINGS = settings(suppress_health_check=[HealthCheck.too_slow])
FORCES = table_frame(Forces, force("red"), since("blue", 5), *OLD_AND_HEIR)
SOURCES = table_frame(
    Sources,
    source("paper", "B", origin="wire"),
    source("wire", "C", origin="wire"),
    source("monitor", "C"),
    source("blog", "D"),
    source("red-tv", "C", speaks_for="red"),
    source("blue-army", "B", speaks_for="blue|old"),
)
HOLDERS = st.sampled_from(["red", "blue", "old", "red|blue", "blue|old"])
EXACT = {
    "town": st.sampled_from(["anah", "rawa"]),
    "date": (st.integers(1, 20) | st.integers(90, 130)).map(lambda n: day(n).isoformat()),
    "controlling_force": HOLDERS,
    "status": st.sampled_from(["held", "held", "contested", "besieged"]),
    "reported_on": st.sampled_from(["", "2020-01-04", "2020-01-22"]),
    "source_id": st.sampled_from(["", "paper", "wire", "monitor", "blog", "red-tv", "blue-army"]),
    "credibility": st.sampled_from(["2", "3", "4"]),
    "attributed_to": st.sampled_from(["", "", "the army", "the army and residents"]),
    "speaks_for": st.sampled_from(["", "", "red", "blue"]),
}
WITHOUT = st.fixed_dictionaries(EXACT)
EXACT_WITH = st.fixed_dictionaries({**EXACT, "previous_force": st.just("") | HOLDERS})
WITH = st.fixed_dictionaries(
    {
        **EXACT,
        "previous_force": st.just("") | HOLDERS,
        "date_precision": st.sampled_from(["day", "week", "month", "year"]),
    }
)
ANY = st.lists(WITH, min_size=1, max_size=8)
RULE = st.sampled_from([*RULES.values()])
KNOWN = st.none() | st.integers(1, 40).map(day)
DAYS = [day(n) for n in [*range(-1, 25), 45, 55, 120, 150, 2500]]


def frame(reports: list[Any]) -> pd.DataFrame:
    return events_frame(*reports, sources=SOURCES)


def daily(control: pd.DataFrame, days: list[date], town: str) -> list[tuple[str, ...]]:
    own = control[control["place_id"] == town]
    states = own[["force", "status", "claimant"]].itertuples(index=False, name=None)
    spans = list(zip(own["start"].fillna(pd.Timestamp.min), own["end"].fillna(pd.Timestamp.max), states, strict=True))
    return [state for each in days for start, end, state in spans if start <= pd.Timestamp(each) < end]


@SETTINGS
@given(ANY, RULE, KNOWN)
def test_every_place_has_one_state_a_day_and_its_intervals_touch(reports: list[Any], rule: Any, known: Any) -> None:
    events = frame(reports)
    control = derive_control(events, FORCES, rule, known)
    places = sorted({each.place_id for each in reports_of_holders(events, known)})
    assert all(list(intervals_on(control, each)["place_id"]) == places for each in DAYS[::4])
    for _, own in control.groupby("place_id"):
        assert (own["end"].iloc[:-1].to_numpy() == own["start"].iloc[1:].to_numpy()).all()
        assert own["start"].isna().tolist() == [True] + [False] * (len(own) - 1)
        assert own["end"].isna().tolist() == [False] * (len(own) - 1) + [True]
        assert (own["start"].iloc[1:-1] < own["end"].iloc[1:-1]).all()


@SETTINGS
@given(ANY, RULE, KNOWN, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(reports: list[Any], rule: Any, known: Any, random: Any) -> None:
    events = frame(reports)
    shuffled = events.sample(frac=1, random_state=random.randrange(1000))
    straight = derive_control(events, FORCES, rule, known)
    pd.testing.assert_frame_equal(derive_control(shuffled, FORCES, rule, known), straight)


@SETTINGS
@given(st.lists(WITHOUT, min_size=1, max_size=8), WITHOUT)
def test_a_report_without_a_previous_force_changes_nothing_before_its_date(reports: list[Any], added: Any) -> None:
    """By the rule under which nothing waits for confirmation; by the others it can confirm what was claimed before."""
    place, before = added["town"], [each for each in DAYS if each.isoformat() < added["date"]]
    assume(place in {each["town"] for each in reports})
    old, new = (derive_control(frame(some), FORCES, LATEST) for some in (reports, [*reports, added]))
    assert daily(old, before, place) == daily(new, before, place)


@SETTINGS
@given(st.lists(EXACT_WITH, min_size=1, max_size=8), EXACT_WITH)
def test_a_report_changes_nothing_before_the_last_report_ahead_of_it(reports: list[Any], added: Any) -> None:
    ahead = [each["date"] for each in reports if each["town"] == added["town"] and each["date"] < added["date"]]
    assume(ahead)
    before = [each for each in DAYS if each.isoformat() < max(ahead)]
    old, new = (derive_control(frame(some), FORCES, LATEST) for some in (reports, [*reports, added]))
    assert daily(old, before, added["town"]) == daily(new, before, added["town"])


@SETTINGS
@given(ANY, RULE, KNOWN)
def test_nobody_is_credited_whom_no_known_report_of_the_place_names(reports: list[Any], rule: Any, known: Any) -> None:
    events = frame(reports)
    used = reports_of_holders(events, known)
    for town, own in derive_control(events, FORCES, rule, known).groupby("place_id"):
        here = [each for each in used if each.place_id == town]
        named = set("|".join(each.holders + "|" + each.previous for each in here).split("|"))
        allowed = named | ({"heir"} if "old" in named else set()) | {""}
        assert set("|".join([*own["force"], *own["claimant"]]).split("|")) <= allowed
        credited = {each for cell in [*own["decided_by"], *own["disputed_by"]] for each in cell}
        assert credited <= {each.event_id for each in here}


@SETTINGS
@given(ANY, st.integers(1, 30), st.integers(0, 20))
def test_a_later_knowledge_never_removes_a_report(reports: list[Any], first: int, more: int) -> None:
    events = frame(reports)
    ids = [{each.event_id for each in reports_of_holders(events, day(n))} for n in (first, first + more)]
    assert ids[0] <= ids[1]
    assert ids[1] <= {each.event_id for each in reports_of_holders(events)}


@SETTINGS
@given(ANY, RULE, st.integers(1, 30))
def test_what_is_published_later_makes_no_difference_to_what_was_known(
    reports: list[Any], rule: Any, number: int
) -> None:
    events, known = frame(reports), day(number)
    of_the_time = events[events["known_from"] <= pd.Timestamp(known)]
    pd.testing.assert_frame_equal(
        derive_control(events, FORCES, rule, known), derive_control(of_the_time, FORCES, rule, known)
    )


@SETTINGS
@given(ANY)
def test_strict_accepts_nothing_that_corroborated_does_not_and_never_sooner(reports: list[Any]) -> None:
    every = reports_of_holders(frame(reports))
    for town in {each.place_id for each in every}:
        own = refined([each for each in every if each.place_id == town])
        for strict, corroborated in zip(STRICT.verdicts(own), CORROBORATED.verdicts(own), strict=True):
            assert corroborated.day <= strict.day
            assert strict.day == NEVER or corroborated.day != NEVER


@SETTINGS
@given(ANY, RULE)
def test_every_state_says_why_and_contested_ones_name_a_claimant(reports: list[Any], rule: Any) -> None:
    control = derive_control(frame(reports), FORCES, rule)
    assert (control["step"] != "").all()
    contested = control[control["status"] == "contested"]
    assert (contested["claimant"] != "").all()
    assert (control.loc[control["status"] == "held", "claimant"] == "").all()
    decided = control.loc[(control["force"] != "") & control["start"].notna(), "decided_by"]
    assert all(decided)


@SETTINGS
@given(ANY, RULE)
def test_fading_cuts_intervals_and_changes_nothing_else(reports: list[Any], rule: Any) -> None:
    control = derive_control(frame(reports), FORCES, rule)
    pieces = fading_pieces(control)
    for each in DAYS:
        whole, part = intervals_on(control, each), intervals_on(pieces, each)
        pd.testing.assert_frame_equal(whole[["place_id", "force", "faded"]], part[["place_id", "force", "faded"]])
