"""Every line of JavaScript and CSS that the pages and the map run; nothing in here comes from data."""

from hashlib import blake2b
from pathlib import Path
from typing import Final

MAP_FOLDER: Final = Path(__file__).parent / "map"
PAGE_FOLDER: Final = Path(__file__).parent / "page"
SHARED_FOLDER: Final = Path(__file__).parent / "shared"
"""Modules that both the pages and the frames of maps run; they reach each other by the names of these folders."""


def page_file(name: str) -> str:
    """The text of a file of the pages."""
    return (PAGE_FOLDER / name).read_text(encoding="utf-8")


def digest_of(*folders: Path) -> str:
    """A name for what the files of these folders are called and hold."""
    digest = blake2b(digest_size=8)
    for folder in folders:
        for file in sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix != ".pyc"):
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder).as_posix()}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()
