"""The cards: everything the record says of one report, or of one place on one day."""

from __future__ import annotations

from datetime import date

import pandas as pd
from markupsafe import Markup

from dashboard.analysis.record_cache import Control, Record
from dashboard.analysis.report_words import all_days, describe_publication, event_facts, relayed
from dashboard.analysis.sentences import describe_since, describe_state
from dashboard.analysis.town import describe_where
from dashboard.record import vocabulary as words
from dashboard.record.cell_syntax import items
from dashboard.record.schema import Events, Places
from dashboard.record.vocabulary import describe_grade
from dashboard.text import arabic, bullets, escape, lines, swatch, tag
from dashboard.timespan import format_date, format_day
from dashboard.ui.html_parts import show
from dashboard.ui.report_lines import Row, report_line, source_line
from dashboard.ui.why import why_section

REPORTS_SHOWN = 6


def place_card(record: Record, basis: Control, row: Row, day: date) -> None:
    """Name, situation, state on the day, why it is shown so, and the place's holders over time."""
    history = basis.intervals[basis.intervals[Places.place_id] == row[Places.place_id]]
    parts = [_place_head(row), tag("p", _state_on(record, row, day), css="state"), why_section(record, basis, row, day)]
    if len(history):
        parts.append(tag("h4", Markup("Holders in this record")))
        parts.append(tag("table", *(_holding(record, interval, day) for interval in history.to_dict("records"))))
    show(tag("article", *parts, css="card"))


def _place_head(row: Row) -> Markup:
    also_arabic = Markup(" ") + arabic(row[Places.name_ar]) if row[Places.name_ar] else Markup()
    aliases = ", ".join(items(row[Places.aliases]))
    also = tag("p", Markup("Also written "), tag("bdi", escape(aliases)), css="aside") if aliases else Markup()
    name = tag("h3", tag("bdi", escape(row[Places.name])), also_arabic)
    return name + tag("p", escape(describe_where(row)), css="aside") + also


def _state_on(record: Record, row: Row, day: date) -> Markup:
    return tag("b", escape(f"On {format_day(day)}: {describe_since(row, record.looks)}")) + "."


def _holding(record: Record, interval: Row, day: date) -> Markup:
    start, end = interval["start"], interval["end"]
    begins: str = "earlier" if pd.isna(start) else format_date(start.date(), interval["start_precision"])
    now: bool = (pd.isna(start) or start.date() <= day) and (pd.isna(end) or day < end.date())
    look = record.looks.of(interval["force"] or interval["claimant"])
    square = swatch(f"background:{look.colour}", css="swatch")
    cells = tag("td", escape(begins)) + tag("td", square, escape(describe_state(interval, record.looks)))
    return tag("tr", cells, css="now" if now else "")


def event_card(record: Record, event: Row) -> None:
    """What happened, who says so and how sure that is; other reports of the same incident."""
    kind = words.KINDS.get(event[Events.kind], event[Events.kind])
    place = record.named.get(event[Events.town], event[Events.town])
    parts = [
        tag("h3", escape(f"{kind}: {place}")),
        tag("p", escape(all_days(event)), css="aside"),
        tag("p", tag("bdi", escape(event[Events.note]))),
        bullets(map(escape, event_facts(record, event))),
        tag("h4", Markup("Source")),
        tag("p", lines(_source(record, event))),
        _same_incident(record, event),
        tag("p", escape(f"Report {event[Events.event_id]}"), css="aside"),
    ]
    show(tag("article", *parts, css="card"))


def _source(record: Record, event: Row) -> list[Markup]:
    said = (describe_grade(event["grade"]), relayed(record, event), describe_publication(event))
    return [source_line(record, event), *map(escape, said)]


def _same_incident(record: Record, event: Row) -> Markup:
    if not event[Events.incident_id]:
        return Markup()
    events = record.dataset.events
    others = events[
        (events[Events.incident_id] == event[Events.incident_id]) & (events[Events.event_id] != event[Events.event_id])
    ]
    if others.empty:
        return Markup()
    others_said = [report_line(record, other) for other in others.head(REPORTS_SHOWN).to_dict("records")]
    return tag("h4", escape(f"Other reports of this incident ({len(others)})")) + bullets(others_said)
