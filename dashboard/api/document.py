"""What FastAPI cannot know of the OpenAPI document: where it is served, the days within reach, how it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.analysis.day_patterns import days_pattern
from dashboard.api.refusals import MEDIA_TYPE

Json = dict[str, Any]


def completed(document: Json, server: str, reach: tuple[date, date]) -> Json:
    """The document as it is to be served; made again for every request, as the reach ends today."""
    pattern = days_pattern(*reach)
    paths = {path: {"get": _operation(one["get"], pattern)} for path, one in document["paths"].items()}
    return {**document, "servers": [{"url": server}], "paths": paths}


def _operation(operation: Json, pattern: str) -> Json:
    parameters = [{**each, "schema": _schema(each["schema"], pattern)} for each in operation["parameters"]]
    responses = {status: _response(status, one) for status, one in operation["responses"].items()}
    return {**operation, "parameters": parameters, "responses": responses}


def _schema(schema: Json, pattern: str) -> Json:
    """Dates are those within reach, wherever the schema speaks of them."""
    if schema.get("format") == "date":
        return {**schema, "pattern": pattern}
    return {**schema, "anyOf": [_schema(each, pattern) for each in schema["anyOf"]]} if "anyOf" in schema else schema


def _response(status: str, response: Json) -> Json:
    """Refusals have a media type of their own, where they are ours and not the server's plain text."""
    content = response.get("content", {})
    if status < "400" or "text/plain" in content:
        return response
    return {**response, "content": dict.fromkeys([MEDIA_TYPE], next(iter(content.values())))}
