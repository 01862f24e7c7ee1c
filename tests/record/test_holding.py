"""A holding is a value, and nowhere else is its text taken apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record.holding import Holding, forces_in, shares

PACKAGE = Path(__file__).parent.parent.parent / "dashboard"
LISTS_OF_ANY_KIND = {
    "areas.py",
    "cell_syntax.py",
    "derived_columns.py",
    "load.py",
    "schema.py",
    "validation.py",
    "datapackage.py",
}
"""Where the cells of the tables are read and written, whatever they list."""
FORCES = st.lists(st.sampled_from("abcd"), unique=True).map(tuple)


@given(FORCES)
def test_a_holding_and_its_text_name_each_other(forces: tuple[str, ...]) -> None:
    holding = Holding(forces)
    assert Holding.of(str(holding)) == holding
    assert hash(Holding.of(str(holding))) == hash(holding)
    assert bool(holding) is bool(forces)
    assert holding.first == "".join(forces[:1])


@given(FORCES, FORCES)
def test_holdings_share_a_force_that_both_have(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    common = bool({*one} & {*other})
    assert Holding(one).shares(Holding(other)) is common
    assert shares("|".join(one), "|".join(other)) is common


@pytest.mark.parametrize(("cells", "forces"), [((), []), (("", ""), []), (("b|a", "", "a|c"), ["b", "a", "c"])])
def test_forces_are_listed_once(cells: tuple[str, ...], forces: list[str]) -> None:
    assert [*forces_in(cells)] == forces


def test_holdings_are_taken_apart_and_joined_in_one_module() -> None:
    taken = re.compile(r"LIST_SEPARATOR|split\(\"\|\"\)")
    files = [file for file in PACKAGE.rglob("*.py") if "eventsets" not in file.parts]
    found = {file.name for file in files if taken.search(file.read_text(encoding="utf-8"))}
    assert found - LISTS_OF_ANY_KIND == {"holding.py"}
