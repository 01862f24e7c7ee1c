"""The briefing as one HTML file: a fixed shell, the view in words, its data as JSON, and the script of the screen.

Its policy lets it run the one script and use the one sheet of styles that it was made with, and fetch nothing. What is
made from data is ``Markup`` that was escaped in ``dashboard.text``, or a JSON block.
"""

from __future__ import annotations

import gzip
from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Final

from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.briefing.bundle import BundleError, bundled
from dashboard.briefing.content import Content
from dashboard.briefing.method import method_and_limits
from dashboard.briefing.sections import basis_of, body_of, head_of, title_of
from dashboard.briefing.view import View
from dashboard.exports.json_cells import json_bytes
from dashboard.maps.assets import asset
from dashboard.text import escape, json_block, tag
from dashboard.workbench.geography import geography

ENTRY: Final = "briefing/briefing.js"
SHEETS: Final = (
    "leaflet/leaflet.css",
    *(f"workbench/{each}.css" for each in ("workbench", "map", "strip")),
    "briefing/briefing.css",
)
MEDIA_TYPE: Final = "text/html"
WITHOUT_SCRIPTS: Final = "Map, river diagram and playback need JavaScript. All that follows reads without it."


def briefing(record: Record, view: View, made: date | None = None) -> bytes:
    """The file for this view, made on that day, or today. ``TooLargeError`` where it could not carry what passes."""
    content = Content(record, view, max(made or date.today(), record.dataset.last_day))
    parts = (
        Markup('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">\n'),
        Markup('<meta name="referrer" content="no-referrer">\n'),
        tag("title", escape(title_of(content))),
        tag("style", Markup(_styles())),
        Markup('\n</head>\n<body>\n<main class="briefing">\n'),
        head_of(content),
        Markup(f'\n<noscript><p>{WITHOUT_SCRIPTS}</p></noscript>\n<div class="workbench" id="screen" hidden></div>\n'),
        basis_of(content),
        body_of(content),
        method_and_limits(),
        Markup("\n</main>\n"),
        json_block("view", content.start()),
        json_block("core", content.core),
        json_block("land", geography()),
        json_block("texts", _packed(content.texts())),
        tag("script", Markup(_script())),
        Markup("\n</body>\n</html>\n"),
    )
    return "".join(parts).encode()


def file_name(view: View) -> str:
    """A name for the file, of plain letters."""
    about = view.selection.place or "euphrates"
    return f"briefing-{about}-{view.selection.on.isoformat()}.html"


def _packed(value: object) -> str:
    """The value as JSON, compressed: the same for the same value, on every machine."""
    return b64encode(gzip.compress(json_bytes(value), 6, mtime=0)).decode()


@cache
def _policy() -> str:
    """Content-Security-Policy: nothing but the script and the styles of the file itself."""
    script, styles = _hash(_script()), _hash(_styles())
    return f"default-src 'none'; script-src {script}; style-src {styles}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _script() -> str:
    """The screen with all modules that it runs, Leaflet among them."""
    return bundled(ENTRY, _read)


@cache
def _styles() -> str:
    return "\n".join(map(_read, SHEETS))


def _read(path: str) -> str:
    """The text of a file of the browser, its lines ended as a browser has them once it has read a document."""
    found = asset(path)
    if found is None:
        raise BundleError(f"there is no file {path}")
    return found.body.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
