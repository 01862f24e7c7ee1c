"""Answers that are kept, here and on the other side: how they are named, and who has which (RFC 9110).

For the API and for the workbench alike.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from hashlib import blake2b
from threading import Condition
from typing import Final, NamedTuple

from cachetools import cached
from starlette.requests import Request

from dashboard.analysis.record_cache import bounded

ANSWERS_KEPT: Final = 500
BYTES_KEPT: Final = 64_000_000
"""What is asked is anybody's choice, so what is kept of answers has to be bounded."""
LEVEL: Final = 4
"""Of the compression: quick, as most answers are made once or twice."""
LEAST_PACKED: Final = 1_000
"""Bytes from which an answer is worth being compressed."""


class Packed(NamedTuple):
    """An answer, and the same compressed; blank where that would gain nothing."""

    body: bytes
    small: bytes


def tag_of(body: bytes) -> str:
    """The ETag of an answer, however it is compressed.

    Of the body rather than of the parameters: a new version of the program may answer otherwise from the same data.
    """
    return named(digest_of(body))


def digest_of(body: bytes) -> str:
    """A name for this body."""
    return blake2b(body, digest_size=12).hexdigest()


def named(digest: str) -> str:
    """The ETag of an answer whose digest this is: a weak one, as answers may be compressed."""
    return f'W/"{digest}"'


def is_known(request: Request, tag: str) -> bool:
    """True where the request names the tag as one that it has."""
    asked = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    return tag in asked or "*" in asked


@cached(
    bounded(ANSWERS_KEPT, BYTES_KEPT, lambda packed: len(packed.body) + len(packed.small)),
    key=lambda make, name, is_packed: name,
    condition=Condition(),
)
def packed(make: Callable[[], bytes], name: str, is_packed: bool) -> Packed:
    """What ``make`` gives, known by its name. Who asks while it is made waits for it."""
    body = make()
    return Packed(body, gzip.compress(body, LEVEL, mtime=0) if is_packed and len(body) >= LEAST_PACKED else b"")
