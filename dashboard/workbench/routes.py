"""Where the browser fetches what the workbench reads: made once, compressed once, kept for good on both sides."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from threading import Condition
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from cachetools import cached
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from dashboard.analysis.grammar import WrongParameters
from dashboard.analysis.record_cache import Record, bounded, read_once
from dashboard.analysis.selection import Selection
from dashboard.api.kept import is_known, tag_of
from dashboard.api.paths import ANYTHING, mounted
from dashboard.api.refusals import Refused, body_of, not_found, refusal, wrong_method
from dashboard.api.requests import values_of
from dashboard.errors import DataError
from dashboard.exports.json_cells import json_bytes
from dashboard.server import ASSET_CACHE, takes_gzip
from dashboard.workbench.addresses import CORE, GEOGRAPHY, PATH, PLACES, POSTER, REPORTS, filters_query, version_of
from dashboard.workbench.geography import geography
from dashboard.workbench.parameters import basis_of_request, nothing_asked, selection_of, view_of_poster
from dashboard.workbench.payload import core_payload
from dashboard.workbench.poster.make import poster
from dashboard.workbench.texts import chunks_of, place_text, report_texts

ANSWERS_KEPT: Final = 1_000
POSTERS_KEPT: Final = 50
BYTES_KEPT: Final = 64_000_000
"""Filters, words and days are anybody's choice, so what is kept for them has to be bounded."""
THREADS: Final = CapacityLimiter(2)
"""Of its own, so that many requests here do not take the threads that serve the pages."""
LEVEL: Final = 6
"""Of the compression: the highest takes three times as long for one byte in a hundred."""
FOR_GOOD: Final = ASSET_CACHE[1].decode()
_AHEAD: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workbench")


class Packed(NamedTuple):
    """An answer, compressed, with the tag of what it was before."""

    body: bytes
    tag: str


def workbench_routes(base: str = "") -> list[Mount]:
    """Where the data of the workbench is served, under the path that the whole application is served under."""
    return [mounted(f"{base}/{PATH}", _DATA)]


async def _valley(request: Request) -> Response:
    return await _answered(request, lambda record: _core(record, selection_of(values_of(request), record)))


def _core(record: Record, filters: Selection) -> Packed:
    return _packed(lambda: core_payload(record, filters), version_of(record), filters)


def prepare_core(record: Record, selection: Selection) -> None:
    """The payload for these filters begins to be made: the browser will ask for it once it hears of them."""
    filters = selection_of(parse_qs(filters_query(selection).removeprefix("?")), record)
    if _packed.cache_key(None, version_of(record), filters) not in _packed.cache:
        _AHEAD.submit(_core, record, filters)


async def _poster(request: Request) -> Response:
    """The poster as a file to keep, named by the day."""

    def work() -> tuple[Packed, str]:
        record = _record_of(request)
        view, latest = view_of_poster(values_of(request), record), record.latest
        make = lambda: poster(core_payload(record, view), view.on, latest)  # noqa: E731
        return _printed(make, version_of(record), view.filters, view.on, latest), f"{view.on}"

    packed, on = await to_thread.run_sync(work, limiter=THREADS)
    headers = {"Cache-Control": "no-cache", "ETag": packed.tag}  # bars go on until today, which is not in the address
    if is_known(request, packed.tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="euphrates-poster-{on}.pdf"'
    return Response(packed.body, headers=headers, media_type="application/pdf")


async def _reports(request: Request) -> Response:
    def answer(record: Record) -> Packed:
        nothing_asked(values_of(request), record)
        chunks, asked = {str(chunk): chunk for chunk in range(chunks_of(record))}, request.path_params["chunk"]
        if asked not in chunks:
            raise _missing(f"The reports of this record are in the files 0 to {len(chunks) - 1}.")
        return _packed(lambda: report_texts(record, chunks[asked]), version_of(record), REPORTS, asked)

    return await _answered(request, answer)


async def _place(request: Request) -> Response:
    def answer(record: Record) -> Packed:
        rule, known = basis_of_request(values_of(request), record)
        place_id = request.path_params["place_id"]
        if place_id not in record.named:
            raise _missing("No place of this record has this id.")
        make = lambda: place_text(record, place_id, rule, known)  # noqa: E731
        return _packed(make, version_of(record), PLACES, place_id, rule, known)

    return await _answered(request, answer)


async def _geography(request: Request) -> Response:
    def answer(record: Record) -> Packed:
        nothing_asked(values_of(request), record)
        return _packed(geography, version_of(record), GEOGRAPHY)

    return await _answered(request, answer)


@cached(
    bounded(ANSWERS_KEPT, BYTES_KEPT, lambda packed: len(packed.body)),
    key=lambda make, *names: names,
    condition=Condition(),
)
def _packed(make: Callable[[], Any], *names: Hashable) -> Packed:
    """What ``make`` gives, as JSON; the answer is known by the names. Who asks while it is made waits for it."""
    body = json_bytes(make())
    return Packed(gzip.compress(body, LEVEL, mtime=0), tag_of(body))


@cached(
    bounded(POSTERS_KEPT, BYTES_KEPT, lambda packed: len(packed.body)),
    key=lambda make, *names: names,
    condition=Condition(),
)
def _printed(make: Callable[[], bytes], *names: Hashable) -> Packed:
    """What ``make`` gives, as it is; the answer is known by the names."""
    body = make()
    return Packed(body, tag_of(body))


def _record_of(request: Request) -> Record:
    """The record; ``Refused`` where the address is of another version."""
    record = read_once()
    if request.path_params["version"] != version_of(record):
        raise _missing("The record or the program has changed since.")
    return record


async def _answered(request: Request, answer: Callable[[Record], Packed]) -> Response:
    """The answer as the other side takes it; that it has already, where it names the tag."""
    is_small = takes_gzip(request.headers.get("accept-encoding", ""))

    def work() -> tuple[bytes, str]:
        packed = answer(_record_of(request))
        return packed.body if is_small else gzip.decompress(packed.body), packed.tag

    body, tag = await to_thread.run_sync(work, limiter=THREADS)
    headers = {"Cache-Control": FOR_GOOD, "ETag": tag, "Vary": "Accept-Encoding"}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    headers |= {"Content-Encoding": "gzip"} if is_small else {}
    return Response(body, headers=headers, media_type="application/json")


def _missing(said: str) -> Refused:
    return Refused(not_found(said, "Load the page again, which knows the addresses."))


async def _refused(_: Request, error: Exception) -> Response:
    return refusal(body_of(error))


async def _no_route(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return refusal(wrong_method(request.method) if error.status_code == 405 else _missing("Nothing is here.").body)


_DATA: Final = Starlette(
    routes=[
        Route(f"/{{version}}/{CORE}", _valley),
        Route(f"/{{version}}/{GEOGRAPHY}", _geography),
        Route(f"/{{version}}/{POSTER}", _poster),
        Route(f"/{{version}}/{REPORTS}/{{chunk}}.json", _reports),
        Route(f"/{{version}}/{PLACES}/{{place_id:{ANYTHING}}}.json", _place),
    ],
    exception_handlers={
        **dict.fromkeys((Refused, WrongParameters, DataError), _refused),
        HTTPException: _no_route,
    },
)
