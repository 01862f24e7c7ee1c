"""The card of a report: everything that the record says of it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.analysis.report_words import all_days, describe_publication, event_facts, relayed
from dashboard.citations.subjects import cite_report
from dashboard.record import vocabulary as words
from dashboard.record.schema import Events
from dashboard.record.vocabulary import describe_grade
from dashboard.text import bullets, escape, lines, own_link, tag
from dashboard.ui.citing import cite_popover
from dashboard.ui.html_parts import show
from dashboard.ui.links import TOWN, Links
from dashboard.ui.report_lines import Row, report_line, source_line

REPORTS_SHOWN = 6


def event_card(record: Record, event: Row) -> None:
    """What happened, who says so and how sure that is; other reports of the incident; how to cite or correct it."""
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
    key = event[Events.event_id]
    show(tag("article", *parts, css="card"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        address = Links(record).lasting(TOWN, event[Events.date].date(), place=event[Events.town], event=key)
        cite_popover({f"Report {key}": lambda: cite_report(record, event, address)}, "report")
        error = Links(record).query(TOWN, place=event[Events.town], event=key, open="error") + "#cite"
        show(tag("p", own_link(error, "Report an error"), css="aside"))


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
