"""A folder of error reports, one small JSON file each, from which a review begins.

Anybody who reaches the pages can write into it, so it is bounded in the size of an entry, in the number of entries and
in how many come within an hour. An entry is there whole or not at all.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Final, NoReturn

from filelock import FileLock, Timeout

from dashboard.corrections.error_report import ErrorReport
from dashboard.errors import DataError, Problem

SETTING: Final = "DASHBOARD_ERROR_REPORTS"
"""Environment variable: the folder. Without it nothing is stored."""
MOST: Final = 1_000
AN_HOUR: Final = 30
LARGEST: Final = 32_768
"""Bytes of an entry, several times what the texts of a report may take."""
FORMAT: Final = 1
"""Counts up when the fields of an entry change."""
_PATIENCE: Final = 5.0
"""Seconds for which a write waits for another one."""


def queue_folder() -> Path | None:
    """The folder that the setting names; None where there is none."""
    setting = os.environ.get(SETTING, "").strip()
    return Path(setting) if setting else None


def store(error: ErrorReport, folder: Path, now: datetime) -> str:
    """The name of the entry that the folder now holds; ``DataError`` where it can or may hold no more."""
    content = _content(error, now)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=_PATIENCE):
            _check_room(folder, now)
            return _write(folder, content, now)
    except Timeout:
        refuse("the folder of error reports is busy", "Try again in a moment, or send the text yourself.")
    except OSError as why:
        refuse(f"the folder of error reports cannot be written: {why.strerror}", "Send the text yourself.")


def refuse(reason: str, remedy: str) -> NoReturn:
    """Raises DataError."""
    raise DataError(Problem("error report", 0, "", "", reason, remedy))


def _content(error: ErrorReport, now: datetime) -> bytes:
    about = error.about
    days = {"day": about.day.isoformat(), "known": about.known and about.known.isoformat()}
    said = {"wrong": error.wrong, "source": error.source, "name": error.name}
    entry = {"format": FORMAT, "received": now.astimezone(UTC).isoformat(timespec="seconds")}
    entry |= asdict(about) | days | said
    text = json.dumps(entry, ensure_ascii=False, indent=2) + "\n"
    content = text.encode("utf-8", "replace")
    if len(content) > LARGEST:
        refuse(f"the report takes {len(content):,} bytes", f"Shorten it: an entry may have {LARGEST:,}.")
    return content


def _check_room(folder: Path, now: datetime) -> None:
    entries = sorted(folder.glob("*.json"))
    if len(entries) >= MOST:
        refuse(f"the queue holds {MOST:,} error reports that wait for review", "Send the text yourself.")
    since = _stamp(now - timedelta(hours=1))
    if sum(entry.name >= since for entry in entries) >= AN_HOUR:
        refuse(f"{AN_HOUR} error reports have come within an hour", "Try again later, or send the text yourself.")


def _write(folder: Path, content: bytes, now: datetime) -> str:
    """The entry under its name, once all of it is on the disk."""
    name = f"{_stamp(now)}-{token_hex(4)}.json"
    unfinished = folder / f".{name}.part"
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(folder / name)
    finally:
        unfinished.unlink(missing_ok=True)
    return name


def _stamp(moment: datetime) -> str:
    """A moment as the names of entries begin, so that they stand in the order of time."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
