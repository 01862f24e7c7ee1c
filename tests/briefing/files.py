"""Briefings read as a browser reads them: their JSON, their texts, and what a parser makes of their HTML."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

BLOCK = re.compile('<script type="application/json" id="([a-z]+)">(.*?)</script>', re.DOTALL)


def blocks_of(document: bytes) -> dict[str, Any]:
    """The JSON in the document, by the ids of the elements."""
    return {name: json.loads(told) for name, told in BLOCK.findall(document.decode())}


def texts_of(document: bytes) -> tuple[dict[int, Any], list[Any]]:
    """The texts of its reports by their numbers, and of its places in the order of the payload."""
    told = json.loads(gzip.decompress(base64.b64decode(blocks_of(document)["texts"])))
    whole = unfolding(told["shared"], told["shapes"])
    reports = dict(zip(told["rows"], map(whole, told["reports"]), strict=True))
    return reports, [whole(node) for node in told["places"]]


def unfolding(shared: list[Any], shapes: list[list[str]]) -> Callable[[Any], Any]:
    """What gives back the value of a node, as ``browser/briefing/types.d.ts`` says what a node is."""

    def whole(node: Any) -> Any:
        if type(node) is int and node < 0:
            return whole(shared[-1 - node])
        if not isinstance(node, list):
            return node
        first, *parts = node
        if first == -1:
            return parts[0]
        if first == 0:
            return [whole(part) for part in parts]
        return dict(zip(shapes[first - 1], map(whole, parts), strict=True))

    return whole


def parsed(document: bytes) -> Element:
    """The document as an HTML5 parser reads it; fails on the first thing that is not valid."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False, strict=True)
    root: Element = parser.parse(document.decode())
    return root


def words_of(root: Element) -> str:
    """All that a reader without JavaScript reads."""
    main = next(each for each in root.iter("main"))
    return " ".join(" ".join(main.itertext()).split())
