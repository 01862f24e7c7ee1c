"""Every line of JavaScript and CSS that the pages and their maps run; nothing in here comes from data."""

from hashlib import blake2b
from pathlib import Path
from typing import Final

COMPARE_FOLDER: Final = Path(__file__).parent / "compare"
"""Two days: the map of each, on the page or in a frame of streamlit-folium, and the legend of both."""

PAGE_FOLDER: Final = Path(__file__).parent / "page"
SHARED_FOLDER: Final = Path(__file__).parent / "shared"
"""Modules that both the pages and the frames of maps run; they reach each other by the names of these folders."""

PICTURE_FOLDER: Final = Path(__file__).parent / "picture"
"""What makes pictures of views; fetched when somebody asks for one."""

WORKBENCH_FOLDER: Final = Path(__file__).parent / "workbench"
"""The one screen of the home page."""

BRIEFING_FOLDER: Final = Path(__file__).parent / "briefing"
"""The same screen in a document that is opened from disk."""


def page_file(name: str) -> str:
    """The text of a file of the pages."""
    return (PAGE_FOLDER / name).read_text(encoding="utf-8")


def workbench_modules() -> list[str]:
    """The modules that the workbench runs, each as folder and file: a browser may fetch them before it needs them."""
    own = sorted(WORKBENCH_FOLDER.rglob("*.js"))
    page = [
        *(PAGE_FOLDER / f"{each}.js" for each in ("workbench", "surroundings", "address_keeper")),
        *sorted(SHARED_FOLDER.glob("*.js")),
    ]
    return [each.relative_to(Path(__file__).parent).as_posix() for each in (*page, *own)]


def digest_of(*folders: Path, also: str = "") -> str:
    """A name for what the files of these folders are called and hold, and for what else their users depend on."""
    digest = blake2b(also.encode(), digest_size=8)
    for folder in folders:
        for file in sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix != ".pyc"):
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder).as_posix()}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()
