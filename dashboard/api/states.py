"""The states of all places on a day as GeoJSON, put together from pieces that are written once for each rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from threading import Condition
from typing import Any, Final

import numpy as np
import pandas as pd
from cachetools import cached

from dashboard.analysis.record_cache import Record, bounded, control_of
from dashboard.analysis.sentences import describe_state
from dashboard.control.derive import assumed_by
from dashboard.control.intervals import CONTESTED, PASSED
from dashboard.control.on_day import intervals_on, with_silent_places
from dashboard.control.rules import RULES
from dashboard.exports.datapackage import CC_BY
from dashboard.record.cell_syntax import items
from dashboard.record.looks import Looks
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Places
from dashboard.text import clean

Json = dict[str, Any]
Row = Mapping[Any, Any]

DATED: Final = ("start", "end", "evidence", "silences", "force", "claimant", "decided_by")
"""Columns of which the state on a day needs more than what is written once."""
PIECES_KEPT: Final = 64
LETTERS_KEPT: Final = 60_000_000


def control_on(record: Record, on: date, rule: str, known: date | None) -> str:
    """A FeatureCollection of every place of the record, in the order of its table."""
    states = intervals_on(_pieces(record, rule, known), on)
    last = np.datetime_as_string(states["last_evidence"].to_numpy(), unit="D")
    features = ",".join(
        f'{piece},"last_evidence":{_day_text(day)},"faded":{"true" if faded else "false"},"basis":"{rests_on}"}}}}'
        for piece, day, faded, rests_on in zip(states["piece"], last, states["faded"], states["basis"], strict=True)
    )
    head = {"type": "FeatureCollection", "on": on.isoformat(), **basis(record, rule, known)}
    return f'{written(head)[:-1]},"features":[{features}]}}'


def basis(record: Record, rule: str, known: date | None) -> Json:
    """What every answer says of the data and the rule behind it."""
    return {
        "rule": rule,
        "rule_words": RULES[rule].words,
        "known": iso(known),
        "publication_assumed": None if known is None else assumed_by(record.dataset.events, known),
        "record": clean(record.dataset.name),
        "data_version": record.dataset.digest,
        "licence": CC_BY if record.is_shipped else None,
    }


def state(interval: Row, looks: Looks) -> Json:
    """Who held the place in the interval and why, without what depends on the day."""
    force, claimant, status = interval["force"], interval["claimant"], interval["status"]
    return {
        "force_id": force or None,
        "holder_ids": items(force),
        "status": status if force or status in (CONTESTED, PASSED) else "unknown",
        "claimant": claimant or None,
        "claimant_ids": items(claimant),
        "words": clean(describe_state(interval, looks)),
        "start": iso(interval["start"]),
        "start_precision": interval["start_precision"],
        "step": interval["step"],
        "decided_by": list(interval["decided_by"]),
        "disputed_by": list(interval["disputed_by"]),
        "area_reports": list(interval["area_reports"]),
    }


def iso(day: Any) -> str | None:
    """The day as ISO 8601; None for none."""
    if day is None or pd.isna(day):
        return None
    found: date = day.date() if isinstance(day, pd.Timestamp) else day
    return found.isoformat()


def number(value: float, digits: int = 6) -> float | None:
    """A number for JSON, which knows no NaN."""
    return None if pd.isna(value) else round(float(value), digits)


def written(answer: Json) -> str:
    return json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _key(record: Record, rule: str, known: date | None) -> tuple[str, str, date | None]:
    return record.dataset.digest, rule, known


@cached(
    bounded(PIECES_KEPT, LETTERS_KEPT, lambda pieces: int(pieces["piece"].map(len).sum())),
    key=_key,
    condition=Condition(),
)
def _pieces(record: Record, rule: str, known: date | None) -> pd.DataFrame:
    """Every interval with the beginning of its feature, open where what depends on the day follows."""
    places = record.dataset.places
    control = with_silent_places(control_of(record.dataset, rule, known).intervals, places)
    heads = {place[Places.place_id]: _head(place) for place in places.to_dict("records")}
    pieces = []
    for interval in control.to_dict("records"):
        head, properties = heads[interval[Places.place_id]]
        feature = {**head, "properties": {**properties, **state(interval, record.looks)}}
        pieces.append(written(feature)[:-2])
    return control[[*DATED]].assign(piece=np.array(pieces, object))


def _head(place: Row) -> tuple[Json, Json]:
    """What of a feature is the same for all intervals: of itself, and of its properties."""
    place_id = place[Places.place_id]
    coordinates = [number(place[Places.longitude]), number(place[Places.latitude])]
    point = None if None in coordinates else {"type": "Point", "coordinates": coordinates}
    properties = {"place_id": place_id, "name": clean(place[Places.name]), RIVER_KM: number(place[RIVER_KM], 1)}
    return {"type": "Feature", "id": place_id, "geometry": point}, properties


def _day_text(day: str) -> str:
    return "null" if day == "NaT" else f'"{day}"'
