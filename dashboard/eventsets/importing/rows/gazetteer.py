"""What the record knows of the places and forces that an event file names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import pandas as pd
from rapidfuzz import fuzz, process

from dashboard.eventsets.importing.rows.column_plan import COUNTRY_WORDS
from dashboard.record.dataset import Dataset
from dashboard.record.load import name_index
from dashboard.record.schema import Forces, Places
from dashboard.record.spelling import LONGEST_NAME, fold

STATES: Final[dict[str, tuple[str, ...]]] = {
    "syria": ("syrian-government", "syrian-transitional-government"),
    "syrian": ("syrian-government", "syrian-transitional-government"),
    "iraq": ("iraqi-government-saddam", "iraqi-government"),
    "iraqi": ("iraqi-government-saddam", "iraqi-government"),
    "turkey": ("turkey-sna",),
    "turkiye": ("turkey-sna",),
    "russia": ("russia",),
    "iran": ("iran",),
    "israel": ("israel",),
    "unitedstates": ("coalition",),
}
"""The forces that stand for a state, in the order in which they followed each other."""

_STATE: Final = re.compile(
    r"(?:(?:military|police|armed|security) forces of|government of)\s+(?:the\s+)?(.+)|(\S+) (?:government|army)", re.I
)
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
ALIKE: Final = 90.0
KNOWN_AT_MOST: Final = 100_000
"""Different names whose answers are kept; past that they are looked up again."""


@dataclass(frozen=True)
class PlaceFound:
    """Where the record puts a place, and how exactly."""

    name: str
    country: str
    admin1: str
    latitude: float | None
    longitude: float | None
    precision: str
    radius_km: float | None


PRECISIONS: Final = {"exact": ("exact", 0.0), "approximate": ("near", 5.0)}

PROVINCES: Final = (
    *("Anbar", "Nineveh", "Ninawa", "Salah al-Din", "Salahuddin", "Saladin", "Diyala", "Babil", "Wasit", "Maysan"),
    *("Dhi Qar", "Muthanna", "Qadisiyyah", "Rif Dimashq", "Rural Damascus"),
    *("الأنبار", "نينوى", "صلاح الدين", "ديالى", "بابل", "واسط", "ميسان", "ذي قار", "المثنى", "القادسية", "ريف دمشق"),
)
"""Governorates of Iraq and Syria whose name is not that of a city as well."""
_PROVINCE: Final = re.compile(
    r"\b(?:governorate|province|muhafaz(?:a|ah|at))\b|^(?:wilayat|wilayah)\b|^محافظة\b", re.IGNORECASE
)


class Gazetteer:
    """Places and forces of one record by any of their names."""

    def __init__(self, record: Dataset) -> None:
        self._places = name_index(record.places, Places)
        self._forces = name_index(record.forces, Forces)
        self._rows = {row[Places.place_id]: row for row in record.places.to_dict("records")}
        self._until = dict(zip(record.forces[Forces.force_id], record.forces[Forces.active_to], strict=True))
        self._since = dict(zip(record.forces[Forces.force_id], record.forces[Forces.active_from], strict=True))
        self._holders: dict[str, tuple[str, ...]] = {}
        self._provinces = frozenset(map(fold, (*PROVINCES, *record.places[Places.governorate])))
        self._no_cities = frozenset(map(fold, PROVINCES))

    def place(self, text: str) -> PlaceFound | None:
        """The place of this id, name or alias, if there is just one."""
        row = self._rows.get(self._places.find(text[:LONGEST_NAME]) or "")
        if row is None:
            return None
        precision, radius = PRECISIONS.get(row[Places.coordinate_precision], ("unknown", None))
        point = [None if pd.isna(row[each]) else float(row[each]) for each in (Places.latitude, Places.longitude)]
        name = str(row[Places.name]) if text in self._rows else text
        where = (str(row[Places.country]), str(row[Places.governorate]))
        known = radius if None not in point else None
        return PlaceFound(name, *where, point[0], point[1], precision if None not in point else "unknown", known)

    def area(self, text: str, alone: bool) -> str:
        """ "province" or "country" where the name is that of one, else "".

        ``alone``: nothing else says where the event was, so that a name which a province shares with a city counts.
        """
        if text.lower().strip() in COUNTRY_WORDS:
            return "country"
        wanted = fold(text[:LONGEST_NAME])
        named = wanted in (self._provinces if alone else self._no_cities)
        return "province" if named or _PROVINCE.search(text[:LONGEST_NAME]) else ""

    def holder(self, text: str, day: date) -> str:
        """The ids of the forces that a list of actors stands for on a day, an actor that is none by its name."""
        return "|".join(dict.fromkeys(self._force(item.strip(), day) for item in text.split("|") if item.strip()))

    def _force(self, actor: str, day: date) -> str:
        if actor not in self._holders:
            if len(self._holders) >= KNOWN_AT_MOST:
                self._holders.clear()
            self._holders[actor] = tuple(self._candidates(actor[: 2 * LONGEST_NAME]))
        found = self._holders[actor]
        return next((force for force in found if self._lives(force, day)), found[-1] if found else actor)

    def _lives(self, force: str, day: date) -> bool:
        since, until = self._since[force], self._until[force]
        return (pd.isna(since) or since.date() <= day) and (pd.isna(until) or day <= until.date())

    def _candidates(self, actor: str) -> Iterable[str]:
        """Forces the actor may be, by its name, then as a state, then by likeness."""
        bare = _ASIDE.sub("", actor).strip() or actor
        for spelling in (actor, bare, *(part.strip() for part in bare.split(":"))):
            if found := self._forces.find(spelling):
                return [found]
        if (form := _STATE.fullmatch(bare)) and (states := STATES.get(fold(form[1] or form[2]))):
            return [force for force in states if force in self._forces.names]
        return self._alike(bare)

    def _alike(self, actor: str) -> list[str]:
        wanted = fold(actor)
        if len(wanted) < 6:
            return []
        best = process.extractOne(wanted, self._spellings, scorer=fuzz.ratio, score_cutoff=ALIKE)
        keys = self._forces.spellings[best[0]] if best else ()
        return list(keys) if len(keys) == 1 else []

    @cached_property
    def _spellings(self) -> list[str]:
        return [spelling for spelling in self._forces.spellings if len(spelling) >= 6]
