"""What an event file of one maker looks like: its columns, and how each field of an event is made from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.record.spelling import fold

TEXT_FIELDS: Final = (
    *("event_id", "source_kind", "date", "date_end", "date_precision", "place", "admin1", "country"),
    *("latitude", "longitude", "place_precision", "radius_km", "actor1", "actor2", "actors"),
    *("deaths_low", "deaths_best", "deaths_high", "controlling_force", "credibility", "source", "note"),
)
"""Fields of an event while they are text, each made by one SQL expression over the columns of the file."""


@dataclass(frozen=True)
class Format:
    """How the files of one maker are read.

    ``columns`` gives the headings by which each column is known, the first being its usual one; ``needed`` those
    without which the file is of another format. ``fields`` holds SQL over these columns, a column the file
    lacks being ''; a field without an expression is the column of its own name, or ''. ``read_from`` names the
    column that a problem with a field is laid to. ``kind`` turns a ``source_kind`` into a kind of the record,
    "" if it cannot.
    """

    key: str
    title: str
    columns: Mapping[str, tuple[str, ...]]
    needed: frozenset[str]
    fields: Mapping[str, str]
    kind: Callable[[str], str]
    read_from: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str, str] = field(default_factory=dict)
    """SQL conditions under which an accepted row is told of, each with the reason."""

    def expression(self, name: str) -> str:
        """SQL for one field."""
        return self.fields.get(name, name if name in self.columns else "''")

    def heading(self, name: str) -> str:
        """The column a field is read from."""
        return self.read_from.get(name, name)

    def match(self, header: list[str]) -> dict[str, str]:
        """The heading that each known column stands under."""
        given = {fold(heading): heading for heading in reversed(header)}
        found = {}
        for name, spellings in self.columns.items():
            first = next((given[fold(each)] for each in (name, *spellings) if fold(each) in given), "")
            if first:
                found[name] = first
        return found

    def fits(self, header: list[str]) -> bool:
        """Whether a file with this header can be of this format."""
        return self.needed <= self.match(header).keys()


def case(column: str, words: Mapping[str, str], otherwise: str = "''") -> str:
    """SQL that turns the codes of a column into words; a whole number may be written 1 or 1.0."""
    forms = [
        (form, word) for code, word in words.items() for form in ((code, f"{code}.0") if code.isdigit() else (code,))
    ]
    text = column if all(code.isdigit() for code in words) else f"lower({column})"
    branches = " ".join(f"WHEN {quoted(form)} THEN {quoted(word)}" for form, word in forms)
    return f"CASE {text} {branches} ELSE {otherwise} END"


def whole(column: str) -> str:
    """SQL for a whole number without the .0 that spreadsheets and data frames add."""
    return f"CASE WHEN contains({column}, '.') THEN regexp_replace({column}, '\\.0+$', '') ELSE {column} END"


def quoted(text: str) -> str:
    """The text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def joined(*columns: str) -> str:
    """SQL for the texts of several columns that are not blank, as one list cell."""
    bare = (f"CASE WHEN contains({each}, '|') THEN replace({each}, '|', '/') ELSE {each} END" for each in columns)
    cells = ", ".join(f"nullif({cell}, '')" for cell in bare)
    return f"concat_ws('|', {cells})"
