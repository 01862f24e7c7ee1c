"""A server started by either command answers, reaches for nothing outside this machine, and runs from its wheel."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.maps.base import ASSETS

ROOT = Path(__file__).parent.parent
SERVE = ("-m", "dashboard", "serve")
STREAMLIT = ("-m", "streamlit", "run", "app.py")

SPY = """
import json, os, sys
FILE = os.open(os.environ["REACHED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def note(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = args[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        address = args[0]
    else:
        return
    os.write(FILE, (json.dumps([event, str(address[0] if isinstance(address, tuple) else address)]) + "\\n").encode())
sys.addaudithook(note)
"""


@contextmanager
def served(*command: str, folder: Path = ROOT, **environment: str) -> Iterator[str]:
    """The address of a server that this command of Python started in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    option = "--server.port" if "streamlit" in command else "--port"
    program = [sys.executable, *command] if command[0] == "-m" else [*command]
    process = subprocess.Popen(
        [*program, option, str(port)],
        cwd=folder, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def answer(address: str) -> bytes:
    """What the address answers, as soon as it does."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=10) as found:
                content: bytes = found.read()
                return content
        except ConnectionError:
            pass
        except urllib.error.HTTPError:
            raise
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer within 30 seconds")


def open_session(address: str, origin: str) -> None:
    """What a browser does to open a page: the WebSocket, from a page of this origin."""
    with connect(address.replace("http", "ws") + "/_stcore/stream", origin=origin, subprotocols=["streamlit"]) as one:
        one.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        one.recv(timeout=20)


def is_within(address: str) -> bool:
    """Whether the address, or the name, is this machine itself."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address.startswith("/") or address in ("localhost", "")


@pytest.mark.parametrize("command", [STREAMLIT, SERVE], ids=["streamlit run", "serve"])
def test_the_server_reaches_for_nothing_outside_this_machine(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "sitecustomize.py").write_text(SPY)
    reached = tmp_path / "reached"
    with served(*command, PYTHONPATH=str(tmp_path), REACHED=str(reached)) as address:
        assert answer(f"{address}/_stcore/health") == b"ok"
        assert b"FeatureCollection" in answer(f"{address}/api/v1/control")
        open_session(address, address)
        with pytest.raises(InvalidStatus):
            open_session(address, "https://outside.example")
        time.sleep(1)
    assert reached.is_file(), "the server was not watched"
    outside = [line for line in map(json.loads, reached.read_text().splitlines()) if not is_within(line[1])]
    assert outside == []


def test_the_application_is_served_under_a_path_at_an_address() -> None:
    with served(*SERVE, "--base-path", "euphrates", "--address", "127.0.0.1") as address:
        assert answer(f"{address}/euphrates/_stcore/health") == b"ok"
        assert b"FeatureCollection" in answer(f"{address}/euphrates/api/v1/control")
        assert b"leaflet" in answer(f"{address}/euphrates{ASSETS.removeprefix('../..')}/leaflet/leaflet.js").lower()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that has the wheel of this checkout, and of the one of the tests all others."""
    folder = tmp_path_factory.mktemp("installed")
    build = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not here to build the wheel")
    (wheel,) = build.WheelBuilder(str(ROOT)).build(directory=str(folder / "wheels"), versions=["standard"])
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    bin_folder = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = bin_folder / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet", wheel]
    subprocess.run(pip, check=True)
    found = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True
    )
    (Path(found.stdout.decode().strip()) / "others.pth").write_text(sysconfig.get_path("purelib"))
    return bin_folder


def test_the_wheel_runs_from_any_folder_without_a_checkout(installed: Path, tmp_path: Path) -> None:
    with served(str(installed / "euphrates-timeline"), "serve", folder=tmp_path) as address:
        assert answer(f"{address}/_stcore/health") == b"ok"
        assert len(json.loads(answer(f"{address}/api/v1/control"))["features"]) > 100
        for file in ("leaflet/leaflet.js", "compare/boot.js", "workbench/map.css"):
            assert answer(f"{address}{ASSETS.removeprefix('../..')}/{file}")
        open_session(address, address)
        with connect(f"{address.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"]) as one:
            one.send(BackMsg(rerun_script=ClientState()).SerializeToString())
            assert b"#c2410c" in one.recv(timeout=20), "the theme of the settings"
    lines = subprocess.run(
        [installed / "python", "-c", "import dashboard, sys; print(dashboard.__file__)"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert str(installed.parent) in lines


def test_what_is_installed_imports_events_too(installed: Path) -> None:
    said = subprocess.run([installed / "euphrates-timeline", "--help"], check=True, capture_output=True, text=True)
    assert "serve" in said.stdout
    assert "import" in said.stdout
