"""One grammar: what it reads is what its schemas allow, and everything that is wrong is said at once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.day_patterns import MOMENTS
from dashboard.analysis.grammar import WINDOW_DAYS, WrongParameters, asked, parameters_of, selection_of, window_of
from dashboard.analysis.record_cache import record_of
from dashboard.control.rules import RULES
from dashboard.timespan import Span

RECORD = record_of(None)
KNOWN = parameters_of(RECORD)
READ_AS = {"on": "day", "with": "day", "from": "day", "to": "day", "known": "day", "days": "length"}
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "isis", "IQ", "strict", "open", "holder", "B3", "C3", "all", "90", "36525", "36526", "007"]),
    st.dates(date(1970, 1, 1), date(2040, 1, 1)).map(date.isoformat),
    st.integers(-5, 40_000).map(str),
)


def found(**given: str | list[str]) -> dict[str, Any]:
    """What these parameters stand for; every one of the grammar can be used."""
    return asked({name: [value] if isinstance(value, str) else value for name, value in given.items()}, KNOWN, KNOWN)


@given(st.sampled_from(sorted({*KNOWN} - {"place"})), VALUES)
def test_a_value_is_read_where_the_schema_allows_it_and_only_there(name: str, value: str) -> None:
    parameter = KNOWN[name]
    schema = parameter.schema["items"] if parameter.many else parameter.schema
    number = int(value) if name == "days" and value.isascii() and value.isdecimal() else value
    is_allowed = jsonschema.Draft202012Validator(schema).is_valid(number)
    try:
        asked({name: [value]}, [name], KNOWN)
    except WrongParameters:
        assert not is_allowed
    else:
        assert is_allowed


def test_examples_are_read() -> None:
    for parameter in KNOWN.values():
        given = [str(each) for each in (parameter.example if parameter.many else [parameter.example])]
        assert asked({parameter.name: given}, [parameter.name], KNOWN)


def test_everything_that_is_wrong_is_said_at_once_with_what_is_allowed() -> None:
    with pytest.raises(WrongParameters) as wrong:
        asked({"rule": ["newest"], "on": ["2017-11-10"] * 2, "x": ["1"], "force": ["isis", "martians"]}, KNOWN, KNOWN)
    said = {(each.parameter, each.given): each.allowed for each in wrong.value.complaints}
    assert said.keys() == {
        ("x", "1"), ("rule", "newest"), ("on", "2017-11-10, 2017-11-10"), ("force", "martians")
    }  # fmt: skip
    assert all(rule in said["rule", "newest"] for rule in RULES)
    assert "isis" in said["force", "martians"]


def test_a_place_answers_to_any_of_its_names() -> None:
    assert {found(place=name)["place"] for name in ("al-qaim", "Al-Qa'im", "القائم")} == {"al-qaim"}


def test_lists_come_in_one_order_and_once() -> None:
    assert found(force=["isis", "coalition", "isis"])["force"] == ("coalition", "isis")


def test_nothing_given_is_the_view_that_pages_begin_with() -> None:
    view = selection_of({}, RECORD)
    assert (view.on, view.rule, view.known) == (RECORD.dataset.last_day, RECORD.rule, None)
    assert (view.window.last, view.window.days) == (view.on, WINDOW_DAYS)


@pytest.mark.parametrize(
    ("days", "start", "end", "expected"),
    [
        (None, None, None, ("2017-08-13", "2017-11-10")),
        (10, None, None, ("2017-11-01", "2017-11-10")),
        (10, "2014-06-01", None, ("2014-06-01", "2017-11-10")),
        (None, "2018-01-01", None, ("2018-01-01", "2018-01-01")),
        (None, None, "2014-06-01", ("1991-01-01", "2014-06-01")),
        (None, "2014-06-30", "2014-06-01", ("2014-06-01", "2014-06-30")),
    ],
)
def test_the_window_of_reports(days: int | None, start: str | None, end: str | None, expected: tuple[str, str]) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    expected_days = Span.of_days(*(date.fromisoformat(day) for day in expected))
    assert window_of(date(2017, 11, 10), days, first, last) == expected_days


@given(st.dates(), st.dates())
def test_every_day_and_every_interval_of_days_is_a_moment(one: date, other: date) -> None:
    open_ends = (f"../{one}", f"{one}/..", f"/{one}", f"{one}/")
    for moment in (f"{one}", f"{one}/{other}", *open_ends, f"{one}T/{other}T23:59:59.5Z", f"{one}T00:00:00+03:00"):
        assert re.search(MOMENTS, moment)


@given(st.dates(date(1, 1, 1), date(9999, 12, 30)))
def test_no_day_that_never_was_is_a_moment(day: date) -> None:
    is_last = (day + timedelta(days=1)).month != day.month
    after = f"{day.year:04}-{day.month:02}-{day.day + 1:02}"
    assert bool(re.search(MOMENTS, after)) == (not is_last)
