"""Days, half-open spans, and dates no more exact than they are known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.timespan import Span, day_number, day_of, format_date, format_day, period_end, read_day

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
FIRST, LAST = date(2014, 6, 10), date(2014, 6, 21)


@pytest.mark.parametrize("end", [FIRST, date(2014, 6, 9), date(1991, 1, 1)])
def test_a_span_that_holds_no_day_cannot_exist(end: date) -> None:
    with pytest.raises(ValueError, match="must end after it starts"):
        Span(FIRST, end)


def test_a_span_of_days_holds_both_in_either_order() -> None:
    assert Span.of_days(FIRST, LAST) == Span.of_days(LAST, FIRST) == Span(FIRST, date(2014, 6, 22))
    assert Span.of_days(FIRST, FIRST).days == 1


@pytest.mark.parametrize(
    ("day", "inside"), [(date(2014, 6, 9), False), (FIRST, True), (LAST, True), (date(2014, 6, 22), False)]
)
def test_a_span_holds_its_first_day_and_not_the_day_of_its_end(day: date, inside: bool) -> None:
    assert (day in Span(FIRST, date(2014, 6, 22))) is inside


@given(DAYS, DAYS, DAYS)
def test_a_moved_span_is_as_long_as_before_and_ends_on_the_day(first: date, last: date, day: date) -> None:
    span = Span.of_days(first, last)
    moved = span.ending(day)
    assert (moved.last, moved.days) == (day, span.days)
    assert day in moved
    assert day + timedelta(days=1) not in moved


@pytest.mark.parametrize(
    ("start", "precision", "end"),
    [
        ("2014-06-21", "day", "2014-06-22"),
        ("2014-12-31", "day", "2015-01-01"),
        ("2014-06-21", "week", "2014-06-28"),
        ("2014-06-01", "month", "2014-07-01"),
        ("2014-06-21", "month", "2014-07-01"),
        ("2014-12-01", "month", "2015-01-01"),
        ("2016-02-01", "month", "2016-03-01"),
        ("2014-01-01", "year", "2015-01-01"),
        ("2014-06-21", "year", "2015-01-01"),
    ],
)
def test_a_period_ends_with_its_week_month_or_year(start: str, precision: str, end: str) -> None:
    assert period_end(date.fromisoformat(start), precision) == date.fromisoformat(end)


@given(DAYS, st.sampled_from(["day", "week", "month", "year"]))
def test_a_period_holds_its_first_day(day: date, precision: str) -> None:
    assert day in Span(day, period_end(day, precision))


@pytest.mark.parametrize(
    ("precision", "words"),
    [("day", "3 November 2017"), ("week", "week of 3 November 2017"), ("month", "November 2017"), ("year", "2017")],
)
def test_a_date_reads_no_more_exact_than_it_is_known(precision: str, words: str) -> None:
    assert format_date(date(2017, 11, 3), precision) == words
    assert format_day(date(2017, 11, 3)) == "3 November 2017"


@given(DAYS)
def test_a_day_and_its_number_name_each_other(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert day_number(day) == (day - date(1970, 1, 1)).days


@given(DAYS)
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert read_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["", "20140621", "2014-6-21", "2014-W25-6", "2014-06-31", "2014-06-21T00:00", "٢٠١٤-٠٦-٢١"]
)
def test_a_day_that_is_not_written_in_full_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is for no reader
        read_day(text)
