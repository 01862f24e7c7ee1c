"""The files that the browser fetches: Leaflet, folium's script of the base map, our own modules and styles.

They are small and many, and the first screen waits for all of them: each is read and compressed once and then kept.
From disk, in a thread each, they took longer than the screen itself took to draw.
"""

from __future__ import annotations

import gzip
import mimetypes
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from dashboard.browser import workbench_modules
from dashboard.maps.base import ASSET_FOLDERS, base_map_module

BASE_MAP: Final = "folium/base.js"
TYPES: Final = {".js": "text/javascript"}


class Asset(NamedTuple):
    """A file as it travels."""

    body: bytes
    packed: bytes
    media_type: str


@cache
def asset(path: str) -> Asset | None:
    """The file at this path, such as ``page/links.js``; None where there is none."""
    if path == BASE_MAP:
        return _packed(base_map_module().encode(), TYPES[".js"])
    file = _files().get(path)
    if file is None:
        return None
    return _packed(file.read_bytes(), TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain")


def first_screen() -> dict[str, str]:
    """What the first screen, or the first filter on it, needs, and how it is fetched ahead (HTML, "Link types")."""
    modules = [*workbench_modules(), "leaflet/leaflet.js", BASE_MAP, "page/filters.js"]
    sheets = ["leaflet/leaflet.css", *(f"workbench/{each}.css" for each in ("workbench", "map", "strip"))]
    return dict.fromkeys(modules, "modulepreload") | dict.fromkeys(sheets, "preload; as=style")


@cache
def _files() -> dict[str, Path]:
    return {
        f"{name}/{file.relative_to(folder).as_posix()}": file
        for name, folder in ASSET_FOLDERS.items()
        for file in folder.rglob("*")
        if file.is_file()
    }


def _packed(body: bytes, media_type: str) -> Asset:
    return Asset(body, gzip.compress(body, 9, mtime=0), media_type)
