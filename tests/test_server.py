"""What is served beside the pages is found under their path, kept by browsers, and sent without waiting."""

from __future__ import annotations

import asyncio
import re
import socket
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.api.routes import api_routes
from dashboard.browser import digest_of
from dashboard.maps.base import ASSETS
from dashboard.server import FRAME_ANCESTORS, asset_routes, base_path, middleware, send_at_once


@pytest.mark.parametrize(("configured", "base"), [("", ""), ("/", ""), ("euphrates", "/euphrates"), ("/a/b/", "/a/b")])
def test_the_path_of_the_application_begins_every_route(configured: str, base: str) -> None:
    assert base_path(configured) == base


@pytest.mark.parametrize("base", ["", "/euphrates"])
def test_the_files_of_the_map_are_found_and_kept_under_the_path_of_the_application(base: str) -> None:
    client = TestClient(Starlette(routes=asset_routes(base), middleware=middleware()))
    address = base + ASSETS.removeprefix("../..")
    for file in ("compare/boot.js", "leaflet/leaflet.js", "workbench/map.css"):
        answer = client.get(f"{address}/{file}")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        same = client.get(f"{address}/{file}", headers={"if-none-match": answer.headers["etag"]})
        assert same.status_code == 304
        plain = client.get(f"{address}/{file}", headers={"accept-encoding": "identity"})
        assert ("content-encoding" in plain.headers, plain.content) == (False, answer.content)


@pytest.mark.parametrize("base", ["", "/euphrates"])
def test_the_page_names_what_the_first_screen_needs_and_all_of_it_is_there(base: str) -> None:
    async def page(_: Request) -> Response:
        return PlainTextResponse("a page")

    routes = [*asset_routes(base), Route("/{rest:path}", page)]
    client = TestClient(Starlette(routes=routes, middleware=middleware(base)))
    asked = re.findall(r"<([^>]+)>; rel=(modulepreload|preload; as=style)", client.get(f"{base}/").headers["link"])
    assert {how for _, how in asked} == {"modulepreload", "preload; as=style"}
    for address, how in asked:
        answer = client.get(address)
        kind = "text/javascript" if how == "modulepreload" else "text/css"
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind)
    assert "link" not in client.get(f"{base}/town").headers
    assert "link" not in client.get(f"{base}/?embed=map").headers


@pytest.mark.parametrize(
    "address", ["/assets/compare/boot.js", "/assets/0123456789abcdef/compare/boot.js", f"{ASSETS[5:]}/compare/no.js"]
)
def test_files_of_another_version_are_not_found_and_that_is_not_kept(address: str) -> None:
    async def page(_: Request) -> Response:
        return PlainTextResponse("Streamlit answers any address with its page")

    routes = [*asset_routes(), Route("/{rest:path}", page)]
    answer = TestClient(Starlette(routes=routes, middleware=middleware())).get(address)
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_another_file_another_name_or_another_content_is_another_digest(tmp_path: Path) -> None:
    def digest(**files: str) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
        return digest_of(folder)

    assert digest(a="x", b="y") == digest(b="y", a="x")
    assert len({digest(a="x"), digest(b="x"), digest(a="y"), digest(a="x", b=""), digest(a="", b="x")}) == 5


@pytest.mark.parametrize(
    ("method", "address"),
    [("GET", "control?on=x"), ("GET", "control/nowhere-at-all"), ("GET", "nowhere"), ("POST", "control")],
)
def test_what_the_api_refuses_is_kept_nowhere(method: str, address: str) -> None:
    answer = client_of_everything().request(method, f"/api/v1/{address}")
    assert answer.status_code >= 400
    assert answer.headers.get_list("cache-control") == ["no-store"]


def test_errors_are_kept_nowhere_and_answers_of_the_api_have_a_tag() -> None:
    client = client_of_everything()
    assert client.get("/broken").headers["cache-control"] == "no-store"
    answer = client.get("/api/v1/control")
    assert answer.headers["cache-control"] == "no-cache"
    assert client.get("/api/v1/control", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def client_of_everything() -> TestClient:
    """A client of a page, an error, the files of the map and the API."""

    async def page(_: Request) -> Response:
        return PlainTextResponse("page")

    async def broken(_: Request) -> Response:
        raise RuntimeError("broken")

    routes = [Route("/", page), Route("/broken", broken), *asset_routes(), *api_routes()]
    app = Starlette(routes=routes, middleware=middleware())
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(("/", 200), ("/broken", 500), ("/nowhere", 404), ("/api/v1/control", 200), ("/api/v1/nowhere", 404)),
        *((f"{ASSETS[5:]}/leaflet/leaflet.js", 200), ("/assets/leaflet/none.js", 404), ("/api/v1/control?on=x", 400)),
    ],
)
def test_every_answer_has_every_header(address: str, status: int) -> None:
    answer = client_of_everything().get(address)
    assert answer.status_code == status
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == policy["frame-ancestors"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert "'unsafe-" not in policy["script-src"]
    assert "http" not in " ".join(policy.values())
    features = answer.headers["permissions-policy"].split(", ")
    assert [each for each in features if not each.endswith("=()")] == ["clipboard-write=(self)", "fullscreen=(self)"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_only_the_frame_of_the_map_runs_text_as_a_script() -> None:
    policy = client_of_everything().get("/component/streamlit_folium.st_folium/x").headers["content-security-policy"]
    assert "script-src 'self' 'unsafe-inline' 'unsafe-eval';" in policy


def test_the_pages_can_be_framed_by_the_origins_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FRAME_ANCESTORS, "https://news.example http://localhost:8080")
    policy = client_of_everything().get("/").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://news.example http://localhost:8080")


@pytest.mark.parametrize(
    "setting", ["*", "'none'", "news.example", "https://news.example/page", "https://a.example; script-src *", "data:"]
)
def test_what_is_no_origin_is_refused(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(FRAME_ANCESTORS, setting)
    with pytest.raises(ValueError, match=FRAME_ANCESTORS):
        middleware()


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
