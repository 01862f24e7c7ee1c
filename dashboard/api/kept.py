"""Answers that the other side has kept: how they are named, and whether it has the one it asks for (RFC 9110).

For the API and for the workbench alike.
"""

from __future__ import annotations

from hashlib import blake2b

from starlette.requests import Request


def tag_of(body: bytes) -> str:
    """The ETag of an answer, however it is compressed.

    Of the body rather than of the parameters: a new version of the program may answer otherwise from the same data.
    """
    return f'W/"{blake2b(body, digest_size=12).hexdigest()}"'


def is_known(request: Request, tag: str) -> bool:
    """True where the request names the tag as one that it has."""
    asked = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    return tag in asked or "*" in asked
