"""Why a request is not answered, in words and as data (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from dashboard.errors import DataError

MEDIA_TYPE: Final = "application/problem+json"
LONGEST_SHOWN: Final = 200
"""Letters of what was given that are repeated in an answer."""


class Refusal(BaseModel):
    """Why the request is not answered."""

    title: str
    status: int
    detail: str = Field(description="What is wrong and what to do about it.")


class Complaint(BaseModel):
    """One parameter that cannot be used."""

    parameter: str
    given: str
    allowed: str = Field(description="What may be given instead.")


class WrongParameter(Refusal):
    """A parameter that is not known, is given twice, or has a value that cannot be used."""

    errors: list[Complaint]


class NearPlace(BaseModel):
    """A place of the record that may be meant."""

    place_id: str
    name: str


class UnknownPlace(Refusal):
    """No place, or more than one, is called so."""

    given: str
    nearest: list[NearPlace] = Field(description="Places with a name like it, the nearest first.")


class UnreadableData(Refusal):
    """The data of this server cannot be read at all."""

    file: str
    row: int = Field(description="The line a spreadsheet shows; 0 means the whole file.")
    column: str
    value: str
    reason: str
    remedy: str


class Refused(Exception):  # noqa: N818 - it is the request that is refused, nothing has failed
    """The request is not answered, for the reason that the body gives."""

    def __init__(self, body: Refusal) -> None:
        super().__init__(body.detail)
        self.body = body


def wrong_parameters(complaints: Sequence[Complaint]) -> Refused:
    """The answer to a request with these things wrong."""
    said = [f"{each.parameter}: {each.given!r} was given; allowed is {each.allowed}" for each in complaints]
    shown = "The request cannot be understood"
    return Refused(WrongParameter(title=shown, status=422, detail=". ".join(said) + ".", errors=list(complaints)))


def complaint(parameter: str, given: object, allowed: str) -> Complaint:
    """What is wrong with one parameter, however long the value is that was given."""
    return Complaint(parameter=parameter[:LONGEST_SHOWN], given=str(given)[:LONGEST_SHOWN], allowed=allowed)


def unreadable_data(error: DataError) -> UnreadableData:
    """The answer to any request while the data cannot be read."""
    return UnreadableData(title="The data cannot be read", status=503, detail=str(error), **vars(error.problem))


def refusal(body: Refusal, **headers: str) -> Response:
    """The answer with this body, which nobody keeps."""
    content = body.model_dump()
    return JSONResponse(content, body.status, {"Cache-Control": "no-store", **headers}, MEDIA_TYPE)
