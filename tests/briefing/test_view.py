"""A view is read from the parameters of the pages' address; what makes no sense is refused by name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.analysis.grammar import WrongParameters
from dashboard.analysis.record_cache import record_of
from dashboard.briefing.view import View, view_of
from tests.workbench.decoded import SMALL

RECORD = record_of(SMALL)
LAST = RECORD.dataset.last_day


def seen(**params: str | list[str]) -> View:
    given = {name.rstrip("_"): [each] if isinstance(each, str) else each for name, each in params.items()}
    return view_of(given, RECORD)


def window(view: View) -> tuple[date, date]:
    return view.selection.window.start, view.selection.window.last


def test_nothing_given_is_the_last_day_and_the_ninety_days_up_to_it() -> None:
    view = seen()
    assert view.selection.on == LAST
    assert window(view) == (LAST - timedelta(days=89), LAST)
    assert view.is_tied
    assert view.selection.rule == RECORD.rule


def test_a_window_stands_by_itself_and_its_last_day_is_shown() -> None:
    view = seen(from_="2014-06-01", to="2015-12-01")
    assert (view.selection.on, *window(view)) == (date(2015, 12, 1), date(2014, 6, 1), date(2015, 12, 1))
    assert not view.is_tied


@pytest.mark.parametrize(
    ("params", "wanted"),
    [
        ({"on": "2015-01-10", "days": "10"}, (date(2015, 1, 1), date(2015, 1, 10))),
        ({"on": "2015-01-10", "from_": "2014-12-01"}, (date(2014, 12, 1), date(2015, 1, 10))),
        ({"on": "2014-01-10", "from_": "2014-12-01"}, (date(2014, 12, 1), date(2014, 12, 1))),
        ({"to": "2014-12-01"}, (date(1991, 1, 1), date(2014, 12, 1))),
    ],
)
def test_windows_are_those_of_the_page(params: dict[str, Any], wanted: tuple[date, date]) -> None:
    assert window(seen(**params)) == wanted


def test_places_are_found_by_any_name_and_filters_are_those_of_the_pages() -> None:
    view = seen(place="القائم", rule="strict", known="2015-01-01", country=["IQ"], only="isis", hide=["airstrikes"])
    assert view.selection.place == "al-qaim"
    assert (view.selection.rule, view.selection.known) == ("strict", date(2015, 1, 1))
    assert view.selection.country == ("IQ",)
    assert (view.only, view.hidden) == ("isis", ("airstrikes",))


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({"on": "2015-13-01"}, ["on"]),
        ({"on": "1950-01-01", "place": "zzzzzz"}, ["place", "on"]),
        ({"from_": "2015-02-01", "to": "2015-01-01"}, ["to"]),
        ({"on": ["2015-01-01", "2015-01-02"]}, ["on"]),
        ({"days": "0"}, ["days"]),
        ({"event": "none-such"}, ["event"]),
        ({"only": "nobody", "hide": ["weather"]}, ["hide", "only"]),
        ({"rule": "mine"}, ["rule"]),
        ({"country": ["XX"]}, ["country"]),
        ({"colour": "red"}, ["colour"]),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(params: dict[str, Any], names: list[str]) -> None:
    with pytest.raises(WrongParameters) as why:
        seen(**params)
    assert sorted(each.parameter for each in why.value.complaints) == sorted(names)
