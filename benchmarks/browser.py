"""A page under test: a server of its own, a real Chromium, and what one interaction costs."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
FIRST_VIEW = """
if (window === window.top) {
  const look = () => {
    let stands = false;
    try { stands = READY; } catch { /* not there yet */ }
    if (stands) requestAnimationFrame(() => { window.__readyAt = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""
"""Counted from the start of the navigation, in the page itself, to the frame after the one in which it stood."""
TEXT_FRAME = 1
"""Opcode of a text frame (RFC 6455, section 5.2)."""
QUIET_MS = 700
"""A page has settled when nothing in it has changed for this long; the wait itself is not counted."""

WATCH = """
() => {
  // The grid keeps a hidden copy of the table for screen readers and brings it up to date by a timer of its own,
  // 200 ms after it has painted; what the eye sees has settled by then.
  const hidden = ({ target }) => {
    const element = target.closest ? target : target.parentElement;
    return Boolean(element?.closest("[data-testid=data-grid-canvas]"));
  };
  const noted = (records) => { if (!records.every(hidden)) window.__last = performance.now(); };
  const watch = (doc) => new MutationObserver(noted)
    .observe(doc, { subtree: true, childList: true, attributes: true, characterData: true });
  if (window.__watching) return;
  window.__watching = true;
  window.__last = window.__begun = performance.now();
  watch(document);
  for (const frame of document.querySelectorAll("iframe")) watch(frame.contentDocument);
  for (const type of ["pointerdown", "keydown"]) {
    window.addEventListener(type, () => { window.__begun = window.__last = performance.now(); }, true);
  }
}
"""


@dataclass
class Served:
    """A running server and what it has cost so far."""

    url: str
    process: psutil.Process
    first_views: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    """Bytes of each change as its messages were written."""
    wire: list[int] = field(default_factory=list)
    """Bytes of each change on the loopback device, compressed, both ways and with the headers of every packet."""
    outside: list[str] = field(default_factory=list)

    @property
    def memory_mb(self) -> float:
        parts = [self.process, *self.process.children(recursive=True)]
        return sum(part.memory_info().rss for part in parts) / 1e6

    def median_change(self) -> float:
        return statistics.median(self.changes)


@contextmanager
def serve(script: str, **environment: str) -> Iterator[Served]:
    """The script served on a free port with these variables of the environment, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", "--server.address=127.0.0.1"]
    variables, quiet = os.environ | environment, subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=variables, stdout=quiet, stderr=quiet) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_up(f"{url}/_stcore/health")
            yield Served(url, psutil.Process(process.pid))
        finally:
            process.terminate()


def _wait_until_up(url: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer within 20 seconds")


def view(page: Page, served: Served, ready: str, rest: int = 5000) -> None:
    """Opens the page and notes when it first painted what it is for: when the script ``ready`` first gives true.

    Then the page has so many milliseconds of rest; with 0, no change of it is going to be measured.
    """
    page.on("request", lambda request: _note_outside(served, request.url))
    page.add_init_script(FIRST_VIEW.replace("READY", ready))
    page.goto(served.url)
    page.wait_for_function("() => window.__readyAt", timeout=60_000)
    served.first_views.append(page.evaluate("window.__readyAt"))
    if rest:
        page.wait_for_timeout(rest)
        page.evaluate(WATCH)


def change(page: Page, served: Served, act: Callable[[Page], None]) -> None:
    """Acts, and notes how long the page took to settle and how many bytes came for it."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes: list[int] = []
    client.on("Network.webSocketFrameReceived", lambda event: sizes.append(_size_of(event["response"])))
    client.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    before = _on_loopback()
    act(page)
    page.wait_for_function(f"() => window.__last > window.__begun && performance.now() - window.__last > {QUIET_MS}")
    served.changes.append(page.evaluate("window.__last - window.__begun"))
    served.received.append(sum(sizes))
    served.wire.append(_on_loopback() - before)
    client.detach()


def _on_loopback() -> int:
    return sum(count.bytes_recv for name, count in psutil.net_io_counters(pernic=True).items() if name.startswith("lo"))


def _size_of(frame: dict[str, Any]) -> int:
    """Bytes of a message as its maker wrote it; DevTools tells binary ones in base64, a third longer."""
    text: str = frame["payloadData"]
    return len(text) if frame["opcode"] == TEXT_FRAME else len(text) * 3 // 4


def _note_outside(served: Served, url: str) -> None:
    if not url.startswith((served.url, "data:", "blob:", served.url.replace("http", "ws"))):
        served.outside.append(url)
