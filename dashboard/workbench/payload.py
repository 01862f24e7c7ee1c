"""The payload that knows every day: who held each place when, all reports and all changes of hands.

Everything that depends on the filters, but not on the day, goes to the browser once; map, river diagram and time strip
read it there (``browser/workbench/model.js``). Columns, not rows, and days in order of time as differences, which is
half as long.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.analysis.record_cache import Record, control_of
from dashboard.analysis.selection import Selection, changes_shown, narrow, narrow_places
from dashboard.analysis.sentences import describe_assumed
from dashboard.control.derive import assumed_by
from dashboard.record.holding import Holding, forces_in
from dashboard.record.looks import rank_of
from dashboard.record.river import RIVER_KM, STRIP, STRIPS, in_river_order
from dashboard.record.schema import Events, Forces, Places
from dashboard.record.vocabulary import GROUP_OF, KIND_GROUPS, KINDS
from dashboard.text import clean
from dashboard.timespan import EARLIEST, FIRST_DAY, day_number
from dashboard.workbench.about import about_view
from dashboard.workbench.spans import State, numbered, place_spans

Json = dict[str, Any]

NOBODY: Final = -1
LOCATED_TO: Final = 4
"""Digits after the point of a coordinate: 11 metres."""
LONGEST: Final = 65_535
"""Days of a report, as many as the browser's array of them holds: 179 years."""


def core_payload(record: Record, selection: Selection) -> Json:
    """All that the filters leave of the record; the day, the window and the place of the selection do not matter."""
    filters, dataset = selection.filters, record.dataset
    basis = control_of(dataset, filters.rule, filters.known)
    events = narrow(dataset, filters)
    places = in_river_order(narrow_places(dataset, filters, events))
    number = {place: row for row, place in enumerate(places[Places.place_id])}
    states, spans, fuzzy = numbered(place_spans(dataset, filters.rule, filters.known), number)
    hands = changes_shown(basis.changes, places, filters).sort_values("start", kind="stable")
    forces = _forces(record, [*(cell for state in states for cell in state.cells), *_holders(hands)])
    wanted = frozenset(filters.force)
    passing = [row for row, state in enumerate(states) if not wanted.isdisjoint(forces_in(state.cells))]
    return {
        "first": day_number(_first_day(record)),
        "last": day_number(dataset.last_day),
        "known": day_number(filters.known) if filters.known else None,
        "strips": list(STRIPS.values()),
        "looks": [_look(record, force) for force in forces],
        "states": [_state(state, forces) for state in states],
        "only": passing if wanted else None,
        "places": _places(places),
        "spans": spans,
        "fuzzy": fuzzy,
        "reports": _reports(events, number),
        "changes": _changes(hands, number, forces),
        "reaches": _reaches(record.reaches, number),
        "kinds": list(KINDS.values()),
        "groups": list(KIND_GROUPS),
        "group": [list(KIND_GROUPS).index(GROUP_OF[kind]) for kind in KINDS],
        "aside": describe_assumed(assumed_by(dataset.events, filters.known)) if filters.known else "",
        "about": about_view(record, filters, events),
    }


def _first_day(record: Record) -> date:
    """The first day that can be shown: of a record of the reader's own the first of the year of its first report."""
    first, last = record.dataset.first_day, record.dataset.last_day
    if not record.dataset.is_own:
        return FIRST_DAY
    return max(first.replace(month=1, day=1), EARLIEST) if last >= EARLIEST else first


def _forces(record: Record, cells: Iterable[str]) -> dict[str, int]:
    """The number of each force that is named, in the order of their table."""
    named = forces_in(cells)
    turn = {force: turn for turn, force in enumerate(record.dataset.forces[Forces.force_id])}
    return {force: number for number, force in enumerate(sorted(named, key=lambda force: turn[force]))}


def _look(record: Record, force: str) -> list[str]:
    look = record.looks.of(force)
    return [force, clean(look.name), look.colour, clean(look.letter), look.ink]


def _state(state: State, forces: Mapping[str, int]) -> list[Any]:
    holders, claimants = ([forces[force] for force in Holding.of(cell).forces] for cell in state.cells)
    return [holders, state.status, claimants, state.known]


def _places(places: pd.DataFrame) -> Json:
    strips = list(STRIPS)
    return {
        "id": places[Places.place_id].tolist(),
        "name": [clean(name) for name in places[Places.name]],
        "ar": [clean(name) for name in places[Places.name_ar]],
        "lat": _numbers(places[Places.latitude], LOCATED_TO),
        "lng": _numbers(places[Places.longitude], LOCATED_TO),
        "rank": [rank_of(kind) for kind in places[Places.kind]],
        "size": [int(size) for size in places[Places.population].fillna(0)],
        "exact": [int(how != "approximate") for how in places[Places.coordinate_precision]],
        "km": _numbers(places[RIVER_KM], None),
        "strip": [strips.index(strip) for strip in places[STRIP]],
    }


def _numbers(column: pd.Series, digits: int | None) -> list[float | None]:
    """The numbers with so many digits after the point (None: whole ones); JSON knows no NaN."""
    return [None if pd.isna(value) else round(float(value), digits) for value in column]


def _reports(events: pd.DataFrame, number: Mapping[str, int]) -> Json:
    """``days`` is how many days each report, or the period that its date stands for, lasts."""
    kinds = {kind: index for index, kind in enumerate(KINDS)}
    first = [day_number(day) for day in events[Events.date]]
    return {
        "first": _differences(first),
        "days": [min(day_number(until) - day, LONGEST) for until, day in zip(events["until"], first, strict=True)],
        "place": [number[town] for town in events[Events.town]],
        "kind": [kinds[kind] for kind in events[Events.kind]],
        "row": _differences(events.index.tolist()),
    }


def _changes(hands: pd.DataFrame, number: Mapping[str, int], forces: Mapping[str, int]) -> Json:
    to, gave = ([forces.get(Holding.of(cell).first, NOBODY) for cell in hands[c]] for c in ("force", "previous_force"))
    return {
        "day": _differences(day_number(day) for day in hands["start"]),
        "place": [number[place] for place in hands[Places.place_id]],
        "to": to,
        "from": gave,
    }


def _holders(hands: pd.DataFrame) -> list[str]:
    return [Holding.of(cell).first for column in ("force", "previous_force") for cell in hands[column]]


def _reaches(reaches: pd.DataFrame, number: Mapping[str, int]) -> list[list[float]]:
    shown = reaches[reaches[Places.place_id].isin(number)]
    columns = (shown[column] for column in ("bank", "from_km", "to_km", Places.place_id))
    rows = zip(*columns, strict=True)
    return [[int(bank == "right"), round(a, 1), round(b, 1), number[town]] for bank, a, b, town in rows]


def _differences(numbers: Iterable[int]) -> list[int]:
    """The first number, then how much each is more than the one before."""
    return [after - before for before, after in itertools.pairwise(itertools.chain([0], numbers))]
