"""One report on one line: what it says, who says so, when, and how far that is to be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.record.areas import describe_area
from dashboard.record.derived_columns import GIVEN, KNOWN_FROM, KNOWN_HOW, UNDATED
from dashboard.record.schema import AreaReports, Events, Sources
from dashboard.record.vocabulary import AREA_KINDS, describe_grade
from dashboard.text import escape, lines, link, tag
from dashboard.timespan import format_date, format_day

Row = Mapping[Any, Any]

STATUS_VERBS: Final = {
    "contested": "claims it or fights for it",
    "besieged": "holds it, besieged",
    "divided": "each hold a part of it",
}


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


def of_how_many(count: int, most: int) -> str:
    """ " (the latest 6 of 9)" where a list shows no more than ``most``; "" where it shows all."""
    return f" (the latest {most} of {count})" if count > most else ""


def area_lines(record: Record, ids: Sequence[str], most: int = 0) -> list[Markup]:
    """The area reports with these ids, the latest ``most`` of them (0 for all), each with what it is said of."""
    reports = record.dataset.area_reports
    named = reports[reports[AreaReports.report_id].isin(list(ids))].iloc[-most:]
    return [_area_line(record, row) for row in named.to_dict("records")]


def _area_line(record: Record, row: Row) -> Markup:
    """Date, area, what is said of it, by whom, and how far that is to be trusted."""
    when = format_date(row[AreaReports.date].date(), row[AreaReports.date_precision])
    area = describe_area(row[AreaReports.area], record.named)
    said = tag("b", escape(when)) + escape(f", said of {area}: {area_words(record, row)}. {row[AreaReports.note]}")
    aside = [source_line(record, row), relayed(record, row), escape(describe_publication(row))]
    return lines([said, tag("span", lines(aside), css="aside")])


def area_words(record: Record, row: Row) -> str:
    """What is said of an area: who held, took, lost or left it."""
    kind, look = row[AreaReports.kind], record.looks.name
    holder, lost = row[AreaReports.controlling_force], row[AreaReports.lost_by]
    if kind in ("baseline", "taken"):
        return f"{look(holder)} {AREA_KINDS[kind]}"
    return f"{look(lost)} {AREA_KINDS[kind]}" + (f", to {look(holder)}" if holder else "")


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
    if event[KNOWN_HOW] == GIVEN:
        return f"reported on {format_day(event[KNOWN_FROM].date())}"
    if event[KNOWN_HOW] == UNDATED:
        return "an encyclopedia, day not known: never counted as known at the time"
    return "publication day assumed: not known, taken as the day of the event"


def holding_words(record: Record, event: Row) -> str:
    """What the report says of the holder; "says nothing about the holder" where it is silent."""
    if not event[Events.controlling_force]:
        return "says nothing about the holder"
    verb = STATUS_VERBS.get(event[Events.status], "holds it")
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
