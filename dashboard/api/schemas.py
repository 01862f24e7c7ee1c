"""What answers look like, as JSON Schema: of tables made from their fields, of everything else from its type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from dashboard.api.answers import ControlOfPlace, ControlOnDay
from dashboard.api.refusals import KINDS
from dashboard.exports.fields import Field
from dashboard.exports.table import TableDefinition

Json = dict[str, Any]
HERE: Final = "#/components/schemas/"
_CELLS: Final[dict[str, Json]] = {
    "string": {"type": ["string", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "list": {"type": "array", "items": {"type": "string"}},
}
_TEXT: Final[Json] = {"type": "string"}
_COUNT: Final[Json] = {"type": "integer", "minimum": 0}


def ref(name: str) -> Json:
    """The schema of this name."""
    return {"$ref": HERE + name}


def listed(item: Json) -> Json:
    """The schema of a list."""
    return {"type": "array", "items": item}


def record_of(required: Json, about: str = "", **more: Json) -> Json:
    """The schema of an object with these properties, and perhaps those of ``more``."""
    said = {"description": about} if about else {}
    return {"type": "object", **said, "required": list(required), "properties": {**required, **more}}


def model_schemas() -> dict[str, Json]:
    """Those of the types: states, places over time, refusals."""
    models: Sequence[type[BaseModel]] = (ControlOnDay, ControlOfPlace, *KINDS.values())
    _, schema = models_json_schema([(each, "serialization") for each in models], ref_template=HERE + "{model}")
    found: dict[str, Json] = schema["$defs"]
    return found


def shared_schemas() -> dict[str, Json]:
    """Those of links, of what an answer says of itself, and of what OGC API Features wants."""
    texts = dict.fromkeys(("title", "description"), _TEXT)
    field = record_of(dict.fromkeys(("name", "title", "type", "unit", "description"), _TEXT))
    said = ("table", "record", "version", "digest", "day", "other_day", "rule", "known", "filters", "query", "address",
            "licence", "attribution", "made")  # fmt: skip
    metadata = {**texts, "key": listed(_TEXT), **dict.fromkeys(said, _TEXT), "fields": listed(field)}
    position = {"type": "array", "prefixItems": [{"type": "number"}] * 2, "minItems": 2, "maxItems": 2}
    point = record_of({"type": {"const": "Point"}, "coordinates": position}, "Longitude and latitude, WGS 84.")
    links = listed(ref("Link"))
    extent = record_of({}, spatial={"type": "object"}, temporal={"type": "object"})
    collection = {"id": _TEXT, **texts, "extent": extent, "itemType": {"const": "feature"}, "crs": listed(_TEXT)}
    problem = {"type": _TEXT, "about": _TEXT, "members": {"type": "object", "additionalProperties": _TEXT}}
    landing = {**texts, "record": _TEXT, "data_version": _TEXT, "links": links}
    return {
        "Link": record_of({"href": _TEXT, "rel": _TEXT, "type": _TEXT}, "A link (RFC 8288).", title=_TEXT),
        "Metadata": record_of(metadata, "Which day, rule, filters and version the answer comes from, and its fields."),
        "Position": {"anyOf": [point, {"type": "null"}], "description": "Null where the position is not known."},
        "Landing": record_of(landing, "What the API is, and where everything is found."),
        "Conformance": record_of({"conformsTo": listed(_TEXT)}, "The parts of OGC API Features that are met."),
        "Collection": record_of({**collection, "links": links}, "A collection of features, and over what it reaches."),
        "Collections": record_of({"links": links, "collections": listed(ref("Collection"))}),
        "Problem": record_of(problem, "A type of refusal."),
        "Problems": record_of({"problems": listed(ref("Problem"))}),
    }


def table_schemas(definition: TableDefinition) -> dict[str, Json]:
    """Those of a table: a row, a page of rows and, where rows have a position, a feature and a page of features."""
    name = schema_name(definition.name)
    counts = {"numberMatched": _COUNT, "numberReturned": _COUNT, "links": listed(ref("Link"))}
    said = {"metadata": ref("Metadata"), **counts}
    found = {
        f"{name}Row": {**record_of(cells(definition.fields), definition.description), "additionalProperties": False},
        f"{name}Page": record_of({"table": {"const": definition.name}, **said, "rows": listed(ref(f"{name}Row"))}),
    }
    if definition.is_located:
        own = {"type": {"const": "Feature"}, "id": _TEXT, "geometry": ref("Position"), "properties": ref(f"{name}Row")}
        collection = {"type": {"const": "FeatureCollection"}, **said, "features": listed(ref(f"{name}Feature"))}
        found[f"{name}Feature"] = record_of(own, links=listed(ref("Link")))
        found[f"{name}Features"] = record_of(collection, "GeoJSON (RFC 7946).", name=_TEXT)
    return found


def schema_name(table: str) -> str:
    """What the schemas of a table are called by: AreaReports."""
    return "".join(word.capitalize() for word in table.split("_"))


def cells(fields: Sequence[Field]) -> Json:
    """The fields of a row, each described."""
    return {
        field.name: {**_CELLS[field.type], "title": field.title, "description": _described(field)} for field in fields
    }


def _described(field: Field) -> str:
    return f"{field.description} In {field.unit}." if field.unit else field.description
