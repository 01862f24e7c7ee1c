"""The OpenAPI document: every address, parameter and answer, with examples that this server itself answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from dashboard.analysis.grammar import Parameter, parameters_of
from dashboard.analysis.record_cache import Record
from dashboard.api import events, features
from dashboard.api.bodies import GEOJSON_TYPE, JSON_TYPE, media_type
from dashboard.api.examples import Examples
from dashboard.api.operations import PLACE_ID, Content, Operation, path_parameter
from dashboard.api.parameters import F
from dashboard.api.problems import PROBLEMS, problem, problems
from dashboard.api.refusals import KINDS, WrongParameter
from dashboard.api.requests import Call
from dashboard.api.resources import RESOURCES, Resource, located_resources
from dashboard.api.schemas import Json, model_schemas, ref, schema_name, shared_schemas, table_schemas
from dashboard.api.table_answers import COLLECTIONS, item_names, items_names, parameters_beside, table_names
from dashboard.exports.table import TableDefinition

VERSION: Final = "1.1"
ON_A_DAY: Final = ("on", "known", "rule")
OVER_TIME: Final = ("known", "rule")
ABOUT: Final = (
    f"{features.DESCRIPTION} Parameters mean what they mean in the address of a page. An answer carries an ETag; sent "
    "back in If-None-Match, it saves the answer where nothing has changed. Whatever is refused is refused as a problem "
    "document (RFC 9457). The collections are those of OGC API Features, so that a GIS opens them by the address of "
    "the API. Fields marked deprecated hold several force ids in one text; they go with the next version."
)
TAGS: Final = {
    "control": "Who held what.",
    "tables": "The tables that the pages offer for download, row by row or whole.",
    "features": "The same rows with positions, as OGC API Features.",
    "about": "What the API is and how it refuses.",
}


def document(record: Record, call: Call) -> Json:
    """The document for this record, whose ids, rules and days are the values that parameters may have."""
    examples, known = Examples(record, call.root), parameters_of(record)
    tables = [resource.definition for resource in RESOURCES.values()] + [events.DEFINITION]
    schemas = {**shared_schemas(), **model_schemas()}
    for definition in tables:
        schemas |= table_schemas(definition)
    operations = [
        *_control(examples, known),
        *(_table(resource, examples, known) for resource in RESOURCES.values()),
        _events(examples, known),
        *_features(examples, known),
        *_about(record, examples, known),
    ]
    return {
        "openapi": "3.1.0",
        "info": {"title": features.TITLE, "version": VERSION, "description": ABOUT},
        "servers": [{"url": urlsplit(call.root).path}],
        "tags": [{"name": name, "description": about} for name, about in TAGS.items()],
        "paths": {operation.path: {"get": operation.as_json(examples)} for operation in operations},
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _control(examples: Examples, known: dict[str, Parameter]) -> Iterator[Operation]:
    day = Content(GEOJSON_TYPE, ref("ControlOnDay"), examples.control_on())
    about = "Every place of the record with its holder, status and reasons on one day."
    yield Operation(
        "/control", "control", "All places on a day", about, _chosen(ON_A_DAY, known), (day,), is_deprecating=True
    )
    place = Content(JSON_TYPE, ref("ControlOfPlace"), examples.control_of_place())
    yield Operation(
        "/control/{place_id}", "control", "One place over time",
        "All states of one place in order, with every report on who held it and what the rule made of it.",
        _chosen(OVER_TIME, known), (place,), (path_parameter("place_id", PLACE_ID, examples.place_id),),
        refusals=("unknown-place",), is_deprecating=True,
    )  # fmt: skip


def _table(resource: Resource, examples: Examples, known: dict[str, Parameter]) -> Operation:
    definition, names = resource.definition, table_names(resource)
    contents = tuple(
        Content(media_type(form, definition), _schema(form, definition), examples.table(resource, form))
        for form in resource.forms
    )
    refusals = ("unknown-place", "stale-cursor") if "place" in names else ("stale-cursor",)
    return Operation(
        f"/{resource.name}", "tables", definition.title, definition.description,
        _chosen(names, known | parameters_beside(resource.forms), cursor=examples.cursor(resource)),
        contents, refusals=refusals,
    )  # fmt: skip


def _events(examples: Examples, known: dict[str, Parameter]) -> Operation:
    definition = events.DEFINITION
    contents = tuple(
        Content(media_type(form, definition), _schema(form, definition), examples.events(form)) for form in events.FORMS
    )
    about = f"{definition.description} Always in pages, whatever the form."
    return Operation(
        "/events", "tables", definition.title, about,
        _chosen(events.NAMES, known | parameters_beside(events.FORMS)), contents,
        refusals=("no-events", "stale-cursor"),
    )  # fmt: skip


def _features(examples: Examples, known: dict[str, Parameter]) -> Iterator[Operation]:
    f = _chosen(("f",), {"f": F})
    listed = Content(JSON_TYPE, ref("Collections"), examples.collections())
    yield Operation(COLLECTIONS, "features", "The collections", "Every collection of features.", f, (listed,))
    for resource in located_resources().values():
        own = known | parameters_beside(resource.forms)
        items = _chosen(items_names(resource), own, cursor=examples.cursor(resource))
        item = _chosen(item_names(resource), own)
        refusals = ("unknown-place", "stale-cursor") if "place" in resource.filters else ("stale-cursor",)
        yield from _collection(resource.definition, examples, f, (items, refusals), (item, ("unknown-address",)))
    items = _chosen(events.ITEMS, known | parameters_beside(events.FORMS))
    refused = ("no-events", "stale-cursor"), ("no-events", "unknown-address")
    yield from _collection(events.DEFINITION, examples, f, (items, refused[0]), (f, refused[1]))


Asked = tuple[tuple[Json, ...], tuple[str, ...]]
"""The parameters of an operation and the types of refusal beside those that any may have."""


def _collection(
    definition: TableDefinition, examples: Examples, f: tuple[Json, ...], items: Asked, item: Asked
) -> Iterator[Operation]:
    """The three addresses of a collection."""
    path, name, title = f"{COLLECTIONS}/{definition.name}", schema_name(definition.name), definition.title
    about = Content(JSON_TYPE, ref("Collection"), examples.collection(definition))
    missing = ("no-events",) if definition is events.DEFINITION else ()
    yield Operation(path, "features", f"{title}: the collection", definition.description, f, (about,), refusals=missing)
    page = Content(GEOJSON_TYPE, ref(f"{name}Features"), examples.items(definition))
    yield Operation(
        f"{path}/items", "features", f"{title}: features", definition.description, items[0], (page,), refusals=items[1]
    )
    one = Content(GEOJSON_TYPE, ref(f"{name}Feature"), examples.item(definition))
    feature_id = path_parameter("feature_id", f"Key of the row: {' / '.join(definition.key)}.", examples.id(definition))
    yield Operation(
        f"{path}/items/{{feature_id}}", "features", f"{title}: one feature", definition.description, item[0], (one,),
        (feature_id,), refusals=item[1],
    )  # fmt: skip


def _about(record: Record, examples: Examples, known: dict[str, Parameter]) -> Iterator[Operation]:
    f, call = _chosen(("f",), {"f": F}), examples.call
    home = Content(JSON_TYPE, ref("Landing"), features.landing(record, call("/")))
    yield Operation("/", "about", "Landing page", "Where everything is found.", f, (home,))
    met = Content(JSON_TYPE, ref("Conformance"), features.conformance())
    yield Operation("/conformance", "about", "Conformance", "The parts of OGC API Features that are met.", f, (met,))
    every = Content(JSON_TYPE, ref("Problems"), problems(call(PROBLEMS)))
    yield Operation(PROBLEMS, "about", "Types of refusal", "Every type of problem document.", (), (every,))
    kind = path_parameter("kind", "The last part of the address of a type.", WrongParameter.kind, enum=[*KINDS])
    one = Content(JSON_TYPE, ref("Problem"), problem(call(PROBLEMS), WrongParameter.kind))
    yield Operation(
        f"{PROBLEMS}/{{kind}}", "about", "One type of refusal", "What it means and what it tells.", (), (one,), (kind,),
        refusals=("unknown-address",),
    )  # fmt: skip
    own = Content(JSON_TYPE, {"type": "object"}, None)
    yield Operation("/openapi.json", "about", "This document", "OpenAPI 3.1.", (), (own,))


def _schema(form: str, definition: TableDefinition) -> Json:
    name = schema_name(definition.name)
    shapes = {"json": ref(f"{name}Page"), "geojson": ref(f"{name}Features"), "csv": {"type": "string"}}
    return shapes.get(form, {})


def _chosen(names: tuple[str, ...], known: dict[str, Parameter], **examples: Any) -> tuple[Json, ...]:
    """The parameters of these names as the document has them."""
    return tuple(_parameter(known[name], examples.get(name)) for name in names)


def _parameter(parameter: Parameter, example: Any = None) -> Json:
    told: Json = {"name": parameter.name, "in": "query", "required": False, "description": parameter.about}
    if parameter.schema.get("type") == "array":
        told |= {"style": "form", "explode": parameter.many}
    return {**told, "schema": parameter.schema, "example": parameter.example if example is None else example}
