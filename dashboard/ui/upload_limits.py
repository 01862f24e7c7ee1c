"""How much a session may keep on the server's disk, and how many imports run on it at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

from dashboard.errors import DataError, Problem

SESSION_MB: Final = "DASHBOARD_SESSION_MB"
"""Environment variable: the most that uploads and sets of one session take on disk."""

IMPORTS: Final = "DASHBOARD_IMPORTS"
"""Environment variable: how many imports run at once, of all sessions together."""

DEFAULTS: Final = {SESSION_MB: 2_000, IMPORTS: 2}
_MB: Final = 1_000_000


def limit(variable: str) -> int:
    """What the environment sets, or the default; ``DataError`` where it is no whole number above 0."""
    value = os.environ.get(variable, "").strip() or str(DEFAULTS[variable])
    if not (value.isascii() and value.isdigit() and int(value)):
        reason = "this setting of the server is not a whole number above 0"
        remedy = f"Ask who runs it to set it, or to leave it away: then it is {DEFAULTS[variable]}."
        raise DataError(Problem("environment", 0, variable, value[:80], reason, remedy))
    return int(value)


def bytes_in(folder: Path) -> int:
    """What the files in a folder and its folders take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def demand_room(folder: Path, more: int, name: str) -> None:
    """``DataError`` where the folder of a session would grow beyond its share of the disk with so many bytes more."""
    most, kept = limit(SESSION_MB), bytes_in(folder)
    if kept + more > most * _MB:
        reason = (
            f"a session keeps at most {most:,} MB on this server; yours has {_megabytes(kept)} MB and this file is "
            f"{_megabytes(more)} MB"
        )
        remedy = "Remove a set below, take a smaller part of the file, or import it by the command in the README."
        raise DataError(Problem(name, 0, "", "", reason, remedy))


def _megabytes(size: int) -> str:
    return f"{size / _MB:,.1f}"


class ImportSlots:
    """The imports that run at once in this process."""

    def __init__(self) -> None:
        self._running = 0
        self._counting = Lock()

    @contextmanager
    def one(self, name: str) -> Iterator[None]:
        """A slot for this file; ``DataError`` at once where all are taken, instead of a silent wait."""
        most = limit(IMPORTS)
        with self._counting:
            if self._running >= most:
                said = "another import is" if most == 1 else f"{most} other imports are"
                remedy = "Try again in a minute; the file stays here."
                raise DataError(Problem(name, 0, "", "", f"{said} running on this server", remedy))
            self._running += 1
        try:
            yield
        finally:
            with self._counting:
                self._running -= 1


IMPORT_SLOTS: Final = ImportSlots()
