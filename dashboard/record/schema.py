"""The six tables of the record. A column's name is typed here and nowhere else.

``Events.town`` is the string ``"town"``; ``Events.columns()`` gives the full description of every
column, from which the checks, the codebook and ``datapackage.json`` are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from dashboard.record import vocabulary as words

LIST_SEPARATOR = "|"
MISSING = ""

CellType = Literal["string", "date", "integer", "number", "list"]


@dataclass
class Column:
    """One column: what it means and what a valid cell looks like."""

    description: str
    type: CellType = "string"
    required: bool = False
    unique: bool = False
    one_of: Mapping[str, str] = field(default_factory=dict)
    refers_to: str = ""
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    name: str = ""

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: Any) -> str:
        return self.name


class Table:
    """Base of the tables; subclasses list their columns as attributes in file order."""

    file: ClassVar[str]
    about: ClassVar[str]
    key: ClassVar[str]

    @classmethod
    def columns(cls) -> dict[str, Column]:
        """Column descriptions by name, in file order."""
        return {name: col for name, col in vars(cls).items() if isinstance(col, Column)}

    @classmethod
    def names(cls) -> list[str]:
        return list(cls.columns())


class Events(Table):
    file = "events.csv"
    about = "Reports: one row is what one source reported of one place on one date"
    key = "event_id"

    event_id = Column("Stable id of the report.", required=True, unique=True)
    town = Column(
        "The place: a place_id, or any name or alias that leads to one.",
        required=True,
        refers_to="places.place_id",
    )
    date = Column(
        "Day it happened (ISO 8601); for coarser precision the first day of the period.",
        type="date",
        required=True,
    )
    date_end = Column("Last day, where it went on for longer.", type="date")
    date_precision = Column("How exactly the date is known; blank means day.", one_of=words.DATE_PRECISIONS)
    kind = Column("What sort of event; blank means change of hands.", one_of=words.KINDS)
    controlling_force = Column(
        "Who holds the place after it; several forces for a joint holding; blank where the report "
        "says nothing about control.",
        type="list",
        refers_to="forces.force_id",
    )
    previous_force = Column("Who held it before, where the report says so.", type="list", refers_to="forces.force_id")
    status = Column(
        "State after it: held, contested (controlling_force claims it or fights for it), besieged "
        "(controlling_force holds it from within) or divided (each of several controlling forces holds a part); "
        "blank means held.",
        one_of=words.STATUSES,
    )
    operation = Column(
        "The operation it belongs to: an operation_id, name or alias.", refers_to="operations.operation_id"
    )
    actors = Column("Who acted: force ids first, then names as the source gives them.", type="list")
    targets = Column(
        "Against whom, where the report says so (attacks, air strikes, battles, sieges).",
        type="list",
        refers_to="forces.force_id",
    )
    deaths_low = Column("Lowest number of deaths reported.", type="integer", minimum=0)
    deaths_best = Column("Number of deaths the source gives as its own.", type="integer", minimum=0)
    deaths_high = Column("Highest number of deaths reported.", type="integer", minimum=0)
    source_id = Column("Where it was read.", refers_to="sources.source_id")
    credibility = Column("Admiralty credibility of the information, 1 to 6.", one_of=words.CREDIBILITIES)
    attributed_to = Column("Who says it, where the source only relays a speaker.")
    speaks_for = Column(
        "Forces that speaker belongs to; overrides the source's own.",
        type="list",
        refers_to="forces.force_id",
    )
    reported_on = Column("Day the report was published; blank where not known.", type="date")
    incident_id = Column("Reports of the same incident share this id; blank means it stands alone.")
    note = Column("What the source reports, in our own words.")
    former_ids = Column("Ids that the report had before; links with them still lead to it.", type="list")


class Places(Table):
    file = "places.csv"
    about = "Places: towns, villages, crossings, dams, bases and fields"
    key = "place_id"

    place_id = Column("Stable id of the place.", required=True, unique=True)
    name = Column("Usual English name.", required=True)
    name_ar = Column("Arabic name.")
    aliases = Column("Other names and spellings.", type="list")
    country = Column("Country, ISO 3166-1 alpha-2.", one_of=words.COUNTRIES)
    governorate = Column("Governorate (admin-1).")
    latitude = Column("Degrees north, WGS 84.", type="number", minimum=-90, maximum=90)
    longitude = Column("Degrees east, WGS 84.", type="number", minimum=-180, maximum=180)
    coordinate_precision = Column("How exactly the point is known.", one_of=words.COORDINATE_PRECISIONS)
    kind = Column("What sort of place.", one_of=words.PLACE_KINDS)
    waterway = Column("River it stands on: Euphrates, Khabur, or blank.")
    bank = Column("Bank of that river, looking downstream.", one_of=words.BANKS)
    population = Column("Inhabitants.", type="integer", minimum=0)
    population_year = Column("Year of that figure, where known.", type="integer", minimum=1900, maximum=2100)
    source_id = Column("Where coordinates and population were read.", refers_to="sources.source_id")


class Forces(Table):
    file = "forces.csv"
    about = "Forces: who holds or fights"
    key = "force_id"

    force_id = Column("Stable id of the force.", required=True, unique=True)
    name = Column("Full name.", required=True)
    short_name = Column("Name for legends and sentences.")
    name_ar = Column("Arabic name.")
    aliases = Column("Other names, spellings and ids.", type="list")
    side = Column("Side it belongs to.", one_of=words.SIDES)
    parent_force_id = Column("Force it is part of or grew out of.", refers_to="forces.force_id")
    government_of = Column(
        "Country whose government it is; blank for every other force. Named as an earlier holder, a government reaches "
        "back to its own first day.",
        one_of=words.COUNTRIES,
    )
    active_from = Column("First day it existed in this form.", type="date")
    active_to = Column("Last day it existed in this form; blank means still.", type="date")
    colour = Column("Fill colour, #rrggbb, told apart with colour-blind sight.", pattern=r"#[0-9a-fA-F]{6}")
    pattern = Column("Fill pattern, for print and for eyes that see no colour.", one_of=words.PATTERNS)
    letter = Column("One or two letters shown in the marker.", pattern=r"\S{1,2}")


class Operations(Table):
    file = "operations.csv"
    about = "Operations: named, dated undertakings"
    key = "operation_id"

    operation_id = Column("Stable id of the operation.", required=True, unique=True)
    name = Column("Usual English name.", required=True)
    aliases = Column("Other names.", type="list")
    start = Column("First day.", type="date")
    end = Column("Last day; blank where open or not known.", type="date")
    lead_forces = Column("Forces that led it.", type="list", refers_to="forces.force_id")
    opposing_forces = Column("Forces it was directed against.", type="list", refers_to="forces.force_id")
    parent_operation_id = Column("Operation it is part of.", refers_to="operations.operation_id")
    outcome = Column("How it ended, in a few words.")
    source_id = Column("Where it was read.", refers_to="sources.source_id")


class Sources(Table):
    file = "sources.csv"
    about = "Sources: the articles and pages the reports were read in"
    key = "source_id"

    source_id = Column("Stable id of the source.", required=True, unique=True)
    title = Column("Title of the article or page.")
    publisher = Column("Who wrote or first published it.", required=True)
    kind = Column("What sort of publisher.", one_of=words.SOURCE_KINDS)
    published_on = Column("Day it was published, where known.", type="date")
    url = Column("Address it was read at.")
    archive_url = Column("Archived copy.")
    reliability = Column("Admiralty reliability of the source, A to F.", one_of=words.RELIABILITIES)
    speaks_for = Column("Forces it speaks for; blank means none.", type="list", refers_to="forces.force_id")
    origin = Column("Sources that repeat one origin share this word.")
    language = Column("Language it was read in, ISO 639-1.")


class AreaReports(Table):
    """Statements about a whole area, which say nothing of a town by its name.

    An area is written, not listed: what stands in it follows from the places, so that a place added later is in it.
    """

    file = "area_reports.csv"
    about = "Area reports: one row is what one source reported of a whole area on one date"
    key = "report_id"

    report_id = Column("Stable id of the report.", required=True, unique=True)
    area = Column(
        "The area: country IQ; a governorate as IQ/Al Anbar; one bank of the Euphrates in it as SY/Deir ez-Zor/left; "
        "the river between two places as al-qaim..rawa, or one bank of it as al-qaim..rawa/right; or places joined "
        "by |.",
        required=True,
    )
    date = Column(
        "Day it held or happened (ISO 8601); for coarser precision the first day of the period.",
        type="date",
        required=True,
    )
    date_precision = Column("How exactly the date is known; blank means day.", one_of=words.DATE_PRECISIONS)
    kind = Column("What is said of the area.", required=True, one_of=words.AREA_KINDS)
    controlling_force = Column(
        "Who holds it after it; blank where the source names nobody.", type="list", refers_to="forces.force_id"
    )
    lost_by = Column(
        "Whose holdings in the area ended; blank for a baseline.", type="list", refers_to="forces.force_id"
    )
    excepted = Column("Places, or areas, that the source excepts.", type="list")
    excepted_by_judgement = Column(
        "Places, or areas, that were excepted when the record was compiled, since other reports contradict it there.",
        type="list",
    )
    source_id = Column("Where it was read.", refers_to="sources.source_id")
    credibility = Column(
        "Admiralty credibility of the information, 1 to 6; 5 where only a share of the area is meant.",
        one_of=words.CREDIBILITIES,
    )
    attributed_to = Column("Who says it, where the source only relays a speaker.")
    speaks_for = Column(
        "Forces that speaker belongs to; overrides the source's own.",
        type="list",
        refers_to="forces.force_id",
    )
    reported_on = Column("Day the report was published; blank where not known.", type="date")
    note = Column("What the source reports, in our own words.")


TABLES: tuple[type[Table], ...] = (Events, Places, Forces, Operations, Sources, AreaReports)
