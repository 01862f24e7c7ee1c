"""The one place where text from data is made safe to show. All of it is hostile until it has been here.

Safe HTML is ``Markup``, so that the type checker tells it from text. What is added to a ``Markup`` is escaped.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from markupsafe import Markup

_HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters and the marks that turn reading direction, with which a name could pass for another."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so may be run as a formula by a spreadsheet."""


def clean(text: str) -> str:
    """The text without characters that cannot be seen but change what is."""
    return _HIDDEN.sub("", text)


def clean_cell(cell: object) -> object:
    """The same for a cell of a table: numbers, days and blanks stay as they are."""
    return clean(cell) if isinstance(cell, str) else cell


def guarded(cell: str) -> str:
    """The cell of a CSV file or sheet as text that no spreadsheet takes for a formula: an apostrophe makes it text."""
    return "'" + cell if clean(cell).startswith(FORMULA_STARTS) else cell


def escape(text: str) -> Markup:
    """The text as inert HTML: no tag, entity, attribute or template marker in it has any effect."""
    return Markup(html.escape(clean(text)).replace("`", "&#96;").replace("$", "&#36;").replace("\\", "&#92;"))


_ENDING: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""What could end a script or begin a tag or an entity; in JSON it stands in texts alone, which may write it so."""


def json_block(name: str, value: Any) -> Markup:
    """The value as JSON in an element that browsers neither run nor read as HTML; ``name`` is its id."""
    told = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_ENDING)
    return Markup(f'<script type="application/json" id="{name}">{told}</script>')


def escape_markdown(text: str) -> str:
    """The text as inert Streamlit Markdown, math, emoji and colour directives included."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])", r"\\\1", clean(text)).replace("\n", " ")


def link(url: str, text: str) -> Markup:
    """An HTML link that opens a new tab, or only the text where the address is not a plain web address."""
    if not is_web_address(url):
        return escape(text)
    return Markup(f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>')


def link_out(address: str, text: str) -> Markup:
    """An HTML link to an address that was made here of a setting, mail included; it opens beside this page."""
    return Markup(f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>')


def own_link(address: str, text: str, label: str = "") -> Markup:
    """An HTML link to another view of the dashboard, in the same tab; ``label`` says more to screen readers."""
    said = f' aria-label="{escape(label)}" title="{escape(label)}"' if label else ""
    return Markup(f'<a class="own" href="{html.escape(address)}" target="_self"{said}>{escape(text)}</a>')


def is_web_address(url: str) -> bool:
    """True for http and https addresses with a host and nothing hidden in them."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and clean(url) == url


def tag(name: str, *inner: Markup, css: str = "", label: str = "") -> Markup:
    """An HTML element around parts that are safe; ``label`` is a word that its style may show beside it."""
    attribute = f' class="{css}"' if css else ""
    attribute += f' data-label="{escape(label)}"' if label else ""
    return Markup(f"<{name}{attribute}>{Markup().join(inner)}</{name}>")


def bullets(items: Iterable[Markup]) -> Markup:
    """An HTML list of parts that are safe."""
    return tag("ul", *(tag("li", item) for item in items))


def lines(parts: Iterable[Markup]) -> Markup:
    """The parts that are not empty, each on a line of its own."""
    return Markup("<br>").join(part for part in parts if part)


def sentence_list(parts: Sequence[Markup]) -> Markup:
    """The parts joined as in a sentence: a, b and c."""
    if len(parts) < 2:
        return Markup().join(parts)
    return Markup(", ").join(parts[:-1]) + " and " + parts[-1]


def swatch(style: str, css: str = "", letter: str = "") -> Markup:
    """A small mark painted by this CSS, which is never text from data; ``letter`` stands in it, but not in the text."""
    attribute = f' class="{css}"' if css else ""
    attribute += f' data-letter="{escape(letter)}"' if letter else ""
    return Markup(f'<i{attribute} style="{html.escape(style)}"></i>')


def arabic(text: str) -> Markup:
    """Arabic text, told to readers and browsers as such."""
    return Markup(f'<bdi lang="ar">{escape(text)}</bdi>')
