"""Where a file comes from: the view it was made of, the version of the record, licence, address and moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from dashboard.analysis.filter_options import GRADES, LIST_TITLES, Options, chosen_labels
from dashboard.analysis.reader_tables import iso_day
from dashboard.analysis.record_cache import options_of
from dashboard.disagreements.contradictions import KINDS as DISPUTED
from dashboard.disagreements.settlement import STANDINGS
from dashboard.exports.query import Query
from dashboard.record.load import AUTHOR, LICENCE_ADDRESS, LICENCE_NAME
from dashboard.text import clean

LICENCE: Final = f"{LICENCE_NAME}, {LICENCE_ADDRESS}"
PREFIX: Final = "export_"
"""Begins the name under which an item stands in a file beside the fields of the table."""
NO_FILTERS: Final = "none"
ALL_KNOWN: Final = "all reports, whenever published"


class Item(NamedTuple):
    """One thing said of a file: its name for machines, its title and its value for readers."""

    name: str
    title: str
    value: str

    @property
    def column(self) -> str:
        """Its name where it stands among the fields of a table."""
        return PREFIX + self.name


@dataclass(frozen=True)
class Provenance:
    """What every file says of itself, each format in its own way. Texts come from data and are not escaped here.

    ``filters`` are in words, ``query`` the same as the parameters of an address. ``version`` is the version of the
    record for people, ``digest`` tells any two states of it apart. ``day`` is blank in tables of no day.
    """

    table: str
    record: str
    version: str
    digest: str
    day: date | None
    other_day: date | None
    rule: str
    known: date | None
    filters: tuple[tuple[str, str], ...]
    query: str
    address: str
    licence: str
    attribution: str
    made: datetime

    @property
    def filters_in_words(self) -> str:
        return "; ".join(f"{title}: {value}" for title, value in self.filters) or NO_FILTERS

    def items(self) -> tuple[Item, ...]:
        """Everything said, in the order in which files say it."""
        return (
            Item("table", "Table", self.table),
            Item("record", "Record", self.record),
            Item("version", "Version of the record", self.version),
            Item("digest", "Digest of the record", self.digest),
            Item("day", "Day shown", iso_day(self.day)),
            Item("other_day", "Compared with", iso_day(self.other_day)),
            Item("rule", "Rule of control", self.rule),
            Item("known", "As known on", iso_day(self.known) or ALL_KNOWN),
            Item("filters", "Filters in force", self.filters_in_words),
            Item("query", "The same as parameters of an address", self.query),
            Item("address", "Address of the view", self.address),
            Item("licence", "Licence", self.licence),
            Item("attribution", "Attribute to", self.attribution),
            Item("made", "Made at (UTC)", self.made.astimezone(UTC).isoformat(timespec="seconds")),
        )

    def as_mapping(self) -> dict[str, str]:
        """The same by name, for formats that hold JSON or pairs."""
        return {item.name: item.value for item in self.items()}


def provenance_of(  # noqa: PLR0913 - a file has to say all of it
    query: Query, table: str, *, version: str, address: str, parameters: str, made: datetime | None = None
) -> Provenance:
    """Where a table of this query comes from.

    ``address`` is the whole address of the view, ``parameters`` its part after the question mark; now is when it is
    made, if nothing else is said.
    """
    selection, data = query.selection, query.dataset
    return Provenance(
        table=table,
        record=data.name,
        version=version,
        digest=data.digest,
        day=selection.on,
        other_day=query.other_day,
        rule=selection.rule,
        known=selection.known,
        filters=tuple(filters_in_words(query)),
        query=parameters.removeprefix("?"),
        address=address,
        licence=licence_of(query),
        attribution=data.name if data.is_own else AUTHOR,
        made=made or datetime.now(UTC),
    )


def licence_of(query: Query) -> str:
    """That of the shipped record; of a record of one's own only its owner can tell."""
    return "that of the record it was made from: ask whoever keeps it" if query.dataset.is_own else LICENCE


def filters_in_words(query: Query) -> list[tuple[str, str]]:
    """The filters in force, each with its title; none where everything passes."""
    selection = query.selection
    options: Options = options_of(query.dataset)
    said = [("Place", options["place"].get(selection.place, selection.place))] if selection.place else []
    said += [(LIST_TITLES[name], ", ".join(labels)) for name, labels in chosen_labels(selection, options)]
    said += [("Grade", GRADES.get(selection.grade, selection.grade))] if selection.grade else []
    said += [("Words", selection.q)] if selection.q else []
    said += [("Places", "also those without a report")] if selection.silent else []
    said += [("Disputed", ", ".join(DISPUTED.get(kind, kind) for kind in query.about))] if query.about else []
    said += [("Standing", STANDINGS.get(query.standing, query.standing))] if query.standing else []
    said += [("Reports", f"{query.window.start} to {query.window.last}")] if query.window else []
    return [(title, clean(value)) for title, value in said]
