"""Reports of places and of whole areas, each with its source, its grade and what the rule makes of it."""

from __future__ import annotations

from typing import Final

import pandas as pd

from dashboard.analysis.sentences import describe_verdict
from dashboard.control.rules import NEVER
from dashboard.exports.fields import Field, FieldType, field_of
from dashboard.exports.place_fields import PLACE_FIELDS, with_places
from dashboard.exports.query import Query
from dashboard.exports.table import TableDefinition
from dashboard.record.areas import MEMBERS
from dashboard.record.cell_syntax import items
from dashboard.record.derived_columns import GRADE, KNOWN_FROM, KNOWN_HOW, ORIGIN, SPEAKER, UNTIL, VOICE, known_by
from dashboard.record.schema import AreaReports, Events, Operations, Places, Sources
from dashboard.timespan import Span

_EVENTS, _AREAS, _SOURCES = Events.columns(), AreaReports.columns(), Sources.columns()
ACCEPTED_FROM: Final = "accepted_from"
VERDICT: Final = "verdict"
OPERATION_NAME: Final = "operation_name"


def named_holders(query: Query, cells: pd.Series) -> list[str]:
    """Holders in words; "" where none is named."""
    return [query.looks.name(cell) if cell else "" for cell in cells]


def holder_fields(name: str, title: str, description: str) -> tuple[Field, Field]:
    """The forces of a holding as ids, and their names in words."""
    return (
        Field(name, title, f"{description} Ids of forces, the leading one first.", "list"),
        Field(f"{name}_name", f"{title}, in words", f"{description} Names of forces."),
    )


_WHOSE: Final = (
    Field(GRADE, "Grade", "Admiralty code: reliability of the source, A to F, and credibility of the report, 1 to 6."),
    Field("source_id", "Source id", "Where it was read."),
    field_of(_SOURCES[Sources.publisher], "Publisher"),
    field_of(_SOURCES[Sources.title], "Title of the source", "source_title"),
    field_of(_SOURCES[Sources.url], "Address of the source"),
    field_of(_SOURCES[Sources.archive_url], "Archived copy"),
    field_of(_EVENTS[Events.attributed_to], "Attributed to"),
    Field(
        VOICE, "Speaks for",
        "Forces that the source, or the speaker it relays, speaks for; blank means none.", "list",
    ),
    Field(SPEAKER, "Who says it", "The speaker whom the source relays, or else its origin."),
    Field(ORIGIN, "Origin", "The first publication the source goes back to; sources of one origin share it."),
    field_of(_EVENTS[Events.reported_on], "Reported on"),
    Field(KNOWN_FROM, "Known from", "Day from which it counts as known by the second clock.", "date"),
    Field(
        KNOWN_HOW, "How that day is known",
        "given; assumed, where the day of the event stands for it; or undated, of an encyclopedia without a day.",
    ),
)  # fmt: skip


def _event(name: str, title: str, called: str = "") -> Field:
    return field_of(_EVENTS[name], title, called)


_REPORT_FIELDS: Final = (
    _event(Events.event_id, "Report id"),
    *PLACE_FIELDS,
    _event(Events.date, "Date"),
    _event(Events.date_precision, "Date known"),
    Field(UNTIL, "Until", "First day after the event, or after the period that its date stands for.", "date"),
    _event(Events.kind, "Kind"),
    *holder_fields(Events.controlling_force, "Holder reported", "Who holds the place after it, by this report."),
    *holder_fields(Events.previous_force, "Holder before", "Who held it before, by this report."),
    _event(Events.status, "Status reported"),
    Field("operation_id", "Operation id", "The operation it belongs to; blank where none is named."),
    Field(OPERATION_NAME, "Operation", "Usual English name of that operation."),
    _event(Events.actors, "Actors"),
    _event(Events.targets, "Targets"),
    _event(Events.deaths_low, "Deaths, lowest"),
    _event(Events.deaths_best, "Deaths, best"),
    _event(Events.deaths_high, "Deaths, highest"),
    *_WHOSE,
    _event(Events.incident_id, "Incident id"),
    Field(
        ACCEPTED_FROM, "Accepted from",
        "Day from which the rule accepts what it says of the holder; blank where it does not, or where it says nothing "
        "of one.", "date",
    ),
    Field(VERDICT, "What the rule makes of it", "In words; blank where it says nothing of a holder."),
    _event(Events.note, "What is reported"),
)  # fmt: skip


def _report_rows(query: Query) -> pd.DataFrame:
    reports = query.reports.rename(columns={Events.town: Places.place_id, Events.operation: "operation_id"})
    operations = query.dataset.operations.set_index(Operations.operation_id)[Operations.name]
    known = query.selection.known
    verdicts = [query.basis.verdicts.get(event_id) for event_id in reports[Events.event_id]]
    accepted = [verdict.day if verdict and verdict.day != NEVER else None for verdict in verdicts]
    if known is not None:
        accepted = [day if day is not None and day <= known else None for day in accepted]
    words = [describe_verdict(verdict, known) if verdict else "" for verdict in verdicts]
    told: dict[str, pd.Series | list[str]] = {
        f"{Events.controlling_force}_name": named_holders(query, reports[Events.controlling_force]),
        f"{Events.previous_force}_name": named_holders(query, reports[Events.previous_force]),
        OPERATION_NAME: reports["operation_id"].map(operations),
        ACCEPTED_FROM: pd.Series(accepted, reports.index, dtype="datetime64[s]"),
        VERDICT: words,
    }
    return _with_sources(with_places(reports.assign(**told), query.dataset), query)


def _with_sources(reports: pd.DataFrame, query: Query) -> pd.DataFrame:
    """The reports with what the table of sources says of theirs; blank where none is named."""
    known = query.dataset.sources.set_index(Sources.source_id)
    names = {
        Sources.publisher: Sources.publisher,
        "source_title": Sources.title,
        Sources.url: Sources.url,
        Sources.archive_url: Sources.archive_url,
    }
    return reports.assign(**{name: reports[Events.source_id].map(known[column]) for name, column in names.items()})


REPORTS: Final = TableDefinition(
    name="reports",
    title="Reports",
    description="One row is what one source reported of one place on one date. Reports that contradict one another "
    "stand side by side.",
    key=(Events.event_id,),
    fields=_REPORT_FIELDS,
    rows=_report_rows,
    label="place",
    holder=Events.controlling_force,
    span=(Events.date, UNTIL),
)


def _area(name: str, title: str, kind: FieldType = "string") -> Field:
    column = _AREAS[name]
    return Field(name, title, column.description, kind if kind != "string" else column.type)


_AREA_FIELDS: Final = (
    _area(AreaReports.report_id, "Report id"),
    _area(AreaReports.area, "Area"),
    Field(MEMBERS, "Places meant", "Ids of the places in the area, without those excepted.", "list"),
    _area(AreaReports.date, "Date"),
    _area(AreaReports.date_precision, "Date known"),
    _area(AreaReports.kind, "Kind"),
    *holder_fields(AreaReports.controlling_force, "Holder reported", "Who holds the area after it, by this report."),
    *holder_fields(AreaReports.lost_by, "Lost by", "Whose holdings in the area ended, by this report."),
    _area(AreaReports.excepted, "Excepted by the source"),
    _area(AreaReports.excepted_by_judgement, "Excepted by judgement"),
    *_WHOSE,
    _area(AreaReports.note, "What is reported"),
)


def _area_rows(query: Query) -> pd.DataFrame:
    """The area reports that speak of any place of the view, by the filters that they can answer.

    Those are place, force, known-day and days: an area report is of no kind, operation or grade that filters know.
    """
    reports = known_by(query.dataset.area_reports, query.selection.known)
    places, forces = set(query.places[Places.place_id]), set(query.selection.force)
    meant = [not places.isdisjoint(items(cell)) for cell in reports[MEMBERS]]
    reports = reports[pd.Series(meant, reports.index, dtype=bool)]
    if forces:
        cells = zip(reports[AreaReports.controlling_force], reports[AreaReports.lost_by], strict=True)
        named = [not forces.isdisjoint([*items(holder), *items(loser)]) for holder, loser in cells]
        reports = reports[pd.Series(named, reports.index, dtype=bool)]
    if query.window:
        reports = _begun_within(reports, query.window)
    told = {
        f"{name}_name": named_holders(query, reports[name])
        for name in (AreaReports.controlling_force, AreaReports.lost_by)
    }
    return _with_sources(reports.assign(**told), query)


def _begun_within(reports: pd.DataFrame, window: Span) -> pd.DataFrame:
    days = reports[AreaReports.date].dt.date
    begun: pd.DataFrame = reports[(days >= window.start) & (days < window.end)]
    return begun


AREA_REPORTS: Final = TableDefinition(
    name="area_reports",
    title="Area reports",
    description="One row is what one source reported of a whole area on one date, naming no town. Filters on kind, "
    "operation, grade and words of reports are not applied to them.",
    key=(AreaReports.report_id,),
    fields=_AREA_FIELDS,
    rows=_area_rows,
    label=AreaReports.area,
    holder=AreaReports.controlling_force,
)
