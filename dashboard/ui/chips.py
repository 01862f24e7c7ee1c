"""Marks of holders and states beside their names: a disc in the colour of a force with its letter, as on the map."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.analysis.sentences import describe_state
from dashboard.control.intervals import CONTESTED, PASSED
from dashboard.record.looks import NOBODY, Look, on_dark
from dashboard.text import escape, swatch, tag
from dashboard.ui.report_lines import Row


def disc(look: Look) -> Markup:
    """The disc of a holder, in two colours for a joint one; a broken ring where nobody is known."""
    return _mark(look, look.second, "disc both" if look.second else "disc") if look != NOBODY else _nobody()


def chip(record: Record, holder: str) -> Markup:
    """The disc and the name of a holder, which stay together where a line breaks."""
    look = record.looks.of(holder)
    return tag("span", disc(look), escape(look.name), css="chip")


def state_chip(record: Record, row: Row, words: str = "") -> Markup:
    """The mark of a state as on the map, and words: hatched where contested, halved where passed on, pale if faded."""
    return tag(
        "span", _state_mark(record, row), tag("span", escape(words or describe_state(row, record.looks))), css="state"
    )


def from_to(record: Record, before: str, after: str) -> Markup:
    """The holder before and the one after, with an arrow that is read as a word."""
    arrow = Markup('<span class="arrow" aria-hidden="true">→</span><span class="unseen"> to </span>')
    return tag("span", chip(record, before), arrow, chip(record, after), css="from-to")


def square(colour: str, second: str = "", style: str = "") -> Markup:
    """A plain square of a colour, striped where it has two; ``style`` is further CSS."""
    colours = f"--c:{_both(colour)};--d:{_both(second or colour)};{style}"
    return swatch(colours, css="square striped" if second else "square")


def _state_mark(record: Record, row: Row) -> Markup:
    look, other = record.looks.of(row["force"]), record.looks.of(row["claimant"])
    pale = " pale" if row.get("faded") else ""
    if row["status"] in (CONTESTED, PASSED) and (row["force"] or row["claimant"]):
        css = "disc hatched" if row["status"] == CONTESTED else "disc both"
        return _mark(look, other.colour, css + pale)
    if look == NOBODY:
        return _nobody()
    return _mark(look, look.second, ("disc both" if look.second else "disc") + pale)


def _mark(look: Look, second: str, css: str) -> Markup:
    style = f"--c:{_both(look.colour)};--d:{_both(second or look.colour)};--k:{look.ink}"
    return swatch(style, css=css, letter=look.letter[:2])


def _nobody() -> Markup:
    return swatch("", css="disc nobody")


def _both(colour: str) -> str:
    """The colour on the light and on the dark ground, as CSS."""
    lifted = on_dark(colour) if colour.startswith("#") else colour
    return colour if lifted == colour else f"light-dark({colour},{lifted})"
