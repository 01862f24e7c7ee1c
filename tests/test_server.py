"""What is served beside the pages is found under their path, kept by browsers, and sent without waiting."""

from __future__ import annotations

import asyncio
import socket

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.server import asset_routes, base_path, middleware, send_at_once


@pytest.mark.parametrize(("configured", "base"), [("", ""), ("/", ""), ("euphrates", "/euphrates"), ("/a/b/", "/a/b")])
def test_the_path_of_the_application_begins_every_route(configured: str, base: str) -> None:
    assert base_path(configured) == base


@pytest.mark.parametrize("base", ["", "/euphrates"])
def test_the_files_of_the_map_are_found_and_kept_under_the_path_of_the_application(base: str) -> None:
    client = TestClient(Starlette(routes=asset_routes(base), middleware=middleware()))
    answer = client.get(f"{base}/assets/map/valley.js")
    assert answer.status_code == 200
    assert "max-age" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


class Transport(asyncio.BaseTransport):
    """As much of a transport as a connection needs to be told what to do."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__({"socket": connection})


def made_with(connection: socket.socket) -> list[asyncio.BaseTransport]:
    """The transports that a protocol was handed for this connection."""
    made: list[asyncio.BaseTransport] = []

    class Protocol(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            made.append(transport)

    send_at_once(Protocol)
    Protocol().connection_made(Transport(connection))
    return made


def test_a_connection_does_not_wait_for_the_other_side_to_confirm() -> None:
    with socket.socket() as connection:
        assert len(made_with(connection)) == 1
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_connection_that_is_not_of_the_net_is_left_alone() -> None:
    one, other = socket.socketpair()
    with one, other:
        assert len(made_with(one)) == 1
