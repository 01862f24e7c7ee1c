"""What the HTTP API answers, described field by field; the OpenAPI document is made from these."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

Status = Literal["held", "contested", "besieged", "divided", "passed", "unknown"]
FORCE_IDS = "Force ids, more than one for a joint holding; the leading one first"


def joined(instead: str) -> Any:
    """A field that holds several force ids in one text, as the first version did; it goes with the next version."""
    return Field(deprecated=True, description=f"The ids of `{instead}` in one text, joined by `|`.")


class Licence(BaseModel):
    name: str = Field(description="SPDX identifier.")
    title: str
    path: str


class Basis(BaseModel):
    """From what and by which rule the answer is derived."""

    rule: str
    rule_words: str = Field(description="What the rule accepts.")
    known: datetime.date | None = Field(description="Only what had been published by that day; null means all reports.")
    publication_assumed: int | None = Field(
        description="How many of the reports used have no known day of publication, so that the day of the event "
        "stands "
        "for it; null where `known` is not asked for."
    )
    record: str = Field(description="Name of the record.")
    data_version: str = Field(description="Changes whenever anything in the data does.")
    licence: Licence | None = Field(description="Licence of the record; null for data that this server was given.")


class State(BaseModel):
    """Who held a place for a time, and why."""

    holder_ids: list[str] = Field(description=f"{FORCE_IDS}; none where nobody is known to hold it.")
    force_id: str | None = joined("holder_ids")
    status: Status = Field(
        description="`contested`: the claimant claims it or fights for it; `passed`: went from holder to "
        "claimant on an unknown day; `divided`: each holder holds a part; `unknown`: the record does not say."
    )
    claimant_ids: list[str] = Field(description=f"{FORCE_IDS}; none where nobody else claims it.")
    claimant: str | None = joined("claimant_ids")
    words: str = Field(description="The state in words.")
    start: datetime.date | None = Field(description="First day; null where it begins before the first report.")
    start_precision: Literal["day", "week", "month", "year"]
    step: str = Field(description="The step of the rule that led to it.")
    decided_by: list[str] = Field(description="Ids of the reports behind it; first the one that set it.")
    disputed_by: list[str] = Field(description="Ids of reports that say otherwise.")
    area_reports: list[str] = Field(
        description="Ids of reports of a whole area behind it; where decided_by is empty, no report of the place "
        "itself "
        "says who holds it."
    )


class PlaceState(State):
    place_id: str
    name: str
    river_km: float | None = Field(
        description="Kilometres along the Euphrates from the Turkish border at Jarabulus; null away from the river."
    )
    last_evidence: datetime.date | None = Field(
        description="Last report up to that day that supports it; null where it is inferred from a later one."
    )
    faded: bool = Field(
        description="True where it is only last known: so much has been reported around the place since the last "
        "report "
        "that supports it, or that report lies more than a year later."
    )
    basis: Literal["reported", "of area", "last known", ""] = Field(
        description="What it rests on: a report of the place near that day, only one of a whole area, what was last "
        "known longer ago, or nothing."
    )


class Point(BaseModel):
    type: Literal["Point"]
    coordinates: tuple[float, float] = Field(description="Longitude and latitude, WGS 84.")


class Feature(BaseModel):
    type: Literal["Feature"]
    id: str
    geometry: Point | None = Field(description="Null where the position is not known.")
    properties: PlaceState


class ControlOnDay(Basis):
    """GeoJSON (RFC 7946): every place of the record with its state on one day."""

    type: Literal["FeatureCollection"]
    on: datetime.date
    features: list[Feature]


class Place(BaseModel):
    place_id: str
    name: str
    name_ar: str
    aliases: list[str]
    country: str = Field(description="ISO 3166-1 alpha-2.")
    governorate: str
    kind: str
    waterway: str
    bank: str
    latitude: float | None
    longitude: float | None
    river_km: float | None


class Holding(State):
    end: datetime.date | None = Field(description="First day after the state; null where it still lasts.")
    evidence: list[datetime.date] = Field(description="Days of the reports that support it.")


class Source(BaseModel):
    source_id: str
    title: str
    publisher: str
    url: str | None
    archive_url: str | None


Publication = Literal["given", "assumed", "undated"]
"""How the day of publication is known; an undated encyclopedia counts as known at no time in the past."""


class Verdict(BaseModel):
    """What the rule makes of a report."""

    accepted_from: datetime.date | None
    words: str


class ReportOfPlace(BaseModel):
    """What one source reported of who holds the place."""

    event_id: str
    date: datetime.date
    date_precision: Literal["day", "week", "month", "year"]
    controlling_force_ids: list[str] = Field(description=f"Who holds it after it. {FORCE_IDS}.")
    controlling_force: str = joined("controlling_force_ids")
    previous_force_ids: list[str] = Field(description="Who held it before, where the report says so.")
    previous_force: str | None = joined("previous_force_ids")
    status: Literal["held", "contested", "besieged", "divided"]
    note: str
    verdict: Verdict
    grade: str = Field(description="Admiralty grade of source and information.")
    grade_words: str
    attributed_to: str | None = Field(description="Who says it, where the source only relays a speaker.")
    speaks_for_ids: list[str] = Field(description="Forces for which the source, or the speaker it relays, speaks.")
    speaks_for: str | None = joined("speaks_for_ids")
    reported_on: datetime.date | None = Field(description="Day it was published; null where that is not known.")
    publication: Publication
    source: Source | None


class AreaReportOfPlace(BaseModel):
    """What one source reported of a whole area in which the place lies, and not of the place by its name."""

    report_id: str
    area: str = Field(description="The area as the table writes it, such as `IQ/Al Anbar`.")
    area_words: str
    date: datetime.date
    date_precision: Literal["day", "week", "month", "year"]
    kind: Literal["baseline", "taken", "lost", "handover", "withdrawal"]
    controlling_force_ids: list[str] = Field(description=f"Who holds the area after it. {FORCE_IDS}.")
    controlling_force: str | None = joined("controlling_force_ids")
    lost_by_ids: list[str] = Field(description="Forces whose holdings in the area ended.")
    lost_by: str | None = joined("lost_by_ids")
    note: str
    grade: str
    reported_on: datetime.date | None
    publication: Publication
    source: Source | None


class ControlOfPlace(Basis):
    """All states of one place in order, and every report on who held it with what the rule made of it."""

    place: Place
    intervals: list[Holding]
    reports: list[ReportOfPlace]
    area_reports: list[AreaReportOfPlace] = Field(description="Those that set, support or end a state of the place.")
