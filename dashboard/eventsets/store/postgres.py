"""PostgreSQL at its usual address."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

import ibis
import psycopg
from ibis.backends.sql import SQLBackend

from dashboard.eventsets.store.engine import Engine

CONNECT_SECONDS: Final = 3
SILENCE: Final[dict[str, Any]] = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A machine that has gone without a word is given up after some ten seconds, also in the middle of an answer."""


def open_engine(url: str) -> Engine:
    """The engine at the address; the table is the first ``events`` on the search path."""
    parts = urlsplit(url)

    def open_backend() -> SQLBackend:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_SECONDS, **SILENCE)
        return ibis.postgres.from_connection(connection)

    def is_lost(error: Exception) -> bool:
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)

    return Engine(f"postgres://{parts.hostname or ''}{parts.path}", open_backend, is_lost)
