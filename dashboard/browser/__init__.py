"""Every line of JavaScript and CSS that the pages and the map run; nothing in here comes from data."""

from pathlib import Path
from typing import Final

MAP_FOLDER: Final = Path(__file__).parent / "map"
PAGE_FOLDER: Final = Path(__file__).parent / "page"


def page_file(*names: str) -> str:
    """The text of files of the pages, one after the other."""
    return "\n".join((PAGE_FOLDER / name).read_text(encoding="utf-8") for name in names)
