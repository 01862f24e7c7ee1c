"""Paths that hold any text at all: a line break in a name is no reason to be answered by somebody else."""

from __future__ import annotations

import re
from typing import Final

from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import Mount
from starlette.types import ASGIApp

ANYTHING: Final = "anything"


class Anything(Convertor[str]):
    """The rest of a path, slashes and line breaks included, which Starlette's own ``path`` ends at."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor(ANYTHING, Anything())


def mounted(prefix: str, app: ASGIApp) -> Mount:
    """The application under a prefix, whatever follows it."""
    mount = Mount(prefix, app)
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return mount
