"""The pen of the poster: a page of the PDF library with colours as #rrggbb, type in one family, and texts that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from fpdf import FPDF

from dashboard.workbench.poster.layout import PAGE

LONGEST: Final = 200
"""Letters of a text that is fitted; a name from a file may have any number."""
FAMILY: Final = "Source Sans Pro"
_FILES: Final = {"": "SourceSansPro-Regular.ttf", "B": "SourceSansPro-Semibold.ttf"}


@cache
def _font(style: str) -> Path:
    return Path(str(files("font_source_sans_pro").joinpath("files", _FILES[style])))


class Type(NamedTuple):
    """How a text is set."""

    size: float
    colour: str
    style: str = ""


class Sheet(FPDF):
    """Pages of A3; every length is in points."""

    def __init__(self, title: str, subject: str) -> None:
        super().__init__(unit="pt", format=PAGE)
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.set_title(title)
        self.set_subject(subject)
        self.set_lang("en")
        for style in _FILES:
            self.add_font(FAMILY, style, _font(style))
        self.set_font(FAMILY)
        self.letters = frozenset(getattr(self.current_font, "cmap", ()))

    def write_at(self, x: float, y: float, text: str, type_: Type) -> None:
        """The text stands on this line, from its left end on; letters that the typeface lacks are question marks."""
        self.set_font(FAMILY, type_.style, type_.size)
        self.set_text_color(type_.colour)
        self.text(x, y, self.shown(text))

    def width_of(self, text: str, size: float, style: str = "") -> float:
        """How wide the text is."""
        self.set_font(FAMILY, style, size)
        return float(self.get_string_width(self.shown(text)))

    def can_write(self, text: str) -> bool:
        """True where the typeface has every letter of the text."""
        return all(ord(letter) in self.letters for letter in text)

    def shown(self, text: str) -> str:
        """The text as the typeface can write it."""
        return "".join(letter if ord(letter) in self.letters else "?" for letter in text)

    def area(self, colour: str, x: float, y: float, wide: float, high: float) -> None:
        """A rectangle in one colour."""
        self.set_fill_color(colour)
        self.rect(x, y, wide, high, "F")

    def fitted(self, text: str, type_: Type, room: float, least: float) -> tuple[str, float]:
        """The text at a size by which it fits, no smaller than the least; cut where even that is too wide."""
        text = text[:LONGEST]
        wide = self.width_of(text, type_.size, type_.style)
        if wide <= room:
            return text, type_.size
        smaller = max(type_.size * room / wide, least)
        while len(text) > 1 and self.width_of(text, smaller, type_.style) > room:
            text = text.removesuffix("…")[:-1].rstrip() + "…"
        return text, smaller

    def wrapped(self, text: str, size: float, room: float) -> Iterator[str]:
        """Lines no wider than the room; a word that is wider than that is broken."""
        line = ""
        for word in _broken(self, text.split(), size, room):
            longer = f"{line} {word}".strip()
            if self.width_of(longer, size) <= room:
                line = longer
                continue
            yield line
            line = word
        if line:
            yield line


def _broken(sheet: Sheet, words: Iterable[str], size: float, room: float) -> Iterator[str]:
    for word in words:
        part = ""
        for letter in word:
            if part and sheet.width_of(part + letter, size) > room:
                yield part
                part = ""
            part += letter
        yield part
