"""The payload that knows every day: holdings and reports go to the browser once, and the day moves there.

An empty rerun of a Streamlit page costs more than restyling all towns in the browser a hundred times over, so
the map is not drawn again for another day. Here everything that depends on the filters, but not on the day, is
gathered into one compact payload; ``browser/map/valley.js`` finds the state of each place on a day in it.

The payload travels as JSON beside the map, never as part of it: folium, branca and streamlit-folium render what they
are given as templates, more than once, so that a name in double braces would be evaluated on the server. In the browser
text reaches the page through ``textContent`` alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.analysis.sentences import describe_with_age
from dashboard.control.intervals import DIVIDED
from dashboard.record.holding import forces_in
from dashboard.record.looks import Looks, rank_of
from dashboard.record.schema import Events, Places
from dashboard.record.vocabulary import KINDS
from dashboard.timespan import ALWAYS, day_number

UNKNOWN: Final = {"force": "", "status": "held", "claimant": "", "faded": False}

Payload = dict[str, Any]


def timeline_payload(
    places: pd.DataFrame,
    pieces: pd.DataFrame,
    events: pd.DataFrame,
    looks: Looks,
    forces: tuple[str, ...] = (),
) -> Payload:
    """Located places with their states over time, from ``fading_pieces``, and the events at them, as compact arrays.

    Days are numbers since 1970-01-01. ``spans`` holds ``[start, state]`` pairs a place; ``reports`` holds
    ``[first day, day after the last, place, kind]``, ordered by first day. With ``forces``, ``only`` lists the
    states in which one of them holds or claims.
    """
    located = places.dropna(subset=[Places.latitude, Places.longitude])
    number = {place: index for index, place in enumerate(located[Places.place_id])}
    states: dict[tuple[str, str, str, bool], int] = {("", "held", "", False): 0}
    spans: list[list[list[int]]] = [[] for _ in number]
    pieces = pieces[pieces["place_id"].isin(number)]
    for place, start, *state in zip(*(pieces[c] for c in ("place_id", "start", *UNKNOWN)), strict=True):
        if place in number:
            index = states.setdefault((state[0], state[1], state[2], bool(state[3])), len(states))
            spans[number[place]].append([ALWAYS if pd.isna(start) else day_number(start), index])
    wanted = set(forces)
    only = [index for (force, _, claim, _), index in states.items() if not wanted.isdisjoint(forces_in((force, claim)))]
    return {
        "places": [_place(row) for row in located.to_dict("records")],
        "states": [_state(dict(zip(UNKNOWN, state, strict=True)), looks) for state in states],
        "spans": spans,
        "only": only if forces else None,
        "kinds": list(KINDS.values()),
        "reports": _reports(events, number),
        "reaches": [],
    }


def _place(row: Mapping[Any, Any]) -> list[Any]:
    size = 0 if pd.isna(row[Places.population]) else int(row[Places.population])
    exact = row[Places.coordinate_precision] != "approximate"
    at = (round(row[Places.latitude], 4), round(row[Places.longitude], 4))
    rank = rank_of(row[Places.kind])
    return [row[Places.place_id], *at, row[Places.name], row[Places.name_ar], rank, size, exact]


def _state(state: dict[str, Any], looks: Looks) -> dict[str, Any]:
    look = looks.of(state["force"])
    return {
        "says": describe_with_age(state, looks),
        "faded": state["faded"],
        "status": state["status"] if state["force"] or state["claimant"] else "unknown",
        "holder": _holder(state, looks),
        "look": [look.colour, look.pattern, look.letter, look.ink, look.second],
        "claim": looks.of(state["claimant"]).colour if state["claimant"] else "",
    }


def _holder(state: dict[str, Any], looks: Looks) -> str:
    """The holder as the legend counts it; "" for none. Parties to a division hold nothing together."""
    if not state["force"]:
        return ""
    name = looks.name(state["force"])
    return f"{name}, divided" if state["status"] == DIVIDED else name


def as_json(payload: Payload) -> str:
    """The payload as compact text, made once for all sessions and read by the browser alone."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def with_reaches(payload: Payload, reaches: pd.DataFrame) -> Payload:
    """The payload with the ``river.bank_reaches`` of its places: ``[is the right bank, from km, to km, place]``."""
    number = {place[0]: index for index, place in enumerate(payload["places"])}
    shown = reaches[reaches[Places.place_id].isin(number)]
    columns = (shown["bank"] == "right", shown["from_km"], shown["to_km"], shown[Places.place_id].map(number))
    rows = zip(*columns, strict=True)
    return {**payload, "reaches": [[int(right), round(a, 1), round(b, 1), town] for right, a, b, town in rows]}


def _reports(events: pd.DataFrame, number: dict[str, int]) -> list[list[int]]:
    kinds = {kind: index for index, kind in enumerate(KINDS)}
    here = events[events[Events.town].isin(number)].sort_values(Events.date, kind="stable")
    columns = (here[Events.date], here["until"], here[Events.town].map(number), here[Events.kind].map(kinds))
    return [
        [day_number(first), day_number(until), town, kind] for first, until, town, kind in zip(*columns, strict=True)
    ]
