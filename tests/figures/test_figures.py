"""The counts of reports over time: rows, not pixels."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figures.tempo import tempo_figure, tempo_rows
from dashboard.record.dataset import Dataset
from dashboard.record.vocabulary import KIND_GROUPS, KINDS
from tests.builders import events_frame, report


def test_a_chart_of_nothing_is_drawn() -> None:
    assert len(tempo_figure(tempo_rows(events_frame())).data) == 0


@pytest.mark.parametrize(
    ("last", "periods"),
    [
        ("2014-03-02", ["2014-01-01", "2014-03-02"]),
        ("2014-07-02", ["2013-12-30", "2014-06-30"]),
        ("2017-07-02", ["2014-01-01", "2017-07-01"]),
        ("2026-07-02", ["2014-01-01", "2026-07-01"]),
        ("2026-08-02", ["2014-01-01", "2026-07-01"]),
    ],
)
def test_periods_grow_with_the_stretch_of_time(last: str, periods: list[str]) -> None:
    rows = tempo_rows(events_frame(report("rawa", "2014-01-01", "red"), report("rawa", last, "red")))
    assert [str(day.date()) for day in rows["period"]] == periods


EVENTS = st.lists(st.tuples(st.dates(date(1991, 1, 1), date(2026, 1, 1)), st.sampled_from(list(KINDS))), min_size=1)


@settings(max_examples=30)
@given(EVENTS)
def test_every_report_is_counted_once_in_its_group(events: list[tuple[date, str]]) -> None:
    rows = tempo_rows(events_frame(*(report("rawa", day.isoformat(), kind=kind) for day, kind in events)))
    assert rows["count"].sum() == len(events)
    for group, kinds in KIND_GROUPS.items():
        assert rows.loc[rows["group"] == group, "count"].sum() == sum(kind in kinds for _, kind in events)
    assert not rows.duplicated(["period", "group"]).any()


def test_the_tempo_of_the_shipped_record_adds_up(shipped: Dataset) -> None:
    for first in ("1980", "2014-01-01", "2017-06-01", "2017-10-01"):
        some = shipped.events[(shipped.events["date"] >= first) & (shipped.events["date"] < "2017-12-01")]
        assert tempo_rows(some)["count"].sum() == len(some)
    assert sum(sum(bar.y) for bar in tempo_figure(tempo_rows(shipped.events)).data) == len(shipped.events)
