"""Whose word counts: one line a case for each rule, then a record seen by both clocks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.control.derive import Evidence, default_rule, derive, derive_control
from dashboard.control.on_day import intervals_on
from dashboard.control.rules import CORROBORATED, LATEST, NEVER, STRICT, Rule
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Sources
from tests.builders import events_frame, source, table_frame
from tests.control.test_derive import NO_FORCES, claim, day, held, story

SOURCES = table_frame(
    Sources,
    source("reuters", "B"), source("reuters-reprint", "C", origin="reuters"), source("ap", "B"), source("blog", "D"),
    source("monitor", "C"), source("red-tv", "C", speaks_for="red"), source("red-radio", "D", speaks_for="red|ally"),
    source("blue-tv", "C", speaks_for="blue"),
)  # fmt: skip

REUTERS, AP, BLOG, MONITOR = ({"source_id": name} for name in ("reuters", "ap", "blog", "monitor"))
RED_TV, RED_RADIO, BLUE_TV = ({"source_id": name} for name in ("red-tv", "red-radio", "blue-tv"))
SOHR = {"attributed_to": "SOHR"}
ARMY = {"attributed_to": "Red army", "speaks_for": "red"}


def red(number: int, *traits: dict[str, Any], before: str = "blue", **more: Any) -> Any:
    """Red took the place from blue; possibly true, if nothing else is said."""
    given = {key: cell for trait in traits for key, cell in trait.items()}
    return held(number, "red", before, **{"credibility": 3, **given, **more})


@pytest.mark.parametrize(
    ("reports", "corroborated", "strict"),
    [
        ([red(1, MONITOR)], "? 1:red", "? 1:blue!red 91:blue"),
        ([red(1, REUTERS, credibility=2)], "? 1:red", "? 1:red"),
        ([red(1, REUTERS)], "? 1:red", "? 1:blue!red 91:blue"),
        ([red(1, REUTERS, credibility=4)], "? 1:blue!red 91:blue", "? 1:blue!red 91:blue"),
        ([red(1, RED_RADIO, credibility=4)], "? 1:blue!red 91:blue", "? 1:blue!red 91:blue"),
        ([red(1, RED_TV)], "? 1:blue!red 31:red", "? 1:blue!red 91:blue"),
        ([red(1, REUTERS, ARMY, credibility=2)], "? 1:blue!red 31:red", "? 1:blue!red 91:blue"),
        ([red(1, RED_TV), red(3, RED_RADIO, credibility=4)], "? 1:blue!red 31:red", "? 1:blue!red 93:blue"),
        ([red(1, RED_TV), red(3, BLOG, credibility=4)], "? 1:blue!red 3:red", "? 1:blue!red 3:red"),
        ([red(1, BLOG, credibility=4), red(15, RED_TV)], "? 1:blue!red 15:red", "? 1:blue!red 15:red"),
        ([red(1, BLOG, credibility=4), red(16, RED_TV)], "? 1:red", "? 1:red"),
        ([red(1, REUTERS, ARMY), red(1, AP, ARMY)], "? 1:blue!red 31:red", "? 1:blue!red 91:blue"),
        (
            [red(1, AP, SOHR, credibility=4), red(2, BLOG, {"attributed_to": "SOHR and residents"})],
            "? 1:blue!red 32:red",
            "? 1:blue!red 92:blue",
        ),
        (
            [red(1, REUTERS, credibility=4), red(1, {"source_id": "reuters-reprint"}, credibility=4)],
            "? 1:blue!red 91:blue",
            "? 1:blue!red 91:blue",
        ),
        ([red(1, BLUE_TV, credibility=4)], "? 1:red", "? 1:blue!red 91:blue"),
        (
            [held(1, "blue", **MONITOR, credibility=3), red(5, BLUE_TV, before="", credibility=4)],
            "? 1:blue 5:red",
            "? 1:?!blue 5:?!red 95:?",
        ),
        (
            [red(1, RED_TV), claim(9, "green", **MONITOR)],
            "? 1:blue!red 9:blue!green 99:blue",
            "? 1:blue!red 9:blue!green 99:blue",
        ),
        (
            [held(1, "red", **BLOG, credibility=4), held(3, "blue", **MONITOR, credibility=3), red(6, RED_TV)],
            "? 1:?!red 3:blue 6:blue!red 36:red",
            "? 1:?!red 3:?!blue 6:blue!red 96:blue",
        ),
    ],
)
def test_whose_word_counts(reports: list[Any], corroborated: str, strict: str) -> None:
    events = events_frame(*reports, sources=SOURCES)
    for rule, wanted in ((CORROBORATED, corroborated), (STRICT, strict)):
        assert story(derive_control(events, NO_FORCES, rule)) == wanted, rule.name


def test_an_attack_on_the_claimant_does_not_deny_that_it_is_there() -> None:
    events = events_frame(red(1, RED_TV), claim(9, "green", before="red", **MONITOR), sources=SOURCES)
    assert derive(Evidence(events, NO_FORCES), CORROBORATED).verdicts["e01"].day == day(31)


@pytest.mark.parametrize(
    ("report", "rule", "why"),
    [
        (red(1, MONITOR), CORROBORATED, "graded C3 or better"),
        (red(1, RED_TV), STRICT, "its source speaks for the force it credits"),
        (red(1, BLOG, credibility=4), CORROBORATED, "its grade, D4, is too low"),
        (red(1, BLUE_TV, credibility=4), CORROBORATED, "against the interest of its source"),
        (claim(1, "red", **MONITOR), CORROBORATED, "a claim or a fight"),
        (red(1, BLOG, credibility=4), LATEST, "the most recent report"),
    ],
)
def test_a_verdict_says_why(report: Any, rule: Rule, why: str) -> None:
    events = events_frame(report, sources=SOURCES)
    assert why in derive(Evidence(events, NO_FORCES), rule).verdicts["e01"].why


def test_a_claim_waits_for_what_was_not_yet_published() -> None:
    reports = [red(1, RED_TV), red(3, MONITOR, reported_on=day(20).isoformat())]
    events = events_frame(*reports, sources=SOURCES)
    at_the_time = derive_control(events, NO_FORCES, CORROBORATED, known=day(10))
    assert story(at_the_time) == "? 1:blue!red"
    assert "nothing confirms it yet" in at_the_time["step"].iloc[-1]
    assert story(derive_control(events, NO_FORCES, CORROBORATED, known=day(20))) == "? 1:blue!red 3:red"


@pytest.mark.parametrize(("known", "wanted"), [(40, "? 1:blue!red 31:red"), (30, "? 1:blue!red")])
def test_silence_counts_only_once_it_has_lasted(known: int, wanted: str) -> None:
    events = events_frame(red(1, RED_TV), sources=SOURCES)
    assert story(derive_control(events, NO_FORCES, CORROBORATED, known=day(known))) == wanted


@pytest.mark.parametrize(("reports", "rule"), [([held(1, "red")], LATEST), ([held(1, "red", **BLOG)], CORROBORATED)])
def test_a_record_without_a_single_grade_is_shown_by_its_latest_reports(reports: list[Any], rule: Rule) -> None:
    assert default_rule(events_frame(*reports, sources=SOURCES)) is rule


def state(shipped: Dataset, on: date, known: date | None, rule: Rule = CORROBORATED) -> tuple[str, str, str]:
    control = derive_control(shipped.events, shipped.forces, rule, known)
    row = intervals_on(control[control["place_id"] == "abu-kamal"], on).iloc[0]
    return row["force"], row["status"], row["claimant"]


def test_abu_kamal_is_the_armys_claim_on_the_day_and_the_armys_town_in_hindsight(shipped: Dataset) -> None:
    then = date(2017, 11, 10)
    claimed = ("isis", "contested", "syrian-government")
    assert state(shipped, then, known=then) == claimed
    assert state(shipped, date(2017, 11, 20), known=then) == claimed
    assert state(shipped, date(2017, 11, 12), known=None) == ("isis", "held", "")
    assert state(shipped, date(2017, 11, 20), known=None) == ("syrian-government", "held", "")


def test_nothing_is_accepted_that_no_ground_supports(shipped: Dataset) -> None:
    at_abu_kamal = shipped.events[shipped.events["town"] == "abu-kamal"]
    for rule in (CORROBORATED, STRICT):
        refused = [v for v in derive(Evidence(at_abu_kamal, shipped.forces), rule).verdicts.values() if v.day == NEVER]
        assert refused
        assert all(verdict.why for verdict in refused)


def test_a_claim_that_nobody_repeats_lapses_and_the_card_says_so() -> None:
    control = derive_control(events_frame(red(1, RED_RADIO, credibility=4), sources=SOURCES), NO_FORCES, CORROBORATED)
    assert story(control) == "? 1:blue!red 91:blue"
    assert "nothing more for 90 days" in control["step"].iloc[-1]
