"""How a force looks everywhere: colour, pattern, letter; and the looks of charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from dashboard.record.holding import Holding
from dashboard.record.schema import Forces
from dashboard.record.vocabulary import KIND_GROUPS, SIDES

UNKNOWN_COLOUR: Final = "#9aa0a6"
BARE: Final = "#e8e6e1"
"""Where nothing is drawn: the ground of a chart, for edges that grow out of it."""
UNKNOWN_NAME: Final = "no holder known"

GROUP_COLOURS: Final[dict[str, str]] = dict(
    zip(KIND_GROUPS, ("#3f5f7d", "#b5763f", "#9c83ad", "#a23b4a", "#7f9d86", "#bdb9af"), strict=True)
)
"""Muted, so that a kind of report does not pass for a force."""
GROUP_COLOURS_ON_DARK: Final[dict[str, str]] = dict(
    zip(KIND_GROUPS, ("#7f9fbd", "#cf9560", "#b49cc4", "#d2606f", "#8fb398", "#6f737a"), strict=True)
)
BANDS_ON_DARK: Final = {
    "#d9d5cb": "#333a44", "#cdc7ba": "#4a4f57", "#c9c2b2": "#5a5f68", "#e3dccb": "#6a6f78", "#e6e8ea": "#1d232b",
    "#f4f1ea": "#2a3038",
}  # fmt: skip
"""Greys of bands that are no force: pale on white, they would glare on black."""
_ON_DARK: Final = BANDS_ON_DARK | dict(zip(GROUP_COLOURS.values(), GROUP_COLOURS_ON_DARK.values(), strict=True))
DARK_GROUND: Final = "#0e1117"
SEEN_ON_DARK: Final = 2.4
"""Contrast with the dark ground below which a colour would sink into it."""

PLOTLY_PATTERNS: Final = {"solid": "", "stripe": "/", "cross": "x", "dot": ".", "bar": "|", "dash": "-"}


TOWN_RANKS: Final = {"city": 1, "town": 2, "village": 4}


def rank_of(kind: str) -> int:
    """Which places keep letter and name when there is no room for all: 1 before 4; kinds without a rank are 3."""
    return TOWN_RANKS.get(kind, 3)


@dataclass(frozen=True)
class Look:
    """How one holder is drawn. ``second`` is the colour of a further force of a joint holding, or ""."""

    name: str
    colour: str
    pattern: str
    letter: str
    second: str = ""

    @property
    def ink(self) -> str:
        """Black or white, whichever reads better on the colour (WCAG relative luminance)."""
        return "#000000" if luminance(self.colour) > 0.18 else "#ffffff"


SIDE: Final = ":side:"
"""Begins the word for a side where it stands in place of a force; no force id begins with a colon."""
NOBODY: Final = Look(UNKNOWN_NAME, UNKNOWN_COLOUR, "solid", "?")


class Looks:
    """The look of every holder, single or joint, of a forces table."""

    def __init__(self, forces: pd.DataFrame) -> None:
        named = forces[Forces.short_name].where(forces[Forces.short_name] != "", forces[Forces.name])
        columns = (forces[c] for c in (Forces.force_id, Forces.colour, Forces.pattern, Forces.letter))
        self._looks = {
            force: Look(name, colour or UNKNOWN_COLOUR, pattern or "solid", letter or name[:1].upper())
            for (force, colour, pattern, letter), name in zip(zip(*columns, strict=True), named, strict=True)
        }

        self._side_of = dict(zip(forces[Forces.force_id], forces[Forces.side], strict=True))
        self._looks |= {SIDE + str(side): _look_of_side(own, self._looks) for side, own in forces.groupby(Forces.side)}

    def side_of(self, holder: str) -> str:
        """The word for the side of a holder, which is that of the first of several; itself where no side is told."""
        first = next(iter(Holding.of(holder).forces), "")
        side = self._side_of.get(first, "")
        return SIDE + side if side else holder

    def of(self, holder: str) -> Look:
        """The look of force ids joined by ``|``, or of a side; of nobody for the empty string."""
        looks = [self._looks.get(force, NOBODY) for force in Holding.of(holder).forces]
        if not looks:
            return NOBODY
        if len(looks) == 1:
            return looks[0]
        first, second = looks[:2]
        name = " with ".join(look.name for look in looks)
        return Look(name, first.colour, first.pattern, first.letter[:1] + second.letter[:1], second.colour)

    def name(self, holder: str) -> str:
        return self.of(holder).name


def _look_of_side(forces: pd.DataFrame, looks: Mapping[str, Look]) -> Look:
    """That of its government, or of the first of its forces that still exists, under the name of the side."""
    ranked = forces.assign(rules=forces[Forces.government_of] == "", ended=forces[Forces.active_to].notna())
    first, side = ranked.sort_values(["rules", "ended"], kind="stable").iloc[0][[Forces.force_id, Forces.side]]
    return replace(looks[first], name=SIDES.get(side, side), pattern="solid")


def see_through(colour: str, opacity: float) -> str:
    """#rrggbb with an opacity from 0 to 1, as CSS writes it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.2f})"


def on_dark(colour: str) -> str:
    """A colour as it is on the dark ground: a force has its own, mixed towards white where it would sink into it."""
    if colour in _ON_DARK:
        return _ON_DARK[colour]
    found = colour
    for _ in range(8):
        if (luminance(found) + 0.05) / (luminance(DARK_GROUND) + 0.05) >= SEEN_ON_DARK:
            break
        parts = (int(found[i : i + 2], 16) for i in (1, 3, 5))
        found = "#" + "".join(f"{round(part * 0.88 + 255 * 0.12):02x}" for part in parts)
    return found


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
