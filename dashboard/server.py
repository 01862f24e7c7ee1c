"""What is served beside Streamlit: the map's files, and headers that keep the page to itself."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from hashlib import sha256
from importlib.resources import files
from tempfile import TemporaryDirectory
from threading import Thread
from types import ModuleType
from typing import Final
from weakref import WeakSet

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from dashboard.maps.assets import asset, first_screen
from dashboard.maps.base import ASSET_PATH

FRAME_ANCESTORS: Final = "DASHBOARD_FRAME_ANCESTORS"
"""Environment variable: origins, parted by spaces, whose pages may show this one in a frame."""

FEATURES: Final = (
    *("accelerometer", "autoplay", "camera", "clipboard-read", "display-capture", "encrypted-media", "geolocation"),
    *("gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "web-share"),
    *("window-management", "xr-spatial-tracking"),
)
"""What a browser can offer a page and this one never asks for."""

HEADERS: Final = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": ", ".join(
        [*(f"{each}=()" for each in FEATURES), "clipboard-write=(self)", "fullscreen=(self)"]
    ).encode(),
}
_MAP_FRAME: Final = "/component/streamlit_folium."
_ORIGIN: Final = re.compile(r"https?://([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?", re.IGNORECASE)
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_LOG: Final = logging.getLogger(__name__)
ASSET_CACHE: Final = (b"cache-control", b"public, max-age=31536000, immutable")
"""An address with the digest of the files never has other ones."""

_ASSET_TAG: Final = f'W/"{ASSET_PATH}"'
NOT_KEPT: Final = (b"cache-control", b"no-store")
_FOLDERS: Final[WeakSet[TemporaryDirectory[str]]] = WeakSet()


def session_folder() -> TemporaryDirectory[str]:
    """A folder for one session, deleted at the latest when the server stops."""
    folder = TemporaryDirectory(prefix="events-")
    _FOLDERS.add(folder)
    return folder


def lifespan(begin: Callable[[], None]) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """What the server does from its start, in a thread beside it, and in the end.

    Then it deletes the folders of all sessions: a server that is told to stop ends without tidying up.
    """

    @asynccontextmanager
    async def run(_: object) -> AsyncIterator[None]:
        Thread(target=begin, daemon=True).start()
        yield
        for folder in list(_FOLDERS):
            folder.cleanup()

    return run


def frame_ancestors(setting: str) -> str:
    """Who may show the pages in a frame: this server and the origins of the setting; ValueError if they are none."""
    origins = setting.split()
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"{FRAME_ANCESTORS}: {origin} is not an origin such as https://news.example")
    return " ".join(["'self'", *origins])


def content_policy(script: str, ancestors: str) -> bytes:
    """Content-Security-Policy: everything comes from this server; ``script`` is what scripts need beyond that."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {script}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit, Plotly and Leaflet set styles as they draw
            "img-src 'self' data: blob:",  # icons of Streamlit and the table; a chart saved as a picture
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        )
    ).encode()


def _inline_scripts() -> str:
    """Hashes of the scripts that stand in Streamlit's own page, so that no other one runs."""
    page = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    return " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in _INLINE.findall(page))


class SetHeaders:
    """Adds the security headers to every answer, errors included, and lets browsers keep the map's files.

    What could not be answered is kept nowhere.

    The frame of streamlit-folium runs the map's script as text, so it alone may. The pages run files of this server,
    components, which Streamlit makes into a blob first, and the long integers of Streamlit's messages, which are
    WebAssembly.
    """

    def __init__(self, app: ASGIApp, ancestors: str = "'self'", base: str = "") -> None:
        self.app = app
        self.homes = {base, f"{base}/"}
        self.preload = (b"link", preload(base))
        self.of_pages = content_policy(f"'wasm-unsafe-eval' blob: {_inline_scripts()}", ancestors)
        self.of_map = content_policy("'unsafe-inline' 'unsafe-eval'", ancestors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*message.get("headers", []), *self._headers(scope["path"])]}
                message["headers"] += self._keeping(scope["path"], message["status"], message["headers"])
                message["headers"] += [self.preload] if self._is_first_screen(scope) else []
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            if started:
                raise
            _LOG.exception("%s could not be answered", scope["path"])
            # Starlette's own answer to an error is made outside of all middleware, where no header reaches it.
            await PlainTextResponse("Internal Server Error", 500)(scope, receive, send_with_headers)

    def _is_first_screen(self, scope: Scope) -> bool:
        """True for the home page; what an embedded view needs is less, and stands in its own page."""
        return scope["path"] in self.homes and b"embed=" not in scope["query_string"]

    def _headers(self, path: str) -> list[tuple[bytes, bytes]]:
        policy = self.of_map if _MAP_FRAME in path else self.of_pages
        return [*HEADERS.items(), (b"content-security-policy", policy)]

    def _keeping(self, path: str, status: int, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """How long the answer may be kept, where nothing says so yet."""
        if any(name.lower() == b"cache-control" for name, _ in headers):
            return []
        if status >= 400:
            return [NOT_KEPT]
        return [ASSET_CACHE] if f"/{ASSET_PATH}/" in path else []


def base_path(configured: str) -> str:
    """The path that Streamlit serves its pages under, as the beginning of a route: "" or "/euphrates"."""
    return f"/{configured.strip('/')}" if configured.strip("/") else ""


async def _no_such_file(scope: Scope, receive: Receive, send: Send) -> None:
    """The answer for files of another version, which Streamlit would answer with its page."""
    await PlainTextResponse("Not Found", 404)(scope, receive, send)


def asset_routes(base: str = "") -> list[Mount | Route]:
    """Where the browser fetches Leaflet, folium's script of the base map, our own scripts and styles."""
    return [Route(f"{base}/{ASSET_PATH}/{{path:path}}", _asset), Mount(f"{base}/assets", _no_such_file)]


async def _asset(request: Request) -> Response:
    found = asset(request.path_params["path"])
    if found is None:
        return PlainTextResponse("Not Found", 404)
    headers = {"Vary": "Accept-Encoding", "ETag": _ASSET_TAG}
    if _ASSET_TAG in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if not takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(found.body, media_type=found.media_type, headers=headers)
    return Response(found.packed, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})


def takes_gzip(accepted: str) -> bool:
    """True where this Accept-Encoding names gzip, or anything at all, and does not refuse it (RFC 9110, 12.5.3)."""
    weights = dict[str, str]()
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        weights[name] = weight or "1"
    weight = weights.get("gzip", weights.get("*", "0"))
    return weight.strip("0.") != ""


def preload(base: str = "") -> bytes:
    """A Link header (RFC 8288) by which the browser fetches what the first screen runs while Streamlit still starts."""
    asked = (f"<{base}/{ASSET_PATH}/{path}>; rel={how}" for path, how in first_screen().items())
    return ", ".join(asked).encode()


def send_at_once(protocol: type[asyncio.Protocol] = AutoHTTPProtocol) -> None:
    """From now on, connections send what they have without waiting for the other side to confirm what went before.

    Streamlit opens its socket without naming TCP, so asyncio leaves Nagle's algorithm on (RFC 896): the body of an
    answer waited some 40 ms for a client that confirms the headers only in passing (measured, over loopback).
    """
    made = protocol.connection_made

    def connection_made(self: asyncio.Protocol, transport: asyncio.BaseTransport) -> None:
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made(self, transport)

    setattr(protocol, "connection_made", connection_made)  # noqa: B010 - an assignment is no method to mypy


def stay_inside(net_util: ModuleType) -> None:
    """Streamlit no longer finds out this machine's addresses, for which it opens connections to outside hosts.

    It asked whenever a page of another origin wanted a session, to see whether the origin is this machine; such a page
    is refused now unless it is ``localhost`` or ``server.corsAllowedOrigins`` names it.
    """
    for name in ("get_external_ip", "get_internal_ip"):
        setattr(net_util, name, lambda: None)


def middleware(base: str = "") -> list[Middleware]:
    """The headers on every answer; ValueError where the setting of who may frame the pages makes no sense."""
    return [Middleware(SetHeaders, frame_ancestors(os.environ.get(FRAME_ANCESTORS, "")), base)]
