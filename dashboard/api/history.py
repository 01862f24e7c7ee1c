"""One place over time: all its states, and every report on who held it with what the rule made of it."""

from __future__ import annotations

from datetime import date
from threading import Condition
from typing import Final

import pandas as pd
from cachetools import cached

from dashboard.analysis.record_cache import Record, bounded, control_of
from dashboard.analysis.sentences import describe_verdict
from dashboard.api.refusals import NearPlace, Refused, UnknownPlace
from dashboard.api.states import Json, Row, basis, iso, number, state, written
from dashboard.control.on_day import with_silent_places
from dashboard.control.rules import NEVER, Verdict
from dashboard.record.areas import describe_area
from dashboard.record.cell_syntax import items
from dashboard.record.derived_columns import GRADE, KNOWN_HOW, VOICE
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import AreaReports, Events, Places, Sources
from dashboard.record.vocabulary import describe_grade
from dashboard.text import clean, is_web_address

NEAREST: Final = 5
SHOWN: Final = 120
"""Letters of what was given that are repeated."""
ANSWERS_KEPT: Final = 500
LETTERS_KEPT: Final = 10_000_000


def _key(record: Record, place_id: str, rule: str, known: date | None) -> tuple[object, ...]:
    return record.dataset.digest, place_id, rule, known


@cached(bounded(ANSWERS_KEPT, LETTERS_KEPT, len), key=_key, condition=Condition())
def control_of_place(record: Record, place_id: str, rule: str, known: date | None) -> str:
    """All states of the place in order, with the reports behind them."""
    places = record.dataset.places
    place = places[places[Places.place_id] == place_id]
    own = control_of(record.dataset, rule, known).intervals
    intervals = with_silent_places(own[own[Places.place_id] == place_id], place)
    answer = {
        **basis(record, rule, known),
        "place": _place(place.to_dict("records")[0]),
        "intervals": [_holding(interval, record) for interval in intervals.to_dict("records")],
        "reports": _reports(record, place_id, rule, known),
        "area_reports": _area_reports(record, {report for ids in intervals["area_reports"] for report in ids}),
    }
    return written(answer)


def resolve_place(record: Record, given: str) -> str:
    """The id of the place that this id, name or alias leads to; refused where there is none, or more than one."""
    names = record.place_names
    if found := names.find(given):
        return found
    shared = names.candidates(given)
    near = [NearPlace(place_id=key, name=clean(names.names[key])) for key in shared or names.search(given, NEAREST)]
    said = f"{'More than one' if shared else 'No'} place is called {given[:SHOWN]!r}."
    meant = ", ".join(f"{each.name} ({each.place_id})" for each in near)
    remedy = f"Nearest: {meant}." if near else "All places are listed by /places."
    raise Refused(
        UnknownPlace(title="No such place", status=404, detail=said, remedy=remedy, given=given[:SHOWN], nearest=near)
    )


def _place(place: Row) -> Json:
    texts = (Places.name, Places.name_ar, Places.country, Places.governorate, Places.kind, Places.waterway, Places.bank)
    return {
        "place_id": place[Places.place_id],
        **{name: clean(place[name]) for name in texts},
        "aliases": [clean(alias) for alias in items(place[Places.aliases])],
        "latitude": number(place[Places.latitude]),
        "longitude": number(place[Places.longitude]),
        RIVER_KM: number(place[RIVER_KM], 1),
    }


def _holding(interval: Row, record: Record) -> Json:
    evidence = sorted(day.isoformat() for day in interval["evidence"])
    return {**state(interval, record.looks), "end": iso(interval["end"]), "evidence": evidence}


def _reports(record: Record, place_id: str, rule: str, known: date | None) -> list[Json]:
    """The reports published by ``known`` that say who holds the place, by date."""
    data = record.dataset
    verdicts = control_of(data, rule, known).verdicts
    own = data.events[data.events[Events.town] == place_id]
    reports = own[own[Events.event_id].isin(verdicts.keys())]
    sources = _sources(record, reports[Events.source_id])
    return [
        {**_report(report), "verdict": _verdict(verdicts[report[Events.event_id]], known)}
        | {"source": sources.get(report[Events.source_id])}
        for report in reports.to_dict("records")
    ]


def _report(report: Row) -> Json:
    return {
        "event_id": report[Events.event_id],
        "date": iso(report[Events.date]),
        "date_precision": report[Events.date_precision],
        "controlling_force": report[Events.controlling_force],
        "controlling_force_ids": items(report[Events.controlling_force]),
        "previous_force": report[Events.previous_force] or None,
        "previous_force_ids": items(report[Events.previous_force]),
        "status": report[Events.status],
        "note": clean(report[Events.note]),
        "grade": report[GRADE],
        "grade_words": describe_grade(report[GRADE]),
        "attributed_to": clean(report[Events.attributed_to]) or None,
        "speaks_for": report[VOICE] or None,
        "speaks_for_ids": items(report[VOICE]),
        "reported_on": iso(report[Events.reported_on]),
        "publication": report[KNOWN_HOW],
    }


def _area_reports(record: Record, ids: set[str]) -> list[Json]:
    """The reports of areas with these ids, by date."""
    data = record.dataset
    named = data.area_reports[data.area_reports[AreaReports.report_id].isin(ids)]
    sources = _sources(record, named[AreaReports.source_id])
    return [
        {**_area_report(report, record.named), "source": sources.get(report[AreaReports.source_id])}
        for report in named.to_dict("records")
    ]


def _area_report(report: Row, named: dict[str, str]) -> Json:
    return {
        "report_id": report[AreaReports.report_id],
        "area": clean(report[AreaReports.area]),
        "area_words": clean(describe_area(report[AreaReports.area], named)),
        "date": iso(report[AreaReports.date]),
        "date_precision": report[AreaReports.date_precision],
        "kind": report[AreaReports.kind],
        "controlling_force": report[AreaReports.controlling_force] or None,
        "controlling_force_ids": items(report[AreaReports.controlling_force]),
        "lost_by": report[AreaReports.lost_by] or None,
        "lost_by_ids": items(report[AreaReports.lost_by]),
        "note": clean(report[AreaReports.note]),
        "grade": report[GRADE],
        "reported_on": iso(report[AreaReports.reported_on]),
        "publication": report[KNOWN_HOW],
    }


def _verdict(verdict: Verdict, known: date | None) -> Json:
    is_accepted = verdict.day != NEVER and (known is None or verdict.day <= known)
    return {"accepted_from": iso(verdict.day) if is_accepted else None, "words": describe_verdict(verdict, known)}


def _sources(record: Record, ids: pd.Series) -> dict[str, Json]:
    sources = record.dataset.sources
    used = sources[sources[Sources.source_id].isin(ids)].to_dict("records")
    return {source[Sources.source_id]: _source(source) for source in used}


def _source(source: Row) -> Json:
    """The source with those of its addresses that can safely be followed."""
    texts = {name: clean(source[name]) for name in (Sources.title, Sources.publisher)}
    addresses = {name: source[name] for name in (Sources.url, Sources.archive_url)}
    links = {name: address if is_web_address(address) else None for name, address in addresses.items()}
    return {"source_id": source[Sources.source_id], **texts, **links}
