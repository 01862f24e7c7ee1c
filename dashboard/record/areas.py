"""Areas, as area reports name them: a country, a governorate, a bank of it, a reach of the river, or a list of places.

An area is written by what bounds it, and its members follow from the places: a place added later is in it at once,
and no list of members has to be kept true.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import pandas as pd

from dashboard.record import vocabulary as words
from dashboard.record.cell_syntax import CellError, items
from dashboard.record.river import BANK_KM, RIVER_DISTANCE_KM, RIVER_KM
from dashboard.record.schema import LIST_SEPARATOR, AreaReports, Places
from dashboard.record.spelling import NameIndex, fold
from dashboard.record.validation import Findings, each, note_wrong

MEMBERS: Final = "members"
"""Derived column: the places an area report speaks of, without those excepted, joined by ``|``."""

COUNTRY: Final = "country "
BETWEEN: Final = ".."
PART: Final = "/"
SIDES: Final = ("left", "right")
FORMS: Final = (
    "Write country IQ, SY/Deir ez-Zor, SY/Deir ez-Zor/left, al-qaim..rawa, al-qaim..rawa/right, or places joined by |."
)


def with_members(reports: pd.DataFrame, places: pd.DataFrame, names: NameIndex, findings: Findings) -> pd.DataFrame:
    """The area reports, all text still, with ``members``; one whose area names nothing is set aside.

    ``places`` has the columns of ``Dataset.places``. An exception that names nothing is left out, and
    a problem says so.
    """
    columns = AreaReports.columns()
    find = partial(members_of, places=places, names=names)
    found, wrong = each(reports[AreaReports.area], lambda area: LIST_SEPARATOR.join(find(area)))
    note_wrong(reports[AreaReports.area], columns[AreaReports.area], wrong, findings)
    excepted = {}
    for name in (AreaReports.excepted, AreaReports.excepted_by_judgement):
        joined = lambda cell: LIST_SEPARATOR.join(member for item in items(cell) for member in find(item))  # noqa: E731
        excepted[name], wrong = each(reports[name], joined)
        note_wrong(reports[name], columns[name], wrong, findings)
    rows = zip(found, *excepted.values(), strict=True)
    members = [_without(own, {*items(one), *items(other)}) for own, one, other in rows]
    return findings.accepted(reports.assign(**{MEMBERS: pd.Series(members, reports.index, dtype="str")}))


def _without(members: str, excepted: set[str]) -> str:
    return LIST_SEPARATOR.join(member for member in items(members) if member not in excepted)


def members_of(area: str, places: pd.DataFrame, names: NameIndex) -> list[str]:
    """The ids of the places in an area, in the order of the places; ``CellError`` where the area names nothing."""
    if area.startswith(COUNTRY):
        return _in_country(area.removeprefix(COUNTRY).strip(), places)
    if BETWEEN in area:
        return _in_reach(area, places, names)
    if PART in area:
        return _in_governorate(area, places)
    return [_place(name, names) for name in items(area)]


def _in_country(code: str, places: pd.DataFrame) -> list[str]:
    if code not in words.COUNTRIES:
        raise CellError("no country has this code", f"Use one of: {', '.join(words.COUNTRIES)}.")
    return _ids(places[places[Places.country] == code])


def _in_governorate(area: str, places: pd.DataFrame) -> list[str]:
    country, name, bank = _parts(area)
    own = places[places[Places.country] == country]
    inside = own[own[Places.governorate].map(fold) == fold(name)]
    if inside.empty:
        known = ", ".join(sorted({*own[Places.governorate]} - {""})) or f"none in {country}"
        raise CellError("no place lies in this governorate", f"Governorates of the places: {known}. {FORMS}")
    return _ids(_on_bank(inside, bank))


def _in_reach(area: str, places: pd.DataFrame, names: NameIndex) -> list[str]:
    """The places within ``BANK_KM`` of the stem between two of them, both included."""
    span, _, bank = area.partition(PART)
    ends = [_place(name, names) for name in span.split(BETWEEN)]
    at = places.set_index(Places.place_id)[RIVER_KM]
    if len(ends) != 2 or bank not in ("", *SIDES) or at[ends].isna().any():
        raise CellError("a reach needs two places beside the Euphrates", FORMS)
    low, high = sorted(at[ends])
    near = places[places[RIVER_KM].between(low, high) & (places[RIVER_DISTANCE_KM] <= BANK_KM)]
    return _ids(_on_bank(near, bank))


def _parts(area: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in area.split(PART)]
    if len(parts) > 3 or parts[2:] not in ([], ["left"], ["right"]):
        raise CellError("it is not an area", FORMS)
    return parts[0], parts[1], "".join(parts[2:])


def _on_bank(places: pd.DataFrame, bank: str) -> pd.DataFrame:
    """The places on that bank alone: of a bridge or a dam on both, a report of one bank says nothing."""
    on_bank: pd.DataFrame = places[places[Places.bank] == bank] if bank else places
    return on_bank


def _place(name: str, names: NameIndex) -> str:
    found = names.find(name)
    if not found:
        near = ", ".join(names.nearest(name))
        raise CellError("no place is called this", f"Nearest: {near}. {FORMS}" if near else FORMS)
    return found


def _ids(places: pd.DataFrame) -> list[str]:
    return [str(place) for place in places[Places.place_id]]


def describe_area(area: str, named: dict[str, str]) -> str:
    """The area in words; ``named`` gives the names of places by id."""
    if area.startswith(COUNTRY):
        code = area.removeprefix(COUNTRY).strip()
        return f"all {words.COUNTRIES.get(code, code)}"
    if BETWEEN in area:
        span, _, bank = area.partition(PART)
        first, _, last = span.partition(BETWEEN)
        return f"the {_side(bank)}Euphrates from {named.get(first, first)} to {named.get(last, last)}"
    if PART in area:
        _, name, bank = _parts(area)
        return f"all {name} on the {bank} bank" if bank else f"all {name}"
    return _listed([named.get(place, place) for place in items(area)])


def _side(bank: str) -> str:
    return f"{bank} bank of the " if bank else ""


def _listed(names: Sequence[str], most: int = 4) -> str:
    shown = names if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more places"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
