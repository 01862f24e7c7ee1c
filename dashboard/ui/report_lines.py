"""One report on one line: what it says, who says so, when, and how far that is to be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.record.schema import Events, Sources
from dashboard.record.vocabulary import describe_grade
from dashboard.text import escape, lines, link, tag
from dashboard.timespan import format_date, format_day

Row = Mapping[Any, Any]


def report_line(record: Record, event: Row) -> Markup:
    """Date, note and source of a report, as safe HTML."""
    when = format_date(event[Events.date].date(), event[Events.date_precision])
    return escape(f"{when}: {event[Events.note]} ") + tag("span", source_line(record, event), css="aside")


def full_line(record: Record, event: Row, verdict: str) -> Markup:
    """The report with its grade in words, speaker and day of the report, and what the rule made of it."""
    aside = [source_line(record, event), escape(describe_grade(event["grade"])), relayed(record, event)]
    aside.append(escape(describe_publication(event)))
    when = format_date(event[Events.date].date(), event[Events.date_precision])
    said = tag("b", escape(when)) + escape(f": {holding_words(record, event)}. {event[Events.note]}")
    judged = tag("span", escape(verdict), css="verdict") if verdict else Markup()
    return lines([said, tag("span", lines(aside), css="aside"), judged])


def source_line(record: Record, event: Row) -> Markup:
    """Publisher and linked title of the article."""
    sources = record.dataset.sources
    found = sources[sources[Sources.source_id] == event[Events.source_id]]
    if found.empty:
        return escape(f"source not named ({event['grade']})")
    source = found.iloc[0]
    title = link(source[Sources.url], source[Sources.title] or source[Sources.publisher])
    return escape(f"{source[Sources.publisher]}: ") + title + escape(f" ({event['grade']})")


def relayed(record: Record, event: Row) -> Markup:
    """The speaker whom the source relays, and the side that speaker is on; "" where it relays nobody."""
    side = f", speaking for {record.looks.name(event['voice'])}" if event["voice"] else ""
    if event[Events.attributed_to]:
        return escape(f"relays {event[Events.attributed_to]}{side}")
    return escape(side.removeprefix(", "))


def describe_publication(event: Row) -> str:
    """The day of the report; said to be assumed where it is not known."""
    reported = event[Events.reported_on]
    if pd.isna(reported):
        return "day of the report not known, taken as the day of the event"
    return f"reported on {format_day(reported.date())}"


def holding_words(record: Record, event: Row) -> str:
    """What the report says of the holder; "says nothing about the holder" where it is silent."""
    if not event[Events.controlling_force]:
        return "says nothing about the holder"
    verb = {"contested": "claims it or fights for it", "besieged": "holds it, besieged"}.get(
        event[Events.status], "holds it"
    )
    before = event[Events.previous_force]
    taken = f", before it {record.looks.name(before)}" if before else ""
    return f"{record.looks.name(event[Events.controlling_force])} {verb}{taken}"


def named_source(record: Record, source_id: str) -> Markup:
    """Publisher and linked title of the source with this id, as safe HTML."""
    sources = record.dataset.sources
    found = sources[sources[Sources.source_id] == source_id]
    if found.empty:
        return Markup("a source that is not named")
    row = found.iloc[0]
    title = link(row[Sources.url], row[Sources.title] or row[Sources.publisher])
    return escape(f"{row[Sources.publisher]}: ") + title
