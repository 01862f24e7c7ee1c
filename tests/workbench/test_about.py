"""What a picture or an embedded view says of itself is true of what it shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dashboard.analysis.record_cache import record_of
from dashboard.analysis.selection import narrow
from dashboard.control.rules import RULES
from dashboard.workbench.about import LONGEST, MOST_PUBLISHERS, about_of
from tests.builders import rows
from tests.workbench.decoded import SMALL, own_record, payload_of, selection


def test_it_counts_the_reports_and_sources_that_the_filters_leave() -> None:
    record = record_of(None)
    for filters in ({}, {"country": ("IQ",)}, {"grade": "B2"}, {"q": "bridge"}):
        chosen = selection(rule=record.rule, **filters)
        events = narrow(record.dataset, chosen.filters)
        about = about_of(record, chosen)
        assert about == payload_of(record, **filters)["about"]
        assert (about["reports"], about["sources"]) == (len(events), len(set(events["source_id"]) - {""}))
        assert 0 < len(about["publishers"]) <= MOST_PUBLISHERS


def test_publishers_come_with_most_reports_first() -> None:
    record = record_of(SMALL)
    events, sources = record.dataset.events, record.dataset.sources.set_index("source_id")
    counts = events["source_id"].map(sources["publisher"]).value_counts()
    found = [counts[name] for name in about_of(record, selection(rule=record.rule))["publishers"]]
    assert found == sorted(found, reverse=True)
    assert found[0] == counts.max()


def test_it_names_rule_clock_filters_and_version() -> None:
    record = record_of(None)
    about = about_of(
        record,
        selection(rule="strict", known=date(2017, 11, 10), country=("IQ",), grade="C3", q="a b", silent=True),
    )
    assert about["rule_words"] == RULES["strict"].words
    assert about["known"] == "10 November 2017"
    assert about["filters"] == ["country Iraq", "grade C3 or better", "words “a b”", "places without a report, too"]
    assert record.dataset.version in about["version"]
    assert record.dataset.digest in about["version"]
    assert about["credit"] == "Euphrates Valley timeline contributors, CC BY 4.0"


def test_a_record_of_ones_own_has_no_licence_of_ours_and_no_endless_names(tmp_path: Path) -> None:
    sources = rows("source_id,publisher", f"long,{'x' * 500}")
    events = rows("town,date,controlling_force,source_id", "rawa,2014-06-21,isis,long")
    about = about_of(own_record(tmp_path, events=events, sources=sources), selection(rule="corroborated"))
    assert "CC BY" not in about["credit"]
    assert about["publishers"] == ["x" * LONGEST]
    assert (about["reports"], about["sources"]) == (1, 1)
