"""Why a request is not answered, in words and as data (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from dashboard.analysis.grammar import Complaint, WrongParameters
from dashboard.errors import DataError

MEDIA_TYPE: Final = "application/problem+json"
LONGEST_SHOWN: Final = 200
"""Letters of what was given that are repeated in an answer."""
METHODS: Final = "GET, HEAD"
NO_TYPE: Final = "about:blank"


class Refusal(BaseModel):
    """Why the request is not answered."""

    kind: ClassVar[str] = ""
    """The last part of the address at which this type of problem is explained."""

    type: str = Field(default=NO_TYPE, description="Address of the type of problem, where it is explained.")
    title: str = Field(description="The type of problem in a few words; the same for each of its type.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="What is wrong with this request.")
    remedy: str = Field(description="What to do about it.")


class WrongValue(BaseModel):
    """One parameter that cannot be used."""

    parameter: str
    given: str = Field(description="What was given, shortened.")
    allowed: str = Field(description="What may be given instead.")


class WrongParameter(Refusal):
    """A parameter is not known, is given twice, or has a value that cannot be used; each is named."""

    kind: ClassVar = "wrong-parameter"
    errors: list[WrongValue]


class NearPlace(BaseModel):
    """A place of the record that may be meant."""

    place_id: str
    name: str


class UnknownPlace(Refusal):
    """No place, or more than one, is called so; places with a name like it are listed, the nearest first."""

    kind: ClassVar = "unknown-place"
    given: str
    nearest: list[NearPlace] = Field(description="Places with a name like it, the nearest first.")


class UnknownAddress(Refusal):
    """There is nothing at this address, no such collection, or no such item in it."""

    kind: ClassVar = "unknown-address"


class NoEvents(Refusal):
    """This server was given no store of imported events. Events that a visitor uploads are for that visitor alone."""

    kind: ClassVar = "no-events"


class WrongMethod(Refusal):
    """The API is only read from: GET and HEAD."""

    kind: ClassVar = "wrong-method"


class StaleCursor(Refusal):
    """The cursor belongs to another question, or to a record that has changed since: begin at the first page again."""

    kind: ClassVar = "stale-cursor"


class UnreadableData(Refusal):
    """The data of this server cannot be read at all, or the engine of imported events does not answer."""

    kind: ClassVar = "unreadable-data"
    file: str
    row: int = Field(description="The line a spreadsheet shows; 0 means the whole file.")
    column: str
    value: str
    reason: str


class Failure(Refusal):
    """The server failed at it; what happened stands in its log."""

    kind: ClassVar = "failure"


KINDS: Final = {
    each.kind: each
    for each in (
        WrongParameter, UnknownPlace, UnknownAddress, NoEvents, WrongMethod, StaleCursor, UnreadableData, Failure
    )
}  # fmt: skip
"""Every type of problem, by the last part of the address at which it is explained."""


class Refused(Exception):  # noqa: N818 - it is the request that is refused, nothing has failed
    """The request is not answered, for the reason that the body gives."""

    def __init__(self, body: Refusal) -> None:
        super().__init__(body.detail)
        self.body = body


def wrong_parameters(complaints: Sequence[Complaint]) -> WrongParameter:
    """The answer to a request with these things wrong, however long the values are that were given."""
    errors = [
        WrongValue(parameter=each.parameter[:LONGEST_SHOWN], given=each.given[:LONGEST_SHOWN], allowed=each.allowed)
        for each in complaints
    ]
    said = "; ".join(f"{each.parameter}: {each.given!r} cannot be used" for each in errors)
    remedy = "; ".join(f"{each.parameter}: {each.allowed}" for each in errors)
    title = "The request cannot be understood"
    return WrongParameter(title=title, status=400, detail=f"{said}.", remedy=f"{remedy}.", errors=errors)


def not_found(detail: str, remedy: str) -> UnknownAddress:
    """The answer where nothing is."""
    return UnknownAddress(title="There is nothing at this address", status=404, detail=detail, remedy=remedy)


def wrong_method(method: str) -> WrongMethod:
    """The answer to a method other than those of reading."""
    said = f"{method[:LONGEST_SHOWN]} is not possible here."
    return WrongMethod(title="Wrong method", status=405, detail=said, remedy=f"Allowed: {METHODS}.")


def stale_cursor() -> StaleCursor:
    """The answer to a cursor that leads nowhere, or no longer."""
    said = "The cursor belongs to another question, or to a record that has changed since."
    return StaleCursor(
        title="The cursor cannot be used", status=409, detail=said,
        remedy="Ask for the first page again, without a cursor, and follow its links.",
    )  # fmt: skip


def no_events() -> NoEvents:
    """The answer to a question about imported events where the server was given none."""
    said = "This server was given no store of imported events. Events that a visitor uploads are for that visitor."
    remedy = "Set DASHBOARD_EVENTS to a store where the server is started."
    return NoEvents(title="No imported events", status=404, detail=said, remedy=remedy)


def unreadable_data(error: DataError) -> UnreadableData:
    """The answer to any request while the data cannot be read."""
    return UnreadableData(title="The data cannot be read", status=503, detail=str(error), **vars(error.problem))


def failure() -> Failure:
    """The answer where the server failed; it says nothing of the inside of the server."""
    said = "The server failed at it."
    remedy = "Try again; if it fails again, tell whoever runs this server the address and the time."
    return Failure(title="The server failed", status=500, detail=said, remedy=remedy)


def body_of(error: Exception) -> Refusal:
    """What an error of a request says to whoever asked."""
    if isinstance(error, Refused):
        return error.body
    if isinstance(error, WrongParameters):
        return wrong_parameters(error.complaints)
    return unreadable_data(error) if isinstance(error, DataError) else failure()


def refusal(body: Refusal, problems: str = "") -> Response:
    """The answer with this body, which nobody keeps. ``problems`` is where types of problems are explained."""
    content = body.model_dump() | {"type": f"{problems}/{body.kind}" if problems and body.kind else NO_TYPE}
    headers = {"Cache-Control": "no-store"} | ({"Allow": METHODS} if body.status == 405 else {})
    return JSONResponse(content, body.status, headers, MEDIA_TYPE)
