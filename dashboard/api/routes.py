"""The HTTP API: its routes, its OpenAPI document, and what is said when a request cannot be answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, FastAPI, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Mount

from dashboard.analysis.record_cache import read_once
from dashboard.api import refusals
from dashboard.api.answers import ControlOfPlace, ControlOnDay
from dashboard.api.document import completed
from dashboard.api.history import control_of_place, resolve_place
from dashboard.api.kept import is_known, tag_of
from dashboard.api.parameters import Known, On, RuleName, check_reach, only
from dashboard.api.paths import ANYTHING, mounted
from dashboard.api.refusals import Refusal, Refused, refusal
from dashboard.api.states import control_on, written
from dashboard.errors import DataError
from dashboard.timespan import EARLIEST

PREFIX: Final = "/api/v1"
AT_PLACE: Final = f"/control/{{place_id:{ANYTHING}}}"
METHODS: Final = "GET, HEAD"
THREADS: Final = CapacityLimiter(2)
"""Of its own, so that many requests here do not take the threads that serve the pages."""

ABOUT: Final = (
    "Who held which town along the Euphrates on any day, derived by a named rule from sourced, graded reports. "
    "Parameters mean what they mean in the address of a page. An answer carries an ETag; sent back in If-None-Match, "
    "it saves the answer where nothing has changed."
)
Responses = dict[int | str, dict[str, Any]]
REFUSALS: Final[Responses] = {
    304: {"description": "Nothing has changed since the answer with the ETag of If-None-Match."},
    422: {"model": refusals.WrongParameter, "description": "A parameter is not known or cannot be used."},
    503: {"model": refusals.UnreadableData, "description": "The data of this server cannot be read."},
}
OF_PLACE: Final[Responses] = {
    400: {"description": "The path holds what no path may.", "content": {"text/plain": {"schema": {"type": "string"}}}},
    404: {"model": refusals.UnknownPlace, "description": "No place, or more than one, is called so."},
}


class GeoJson(JSONResponse):
    """GeoJSON as RFC 7946 names it."""

    media_type = "application/geo+json"


api = FastAPI(
    title="Euphrates Valley timeline",
    version="1.0",
    summary="Who held which town, and who says so",
    description=ABOUT,
    openapi_url=None,  # the one of FastAPI would read the record between two messages of a page
    redirect_slashes=False,
)


def api_routes(base: str = "") -> list[Mount]:
    """Where the API is served, under the path that the whole application is served under."""
    return [mounted(f"{base}{PREFIX}", api)]


@api.head("/control", include_in_schema=False, dependencies=[Depends(only("on", "known", "rule"))])
@api.get(
    "/control",
    summary="All places on a day",
    response_class=GeoJson,
    responses={200: {"model": ControlOnDay}, **REFUSALS},
    dependencies=[Depends(only("on", "known", "rule"))],
)
async def control(request: Request, on: On = None, known: Known = None, rule: RuleName = "") -> Response:
    """Every place of the record with its holder, status and reasons on one day, as GeoJSON."""

    def answer() -> str:
        reading = read_once()
        check_reach(*reading.reach, on=on, known=known)
        return control_on(reading, on or reading.dataset.last_day, rule or reading.rule, known)

    return await _answered(request, answer, GeoJson.media_type)


@api.head(AT_PLACE, include_in_schema=False, dependencies=[Depends(only("known", "rule"))])
@api.get(
    AT_PLACE,
    summary="One place over time",
    response_class=JSONResponse,
    responses={200: {"model": ControlOfPlace}, **REFUSALS, **OF_PLACE},
    dependencies=[Depends(only("known", "rule"))],
)
async def control_at(
    request: Request,
    place_id: Annotated[str, Path(description="The place: an id, or any name or alias.", examples=["al-qaim"])],
    known: Known = None,
    rule: RuleName = "",
) -> Response:
    """All states of one place in order, with every report on who held it and what the rule made of it."""

    def answer() -> str:
        reading = read_once()
        check_reach(*reading.reach, known=known)
        return control_of_place(reading, resolve_place(reading, place_id), rule or reading.rule, known)

    return await _answered(request, answer, JSONResponse.media_type)


@api.head("/openapi.json", include_in_schema=False)
@api.get("/openapi.json", include_in_schema=False)
async def document(request: Request) -> Response:
    """The OpenAPI document."""

    def answer() -> str:
        return written(completed(api.openapi(), request.scope["root_path"], _reach()))

    return await _answered(request, answer, JSONResponse.media_type)


def _reach() -> tuple[date, date]:
    """The days that can be asked for; without readable data, those of which any data may tell."""
    try:
        return read_once().reach
    except DataError:
        return EARLIEST, date.today()


async def _answered(request: Request, answer: Callable[[], str], media_type: str) -> Response:
    body = await to_thread.run_sync(lambda: answer().encode(), limiter=THREADS)
    tag = tag_of(body)
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


@api.exception_handler(Refused)
async def _refused(_: Request, refused: Refused) -> Response:
    return refusal(refused.body)


@api.exception_handler(RequestValidationError)
async def _wrong(_: Request, error: RequestValidationError) -> Response:
    wrong = [refusals.complaint(str(each["loc"][-1]), each["input"], each["msg"]) for each in error.errors()]
    return refusal(refusals.wrong_parameters(wrong).body)


@api.exception_handler(DataError)
async def _unreadable(_: Request, error: DataError) -> Response:
    return refusal(refusals.unreadable_data(error))


@api.exception_handler(HTTPException)
async def _no_route(request: Request, error: HTTPException) -> Response:
    if error.status_code == 405:
        said = f"{request.method} is not possible here. Allowed: {METHODS}."
        return refusal(Refusal(title="Wrong method", status=405, detail=said), Allow=METHODS)
    said = f"There is only /control, /control/{{place_id}} and /openapi.json under {request.scope['root_path']}."
    return refusal(Refusal(title="No such address", status=404, detail=said))
