"""The store that the server itself was given, which all visitors and programs share."""

from __future__ import annotations

import os
from threading import Condition
from typing import Final

from cachetools import LRUCache, cached

from dashboard.eventsets.store.event_store import VARIABLE, EventStore, connect

STORES_KEPT: Final = 4


def configured_store() -> EventStore | None:
    """The store that ``DASHBOARD_EVENTS`` names; None where it names none, DataError where it cannot be."""
    spec = os.environ.get(VARIABLE, "")
    return _connected(spec) if spec else None


@cached(LRUCache[str, EventStore](STORES_KEPT), condition=Condition())
def _connected(spec: str) -> EventStore:
    return connect(spec)
