"""One address of the API as the OpenAPI document describes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, NamedTuple

from dashboard.api.examples import Examples
from dashboard.api.refusals import KINDS, MEDIA_TYPE
from dashboard.api.schemas import Json, ref

PLACE_ID: Final = "The place: an id, or any name or alias, Latin or Arabic."
ALWAYS: Final = ("wrong-parameter", "failure", "unreadable-data")
"""Refusals that any address may answer with."""
IF_NONE_MATCH: Final[Json] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "ETags of answers that the other side has.",
    "schema": {"type": "string"},
    "example": 'W/"0123456789abcdef01234567"',
}
_HEADERS: Final[Json] = {
    "ETag": {"description": "Names this answer.", "required": True, "schema": {"type": "string"}},
}
_LINK: Final[Json] = {
    "Link": {"description": "This page, the next one and other forms (RFC 8288).", "schema": {"type": "string"}},
}
_DEPRECATION: Final[Json] = {
    "Deprecation": {
        "description": "Since when fields of the answer are deprecated (RFC 9745).",
        "required": True,
        "schema": {"type": "string"},
    },
}


class Content(NamedTuple):
    """An answer in one form: what it calls itself, what it looks like, and one that this server gives."""

    media_type: str
    schema: Json
    example: Any

    @property
    def as_json(self) -> Json:
        shown = {} if self.example is None else {"example": self.example}
        return {"schema": self.schema, **shown}


@dataclass(frozen=True)
class Operation:
    """What a GET of one path is asked and answers."""

    path: str
    tag: str
    summary: str
    about: str
    parameters: tuple[Json, ...]
    contents: tuple[Content, ...]
    in_path: tuple[Json, ...] = ()
    refusals: tuple[str, ...] = ()
    is_deprecating: bool = False

    def as_json(self, examples: Examples) -> Json:
        """The operation as the document has it."""
        return {
            "operationId": self._id,
            "tags": [self.tag],
            "summary": self.summary,
            "description": self.about,
            "parameters": [*self.in_path, *self.parameters, IF_NONE_MATCH],
            "responses": {"200": self._answer(), "304": _NOTHING_NEW, **self._refusals(examples)},
        }

    @property
    def _id(self) -> str:
        words = "".join(each if each.isalnum() else " " for each in self.path).split()
        return "get_" + ("_".join(words) or "landing")

    def _answer(self) -> Json:
        headers = {**_HEADERS, **(_LINK if len(self.contents) > 1 else {})}
        headers |= _DEPRECATION if self.is_deprecating else {}
        content = {each.media_type: each.as_json for each in self.contents}
        return {"description": self.summary, "headers": headers, "content": content}

    def _refusals(self, examples: Examples) -> Json:
        kinds = sorted((*ALWAYS, *self.refusals), key=lambda kind: examples.refusal(kind)["status"])
        by_status = groupby(kinds, key=lambda kind: str(examples.refusal(kind)["status"]))
        answers = {status: _refusal([*kinds], examples) for status, kinds in by_status}
        if self.in_path:
            answers["400"]["content"]["text/plain"] = {"schema": {"type": "string"}, "example": "Invalid HTTP request."}
        return answers


_NOTHING_NEW: Final[Json] = {"description": "Nothing has changed since the answer with an ETag of If-None-Match."}


def _refusal(kinds: Sequence[str], examples: Examples) -> Json:
    schemas = [ref(KINDS[kind].__name__) for kind in kinds]
    shown = {kind: {"value": examples.refusal(kind)} for kind in kinds}
    told = " ".join(KINDS[kind].__doc__ or "" for kind in kinds)
    schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return {"description": told, "content": {MEDIA_TYPE: {"schema": schema, "examples": shown}}}


def path_parameter(name: str, about: str, example: str, enum: Sequence[str] = ()) -> Json:
    """A part of a path."""
    schema: Json = {"type": "string", "minLength": 1, **({"enum": list(enum)} if enum else {})}
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema, "example": example}
