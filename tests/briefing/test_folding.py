"""Folding tells everything once, and loses nothing."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.briefing.folding import folded
from tests.briefing.files import unfolding

LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=12)
NAMES = st.sampled_from(["a", "b", "name", "__proto__"])
VALUES = st.recursive(LEAVES, lambda part: st.lists(part, max_size=4) | st.dictionaries(NAMES, part, max_size=3))


def given_back(values: list[Any]) -> list[Any]:
    """The values after a journey as JSON."""
    nodes, shared, shapes = json.loads(json.dumps(folded(values)))
    return [*map(unfolding(shared, shapes), nodes)]


@given(st.lists(VALUES, max_size=4))
def test_what_is_folded_comes_back_with_its_types(values: list[Any]) -> None:
    assert json.dumps(given_back([*values, *values])) == json.dumps([*values, *values])


def test_what_stands_twice_is_told_once() -> None:
    report = {"note": "a note that is long enough", "source": ["SOHR", "a title", "https://example.org/1"]}
    nodes, shared, _ = folded([report, {"also": report}, [report]])
    assert len(json.dumps([nodes, shared])) < 1.5 * len(json.dumps(report))


def test_an_object_that_is_met_again_counts_as_used_again() -> None:
    report = {"a": "x", "b": "y"}
    assert folded([report, report]).nodes == [-1, -1]


def test_what_stands_once_is_told_where_it_is_used() -> None:
    assert folded([["only here, and long"]]).shared == []


def test_numbers_are_no_names_of_what_is_shared() -> None:
    assert given_back([-1, 0, 1, True, 1.5, -1.5]) == [-1, 0, 1, True, 1.5, -1.5]
