"""The scorecard of history: facts that any history of these wars gives, and which of them each rule shows."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.control.derive import derive_control
from dashboard.control.evaluation import score
from dashboard.control.rules import CORROBORATED, LATEST, RULES, STRICT
from dashboard.record.dataset import Dataset
from dashboard.record.schema import Forces, Places
from dashboard.record.side_tables import Scorecard, read_companion
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

EVERY_RULE = """
1991-04-15-fallujah 2003-03-15-mosul 2003-05-01-mosul 2005-12-15-karabilah 2005-12-15-ubaydi 2010-06-01-baghdad
2010-06-01-haditha 2011-02-01-deir-ez-zor 2012-06-01-baghdad 2013-06-01-mayadin 2014-08-01-baghdad
2015-06-01-al-shaddadi 2017-07-01-maskanah
"""
MISSES = {
    LATEST.name: "2014-09-01-hit 2017-09-01-walid-crossing",
    CORROBORATED.name: """
2003-06-01-ramadi 2012-10-01-manbij 2014-07-01-abu-kamal 2014-07-01-tabqa-airbase 2017-04-15-tabqa-airbase
2017-07-15-mosul 2017-11-01-al-omar-oil-field 2018-06-01-hajin 2018-12-01-al-shaafah
""",
    STRICT.name: """
2003-04-20-baghdad 2003-06-01-baghdad 2003-06-01-ramadi 2004-08-01-fallujah 2005-02-01-fallujah 2006-03-01-fallujah
2010-06-01-al-qaim 2010-06-01-fallujah 2012-10-01-jarabulus 2012-10-01-manbij 2013-06-01-abu-kamal
2013-06-01-al-asad-airbase 2013-06-01-fallujah 2014-07-01-abu-kamal 2014-07-01-anah 2014-07-01-haditha 2014-07-01-raqqa
2014-07-01-tabqa-airbase 2014-08-15-jurf-al-sakhar 2015-01-01-al-asad-airbase 2015-01-01-haditha 2015-01-01-rutba
2015-04-01-al-baghdadi 2015-06-01-abu-kamal 2015-06-01-deir-ez-zor 2015-06-01-tabqa 2015-06-01-tishrin-dam
2016-01-01-deir-ez-zor-airport 2016-05-15-kubaysah 2016-10-01-jarabulus 2017-04-01-al-khafsah 2017-04-15-tabqa
2017-04-15-tabqa-airbase 2017-07-01-raqqa 2017-07-01-tabqa 2017-07-15-mosul 2017-10-01-deir-ez-zor-airport
2017-11-01-al-omar-oil-field 2017-11-01-conoco-gas-plant 2018-06-01-baghdad 2018-06-01-conoco-gas-plant 2018-06-01-hajin
2018-12-01-al-shaafah 2019-03-01-al-shaafah 2019-03-01-al-susah 2019-05-01-al-baghuz-fawqani 2020-01-01-jarabulus
2020-06-01-tabqa 2024-06-01-jarabulus 2025-06-01-abu-kamal 2025-06-01-al-omar-oil-field 2025-06-01-conoco-gas-plant
2025-06-01-tabqa
""",
}
"""The facts that a rule does not show. When a change of rule or record moves one, its line here has to move too."""


@pytest.fixture(scope="module")
def scored(shipped: Dataset) -> dict[str, pd.DataFrame]:
    return {name: score(FACTS, derive_control(shipped.events, shipped.forces, rule)) for name, rule in RULES.items()}


def test_the_facts_cover_both_countries_and_all_wars(shipped: Dataset) -> None:
    country = FACTS[Scorecard.place_id].map(shipped.places.set_index(Places.place_id)[Places.country])
    assert len(FACTS) >= 150
    for war, (first, last, where, least) in WARS.items():
        found = FACTS[FACTS[Scorecard.day].between(first, last) & (country == where)]
        assert len(found) >= least, war


def test_every_fact_names_a_place_and_forces_of_the_record(shipped: Dataset) -> None:
    assert set(FACTS[Scorecard.place_id]) <= set(shipped.places[Places.place_id])
    assert {force for cell in FACTS[Scorecard.holder] for force in cell.split("|")} <= set(shipped.forces["force_id"])
    days = FACTS[Scorecard.day].dt.strftime("%Y-%m-%d")
    assert list(FACTS[Scorecard.fact_id]) == list(days + "-" + FACTS[Scorecard.place_id])


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_misses_exactly_these_facts(scored: dict[str, pd.DataFrame], rule: str) -> None:
    missed = scored[rule].loc[~scored[rule]["holds"], Scorecard.fact_id]
    assert sorted(missed) == sorted(f"{EVERY_RULE} {MISSES[rule]}".split())


def test_the_usual_rule_shows_most_of_history(scored: dict[str, pd.DataFrame]) -> None:
    assert scored[CORROBORATED.name]["holds"].mean() >= 0.85
    assert scored[LATEST.name]["holds"].sum() >= scored[CORROBORATED.name]["holds"].sum()


def fact(day: str, holder: str, place: str = "rawa") -> pd.DataFrame:
    cells = {Scorecard.fact_id: f"{day}-{place}", Scorecard.day: day, Scorecard.place_id: place, Scorecard.what: "x"}
    return table_frame(Scorecard, {**cells, Scorecard.holder: holder})


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        (fact("2014-06-02", "red"), True),
        (fact("2014-05-31", "red"), False),
        (fact("2014-06-02", "red|blue"), True),
        (fact("2014-06-02", "red|green"), False),
        (fact("2014-06-02", "green"), False),
        (fact("2014-07-02", "red"), True),
        (fact("2014-08-01", "blue"), False),
        (fact("2014-06-02", "red", "nowhere"), False),
    ],
    ids=["alone", "the day before", "joint", "with another", "another", "contested", "passed", "no such place"],
)
def test_a_fact_holds_where_its_forces_are_the_holder(told: pd.DataFrame, holds: bool) -> None:
    events = events_frame(
        report("rawa", "2014-06-01", "red|blue"),
        report("rawa", "2014-07-01", "green", previous_force="red", status="contested"),
        report("rawa", "2014-07-10", "blue"),
        report("rawa", "2014-09-01", "red", previous_force="green"),
    )
    forces = table_frame(Forces, *map(force, ("red", "blue", "green")))
    scored = score(told, derive_control(events, forces, LATEST))
    assert scored["holds"].tolist() == [holds]


def test_a_place_without_reports_is_nobodys() -> None:
    control = derive_control(
        events_frame(report("rawa", "2014-06-01", "red")), table_frame(Forces, force("red")), LATEST
    )
    shown = score(fact(date(2014, 6, 2).isoformat(), "red", "nowhere"), control).iloc[0]
    assert (shown["force"], shown["step"]) == ("", "no report")
