"""Disagreements: found between reports, settled by a rule, and those that are known to exist all there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.record_cache import control_of
from dashboard.control.derive import Evidence, derive, derive_control
from dashboard.control.evaluation import rule_differences
from dashboard.control.rules import CORROBORATED, LATEST, RULES, STRICT, Rule
from dashboard.disagreements.contradictions import DATE, HOLDER, REFUSED, STATEMENT
from dashboard.disagreements.disagreements import Disagreement, find_disagreements, histories_of
from dashboard.disagreements.settlement import OPEN, SETTLED, settle
from dashboard.record.cell_syntax import items
from dashboard.record.csv_files import read_sheet
from dashboard.record.dataset import Dataset
from dashboard.record.load import shipped_data
from dashboard.record.schema import Events, Places
from dashboard.record.side_tables import COMPANIONS, Disagreements, read_companion
from tests.builders import events_frame, report
from tests.control.test_derive import NO_FORCES

README = Path(__file__).parent.parent.parent.parent / "shared" / "facts" / "README.md"
NAMED = read_companion(Disagreements)
NO_NAMES = NAMED.iloc[:0]


def found(events: pd.DataFrame, rule: Rule = LATEST, named: pd.DataFrame = NO_NAMES) -> list[Disagreement]:
    histories = histories_of(derive_control(events, NO_FORCES, rule))
    return find_disagreements(events, derive(Evidence(events, NO_FORCES), rule).verdicts, histories, named)


def kinds(*reports: dict[str, str], rule: Rule = LATEST) -> list[str]:
    return [" ".join(each.kinds) for each in found(events_frame(*reports), rule)]


def at(day: str, holder: str = "red", place: str = "rawa", **more: str) -> dict[str, str]:
    return report(place, f"2014-{day}", holder, **more)


SAME = {"incident_id": "i"}
BLUE_BEFORE, RED_BEFORE = {"previous_force": "blue"}, {"previous_force": "red"}


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        (at("06-22", **SAME), [DATE]),
        (at("06-21", **SAME), []),
        (at("06-21", "blue", **SAME), [HOLDER]),
        (at("06-22", "blue", **SAME), [f"{HOLDER} {DATE}"]),
        (at("06-21", "red|blue", **SAME), [HOLDER]),
        (at("06-21", "", **SAME), []),
        (at("06-01", date_precision="month", **SAME), []),
        (at("05-01", date_precision="month", **SAME), [DATE]),
        (at("06-21", status="contested", **SAME), [HOLDER]),
        (at("06-20", status="contested", **SAME), []),
        (at("08-22", "blue"), []),
        (at("06-21", "blue", "hit"), []),
    ],
)  # fmt: skip
def test_reports_of_one_incident_differ_in_holder_or_date(second: dict[str, str], wanted: list[str]) -> None:
    assert kinds(at("06-21", **SAME), second) == wanted


@pytest.mark.parametrize(
    ("second", "differ"),
    [
        ({"deaths_best": 12}, True),
        ({"deaths_best": 10}, False),
        ({"deaths_low": 8, "deaths_high": 11}, False),
        ({"deaths_low": 11}, True),
        ({}, False),
    ],
)
def test_deaths_differ_where_their_ranges_exclude_each_other(second: dict[str, int], differ: bool) -> None:
    one, other = (at("06-21", "", **SAME, kind="massacre", **deaths) for deaths in ({"deaths_best": 10}, second))
    assert kinds(one, other) == [STATEMENT] * differ


@pytest.mark.parametrize(
    ("reports", "conflict"),
    [
        ([at("06-01"), at("06-10", "blue")], True),
        ([at("06-01"), at("06-15", "blue")], True),
        ([at("06-01"), at("06-16", "blue")], False),
        ([at("06-01"), at("06-10", "blue", **RED_BEFORE)], False),
        ([at("06-01"), at("06-05", "blue", **RED_BEFORE), at("06-10", "blue")], False),
        ([at("06-01", **BLUE_BEFORE), at("06-03", "blue", **RED_BEFORE)], True),
        ([at("06-01"), at("06-01", "blue")], True),
        ([at("06-01"), at("06-10", "red|blue")], False),
        ([at("06-01"), at("06-10", "blue", status="contested")], False),
    ],
    ids=["near", "14 days", "15 days", "taken from", "taken from, told again", "there and back", "one day", "joint",
         "only fought for"],
)  # fmt: skip
def test_close_reports_of_different_holders_conflict_unless_one_followed_the_other(
    reports: list[dict[str, str]], conflict: bool
) -> None:
    assert kinds(*reports) == [HOLDER] * conflict


def test_what_conflicts_is_one_story_with_all_reports_of_its_incidents() -> None:
    events = events_frame(
        at("06-01", incident_id="a"), at("06-02", incident_id="a"), at("06-05", "blue", incident_id="b"), at("09-01")
    )
    (only,) = found(events)
    assert (only.reports, only.kinds, only.apart) == (("e01", "e02", "e03"), (HOLDER, DATE), 1)
    assert (only.claim_id, only.title, only.places) == ("e01", "", ("rawa",))


@pytest.mark.parametrize(
    ("second", "refused"),
    [
        (at("09-01", "blue", grade="C4"), True),
        (at("09-01", "blue", grade="C3"), False),
        (at("09-01", "red", grade="C4"), False),
        (at("09-01", "blue", grade="C4", status="contested"), False),
    ],
    ids=["poor", "good", "agrees with what is shown", "a fight"],
)
def test_a_claim_that_the_rule_does_not_accept_is_one(second: dict[str, str], refused: bool) -> None:
    assert kinds(at("06-01", grade="B2"), second, rule=CORROBORATED) == [REFUSED] * refused


@pytest.mark.parametrize(
    ("reports", "rule", "standing", "judged"),
    [
        ([at("06-01", grade="B2", **SAME), at("06-03", grade="B2", **SAME)], CORROBORATED, SETTLED, (2, 2)),
        ([at("06-01", grade="B2"), at("09-01", "blue", grade="C4")], CORROBORATED, SETTLED, (0, 1)),
        ([at("06-01", grade="B2"), at("09-01", "blue", grade="C4")], LATEST, None, None),
        ([at("06-01", "", **SAME), at("06-03", "", **SAME)], LATEST, OPEN, (0, 0)),
    ],
    ids=["both accepted", "a claim that lapsed", "no disagreement", "nobody says who held it"],
)
def test_a_rule_settles_what_it_decides(
    reports: list[dict[str, str]], rule: Rule, standing: str | None, judged: tuple[int, int] | None
) -> None:
    events = events_frame(*reports)
    verdicts, histories = (
        derive(Evidence(events, NO_FORCES), rule).verdicts,
        histories_of(derive_control(events, NO_FORCES, rule)),
    )
    place_of = dict(zip(events[Events.event_id], events[Events.town], strict=True))
    settled = [
        settle(each, place_of, verdicts, histories)
        for each in find_disagreements(events, verdicts, histories, NO_NAMES)
    ]
    assert [(each.standing, (each.accepted, each.judged)) for each in settled] == (
        [(standing, judged)] if standing else []
    )


@given(
    st.lists(
        st.tuples(st.integers(1, 28), st.sampled_from(["red", "blue", "red|blue", ""]), st.sampled_from(["", "i", "j"]),
                  st.sampled_from(["", "red", "blue"]), st.sampled_from(["B2", "C4"])),
        min_size=1, max_size=8,
    ),
    st.sampled_from([*RULES.values()]),
)  # fmt: skip
def test_no_report_is_in_two_disagreements_and_order_does_not_matter(
    told: list[tuple[int, str, str, str, str]], rule: Rule
) -> None:
    reports = [
        at(f"06-{day:02}", holder, incident_id=incident, previous_force=before, grade=grade, event_id=f"r{number}")
        for number, (day, holder, incident, before, grade) in enumerate(told)
    ]
    one, other = found(events_frame(*reports), rule), found(events_frame(*reversed(reports)), rule)
    ids = [event_id for each in one for event_id in each.reports]
    assert len(ids) == len(set(ids))
    assert {frozenset(each.reports): each.kinds for each in one} == {frozenset(e.reports): e.kinds for e in other}


ITEMS = {
    "abu-kamal-november-2017": ["2017-11-08 syrian-government", "2017-11-09 syrian-government", "2017-11-11 isis",
                                "2017-11-19 syrian-government"],
    "fallujah-january-2014": ["2014-01-02 isis", "2014-01-03 isis", "2014-01-04 isis"],
    "hit-april-2016": ["2016-04-11 iraqi-government", "2016-04-14 iraqi-government"],
    "rutba-may-2016": ["2016-05-17 iraqi-government", "2016-05-18 iraqi-government", "2016-05-20 iraqi-government"],
    "anah-september-2017": ["2017-09-21 iraqi-government", "2017-09-22 iraqi-government"],
    "ubaydi-autumn-2017": ["2017-10-31 iraqi-government|sunni-tribal-forces", "2017-11-02 iraqi-government|pmf"],
    "walid-crossing-2014-2015": ["2014-06-22 isis", "2015-05-24 isis"],
    "trebil-crossing-june-2014": ["2014-06-22 isis", "Summer 2014 pull-out", "assaulted the crossing"],
    "al-qaim-september-2005": ["2005-09-03 aqi", "2005-09-05 coalition", "2005-09-05 aqi"],
    "manbij-december-2024": ["2024-12-09 turkey-sna", "2024-12-11 turkey-sna", "2024-12-12 turkey-sna"],
    "syrian-euphrates-january-2026": ["2026-01-18 syrian-transitional-government", "2026-01-18 tribal-fighters",
                                      "credits tribal fighters rather than the army", "Listed among"],
    "last-bastion-november-2017": ["Al-Qaim and Rawa, called final IS bastion", "Rawa named with Al-Qaim",
                                   "AP calls Qaim last IS-held town", "Rawa, last IS-held town, entirely retaken"],
    "al-qaim-figures-2017": ["500 km", "320 km", "340 km", "50,000 of them in the town", "150,000", "over 1,500",
                             "1,500 to 2,500"],
}  # fmt: skip
README_WORDS = {
    "Abu Kamal": "abu-kamal", "Fallujah": "fallujah", "Hit freed": "hit", "Rutba": "rutba", "Anah": "anah",
    "Ubaidi": "ubaydi", "Walid": "walid", "Trebil": "trebil", "Al-Qaim in September 2005": "al-qaim-september",
    "Manbij": "manbij", "January 2026": "syrian-euphrates", "last bastion": "last-bastion",
    "article's figures": "al-qaim-figures",
}  # fmt: skip


MUST_SHOW = """
karbala 1991-03-05 1991-03-24
najaf 2004-08-18 2004-08-28
nasiriyah 2003-03-28 2003-04-03
nasiriyah 2006-09-01 2006-12-31
tallil-airbase 2010-10-01 2012-01-31
abu-ghraib 2014-09-25 2014-11-15
jurf-al-sakhar 2014-06-01 2014-08-15
jurf-al-sakhar 2014-10-20 2014-11-05
h-1-air-base 2003-03-20 2003-04-10
h-2-air-base 2003-03-18 2003-04-10
rutba 2003-04-05 2003-04-20
camp-fallujah 2008-12-01 2011-12-31
haditha 2004-10-01 2005-12-31
rutba 2007-01-01 2008-04-30
ramadi 2005-11-20 2006-11-30
haditha 2014-06-20 2014-07-05
hit 2014-10-01 2014-10-20
walid-crossing 2014-06-20 2015-06-15
trebil-crossing 2014-06-15 2014-07-15
jubbah 2015-07-01 2016-06-15
saqlawiyah 2016-05-25 2016-06-15
khalidiya-island 2016-08-20 2016-09-10
fallujah-dam 2014-04-20 2016-07-15
al-omar-oil-field 2012-11-01 2013-12-31
al-omar-oil-field 2017-10-01 2017-11-15
khasham 2017-09-01 2017-12-31
al-husayniyah 2017-09-01 2017-12-31
conoco-gas-plant 2017-09-01 2017-12-31
al-tanak-oil-field 2017-09-01 2017-12-31
al-sukhnah 2017-08-01 2017-08-20
al-asharah 2017-10-15 2017-12-31
al-quriyah 2017-10-15 2017-12-31
al-salihiyah-dura-europos 2017-10-15 2017-12-31
abu-hardub 2017-12-01 2018-01-15
al-shaafah 2019-01-01 2019-01-25
deir-ez-zor 2024-12-06 2024-12-15
dhiban 2025-01-01 2025-02-15
al-busayrah 2025-01-01 2025-02-15
al-zir 2025-01-01 2025-02-15
baath-dam 2017-05-20 2017-06-12
division-17-base 2017-06-01 2017-07-10
al-mansura 2017-05-25 2017-06-12
hunaydah 2017-05-25 2017-06-12
qalat-jabar 2016-12-15 2017-01-15
suwaydiya-saghira 2016-12-15 2017-01-31
manbij 2016-08-05 2016-08-20
manbij 2024-12-06 2024-12-20
khanasir 2013-09-25 2013-10-20
khanasir 2016-02-20 2016-03-05
jirah-airbase 2017-03-01 2017-03-31
tal-abyad 2015-06-10 2015-06-25
jarabulus 2013-06-01 2013-08-15
kobani 2014-10-01 2014-11-15
khasham 2024-12-01 2024-12-10
hatla 2026-01-15 2026-01-25
"""
"""Place, first and last day of each disagreement that the research for the record found."""


@pytest.mark.parametrize("line", MUST_SHOW.split("\n")[1:-1])
def test_what_the_research_found_shows_with_its_reports(
    shipped: Dataset, every_one: list[Disagreement], line: str
) -> None:
    place, first, last = line.split()
    own = shipped.events[(shipped.events[Events.town] == place) & shipped.events[Events.date].between(first, last)]
    ids = {*own[Events.event_id]}
    assert any(place in each.places and not ids.isdisjoint(each.reports) for each in every_one)


@pytest.fixture(scope="module")
def every_one(shipped: Dataset) -> list[Disagreement]:
    control = control_of(shipped, CORROBORATED.name)
    return find_disagreements(shipped.events, control.verdicts, histories_of(control.intervals), NAMED)


class TestKnownOnes:
    """Those that the record keeps on purpose, each with what its reports say."""

    @pytest.mark.parametrize("rule", RULES)
    @pytest.mark.parametrize("claim_id", ITEMS)
    def test_is_found_by_every_rule_with_its_reports(self, shipped: Dataset, rule: str, claim_id: str) -> None:
        each = {one.claim_id: one for one in found(shipped.events, RULES[rule], NAMED)}[claim_id]
        own = shipped.events[shipped.events[Events.event_id].isin(each.reports)]
        said = set(own[Events.date].dt.strftime("%Y-%m-%d ") + own[Events.controlling_force])
        notes = " ".join(own[Events.note])
        assert [words for words in ITEMS[claim_id] if words not in said and words not in notes] == []
        assert each.title
        assert each.said

    def test_all_that_the_facts_list_are_among_them(self) -> None:
        if not README.exists():
            pytest.skip("the facts are not beside this repository")
        listed = README.read_text(encoding="utf-8").partition("Known disagreements")[2].partition("`albu-kamal`")[0]
        assert [words for words in README_WORDS if words not in listed] == []
        assert [start for start in README_WORDS.values() if not any(i.startswith(start) for i in ITEMS)] == []
        assert set(ITEMS) <= set(NAMED[Disagreements.disagreement_id])

    def test_a_name_adds_no_second_row_for_the_same_story(self, shipped: Dataset) -> None:
        rows = found(shipped.events, CORROBORATED, NAMED)
        assert len([each for each in rows if each.places == ("hit",) and each.first.year == 2016]) == 1
        assert len({each.claim_id for each in rows}) == len(rows)

    def test_is_left_out_while_nothing_of_it_is_known(self, shipped: Dataset) -> None:
        events = shipped.events[shipped.events["known_from"] <= "2017-11-08"]
        known = {each.claim_id: each for each in found(events, CORROBORATED, NAMED)}
        assert "manbij-december-2024" not in known
        assert len(known["abu-kamal-november-2017"].reports) == 2

    def test_the_files_beside_the_record_are_whole(self, shipped: Dataset) -> None:
        for table in COMPANIONS:
            sheet = read_sheet(shipped_data() / table.file, table)
            assert not sheet.findings.problems
            assert len(read_companion(table)) == sheet.rows_in
        for column, known in (
            (Disagreements.incidents, shipped.events[Events.incident_id]),
            (Disagreements.reports, shipped.events[Events.event_id]),
            (Disagreements.places, shipped.places[Places.place_id]),
        ):
            assert {item for cell in NAMED[column] for item in items(cell)} <= set(known)

    def test_inhabitants_are_a_side_where_the_name_says_so(self, shipped: Dataset) -> None:
        figures = shipped.places.set_index(Places.place_id)[Places.population]
        assert (figures["al-qaim"], figures["al-qaim-district"]) == (74_100, 150_000)
        assert items(NAMED.set_index(Disagreements.disagreement_id).loc["al-qaim-figures-2017", "places"]) == [
            "al-qaim", "al-qaim-district",
        ]  # fmt: skip


class TestRuleDifferences:
    EVENTS = events_frame(
        at("06-01", grade="B2"), at("07-01", "blue", grade="C3"), at("06-01", "red", "hit", grade="B2"),
        at("06-01", "red", "anah", grade="D4"),
    )  # fmt: skip

    def between(self, one: Rule, other: Rule, day: date) -> list[tuple[str, str, str]]:
        frames = (derive_control(self.EVENTS, NO_FORCES, rule) for rule in (one, other))
        rows = rule_differences(*frames, day)
        return list(zip(rows["place_id"], rows["force_one"], rows["force_other"], strict=True))

    @pytest.mark.parametrize(
        ("one", "other", "day", "wanted"),
        [
            (LATEST, STRICT, date(2014, 7, 2), [("anah", "red", ""), ("rawa", "blue", "red")]),
            (STRICT, LATEST, date(2014, 7, 2), [("anah", "", "red"), ("rawa", "red", "blue")]),
            (CORROBORATED, STRICT, date(2014, 7, 2), [("rawa", "blue", "red")]),
            (LATEST, STRICT, date(2014, 6, 2), [("anah", "red", "")]),
            (LATEST, STRICT, date(2014, 5, 31), []),
            (STRICT, STRICT, date(2014, 7, 2), []),
        ],
    )
    def test_are_the_places_whose_state_differs_on_the_day(
        self, one: Rule, other: Rule, day: date, wanted: list[tuple[str, str, str]]
    ) -> None:
        assert self.between(one, other, day) == wanted

    def test_say_why_on_both_sides(self) -> None:
        frames = (derive_control(self.EVENTS, NO_FORCES, rule) for rule in (LATEST, STRICT))
        row = rule_differences(*frames, date(2014, 7, 2)).set_index("place_id").loc["rawa"]
        assert "most recent report" in row["step_one"]
        assert "too low to stand alone" in row["step_other"]
        assert row["claimant_other"] == "blue"
