"""A workbook becomes comma-separated text; one that would fill the memory is refused before it is opened."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Final

from dashboard.eventsets.importing.files.file_type import ZIP, read_head
from dashboard.record.csv_files import SAVE_AS_CSV, refuse

MOST_BYTES: Final = 2**30
MOST_MEMBERS: Final = 5_000
BLOCK: Final = 2**20
CHILD: Final = Path(__file__).with_name("workbook_child.py")
SECONDS: Final = 1_000


def write_sheet(path: Path, sheet: str, copy: Path) -> tuple[str, ...]:
    """The copy holds the sheet, or the first that is not empty, as text; the names of the sheets not read.

    Cells hold what was last computed: no formula is ever evaluated.
    """
    if read_head(path, 4) == ZIP:
        check_size(path)
    command = [sys.executable, "-I", str(CHILD), str(path), str(copy), sheet]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        refuse(path.name, "the workbook takes too long to read", SAVE_AS_CSV)
    except (OSError, ValueError) as why:
        refuse(path.name, f"the workbook cannot be read: {why}", SAVE_AS_CSV)
    if done.returncode:
        refuse(path.name, f"the workbook cannot be read: {_last_words(done)}", SAVE_AS_CSV)
    answer = json.loads(done.stdout)
    return tuple(name for name in answer["sheets"] if name != answer["sheet"])


def check_size(path: Path) -> None:
    """DataError if it is no workbook, or unpacks to more than the limit whatever its directory claims."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if not any(each.filename in {"[Content_Types].xml", "content.xml"} for each in members):
                refuse(path.name, "it is a zip archive, not a workbook", "Unpack it, and give one file of events.")
            if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
                _refuse_size(path)
            left = MOST_BYTES
            for each in members:
                left -= _unpacked(archive, each, left)
                if left <= 0:
                    _refuse_size(path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as why:
        refuse(path.name, f"the workbook is damaged or locked: {why}", f"Open it and save it anew. {SAVE_AS_CSV}")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    """Bytes the member really unpacks to, counted no further than ``most``; its directory entry may lie."""
    member.file_size = most + 1
    size = 0
    with archive.open(member) as file:
        while size <= most and (block := file.read(BLOCK)):
            size += len(block)
    return size


def _refuse_size(path: Path) -> None:
    refuse(path.name, f"it unpacks to more than {MOST_BYTES // 2**20:,} MB", f"Save the sheet alone. {SAVE_AS_CSV}")


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode < 0:
        return "it asks for more memory or time than a sheet may take"
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    return lines[-1].rpartition(":")[2].strip()[:120] if lines else "no reason given"
