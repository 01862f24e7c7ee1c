"""One report on one line of safe HTML: what it says, who says so, when, and how far that is to be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from dashboard.analysis.reader_tables import SourceName
from dashboard.analysis.record_cache import Record
from dashboard.analysis.report_words import (
    area_name,
    area_words,
    describe_publication,
    first_day,
    holding_words,
    relayed,
    source_of,
)
from dashboard.record.schema import AreaReports, Events
from dashboard.record.vocabulary import describe_grade
from dashboard.text import escape, lines, link, tag

Row = Mapping[Any, Any]


def report_line(record: Record, event: Row) -> Markup:
    """Date, note and source of a report."""
    return escape(f"{first_day(event)}: {event[Events.note]} ") + tag("span", source_line(record, event), css="aside")


def full_line(record: Record, event: Row, verdict: str) -> Markup:
    """The report with its grade in words, speaker and day of the report, and what the rule made of it."""
    aside = [source_line(record, event), *map(escape, (describe_grade(event["grade"]), *_asides(record, event)))]
    said = tag("b", escape(first_day(event))) + escape(f": {holding_words(record, event)}. {event[Events.note]}")
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
    said_of = f", said of {area_name(record, row)}: {area_words(record, row)}. {row[AreaReports.note]}"
    said = tag("b", escape(first_day(row))) + escape(said_of)
    aside = [source_line(record, row), *map(escape, _asides(record, row))]
    return lines([said, tag("span", lines(aside), css="aside")])


def _asides(record: Record, report: Row) -> tuple[str, str]:
    return relayed(record, report), describe_publication(report)


def source_line(record: Record, report: Row) -> Markup:
    """Publisher, linked title and grade of the article."""
    return _named(source_of(record, report)) + escape(f" ({report['grade']})")


def named_source(record: Record, source_id: str) -> Markup:
    """Publisher and linked title of the source with this id, as safe HTML."""
    source = record.sources.get(source_id)
    return _named(source) if source else Markup("a source that is not named")


def _named(source: SourceName) -> Markup:
    publisher = escape(f"{source.publisher}: ") if source.publisher else Markup()
    return publisher + link(source.url, source.title)
