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
    return texts_of_reports(record, record.dataset.events.iloc[chunk * CHUNK : (chunk + 1) * CHUNK])


def texts_of_reports(record: Record, events: pd.DataFrame) -> list[Json]:
    """The words of these reports of the record, in their order."""
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
    return place_texts(record, [place_id], rule, known)[0]


def place_texts(record: Record, place_ids: Sequence[str], rule: str, known: date | None) -> list[Json]:
    """The same of these places in turn; the tables are gone through once for all of them."""
    wanted = frozenset(place_ids)
    bases = {name: control_of(record.dataset, name, known) for name in (rule, *RULES)}
    histories = {name: _histories(basis, wanted) for name, basis in bases.items()}
    reports, areas = _reports_on_holders(record, bases[rule], wanted), _areas(record, histories[rule])
    places = record.dataset.places
    named = {row[Places.place_id]: row for row in places[places[Places.place_id].isin(wanted)].to_dict("records")}
    found = []
    for place_id in place_ids:
        history, own = histories[rule].get(place_id, []), reports.get(place_id, [])
        told = {key for interval in history for key in interval["area_reports"]}
        turns = {key: turn for turn, (key, _) in enumerate(own)}
        area_turns = {key: turn for turn, key in enumerate(key for key in areas if key in told)}
        others = [(name, histories[name].get(place_id, [])) for name in RULES if name != rule]
        text = {
            "where": describe_where(named[place_id]),
            "also": ", ".join(items(named[place_id][Places.aliases])),
            "holdings": [_holding(record, interval, turns, area_turns) for interval in history],
            "rules": [{"name": name, "spans": _said(record, other)} for name, other in others],
        }
        found.append(
            _cleaned(text) | {"reports": [report for _, report in own], "areas": [areas[key] for key in area_turns]}
        )
    return found


def _histories(basis: Control, wanted: frozenset[str]) -> Mapping[str, list[Row]]:
    """The intervals of these places in order, by place; none where no report speaks of it."""
    found = defaultdict[str, list[Row]](list)
    intervals = basis.intervals
    for interval in intervals[intervals[Places.place_id].isin(wanted)].to_dict("records"):
        found[interval[Places.place_id]].append(interval)
    return found


def _reports_on_holders(record: Record, basis: Control, wanted: frozenset[str]) -> Mapping[str, list[tuple[str, Json]]]:
    """The reports that say who holds one of these places, each with its id, in the order of time, by place."""
    events = record.dataset.events
    events = events[events[Events.town].isin(wanted) & events[Events.event_id].isin(basis.verdicts)]
    found = defaultdict[str, list[tuple[str, Json]]](list)
    for row, event in zip(events.index, events.to_dict("records"), strict=True):
        report = _cleaned(_report_on_holder(record, basis, row, event))
        found[event[Events.town]].append((event[Events.event_id], report))
    return found


def _areas(record: Record, histories: Mapping[str, list[Row]]) -> Mapping[str, Json]:
    """The area reports that any of these intervals rests on, by id, in the order of their table."""
    told = {key for history in histories.values() for interval in history for key in interval["area_reports"]}
    areas = record.dataset.area_reports
    named = areas[areas[AreaReports.report_id].isin(told)].to_dict("records")
    return {report[AreaReports.report_id]: _cleaned(_area(record, report)) for report in named}


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
