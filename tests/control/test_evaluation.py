"""The scorecard of history: facts that any history of these wars gives, and which of them each rule shows."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.analysis.record_cache import control_of
from dashboard.control.derive import derive_control
from dashboard.control.evaluation import RIGHT, UNKNOWN, WRONG, score
from dashboard.control.rules import CORROBORATED, LATEST, RULES
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Forces, Places
from dashboard.record.side_tables import Scorecard, Sweep, read_companion
from tests.builders import events_frame, force, report, table_frame

FACTS = read_companion(Scorecard)
WARS = {
    "1991": ("1991-01-01", "1991-12-31", "IQ", 3),
    "invasion of 2003": ("2003-03-01", "2003-12-31", "IQ", 6),
    "insurgency": ("2004-01-01", "2008-12-31", "IQ", 8),
    "Syria before Islamic State": ("2011-02-01", "2013-12-31", "SY", 8),
    "Islamic State in Iraq": ("2014-01-01", "2017-12-31", "IQ", 30),
    "Islamic State in Syria": ("2014-01-01", "2019-06-30", "SY", 30),
    "Türkiye in 2016": ("2016-08-24", "2016-12-31", "SY", 1),
    "advance of the Syrian government": ("2017-01-01", "2018-12-31", "SY", 15),
    "December 2024": ("2024-12-01", "2025-06-30", "SY", 6),
    "January 2026": ("2026-01-15", "2026-12-31", "SY", 6),
}
"""First and last day, country, and the least number of facts."""

LEAST_FACTS, LEAST_NEGATIVE = 300, 80
MOST_WRONG, MOST_UNKNOWN = 0.01, 0.04
"""Shares of the facts that the usual rule may miss."""


@pytest.fixture(scope="module")
def scored(shipped: Dataset) -> dict[str, pd.DataFrame]:
    return {name: score(FACTS, control_of(shipped, name).intervals) for name in RULES}


def test_the_facts_cover_both_countries_and_all_wars(shipped: Dataset) -> None:
    country = FACTS[Scorecard.place_id].map(shipped.places.set_index(Places.place_id)[Places.country])
    assert len(FACTS) >= LEAST_FACTS
    assert (FACTS[Scorecard.not_held_by] != "").sum() >= LEAST_NEGATIVE
    for war, (first, last, where, least) in WARS.items():
        found = FACTS[FACTS[Scorecard.day].between(first, last) & (country == where)]
        assert len(found) >= least, war


def test_every_fact_names_a_place_and_forces_of_the_record(shipped: Dataset) -> None:
    assert set(FACTS[Scorecard.place_id]) <= set(shipped.places[Places.place_id])
    named = FACTS[Scorecard.holder] + FACTS[Scorecard.not_held_by]
    assert {force for cell in named for force in cell.split("|")} <= set(shipped.forces["force_id"])
    assert ((FACTS[Scorecard.holder] == "") != (FACTS[Scorecard.not_held_by] == "")).all()
    days = FACTS[Scorecard.day].dt.strftime("%Y-%m-%d")
    turned = (FACTS[Scorecard.holder] == "").map({True: "-not", False: ""})
    assert list(FACTS[Scorecard.fact_id]) == list(days + "-" + FACTS[Scorecard.place_id] + turned)


def test_the_usual_rule_shows_what_history_tells(scored: dict[str, pd.DataFrame]) -> None:
    shares = scored[CORROBORATED.name]["outcome"].value_counts(normalize=True)
    missed = scored[CORROBORATED.name].query("outcome != 'right'")[[Scorecard.fact_id, "outcome", "force"]]
    assert shares.get(WRONG, 0) <= MOST_WRONG, missed
    assert shares.get(UNKNOWN, 0) <= MOST_UNKNOWN, missed


def test_it_is_never_worse_than_the_latest_report(scored: dict[str, pd.DataFrame]) -> None:
    wrong = {name: int((each["outcome"] == WRONG).sum()) for name, each in scored.items()}
    assert wrong[CORROBORATED.name] <= wrong[LATEST.name]


def test_the_sweep_tells_what_the_constants_in_use_give(scored: dict[str, pd.DataFrame]) -> None:
    outcomes = scored[CORROBORATED.name]["outcome"].value_counts()
    sweep = read_companion(Sweep)
    used = sweep[sweep[Sweep.is_chosen] == "yes"]
    assert len(used) == sweep[Sweep.constant].nunique()
    for outcome in (RIGHT, WRONG, UNKNOWN):
        assert (used[outcome] == outcomes.get(outcome, 0)).all(), "run `python -m benchmarks.sweep`"


def fact(day: str, holder: str, not_held_by: str = "", place: str = "rawa") -> pd.DataFrame:
    cells = {Scorecard.fact_id: f"{day}-{place}", Scorecard.day: day, Scorecard.place_id: place, Scorecard.what: "x"}
    return table_frame(Scorecard, {**cells, Scorecard.holder: holder, Scorecard.not_held_by: not_held_by})


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (fact("2014-06-02", "red"), RIGHT),
        (fact("2014-05-31", "red"), UNKNOWN),
        (fact("2014-06-02", "red|blue"), RIGHT),
        (fact("2014-06-02", "red|green"), WRONG),
        (fact("2014-06-02", "green"), WRONG),
        (fact("2014-07-02", "red"), RIGHT),
        (fact("2014-07-02", "green"), WRONG),
        (fact("2014-07-02", "red|green"), RIGHT),
        (fact("2014-08-01", "blue"), UNKNOWN),
        (fact("2014-06-02", "", "green"), RIGHT),
        (fact("2014-06-02", "", "green|red"), WRONG),
        (fact("2014-05-31", "", "red"), RIGHT),
        (fact("2014-08-01", "", "red"), RIGHT),
        (fact("2014-08-01", "", "blue"), UNKNOWN),
        (fact("2014-06-02", "red", place="nowhere"), UNKNOWN),
    ],
)
def test_a_fact_is_right_wrong_or_unknown(told: pd.DataFrame, outcome: str) -> None:
    events = events_frame(
        report("rawa", "2014-06-01", "red|blue"),
        report("rawa", "2014-07-01", "green", previous_force="red", status="contested"),
        report("rawa", "2014-07-10", "blue"),
        report("rawa", "2014-09-01", "red", previous_force="green"),
    )
    forces = table_frame(Forces, *map(force, ("red", "blue", "green")))
    scored = score(told, derive_control(events, forces, LATEST))
    assert scored["outcome"].tolist() == [outcome]


def test_a_place_without_reports_is_nobodys() -> None:
    control = derive_control(
        events_frame(report("rawa", "2014-06-01", "red")), table_frame(Forces, force("red")), LATEST
    )
    shown = score(fact(date(2014, 6, 2).isoformat(), "red", place="nowhere"), control).iloc[0]
    assert (shown["force"], shown["step"]) == ("", "no report")
