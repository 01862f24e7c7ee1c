"""The method page: what it counts is what the record holds, and what it shows cannot run."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.analysis import coverage
from dashboard.control.fading import AT_LATEST, AT_SOONEST
from dashboard.control.intervals import LAPSES_AFTER
from dashboard.control.rules import CONFIRMED_WITHIN, RULES, UNOPPOSED_FOR, UNOPPOSED_GRADE
from dashboard.figures.coverage import coverage_figure
from dashboard.record.looks import Looks
from dashboard.record.schema import Events, Forces, Places
from dashboard.record.side_tables import Scorecard, read_companion
from dashboard.ui.disagreement_card import named_disagreements
from dashboard.views.method.page import LISTED, SECTIONS
from tests.builders import events_frame, force, place, read, report, rows, table_frame, write
from tests.views.html_tables import table_rows

PAGE = "from dashboard.views.method.page import render\nrender()"
HOSTILE = "<img src=x onerror=alert(1)> **bold** $x$ ](javascript:alert(1))"


@pytest.fixture(scope="module")
def page():
    return AppTest.from_string(PAGE, default_timeout=60).run()


def places_of(**countries):
    return table_frame(Places, *(place(name, country=country) for name, country in countries.items()))


def source_lines(*urls):
    lines = [f'{name},"{title}",{publisher},C,{url}' for name, title, publisher, url in urls]
    return rows("source_id,title,publisher,reliability,url", *lines)


class TestPage:
    def test_draws_every_section_in_order(self, page):
        assert not page.exception
        assert [header.value for header in page.header] == [title for title, _, _ in SECTIONS]

    def test_the_table_of_contents_leads_to_every_section(self, page):
        assert [header.proto.anchor for header in page.header] == [anchor for _, anchor, _ in SECTIONS]
        assert all(f"[{title}](#{anchor})" in page.markdown[0].value for title, anchor, _ in SECTIONS)

    def test_counts_are_those_of_the_data(self, page, shipped):
        said = "".join(element.proto.body for element in page.get("html"))
        assert f"{len(shipped.events):,} reports, {len(shipped.places)} places" in said
        assert f"{len(shipped.sources):,} sources" in said

    def test_says_which_version_to_cite(self, page, shipped):
        assert shipped.digest in page.code[0].value
        assert str(shipped.last_day) in page.code[0].value

    def test_search_narrows_publishers_and_lists_articles(self, page):
        before = table_rows(page, "publishers")
        page.text_input(key="sources_q").set_value("long war").run()
        publishers, articles = table_rows(page, "publishers"), table_rows(page, "articles")
        page.text_input(key="sources_q").set_value("").run()
        assert len(before) == LISTED
        assert 0 < len(publishers) < LISTED
        assert articles
        assert all("long war" in " ".join(cells).lower() for cells in publishers)

    def test_the_whole_tables_of_sources_open_on_demand(self, page, shipped):
        assert len(page.dataframe) == 0
        page.session_state["all_publishers"] = page.session_state["all_articles"] = True
        publishers, articles = (table.value for table in page.run().dataframe)
        assert len(publishers) > LISTED
        assert len(articles) == len(shipped.sources)

    def test_the_rules_are_told_with_their_own_numbers(self, page):
        said = " ".join(" ".join(element.value.split()) for element in page.markdown)
        for words in (
            f"Within {CONFIRMED_WITHIN.days} days", f"for {UNOPPOSED_FOR.days} days nobody",
            f"for {LAPSES_AFTER.days} days", f"graded {UNOPPOSED_GRADE} or better",
            f"not before {AT_SOONEST.days // 365} years", f"the latest after {AT_LATEST.days // 365}.",
        ):  # fmt: skip
            assert words in said
        assert all(f"*{name.capitalize()}*" in said for name in RULES)
        assert "does not change the map" not in said

    def test_the_scorecard_counts_every_fact_under_each_rule(self, page):
        found = {rule: [int(cell) for cell in cells[:3]] for rule, *cells in table_rows(page, "scorecard")}
        assert list(found) == [name.capitalize() for name in RULES]
        facts = len(read_companion(Scorecard))
        assert [sum(counts) for counts in found.values()] == [facts] * len(RULES)
        lists = [element.label for element in page.expander if "gets wrong" in element.label]
        missed = zip(RULES, (wrong + unknown for _, wrong, unknown in found.values()), strict=True)
        assert lists == [
            f"{name.capitalize()}: {count} facts that it gets wrong or does not know" for name, count in missed
        ]

    def test_disagreements_with_a_name_lead_to_the_claims_page(self, page):
        said = "".join(element.proto.body for element in page.get("html"))
        for claim_id, title in named_disagreements():
            assert f'<a class="own" href="claims?claim={claim_id}" target="_self">{title}</a>' in said

    def test_own_data_is_not_given_the_notes_of_the_shipped_record(self, tmp_path, monkeypatch):
        write(tmp_path, events=rows("town,date,controlling_force,operation", "al-qaim,2014-06-21,isis,"))
        monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
        own = AppTest.from_string(PAGE, default_timeout=60).run()
        assert not own.exception
        said = "".join(element.proto.body for element in own.get("html"))
        assert "1 report" in said
        assert coverage.THIN_SPOTS[0] not in said
        assert "contributors" not in own.code[0].value

    def test_hostile_text_stays_text(self, tmp_path, monkeypatch):
        events = rows("town,date,controlling_force,operation,source_id", "evil,2014-06-21,evil,,evil")
        places = rows("place_id,name,country", f"evil,{HOSTILE},IQ")
        forces = rows("force_id,name,short_name,active_to", f"evil,{HOSTILE},{HOSTILE},2015-01-01")
        sources = source_lines(("evil", HOSTILE, HOSTILE, "javascript:alert(1)"))
        write(tmp_path, events=events, places=places, forces=forces, sources=sources)
        monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
        own = AppTest.from_string(PAGE, default_timeout=60).run()
        assert not own.exception
        said = [element.value for element in (*own.markdown, *own.caption)]
        said += [element.proto.body for element in own.get("html")]
        assert "&lt;img src=x onerror" in " ".join(said)
        assert not any("<img" in text or 'href="javascript' in text for text in said)

    def test_unreadable_data_says_why(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "nowhere"))
        own = AppTest.from_string(PAGE, default_timeout=60).run()
        assert "cannot be read" in own.error[0].value


class TestCoverage:
    def test_quiet_years_are_counted_as_none(self):
        events = events_frame(report("a", "2014-01-01"), report("a", "2014-05-01"), report("b", "2016-01-01"))
        found = coverage.coverage_rows(events, places_of(a="IQ", b="SY"))
        assert found.to_numpy().tolist() == [
            [2014, "Iraq", 2], [2014, "Syria", 0], [2015, "Iraq", 0],
            [2015, "Syria", 0], [2016, "Iraq", 0], [2016, "Syria", 1],
        ]  # fmt: skip

    def test_a_place_without_country_still_counts(self):
        found = coverage.coverage_rows(events_frame(report("a", "2014-01-01")), places_of(a=""))
        assert found.to_numpy().tolist() == [[2014, coverage.NO_COUNTRY, 1]]

    def test_every_report_counts_once(self, shipped):
        found = coverage.coverage_rows(shipped.events, shipped.places)
        assert found["reports"].sum() == len(shipped.events)

    def test_chart_and_table_hold_the_same_numbers(self, shipped):
        found = coverage.coverage_rows(shipped.events, shipped.places)
        figure, table = coverage_figure(found), coverage.coverage_table(found).set_index("Year")
        drawn = {bar.name: dict(zip(bar.x, bar.y, strict=True)) for bar in figure.data}
        assert drawn == {country: table[country].to_dict() for country in drawn}
        assert table["All"].sum() == len(shipped.events)

    @pytest.mark.parametrize(
        ("years", "said"),
        [
            ([], []),
            ([2010], ["2010"]),
            ([2010, 2011], ["2010 to 2011"]),
            ([2012, 2009, 2010], ["2009 to 2010", "2012"]),
        ],
    )
    def test_years_become_spans(self, years, said):
        assert coverage.year_spans(years) == said

    def test_thin_years_have_few_reports(self):
        full = [report("a", f"2014-0{month}-01") for month in range(1, 6)]
        events = events_frame(*full, report("a", "2016-01-01"))
        found = coverage.coverage_rows(events, places_of(a="IQ"))
        assert coverage.thin_years(found) == {"Iraq": ["2015 to 2016"]}

    def test_places_without_reports_are_listed_first(self, tmp_path):
        table = coverage.place_table(read(tmp_path, events=rows("town,date", "rawa,2014-06-21", "rawa,2014-06-22")))
        assert table["Reports"].tolist() == [0, 0, 2]
        assert table.iloc[2][["Place", "First", "Last"]].tolist() == ["Rawa", "2014-06-21", "2014-06-22"]

    def test_grades_add_up(self, shipped):
        table = coverage.grade_table(shipped.events).set_index("Source")
        assert table.to_numpy().sum() == len(shipped.events)
        assert table.loc["C", "3"] == (shipped.events["grade"] == "C3").sum()


class TestSources:
    def test_only_web_addresses_become_links(self, tmp_path):
        urls = ["https://example.org/a", "javascript:alert(1)", "data:text/html,x", "ftp://example.org", "", "//x.org"]
        sources = source_lines(*((f"s{n}", f"t{n}", "p", url.replace(",", "")) for n, url in enumerate(urls)))
        events = rows("town,date,source_id", "rawa,2014-06-21,s0")
        table = coverage.source_table(read(tmp_path, events=events, sources=sources))
        assert table["Address"].tolist() == ["https://example.org/a", "", "", "", "", ""]
        assert "javascript:alert(1)" in table["Other address"].tolist()

    def test_all_of_them_are_listed(self, shipped):
        table = coverage.source_table(shipped)
        assert len(table) == len(shipped.sources)
        assert table["Reports"].sum() == (shipped.events[Events.source_id] != "").sum()

    def test_publishers_count_articles_and_reports(self, tmp_path):
        sources = source_lines(("a", "A", "Agency", ""), ("b", "B", "Agency", ""), ("c", "C", "Paper", ""))
        events = rows("town,date,source_id", "rawa,2014-06-21,a", "rawa,2014-06-22,b", "rawa,2014-06-23,b")
        dataset = read(tmp_path, events=events, sources=sources)
        table = coverage.publisher_table(dataset, Looks(dataset.forces))
        assert table[["Publisher", "Reports", "Articles"]].to_numpy().tolist() == [["Agency", 3, 2], ["Paper", 0, 1]]
        assert table["Reliability"].tolist() == ["C, fairly reliable"] * 2

    @pytest.mark.parametrize(
        ("asked", "found"), [("", 2), ("REUTERS", 1), ("reuters b", 1), ("reuters c", 0), ("(", 0), ("  ", 2)]
    )
    def test_every_word_must_match(self, asked, found):
        table = pd.DataFrame({"Publisher": ["Reuters", "SOHR"], "Reliability": ["B", "C"]})
        assert len(coverage.matching(table, asked)) == found

    def test_nothing_matches_in_an_empty_table(self):
        assert coverage.matching(pd.DataFrame({"Publisher": []}), "x").empty


class TestEndings:
    def test_an_heir_takes_over_and_without_one_nobody_is_known(self):
        forces = table_frame(
            Forces,
            force("old", active_to="2013-04-07"),
            force("new", parent_force_id="old", active_from="2013-04-08"),
            force("gone", active_to="2003-04-09"),
        )
        table = coverage.endings(forces, Looks(forces))
        assert table.to_numpy().tolist() == [
            ["gone", "9 April 2003", "no holder known"],
            ["old", "7 April 2013", "new"],
        ]
