"""What sort of file it is, told from its first bytes and never from its name, and the UTF-8 text made of it."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path
from stat import S_ISREG
from typing import Final, Literal

from dashboard.record.csv_files import OTHER_FORMATS, SAVE_AS_CSV, refuse

FileKind = Literal["text", "json", "workbook", "parquet"]

ZIP: Final = b"PK\x03\x04"
OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
PARQUET: Final = b"PAR1"
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BLOCK: Final = 2**20


def file_kind(path: Path) -> FileKind:
    """How the file is to be read; DataError if it is no file, is empty or is of a kind that holds no events."""
    head = read_head(path)
    if not head.strip():
        refuse(path.name, "the file is empty", "Give it a header row and at least one row of events.")
    if head.startswith((ZIP, OLD_WORKBOOK)):
        return "workbook"
    if head.startswith(PARQUET):
        return "parquet"
    for magic, what in OTHER_FORMATS.items():
        if head.startswith(magic) and magic not in UTF_16:
            refuse(path.name, f"it is {what}, which holds no table of events", f"Give the table itself. {SAVE_AS_CSV}")
    if b"\0" in head.partition(b"\n")[0] and not head.startswith(UTF_16):
        refuse(
            path.name, "its first line holds NUL characters, so it is no text", f"Give the table itself. {SAVE_AS_CSV}"
        )
    plain = head.removeprefix(codecs.BOM_UTF8).lstrip()
    return "json" if plain.startswith((b"{", b"[")) else "text"


def read_head(path: Path, size: int = 4096) -> bytes:
    """The first bytes of a regular file; DataError if it cannot be read."""
    try:
        if not S_ISREG(path.stat().st_mode):
            refuse(path.name, "it is not a file", "Give one file of events.")
        with path.open("rb") as file:
            return file.read(size)
    except FileNotFoundError:
        refuse(path.name[:80], "there is no such file", "Check the path.")
    except (OSError, ValueError) as why:
        refuse(path.name[:80], f"it cannot be read: {_words(why)}", "Check the path and who may read it.")


def digest_of(path: Path) -> str:
    """SHA-256 of the content, in hexadecimal digits."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as why:
        refuse(path.name, f"it cannot be read: {_words(why)}", "Check the path and who may read it.")


def text_encoding(path: Path, wanted: str) -> str:
    """The encoding the text is in: UTF-16 where the file begins with its mark, otherwise the one wanted."""
    if read_head(path, 2).startswith(UTF_16):
        return "utf-16"
    try:
        encoding = codecs.lookup(wanted or "utf-8").name
        b"a".decode(encoding)
    except (LookupError, ValueError):
        refuse(path.name, f"no encoding is called {wanted[:40]}", "Name it as in utf-8, cp1252 or cp1256.")
    return encoding


def write_utf8(path: Path, encoding: str, copy: Path) -> None:
    """The copy holds the text of the file in UTF-8; bytes that are no text stay as they are, to be found later."""
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape" if encoding != "utf-16" else "replace")
    try:
        with path.open("rb") as source, copy.open("wb") as target:
            while block := source.read(BLOCK):
                target.write(decoder.decode(block).encode("utf-8", "surrogateescape"))
            target.write(decoder.decode(b"", True).encode("utf-8", "surrogateescape"))
    except UnicodeError as why:
        refuse(path.name, f"it is no text in {encoding}: {why.args[-1]}", f"Name its encoding. {SAVE_AS_CSV}")


def _words(why: OSError | ValueError) -> str:
    return (why.strerror or str(why)) if isinstance(why, OSError) else str(why)
