"""The one place where text from data is made safe to show. All of it is hostile until it has been here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

_HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters and the marks that turn reading direction, with which a name could pass for another."""


def clean(text: str) -> str:
    """The text without characters that cannot be seen but change what is."""
    return _HIDDEN.sub("", text)


def clean_cell(cell: object) -> object:
    """The same for a cell of a table: numbers, days and blanks stay as they are."""
    return clean(cell) if isinstance(cell, str) else cell


def escape(text: str) -> str:
    """The text as inert HTML: no tag, entity, attribute or template marker in it has any effect."""
    return html.escape(clean(text)).replace("`", "&#96;").replace("$", "&#36;").replace("\\", "&#92;")


def escape_markdown(text: str) -> str:
    """The text as inert Streamlit Markdown, math, emoji and colour directives included."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])", r"\\\1", clean(text)).replace("\n", " ")


def link(url: str, text: str) -> str:
    """An HTML link that opens a new tab, or only the text where the address is not a plain web address."""
    if not is_web_address(url):
        return escape(text)
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def own_link(address: str, text: str, label: str = "") -> str:
    """An HTML link to another view of the dashboard, in the same tab; ``label`` says more to screen readers."""
    said = f' aria-label="{escape(label)}" title="{escape(label)}"' if label else ""
    return f'<a class="own" href="{html.escape(address)}" target="_self"{said}>{escape(text)}</a>'


def is_web_address(url: str) -> bool:
    """True for http and https addresses with a host and nothing hidden in them."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and clean(url) == url


def tag(name: str, *inner: str, css: str = "") -> str:
    """An HTML element around parts that are already safe."""
    attribute = f' class="{css}"' if css else ""
    return f"<{name}{attribute}>{''.join(inner)}</{name}>"


def bullets(items: Iterable[str]) -> str:
    """An HTML list of parts that are already safe."""
    return tag("ul", *(tag("li", item) for item in items))
