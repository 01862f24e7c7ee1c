"""What fills the bars of the poster: the states of the payload in the colours of paper, as ``paint.js`` has them.

Days are numbers since 1970, forces and states the numbers of the payload.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any, Final, NamedTuple

from dashboard.control.intervals import BESIEGED, CONTESTED, DIVIDED, PASSED
from dashboard.control.on_day import LAST_KNOWN, OF_AREA
from dashboard.record.looks import luminance
from dashboard.timespan import day_number, day_of
from dashboard.workbench.spans import KNOWN, STATUSES, UNKNOWN

Json = dict[str, Any]
PAPER, INK, MUTE = "#ffffff", "#1f2328", "#ebebeb"
SHARES: Final = {KNOWN[LAST_KNOWN]: 0.3, KNOWN[OF_AREA]: 0.58}
"""How much of its colour a holder keeps that is only last known, or only of the area."""
AREA_SHARE: Final = 0.6
FIRST_SHARE: Final = 0.62
LEAST_CONTRAST: Final = 1.2


class Pattern(Enum):
    """How two colours share a bar."""

    PLAIN = "plain"
    HATCH = "hatch"
    JOINT = "joint"
    DIVIDED = "divided"
    SHIFT = "shift"
    SIEGE = "siege"


class Fill(NamedTuple):
    """The colours of a bar, its share of the height of a row, and the letter on it with its colour."""

    first: str
    second: str
    pattern: Pattern
    share: float = 1.0
    letter: str = ""
    ink: str = INK


class Bar(NamedTuple):
    """A stretch of days in one state, the last one not of it; over the first ``uncertain`` days it may have begun."""

    start: int
    stop: int
    fill: Fill
    uncertain: int = 0


def mix(first: str, second: str, share: float) -> str:
    """This share of the first colour, the rest of the second; both as #rrggbb."""
    parts = zip(*(bytes.fromhex(each[1:]) for each in (first, second)), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in parts)


def on_paper(colour: str) -> str:
    """The colour, moved away from white only where it would sink into it."""
    found = colour
    for _ in range(8):
        if 1.05 / (luminance(found) + 0.05) >= LEAST_CONTRAST:
            break
        found = mix(found, "#000000", 0.88)
    return found


def fills_of(core: Json) -> list[Fill | None]:
    """What each state of the payload looks like; None for the one of nothing known."""
    passing = None if core["only"] is None else set(core["only"])
    return [
        _fill_of(core["looks"], state, passing is None or number in passing)
        for number, state in enumerate(core["states"])
    ]


def _fill_of(looks: list[list[str]], state: list[Any], passes: bool) -> Fill | None:
    holder, status, claim, known = state
    if status == STATUSES[UNKNOWN]:
        return None
    if not passes:
        return Fill(MUTE, "", Pattern.PLAIN)
    share = SHARES.get(known, 1.0)

    def tone(force: int) -> str:
        return mix(on_paper(looks[force][2]), PAPER, share)

    first = tone(holder[0]) if holder else PAPER
    thin = AREA_SHARE if known == KNOWN[OF_AREA] else 1.0
    if status in (STATUSES[CONTESTED], STATUSES[PASSED]):
        pattern = Pattern.HATCH if status == STATUSES[CONTESTED] else Pattern.SHIFT
        return Fill(first, tone(claim[0]) if claim else PAPER, pattern, thin)
    if not holder:
        return None
    if len(holder) > 1:
        pattern = Pattern.DIVIDED if status == STATUSES[DIVIDED] else Pattern.JOINT
        return Fill(first, tone(holder[1]), pattern, thin)
    _, _, colour, letter, ink = looks[holder[0]]
    own = ink if share == 1 and on_paper(colour) == colour else INK
    pattern = Pattern.SIEGE if status == STATUSES[BESIEGED] else Pattern.PLAIN
    return Fill(first, "", pattern, thin, letter, own)


def bars_of(core: Json, fills: list[Fill | None], place: int, span: tuple[int, int]) -> Iterator[Bar]:
    """The bars of a place within these days, in order; what is not known, or was not yet, has none."""
    flat, first = core["spans"][place], span[0]
    last = span[1] if core["known"] is None else min(span[1], core["known"] + 1)
    stops = [*flat[2::2], last]
    uncertain = {number: days for at, number, days in core["fuzzy"] if at == place}
    for number, (start, state, stop) in enumerate(zip(flat[::2], flat[1::2], stops, strict=True)):
        fill = fills[state]
        begin, end = max(start, first), min(stop, last)
        if fill is not None and end > begin:
            yield Bar(begin, end, fill, max(start + uncertain.get(number, 0) - begin, 0))


def slices(first: str, second: str, number: int) -> list[str]:
    """So many colours on the way from one to the other."""
    return [mix(second, first, at / max(number - 1, 1)) for at in range(number)]


def years_between(first: int, last: int, each: int) -> list[tuple[int, int]]:
    """Year and number of its first day, for years that can be divided by ``each`` and begin within these days."""
    years = range(day_of(first).year, day_of(last).year + 1)
    days = [(year, day_number(date(year, 1, 1))) for year in years if year % each == 0]
    return [(year, day) for year, day in days if first <= day < last]
