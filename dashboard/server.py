"""What is served beside Streamlit: the map's files, and headers that keep the page to itself."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory
from typing import Final
from weakref import WeakSet

from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from dashboard.browser import MAP_FOLDER
from dashboard.maps.base import LEAFLET_FOLDER
from dashboard.record.load import shipped_data

HEADERS: Final = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
}
ASSET_CACHE: Final = (b"cache-control", b"public, max-age=3600")
_FOLDERS: Final[WeakSet[TemporaryDirectory[str]]] = WeakSet()


def session_folder() -> TemporaryDirectory[str]:
    """A folder for one session, deleted at the latest when the server stops."""
    folder = TemporaryDirectory(prefix="events-")
    _FOLDERS.add(folder)
    return folder


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Deletes the folders of all sessions in the end: a server that is told to stop ends without tidying up."""
    yield
    for folder in list(_FOLDERS):
        folder.cleanup()


class SetHeaders:
    """Adds the security headers to every answer, and lets browsers keep the map's files for an hour."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", []), *HEADERS.items()]
                if "/assets/" in scope["path"]:
                    headers.append(ASSET_CACHE)
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def base_path(configured: str) -> str:
    """The path that Streamlit serves its pages under, as the beginning of a route: "" or "/euphrates"."""
    return f"/{configured.strip('/')}" if configured.strip("/") else ""


def asset_routes(base: str = "") -> list[Mount]:
    """Where the browser fetches Leaflet, the map's own scripts and the geography."""
    folders = {"leaflet": LEAFLET_FOLDER, "map": MAP_FOLDER, "geo": shipped_data() / "geo"}
    return [
        Mount(f"{base}/assets/{name}", StaticFiles(directory=folder), name=name) for name, folder in folders.items()
    ]


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


def middleware() -> list[Middleware]:
    return [Middleware(SetHeaders)]
