"""A database that takes connections and never says a word holds up nobody but who asks it."""

from __future__ import annotations

import socket
import time
from threading import Barrier, Thread

import pytest

from dashboard.errors import DataError
from dashboard.eventsets.store.event_store import connect

pytest.importorskip("psycopg")


def test_sessions_do_not_wait_for_one_another_where_the_database_is_silent() -> None:
    """One try to connect takes three seconds: six sessions that ask at once are all refused in less than two tries."""
    took: list[float] = []
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        store = connect(f"postgres://127.0.0.1:{silent.getsockname()[1]}/events?sslmode=disable", pauses=())
        start = Barrier(6)

        def ask() -> None:
            start.wait()
            began = time.monotonic()
            with pytest.raises(DataError, match="does not answer"):
                _ = store.facets
            took.append(time.monotonic() - began)

        sessions = [Thread(target=ask) for _ in range(6)]
        for each in sessions:
            each.start()
        for each in sessions:
            each.join()
    assert len(took) == 6
    assert max(took) < 6.0, took
