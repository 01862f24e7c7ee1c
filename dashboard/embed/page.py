"""The light page, and the middleware that answers an address with ``?embed=map``, ``river`` or ``town`` with it.

Streamlit reads ``embed``, too, but only ``embed=true`` means anything to it; that and ``embed=false`` are left to it.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.browser import page_file
from dashboard.embed.addresses import LONGEST, STREAMLIT_OWN, Site
from dashboard.maps.base import ASSET_PATH

_PAGE: Final = Markup(page_file("embed.html"))
"""Our own file, and HTML: what is put into it is escaped."""


class ServeEmbeds:
    """Answers addresses of views with the light page; all other pages say where their oEmbed is (RFC 8288)."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        site, page = site_of(scope, self.base), None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            page = site.page_at(scope["path"])
        if page is None:
            await self.app(scope, receive, send)
        elif is_embedded(scope["query_string"]):
            await embedded_page(site, address_of(scope, site))(scope, receive, send)
        else:
            await self.app(
                scope, receive, _telling(site.oembed(address_of(scope, site)) if site.is_plain else "", send)
            )


def is_embedded(query: bytes) -> bool:
    """True where the query of an address asks for a view alone, also for one that there is not."""
    try:
        asked = parse_qs(query.decode("latin-1"), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return False
    return asked.get("embed", [""])[-1].lower() not in STREAMLIT_OWN


def site_of(scope: Scope, base: str) -> Site:
    """Where the other side reaches this application."""
    if scope["type"] != "http":
        return Site("", "", base)
    url = Request(scope).url
    return Site(url.scheme, url.netloc, base)


def address_of(scope: Scope, site: Site) -> str:
    """The address that was asked for."""
    query = scope["query_string"].decode("latin-1")
    return f"{site.origin}{scope['path']}{'?' if query else ''}{query}"


def embedded_page(site: Site, address: str) -> HTMLResponse:
    """The light page; what it shows it asks for itself, by its own address."""
    assets = f"{site.base}/{ASSET_PATH}"
    oembed = site.oembed(address) if site.is_plain and len(address) <= LONGEST else ""
    body = _PAGE.format(assets=assets, oembed=oembed, home=f"{site.base}/")
    return HTMLResponse(body, headers={"Cache-Control": "no-cache"})


def _telling(oembed: str, send: Send) -> Send:
    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start" and oembed and len(oembed) <= 2 * LONGEST:
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers.append("link", f'<{oembed}>; rel="alternate"; type="application/json+oembed"')
        await send(message)

    return tell
