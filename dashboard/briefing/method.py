"""How holders come about and what the record cannot say, as HTML out of the texts of the method page."""

from __future__ import annotations

from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

from dashboard.analysis import method_prose as prose
from dashboard.exports.datapackage import LAYERS
from dashboard.text import bullets, escape, link, tag

PARTS: Final = (
    ("Which reports are accepted", prose.ACCEPTED),
    ("Who is shown", prose.SHOWN),
    ("Areas, changes of hands, what is only last known, and two clocks", prose.BESIDES),
    ("Grades", prose.GRADES),
    ("River kilometre", prose.RIVER),
)
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False})


@cache
def method_and_limits() -> Markup:
    """The method, the limits and the licences; nothing in it comes from data."""
    parts = [tag("h3", escape(title)) + _prose(text) for title, text in PARTS]
    return Markup().join(
        (
            tag("h2", escape("How a place gets its holder")),
            tag("div", _prose(prose.HOLDER), *parts, css="text"),
            tag("h2", escape("Limits")),
            tag("div", _prose(prose.LIMITS), css="text"),
            tag("h2", escape("Licences")),
            tag("div", _prose(prose.TERMS), bullets(_layers()), _prose(prose.NOTICES), css="text"),
        )
    )


def _prose(markdown: str) -> Markup:
    """Text of our own as HTML."""
    return Markup(_MARKDOWN.render(markdown))


def _layers() -> list[Markup]:
    """Each layer of the map with its source and licence."""
    told = []
    for layer in LAYERS:
        source = link(layer.source.get("path", ""), layer.source["title"])
        told.append(
            escape(f"{layer.about}: ") + source + ". " + link(layer.licence["path"], layer.licence["title"]) + "."
        )
    return told
