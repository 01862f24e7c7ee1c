"""Payloads read as the browser reads them (``browser/workbench/model.js``)."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

from dashboard.analysis.record_cache import Record, record_of
from dashboard.analysis.selection import Selection
from dashboard.timespan import Span, day_number
from dashboard.workbench.payload import core_payload
from dashboard.workbench.spans import STATUSES
from tests.builders import write

SMALL = str(Path(__file__).parent.parent / "record_small")
DAY = date(2017, 11, 10)
STATUS_NAMES = {number: name for name, number in STATUSES.items()}

State = tuple[str, str, str, int]
"""Holder and claimant as force ids joined by ``|``, with the name of the status between them, and how it is known."""


def selection(**filters: Any) -> Selection:
    return Selection(DAY, Span.of_days(DAY, DAY), **filters)


def own_record(folder: Path, **tables: str) -> Record:
    """The record of small tables that fit together, with ``tables`` in place of some of them."""
    return record_of(str(write(folder, **tables)))


def payload_of(record: Record, **filters: Any) -> dict[str, Any]:
    return core_payload(record, selection(**{"rule": record.rule, **filters}))


def decoded_state(payload: dict[str, Any], index: int) -> State:
    holder, status, claim, known = payload["states"][index]
    force, claimant = ("|".join(payload["looks"][number][0] for number in each) for each in (holder, claim))
    return force, STATUS_NAMES[status], claimant, known


def states_on(payload: dict[str, Any], day: date) -> dict[str, State]:
    """The state of each place: that of the last span that has begun."""
    found = {}
    for place, spans in zip(payload["places"]["id"], payload["spans"], strict=True):
        at = bisect_right(spans[::2], day_number(day)) - 1
        found[place] = decoded_state(payload, spans[2 * at + 1] if at >= 0 else 0)
    return found


def summed(differences: list[int]) -> list[int]:
    return list(accumulate(differences))


def reports_of(payload: dict[str, Any]) -> list[tuple[int, int, str, str, int]]:
    """First day, days, place, kind and row of each report."""
    own, places = payload["reports"], payload["places"]["id"]
    columns = (summed(own["first"]), own["days"], own["place"], own["kind"], summed(own["row"]))
    return [
        (day, days, places[place], payload["kinds"][kind], row)
        for day, days, place, kind, row in zip(*columns, strict=True)
    ]
