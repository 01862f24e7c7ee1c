"""How a holder looks: one look for each, readable on its colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.record.looks import (
    DARK_GROUND,
    GROUP_COLOURS,
    GROUP_COLOURS_ON_DARK,
    NOBODY,
    PLOTLY_PATTERNS,
    SEEN_ON_DARK,
    UNKNOWN_COLOUR,
    Look,
    Looks,
    luminance,
    on_dark,
)
from dashboard.record.schema import Forces
from dashboard.record.vocabulary import KIND_GROUPS, KINDS, PATTERNS
from tests.builders import force, table_frame

FORCES = table_frame(
    Forces,
    force("red", name="Reds", colour="#ff0000", pattern="dot", letter="R"),
    force("blue", name="Blue Army", short_name="Blues", colour="#0000ff", pattern="bar", letter="BA"),
    force("plain", name="plain folk"),
)
LOOKS = Looks(FORCES)


@pytest.mark.parametrize(
    ("holder", "look"),
    [
        ("", NOBODY),
        ("|", NOBODY),
        ("stranger", NOBODY),
        ("red", Look("Reds", "#ff0000", "dot", "R")),
        ("blue", Look("Blues", "#0000ff", "bar", "BA")),
        ("plain", Look("plain folk", UNKNOWN_COLOUR, "solid", "P")),
        ("red|blue", Look("Reds with Blues", "#ff0000", "dot", "RB", "#0000ff")),
        ("blue|red", Look("Blues with Reds", "#0000ff", "bar", "BR", "#ff0000")),
        ("red|blue|plain", Look("Reds with Blues with plain folk", "#ff0000", "dot", "RB", "#0000ff")),
    ],
)
def test_a_holder_looks_like(holder: str, look: Look) -> None:
    assert LOOKS.of(holder) == look
    assert LOOKS.name(holder) == look.name


@pytest.mark.parametrize(
    ("colour", "value"), [("#000000", 0), ("#ffffff", 1), ("#ff0000", 0.2126), ("#00FF00", 0.7152), ("#808080", 0.2159)]
)
def test_luminance_is_that_of_wcag(colour: str, value: float) -> None:
    assert luminance(colour) == pytest.approx(value, abs=1e-4)


@given(st.integers(0, 0xFFFFFF))
def test_the_letter_reads_on_every_colour(colour: int) -> None:
    look = Look("any", f"#{colour:06x}", "solid", "A")
    light, dark = sorted((luminance(look.colour), luminance(look.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def contrast(one: str, other: str) -> float:
    less, more = sorted((luminance(one), luminance(other)))
    return (more + 0.05) / (less + 0.05)


@given(st.integers(0, 0xFFFFFF))
def test_no_force_sinks_into_the_dark_ground_and_only_dark_ones_are_changed(colour: int) -> None:
    own = f"#{colour:06x}"
    seen = contrast(own, DARK_GROUND) >= SEEN_ON_DARK
    assert (on_dark(own) == own) == seen
    assert contrast(on_dark(own), DARK_GROUND) >= SEEN_ON_DARK


def test_kinds_of_reports_have_a_colour_of_their_own_on_either_ground() -> None:
    assert list(GROUP_COLOURS_ON_DARK) == list(GROUP_COLOURS)
    assert all(contrast(each, DARK_GROUND) >= SEEN_ON_DARK for each in GROUP_COLOURS_ON_DARK.values())


def test_every_kind_of_event_belongs_to_one_group_with_a_colour() -> None:
    grouped = [kind for kinds in KIND_GROUPS.values() for kind in kinds]
    assert sorted(grouped) == sorted(KINDS)
    assert list(GROUP_COLOURS) == list(KIND_GROUPS)
    assert len(set(GROUP_COLOURS.values())) == len(GROUP_COLOURS)


def test_every_pattern_can_be_drawn_and_told_apart() -> None:
    assert set(PLOTLY_PATTERNS) == set(PATTERNS)
    assert len(set(PLOTLY_PATTERNS.values())) == len(PATTERNS)
