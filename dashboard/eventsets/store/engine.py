"""What every engine offers to the store."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from ibis.backends.sql import SQLBackend

from dashboard.errors import DataError, Problem
from dashboard.eventsets.store.event_files import Copy


@dataclass(frozen=True)
class Engine:
    """One way to reach the table of events.

    ``open`` gives a backend of one's own to one caller at a time; ``version`` changes when the data is another;
    ``is_lost`` tells a broken connection from a wrong question. ``name`` holds no password. ``in_files`` says that
    ``version`` notices every change, ``skips_rows`` that a page can begin in the middle of an order. ``copy`` writes
    events to a file without handing them over; None for an engine that cannot.
    """

    name: str
    open: Callable[[], SQLBackend]
    is_lost: Callable[[Exception], bool]
    version: Callable[[], Hashable] = field(default=lambda: 0)
    in_files: bool = False
    skips_rows: bool = True
    copy: Copy | None = None


def refusal(name: str, reason: str, remedy: str) -> DataError:
    """The error about a store as a whole."""
    return DataError(Problem(file=name, row=0, column="", value="", reason=reason, remedy=remedy))
