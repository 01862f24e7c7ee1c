"""The HTTP API: its addresses, and what is said when a request cannot be answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from dashboard.analysis.grammar import WrongParameters, asked, parameters_of
from dashboard.analysis.program import program_version
from dashboard.analysis.record_cache import Record, read_once
from dashboard.api import events, features
from dashboard.api.bodies import GEOJSON_TYPE, JSON_TYPE
from dashboard.api.document import document
from dashboard.api.history import control_of_place, resolve_place
from dashboard.api.kept import digest_of, is_known, named, packed
from dashboard.api.pages import digest
from dashboard.api.parameters import F
from dashboard.api.paths import ANYTHING, mounted
from dashboard.api.problems import PROBLEMS, problem, problems
from dashboard.api.refusals import Refused, body_of, not_found, refusal, wrong_method
from dashboard.api.requests import Call, call_of
from dashboard.api.resources import RESOURCES, Resource
from dashboard.api.states import control_on
from dashboard.api.table_answers import COLLECTIONS, Answer, item_answer, items_answer, resource_named, table_answer
from dashboard.errors import DataError
from dashboard.exports.json_cells import json_bytes
from dashboard.server import takes_gzip

PREFIX: Final = "/api/v1"
ON_A_DAY: Final = ("on", "known", "rule")
OVER_TIME: Final = ("known", "rule")
THREADS: Final = CapacityLimiter(2)
"""Of its own, so that many requests here do not take the threads that serve the pages."""
DEPRECATED: Final = {"Deprecation": "@1795824000"}
"""Since 28 November 2026 (RFC 9745): force ids in one text, instead of which there are arrays."""

Handler = Callable[[Request], Awaitable[Response]]
Work = Callable[[Record, Call], Answer]


def api_routes(base: str = "") -> list[BaseRoute]:
    """Where the API is served, under the path that the whole application is served under."""
    prefix = f"{base}{PREFIX}"
    return [Route(prefix, _Home(prefix)), mounted(prefix, api)]


class _Home:
    """The landing page at the address without a slash at its end, for which a mounted application is not asked."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        root = scope.get("root_path", "") + self.prefix
        await api({**scope, "root_path": root, "path": f"{self.prefix}/"}, receive, send)


async def _control(request: Request) -> Response:
    def work(record: Record, call: Call) -> Answer:
        found = asked(call.given, ON_A_DAY, parameters_of(record))
        on, rule = found.get("on", record.dataset.last_day), found.get("rule", record.rule)
        return _text(control_on(record, on, rule, found.get("known")), GEOJSON_TYPE)

    return await _answered(request, work, DEPRECATED)


async def _control_at(request: Request) -> Response:
    def work(record: Record, call: Call) -> Answer:
        found = asked(call.given, OVER_TIME, parameters_of(record))
        place = resolve_place(record, request.path_params["place_id"])
        return _text(control_of_place(record, place, found.get("rule", record.rule), found.get("known")), JSON_TYPE)

    return await _answered(request, work, DEPRECATED)


def _table(resource: Resource) -> Handler:
    async def handler(request: Request) -> Response:
        return await _answered(request, lambda record, call: table_answer(record, resource, _named(record, call)))

    return handler


async def _events(request: Request) -> Response:
    return await _answered(request, events.events_answer)


async def _landing(request: Request) -> Response:
    return await _answered(request, _with_f(features.landing))


async def _conformance(request: Request) -> Response:
    return await _answered(request, _with_f(lambda record, call: features.conformance()))


async def _collections(request: Request) -> Response:
    return await _answered(request, _with_f(features.collections))


async def _collection(request: Request) -> Response:
    name = request.path_params["collection_id"]

    def describe(record: Record, call: Call) -> Any:
        if name == events.NAME:
            return features.event_collection(call)
        return features.collection(record, resource_named(name), call)

    return await _answered(request, _with_f(describe))


async def _items(request: Request) -> Response:
    name = request.path_params["collection_id"]

    def work(record: Record, call: Call) -> Answer:
        if name == events.NAME:
            return events.event_items_answer(record, call)
        return items_answer(record, resource_named(name), _named(record, call))

    return await _answered(request, work)


async def _item(request: Request) -> Response:
    name, item = request.path_params["collection_id"], request.path_params["feature_id"]

    def work(record: Record, call: Call) -> Answer:
        if name == events.NAME:
            asked(call.given, ("f",), {"f": F})
            return _json(events.event_item(record, call, item), GEOJSON_TYPE)
        return item_answer(record, resource_named(name), call, item)

    return await _answered(request, work)


async def _document(request: Request) -> Response:
    """The OpenAPI document, which names the values that parameters may have in this record."""

    def work(record: Record, call: Call) -> Answer:
        asked(call.given, (), {})
        name = digest("openapi", call.root, record.dataset.digest, program_version(), str(record.reach))
        return Answer(name, JSON_TYPE, lambda: json_bytes(document(record, call)))

    return await _answered(request, work)


async def _problems(request: Request) -> Response:
    return _sent(request, _nothing_asked(call_of(request), lambda: problems(call_of(request))), {})


async def _problem(request: Request) -> Response:
    kind = request.path_params["kind"]
    return _sent(request, _nothing_asked(call_of(request), lambda: problem(call_of(request), kind)), {})


def _named(record: Record, call: Call) -> Call:
    """The same with the id of the place in place of any other name; ``Refused`` where there is no such place."""
    places = call.given.get("place", ())
    if len(places) != 1 or not places[0] or places[0] in record.named:
        return call
    return call.having(place=resolve_place(record, places[0]))


def _with_f(describe: Callable[[Record, Call], Any]) -> Work:
    """An answer that is JSON whatever ``f`` says, as it can only say that."""

    def work(record: Record, call: Call) -> Answer:
        asked(call.given, ("f",), {"f": F})
        return _json(describe(record, call))

    return work


def _nothing_asked(call: Call, describe: Callable[[], Any]) -> Answer:
    asked(call.given, (), {})
    return _json(describe())


def _json(value: Any, media_type: str = JSON_TYPE) -> Answer:
    return _bytes(json_bytes(value), media_type)


def _text(text: str, media_type: str) -> Answer:
    return _bytes(text.encode(), media_type)


def _bytes(body: bytes, media_type: str) -> Answer:
    """An answer that has been made already. It is named by its body rather than by what was asked."""
    return Answer(digest_of(body), media_type, lambda: body)


async def _answered(request: Request, work: Work, headers: Mapping[str, str] | None = None) -> Response:
    def answer() -> Response:
        return _sent(request, work(read_once(), call_of(request)), headers or {})

    return await to_thread.run_sync(answer, limiter=THREADS)


def _sent(request: Request, answer: Answer, headers: Mapping[str, str]) -> Response:
    """The answer as the other side takes it; that it has already, where it names the tag."""
    tag = named(answer.name)
    headers = {**headers, "ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if answer.links:
        headers["Link"] = ", ".join(link.as_header for link in answer.links)
    if answer.file:
        headers["Content-Disposition"] = f'attachment; filename="{answer.file}"'
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    made = packed(answer.make, answer.name, answer.is_text)
    if not made.small or not takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(made.body, headers=headers, media_type=answer.media_type)
    return Response(made.small, headers={**headers, "Content-Encoding": "gzip"}, media_type=answer.media_type)


async def _refused(request: Request, error: Exception) -> Response:
    return refusal(body_of(error), _explained_at(request))


async def _no_route(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return refusal(wrong_method(request.method), _explained_at(request))
    known = ", ".join(path.replace(f":{ANYTHING}", "") for path in ROUTES)
    said = not_found("Nothing is here.", f"Under {request.scope['root_path']} there are {known}.")
    return refusal(said, _explained_at(request))


def _explained_at(request: Request) -> str:
    return f"{call_of(request).root}{PROBLEMS}"


ITEMS: Final = f"{COLLECTIONS}/{{collection_id}}/items"
ROUTES: Final = {
    "/": _landing,
    "/conformance": _conformance,
    "/openapi.json": _document,
    PROBLEMS: _problems,
    f"{PROBLEMS}/{{kind}}": _problem,
    "/control": _control,
    f"/control/{{place_id:{ANYTHING}}}": _control_at,
    **{f"/{name}": _table(resource) for name, resource in RESOURCES.items()},
    "/events": _events,
    COLLECTIONS: _collections,
    f"{COLLECTIONS}/{{collection_id}}": _collection,
    ITEMS: _items,
    f"{ITEMS}/{{feature_id:{ANYTHING}}}": _item,
}
api = Starlette(
    routes=[Route(path, handler) for path, handler in ROUTES.items()],
    exception_handlers={
        **dict.fromkeys((Refused, WrongParameters, DataError, Exception), _refused),
        HTTPException: _no_route,
    },
)
api.router.redirect_slashes = False
