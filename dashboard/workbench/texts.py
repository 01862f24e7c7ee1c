"""The words of reports and places, which cards and lists fetch when they are first wanted.

Text of the data arrives as plain text without anything that cannot be seen, and no markup in it has ever been one; the
browser shows it through text nodes alone. An address is a plain web address, or "".
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard.analysis.record_cache import Control, Record, control_of
from dashboard.analysis.report_words import (
    all_days,
    area_name,
    area_words,
    describe_publication,
    event_facts,
    first_day,
    holding_words,
    relayed,
    source_of,
)
from dashboard.analysis.selection import at_place
from dashboard.analysis.sentences import describe_state, describe_verdict
from dashboard.analysis.town import describe_where
from dashboard.control.rules import RULES
from dashboard.record.cell_syntax import items
from dashboard.record.schema import AreaReports, Events, Places
from dashboard.record.vocabulary import describe_grade
from dashboard.text import clean, is_web_address
from dashboard.timespan import ALWAYS, NEVER, day_number, format_date

CHUNK: Final = 256
"""Reports that are fetched together."""
MOST_SAME: Final = 100
"""Other reports of the incident of one; without a bound, a record that is one incident would be sent over and over."""

Json = dict[str, Any]
Row = Mapping[Any, Any]


def chunks_of(record: Record) -> int:
    """How many chunks the reports of the record make."""
    return -(-len(record.dataset.events) // CHUNK)


def report_texts(record: Record, chunk: int) -> list[Json]:
    """The words of the reports numbered from ``chunk`` times ``CHUNK`` on, in the order of ``order``."""
    events = record.dataset.events.iloc[chunk * CHUNK : (chunk + 1) * CHUNK]
    incidents = _incidents(record, events)
    return [
        _cleaned(_report(record, event) | {"same": _others(incidents[event[Events.incident_id]], row)})
        for row, event in zip(events.index, events.to_dict("records"), strict=True)
    ]


def _report(record: Record, event: Row) -> Json:
    return {
        "id": event[Events.event_id],
        "when": all_days(event),
        "note": event[Events.note],
        "grade": event["grade"],
        "graded": describe_grade(event["grade"]),
        "source": _source(record, event),
        "asides": _told(relayed(record, event), describe_publication(event)),
        "facts": event_facts(record, event),
    }


def _incidents(record: Record, events: pd.DataFrame) -> Mapping[str, Sequence[list[Any]]]:
    """Number, day and note of the first reports of each incident that one of these events is of."""
    every = record.dataset.events
    named = every[every[Events.incident_id].isin(set(events[Events.incident_id]) - {""})]
    first = named.groupby(Events.incident_id).head(MOST_SAME + 1)
    found = defaultdict[str, list[list[Any]]](list)
    for row, event in zip(first.index, first.to_dict("records"), strict=True):
        found[event[Events.incident_id]].append([row, first_day(event), event[Events.note]])
    return found


def _others(incident: Iterable[list[Any]], row: int) -> list[list[Any]]:
    return list(itertools.islice((each for each in incident if each[0] != row), MOST_SAME))


def place_text(record: Record, place_id: str, rule: str, known: date | None) -> Json:
    """What the card of a place says beyond the payload, by this rule and from what was published by ``known``."""
    basis, places = control_of(record.dataset, rule, known), record.dataset.places
    place = places[places[Places.place_id] == place_id].iloc[0].to_dict()
    history = _history(basis, place_id)
    reports = at_place(record.dataset.events, place_id)
    reports = reports[np.array([key in basis.verdicts for key in reports[Events.event_id]], bool)]
    areas = record.dataset.area_reports
    areas = areas[areas[AreaReports.report_id].isin({key for interval in history for key in interval["area_reports"]})]
    turns = {key: turn for turn, key in enumerate(reports[Events.event_id])}
    area_turns = {key: turn for turn, key in enumerate(areas[AreaReports.report_id])}
    others = [(name, control_of(record.dataset, name, known)) for name in RULES if name != rule]
    text = {
        "where": describe_where(place),
        "also": ", ".join(items(place[Places.aliases])),
        "holdings": [_holding(record, interval, turns, area_turns) for interval in history],
        "reports": [
            _report_on_holder(record, basis, row, event)
            for row, event in zip(reports.index, reports.to_dict("records"), strict=True)
        ],
        "areas": [_area(record, report) for report in areas.to_dict("records")],
        "rules": [{"name": name, "spans": _said(record, _history(other, place_id))} for name, other in others],
    }
    return _cleaned(text)


def _history(basis: Control, place_id: str) -> list[Row]:
    """The intervals of the place in order; none where no report speaks of it."""
    return [*basis.intervals[basis.intervals[Places.place_id] == place_id].to_dict("records")]


def _holding(record: Record, interval: Row, turns: Mapping[str, int], area_turns: Mapping[str, int]) -> Json:
    start, end = _number(interval["start"]), _number(interval["end"])
    decided, disputed = (sorted(turns[key] for key in interval[c]) for c in ("decided_by", "disputed_by"))
    return {
        "start": start,
        "end": end,
        "when": "earlier" if start is None else format_date(interval["start"].date(), interval["start_precision"]),
        "says": describe_state(interval, record.looks),
        "step": interval["step"],
        "silences": _silences(interval, ALWAYS if start is None else start, NEVER if end is None else end),
        "evidence": sorted({day_number(day) for day in interval["evidence"]}),
        "decided": decided,
        "disputed": disputed,
        "areas": sorted(area_turns[key] for key in interval["area_reports"]),
    }


def _number(day: pd.Timestamp) -> int | None:
    return None if pd.isna(day) else day_number(day)


def _silences(interval: Row, start: int, end: int) -> list[list[int]]:
    """The parts of the interval in which no report near them supports it."""
    spans = ((max(day_number(first), start), min(day_number(last), end)) for first, last in interval["silences"])
    return [[first, last] for first, last in spans if first < last]


def _report_on_holder(record: Record, basis: Control, row: int, event: Row) -> Json:
    """A report that says who holds the place, and what the rule made of it."""
    return {
        "row": row,
        "day": day_number(event[Events.date]),
        "when": first_day(event),
        "says": holding_words(record, event),
        "note": event[Events.note],
        "source": _source(record, event),
        "grade": event["grade"],
        "asides": _told(describe_grade(event["grade"]), relayed(record, event), describe_publication(event)),
        "verdict": describe_verdict(basis.verdicts[event[Events.event_id]], basis.known),
    }


def _area(record: Record, report: Row) -> Json:
    """A report of a whole area, as the place's card tells it."""
    return {
        "day": day_number(report[AreaReports.date]),
        "when": first_day(report),
        "of": area_name(record, report),
        "says": area_words(record, report),
        "note": report[AreaReports.note],
        "source": _source(record, report),
        "asides": _told(describe_grade(report["grade"]), relayed(record, report), describe_publication(report)),
    }


def _said(record: Record, history: Iterable[Row]) -> list[tuple[int | None, str]]:
    """From which day on the state of a place is what, in words."""
    said = ((_number(interval["start"]), describe_state(interval, record.looks)) for interval in history)
    return [next(same) for _, same in itertools.groupby(said, key=lambda each: each[1])]


def _source(record: Record, report: Row) -> tuple[str, str, str]:
    publisher, title, url = source_of(record, report)
    return publisher, title, url if is_web_address(url) else ""


def _told(*lines: str) -> list[str]:
    """The lines that say something."""
    return [line for line in lines if line]


def _cleaned(texts: Json) -> Json:
    """The same, every text in it without what cannot be seen."""
    return {name: _clean(each) for name, each in texts.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return _cleaned(value)
    return [_clean(each) for each in value] if isinstance(value, list | tuple) else value
