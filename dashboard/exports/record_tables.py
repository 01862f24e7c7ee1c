"""Operations, places and sources of a view."""

from __future__ import annotations

from typing import Final

import pandas as pd

from dashboard.analysis.operations import with_known_days
from dashboard.exports.fields import Field, field_of
from dashboard.exports.place_fields import WHERE
from dashboard.exports.query import Query
from dashboard.exports.report_tables import holder_fields, named_holders
from dashboard.exports.table import TableDefinition
from dashboard.record.derived_columns import known_by
from dashboard.record.river import RIVER_DISTANCE_KM
from dashboard.record.schema import Events, Operations, Places, Sources

_OPERATIONS, _PLACES, _SOURCES = Operations.columns(), Places.columns(), Sources.columns()
REPORTS_COUNT: Final = Field("reports", "Reports", "Number of reports that pass the filters.", "integer")


def _operation_rows(query: Query) -> pd.DataFrame:
    """All operations; with filters that narrow reports, those that a report which passes them names."""
    data, selection = query.dataset, query.selection
    known = known_by(data.events, selection.known)
    operations = with_known_days(data.operations, known)
    counts = query.reports[Events.operation].value_counts()
    if len(query.reports) < len(known):
        operations = operations[operations[Operations.operation_id].isin(counts.index)]
    names = dict(zip(data.operations[Operations.operation_id], data.operations[Operations.name], strict=True))
    ids = operations[Operations.operation_id]
    told = {f"{name}_name": named_holders(query, operations[name]) for name in _SIDES}
    return operations.assign(
        **told,
        parent_operation_name=operations[Operations.parent_operation_id].map(names),
        reports=ids.map(counts).fillna(0),
    ).sort_values(["first", Operations.operation_id])


_SIDES: Final = (Operations.lead_forces, Operations.opposing_forces)

OPERATIONS: Final = TableDefinition(
    name="operations",
    title="Operations",
    description="One row is a named, dated undertaking; with filters in force, those named by a report that passes.",
    key=(Operations.operation_id,),
    fields=(
        field_of(_OPERATIONS[Operations.operation_id], "Operation id"),
        field_of(_OPERATIONS[Operations.name], "Operation"),
        field_of(_OPERATIONS[Operations.aliases], "Other names"),
        field_of(_OPERATIONS[Operations.start], "Start as recorded"),
        field_of(_OPERATIONS[Operations.end], "End as recorded"),
        Field("first", "First known day", "Its start, or else the first report that names it.", "date"),
        Field("last", "Last known day", "Its end, or else the last report that names it.", "date"),
        Field("is_open", "End not recorded", "True where the record gives no end.", "boolean"),
        *holder_fields(Operations.lead_forces, "Led by", "Who led it."),
        *holder_fields(Operations.opposing_forces, "Against", "Against whom it was directed."),
        field_of(_OPERATIONS[Operations.parent_operation_id], "Part of, id"),
        Field("parent_operation_name", "Part of", "Usual English name of the operation it is part of."),
        field_of(_OPERATIONS[Operations.outcome], "Outcome"),
        REPORTS_COUNT,
        field_of(_OPERATIONS[Operations.source_id], "Source id"),
    ),
    rows=_operation_rows,
    label=Operations.name,
    holder=Operations.lead_forces,
)


def _place_rows(query: Query) -> pd.DataFrame:
    ids = query.places[Places.place_id]
    reports, changes = query.reports[Events.town].value_counts(), query.basis.changes["place_id"].value_counts()
    return query.places.assign(reports=ids.map(reports).fillna(0), changes=ids.map(changes).fillna(0))


PLACES: Final = TableDefinition(
    name="places",
    title="Places",
    description="One row is a town, village, crossing, dam, base or field that passes the filters.",
    key=(Places.place_id,),
    fields=(
        field_of(_PLACES[Places.place_id], "Place id"),
        field_of(_PLACES[Places.name], "Place"),
        field_of(_PLACES[Places.name_ar], "Arabic name"),
        field_of(_PLACES[Places.aliases], "Other names"),
        *WHERE,
        Field(RIVER_DISTANCE_KM, "Distance to the river", "Distance to the main stem.", "number", "km"),
        field_of(_PLACES[Places.kind], "Kind of place"),
        field_of(_PLACES[Places.waterway], "Waterway"),
        field_of(_PLACES[Places.bank], "Bank"),
        Field(Places.population, "Population", "Inhabitants.", "integer", "persons"),
        field_of(_PLACES[Places.population_year], "Year of the population"),
        REPORTS_COUNT,
        Field("changes", "Changes of hands", "How often it changed hands, by the rule in force.", "integer"),
        field_of(_PLACES[Places.source_id], "Source id"),
    ),
    rows=_place_rows,
    label=Places.name,
)


def _source_rows(query: Query) -> pd.DataFrame:
    """The sources of the reports that pass."""
    sources = query.dataset.sources
    counts = query.reports[Events.source_id].value_counts()
    named = sources[sources[Sources.source_id].isin(counts.index)]
    return named.assign(reports=named[Sources.source_id].map(counts))


SOURCES: Final = TableDefinition(
    name="sources",
    title="Sources",
    description="One row is an article or page in which a report that passes the filters was read.",
    key=(Sources.source_id,),
    fields=(
        field_of(_SOURCES[Sources.source_id], "Source id"),
        field_of(_SOURCES[Sources.title], "Title"),
        field_of(_SOURCES[Sources.publisher], "Publisher"),
        field_of(_SOURCES[Sources.kind], "Kind of source"),
        field_of(_SOURCES[Sources.published_on], "Published on"),
        field_of(_SOURCES[Sources.url], "Address"),
        field_of(_SOURCES[Sources.archive_url], "Archived copy"),
        field_of(_SOURCES[Sources.reliability], "Reliability"),
        field_of(_SOURCES[Sources.speaks_for], "Speaks for"),
        field_of(_SOURCES[Sources.origin], "Origin"),
        field_of(_SOURCES[Sources.language], "Language"),
        REPORTS_COUNT,
    ),
    rows=_source_rows,
    label=Sources.title,
)
