"""The version of the program itself, which answers that are kept depend on beside the record."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from dashboard.browser import digest_of
from dashboard.record.load import shipped_data

_PACKAGE: Final = Path(__file__).parent.parent


@cache
def program_version() -> str:
    """Of all that is made into answers; of the whole program, since a word may come from anywhere in it."""
    digest = blake2b(digest_of(shipped_data() / "geo").encode(), digest_size=8)
    for file in sorted(_PACKAGE.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
