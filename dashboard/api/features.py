"""OGC API Features: what the API is, what it conforms to, and which collections of features it has."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from dashboard.analysis.record_cache import Record
from dashboard.api import events
from dashboard.api.bodies import GEOJSON_TYPE, JSON_TYPE, Link, links_json
from dashboard.api.pages import times_of, whole_table
from dashboard.api.requests import Call
from dashboard.api.resources import RESOURCES, Resource, located_resources
from dashboard.api.table_answers import COLLECTIONS
from dashboard.eventsets.store.configured import configured_store
from dashboard.exports.fields import LATITUDE, LONGITUDE
from dashboard.text import clean

Json = dict[str, Any]
OPENAPI_TYPE: Final = "application/vnd.oai.openapi+json;version=3.1"
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN: Final = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
CONFORMS_TO: Final = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
)
TITLE: Final = "Euphrates Valley timeline"
DESCRIPTION: Final = (
    "Who held which town along the Euphrates on any day, derived by a named rule from sourced, graded reports."
)


def landing(record: Record, call: Call) -> Json:
    """Where everything is found."""
    links = [
        Link(call.address, "self", JSON_TYPE, "This document"),
        Link(call.at("/openapi.json"), "service-desc", OPENAPI_TYPE, "Every parameter and answer (OpenAPI 3.1)"),
        Link(call.at("/conformance"), "conformance", JSON_TYPE, "The parts of OGC API Features that are met"),
        Link(call.at(COLLECTIONS), "data", JSON_TYPE, "Collections of features (OGC API Features)"),
        Link(call.at("/problems"), "describedby", JSON_TYPE, "Every type of refusal"),
        Link(call.at("/control"), "item", GEOJSON_TYPE, "Every place on a day"),
    ]
    tables = {name: resource.definition for name, resource in RESOURCES.items()}
    if configured_store() is not None:
        tables |= {events.NAME: events.DEFINITION}
    links += [Link(call.at(f"/{name}"), "item", JSON_TYPE, definition.title) for name, definition in tables.items()]
    about = {"title": TITLE, "description": DESCRIPTION, "record": clean(record.dataset.name)}
    return {**about, "data_version": record.dataset.digest, "links": links_json(links)}


def conformance() -> Json:
    """The classes of the standard that are met."""
    return {"conformsTo": list(CONFORMS_TO)}


def collections(record: Record, call: Call) -> Json:
    """Every collection of features."""
    found = [collection(record, resource, call) for resource in located_resources().values()]
    if configured_store() is not None:
        found.append(event_collection(call))
    return {"links": links_json([Link(call.address, "self", JSON_TYPE)]), "collections": found}


def collection(record: Record, resource: Resource, call: Call) -> Json:
    """What one collection holds, and over what space and time."""
    definition = resource.definition
    about = {"id": definition.name, "title": definition.title, "description": definition.description}
    extent = {"spatial": _spatial(record, resource), "temporal": _temporal(record, resource)}
    return {
        **about,
        "extent": {name: value for name, value in extent.items() if value},
        "itemType": "feature",
        "crs": [CRS84],
        "links": links_json(_collection_links(definition.name, definition.title, call)),
    }


def event_collection(call: Call) -> Json:
    """What the collection of imported events holds."""
    facets, about = events.store_of().facets, events.DEFINITION
    days = [f"{day}T00:00:00Z" if day else None for day in (facets.first, facets.last)]
    return {
        "id": about.name,
        "title": about.title,
        "description": about.description,
        "extent": {"temporal": {"interval": [days], "trs": GREGORIAN}},
        "itemType": "feature",
        "crs": [CRS84],
        "links": links_json(_collection_links(about.name, about.title, call)),
    }


def _collection_links(name: str, title: str, call: Call) -> list[Link]:
    own = f"{COLLECTIONS}/{name}"
    return [
        Link(call.at(own), "self", JSON_TYPE, title),
        Link(call.at(f"{own}/items"), "items", GEOJSON_TYPE, title),
        Link(call.at(f"/{name}"), "alternate", JSON_TYPE, f"{title}: rows, and whole files"),
    ]


def _spatial(record: Record, resource: Resource) -> Json:
    known = whole_table(record, resource, {}).frame.dropna(subset=[LONGITUDE, LATITUDE])
    if known.empty:
        return {}
    east, north = known[LONGITUDE], known[LATITUDE]
    corners = (east.min(), north.min(), east.max(), north.max())
    return {"bbox": [[float(corner) for corner in corners]], "crs": CRS84}


def _temporal(record: Record, resource: Resource) -> Json:
    """From the first day to the last; open where a row is."""
    if not resource.first:
        return {}
    first, after = times_of(whole_table(record, resource, {}).frame, resource)
    begins = None if not len(first) or np.isnat(first).any() else first.min()
    ends = None if not len(after) or np.isnat(after).any() else after.max() - np.timedelta64(1, "D")
    interval = [None if day is None else f"{day}T00:00:00Z" for day in (begins, ends)]
    return {"interval": [interval], "trs": GREGORIAN}
