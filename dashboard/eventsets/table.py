"""The one table of the event plane: imported events of any number, the same on every engine.

Strings are "" where blank, never missing; a date that stands for one day has ``date_end`` equal to ``date``.
"""

from __future__ import annotations

from typing import Final

from dashboard.record import vocabulary as words
from dashboard.record.schema import CellType, Column, Table

PLACE_PRECISIONS: Final[dict[str, str]] = {
    "exact": "the named place itself",
    "near": "near a named place",
    "district": "within a district",
    "province": "within a province",
    "country": "within a country",
    "unknown": "not known",
}
DRAWN_PRECISIONS: Final = ("exact", "near", "district")
"""Only events placed this exactly are ever drawn; all others are counted in the tray."""


class ImportedEvents(Table):
    file = "events"
    about = "Imported events: one row is one event of an imported set"
    key = "event_id"

    event_id = Column("Id of the event, unique within its set.", required=True)
    dataset = Column("Name of the imported set.", required=True)
    row = Column("Row in the file as a spreadsheet shows it; the header is row 1.", type="integer", minimum=1)
    kind = Column("What sort of event, in the words of the record.", one_of=words.KINDS, required=True)
    source_kind = Column("The type as the source words it.")
    date = Column("First day, or first day of the period the date stands for.", type="date", required=True)
    date_end = Column("Last day; the same as date for one day.", type="date", required=True)
    date_precision = Column("How exactly the date is known.", one_of=words.DATE_PRECISIONS, required=True)
    place = Column("Name of the place as given.")
    admin1 = Column("Governorate or province as given.")
    country = Column("Country, ISO 3166-1 alpha-2 where known, else as given.")
    latitude = Column("Degrees north, WGS 84.", type="number", minimum=-90, maximum=90)
    longitude = Column("Degrees east, WGS 84.", type="number", minimum=-180, maximum=180)
    place_precision = Column("How exactly the place is known.", one_of=PLACE_PRECISIONS, required=True)
    radius_km = Column("Radius it is drawn with, in km; blank where it is never drawn.", type="number", minimum=0)
    river_km = Column("River kilometre; blank farther than 25 km from the main stem.", type="number")
    actor1 = Column("First actor as given.")
    actor2 = Column("Second actor as given.")
    actors = Column("Every actor as given.", type="list")
    deaths_low = Column("Lowest number of deaths.", type="integer", minimum=0)
    deaths_best = Column("Best estimate of deaths.", type="integer", minimum=0)
    deaths_high = Column("Highest number of deaths.", type="integer", minimum=0)
    controlling_force = Column("Who holds the place after it: a force_id or the actor's name; blank where unsaid.")
    credibility = Column("Admiralty credibility of the information, 1 to 6.", one_of=words.CREDIBILITIES)
    source = Column("Source as given.")
    note = Column("What the source says.")


_ENGINE_TYPES: Final[dict[CellType, str]] = {
    "string": "string",
    "list": "string",
    "date": "date",
    "integer": "int32",
    "number": "float64",
}


def engine_types() -> dict[str, str]:
    """Column names with their Ibis types, in the table's order."""
    return {name: _ENGINE_TYPES[column.type] for name, column in ImportedEvents.columns().items()}
