"""What the light page asks, and oEmbed 1.0: https://oembed.com."""

from __future__ import annotations

from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.analysis.grammar import Complaint, Values, WrongParameters
from dashboard.analysis.record_cache import read_once
from dashboard.api.refusals import Refusal, Refused, body_of, not_found, refusal
from dashboard.api.requests import values_of
from dashboard.embed.addresses import VIEWS, WIDTH, Site, iframe
from dashboard.embed.page import site_of
from dashboard.embed.views import view_of
from dashboard.errors import DataError

Json = dict[str, Any]
PROVIDER: Final = "Euphrates Valley timeline"
KEPT_SECONDS: Final = 3_600
LEAST: Final = 200
"""Pixels: a frame that is asked to be smaller shows nothing that can be read."""
THREADS: Final = CapacityLimiter(2)
"""Of its own, so that many requests here do not take the threads that serve the pages."""


def embed_routes(base: str = "") -> list[Route]:
    """Where the light page and consumers of oEmbed ask, under the path that the whole application is served under."""

    async def view(request: Request) -> Response:
        return await _answered(lambda: view_of(values_of(request), read_once(), base))

    async def oembed(request: Request) -> Response:
        site = site_of(request.scope, base)
        return await _answered(lambda: _oembed(values_of(request), site))

    return [Route(f"{base}/embed/view.json", view), Route(f"{base}/oembed", oembed)]


async def _answered(work: Any) -> Response:
    try:
        found = await to_thread.run_sync(work, limiter=THREADS)
    except (Refused, WrongParameters, DataError) as error:
        return refusal(body_of(error))
    return JSONResponse(found, headers={"Cache-Control": "no-cache"})


def _oembed(params: Values, site: Site) -> Json:
    """The frame for the view at ``url``, no larger than asked; ``Refused`` for any other address."""
    if params.get("format", ["json"])[-1] != "json":
        said, remedy = "The answer comes as JSON only.", "Ask with format=json, or without a format."
        raise Refused(Refusal(title="No such format", status=501, detail=said, remedy=remedy))
    sizes = {
        name: _size(params, name, most) for name, most in (("maxwidth", WIDTH), ("maxheight", max(VIEWS.values())))
    }
    asked = site.asked_for(params.get("url", [""])[-1]) if site.is_plain else None
    if asked is None:
        remedy = "Give in url the address of the Valley page or of a town on this host, as a browser shows it."
        raise Refused(not_found("The address in url is that of no view here.", remedy))
    view, own = asked
    found = view_of({**own, "embed": [view]}, read_once(), site.base)
    width, height = sizes["maxwidth"], min(sizes["maxheight"], VIEWS[view])
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": PROVIDER,
        "provider_url": f"{site.origin}{site.base}/",
        "title": found["title"],
        "cache_age": KEPT_SECONDS,
        "width": width,
        "height": height,
        "html": str(iframe(site.frame(view, own), found["title"], width, height)),
    }


def _size(params: Values, name: str, most: int) -> int:
    given = params.get(name, [""])[-1]
    if not given:
        return most
    if not given.isdecimal() or int(given[:9]) < LEAST:
        raise WrongParameters([Complaint(name, given, f"a whole number of pixels, {LEAST} or more")])
    return min(int(given[:9]), most)
