"""The project's own events.csv, the four-column file, and any other table whose columns are guessed or named."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.eventsets.importing.formats.format import Format, case
from dashboard.record import vocabulary as words
from dashboard.record.schema import Events
from dashboard.record.spelling import fold

KIND_WORDS: Final = {
    "control_change": ("captur", "seiz", "recaptur", "liberat", "retak", "overtak", "regain", "territor", "takeover"),
    "airstrike": ("airstrike", "airraid", "drone", "aerial", "bombing raid"),
    "massacre": ("massacre", "masskilling", "massgrave", "execut"),
    "displacement": ("displace", "refugee", "evacuat"),
    "siege_start": ("siege",),
    "battle": ("battle", "clash", "fight", "firefight", "armed", "combat", "statebased", "nonstate"),
    "attack": (
        "attack",
        "bomb",
        "shell",
        "explos",
        "ied",
        "shoot",
        "kill",
        "assassin",
        "civilian",
        "suicide",
        "ambush",
    ),
    "infrastructure": ("infrastructure", "dam", "bridge", "pipeline", "loot", "property"),
    "political": ("politic", "protest", "riot", "agreement", "election", "demonstrat", "strategic", "ceasefire"),
}
"""Letters by which a type worded in another way is known, the first kind that fits winning."""

PLACE_WORDS: Final = {
    "1": "exact",
    "2": "near",
    "3": "district",
    "4": "province",
    "5": "unknown",
    "6": "country",
    "7": "unknown",
    "exact": "exact",
    "near": "near",
    "approximate": "near",
    "district": "district",
    "admin2": "district",
    "province": "province",
    "governorate": "province",
    "admin1": "province",
    "country": "country",
    "unknown": "unknown",
    "town": "exact",
    "city": "exact",
    "village": "exact",
}
RADII: Final = {"exact": "0", "near": "5", "district": "25"}
DATE_WORDS: Final = {word: word for word in words.DATE_PRECISIONS} | {
    "exact day": "day",
    "within the week": "week",
    "within the month": "month",
    "within the year": "year",
    "d": "day",
    "w": "week",
    "m": "month",
    "y": "year",
}
DEFAULT_KIND: Final = "CASE WHEN {0} = '' AND controlling_force <> '' THEN 'control_change' ELSE {0} END"

SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "event_id": ("id", "event id", "incident id", "eventid", "globaleventid", "uuid", "record id", "data id"),
    "date": (
        *("event date", "date start", "start date", "incident date", "day", "datum", "when", "sqldate", "start"),
        *("date of event", "date of incident", "occurred on", "timestamp", "time", "datetime", "fecha", "التاريخ"),
    ),
    "date_end": ("end date", "enddate", "last day", "end", "date to", "until"),
    "date_precision": ("time precision", "date prec", "date accuracy"),
    "kind": (
        *("event type", "type", "event kind", "category", "incident type", "attack type", "sub event type"),
        *("event", "what", "type of violence", "attacktype1_txt"),
    ),
    "place": (
        *("town", "location", "location name", "place name", "city", "village", "site", "where", "settlement"),
        *("locality", "where_coordinates", "actiongeo_fullname", "name of place", "الموقع", "المدينة"),
    ),
    "admin1": ("governorate", "province", "adm 1", "adm1 name", "state", "region", "admin 1", "provstate", "المحافظة"),
    "country": ("country name", "nation", "iso3", "country code", "actiongeo_countrycode", "country_txt", "البلد"),
    "latitude": ("lat", "y", "latitude dd", "lat dd", "latitud", "breite", "actiongeo_lat", "gps latitude", "خط العرض"),
    "longitude": (
        *("lon", "long", "lng", "x", "longitude dd", "lon dd", "longitud", "laenge", "actiongeo_long"),
        *("gps longitude", "خط الطول"),
    ),
    "place_precision": ("geo precision", "where prec", "coordinate precision", "location precision", "specificity"),
    "radius_km": ("radius", "uncertainty km", "coordinate uncertainty km"),
    "actor1": ("actor 1", "side a", "perpetrator", "attacker", "group", "actor", "gname", "actor1name", "by"),
    "actor2": ("actor 2", "side b", "target", "victim", "opponent", "actor2name", "against"),
    "actors": ("all actors", "parties", "belligerents", "forces"),
    "deaths_low": ("low", "low est", "min deaths", "fatalities low", "deaths min", "killed min"),
    "deaths_best": (
        *("best", "best est", "deaths", "fatalities", "killed", "nkill", "dead", "casualties", "death toll"),
        *("total deaths", "number killed", "القتلى"),
    ),
    "deaths_high": ("high", "high est", "max deaths", "fatalities high", "deaths max", "killed max"),
    "controlling_force": ("control", "controlled by", "held by", "holder", "controlling actor", "captured by"),
    "credibility": ("information credibility", "admiralty"),
    "source": ("source_id", "sources", "source name", "publisher", "reference", "sourceurl", "url", "link", "scite1"),
    "note": ("notes", "description", "summary", "details", "comment", "text", "narrative", "what happened", "headline"),
}
"""Headings by which a column is known, the likeliest first."""

FIELDS: Final = {
    "source_kind": DEFAULT_KIND.format("kind"),
    "date_precision": case("date_precision", DATE_WORDS),
    "place_precision": case("place_precision", PLACE_WORDS),
    "radius_km": f"CASE WHEN radius_km <> '' THEN radius_km ELSE {case('place_precision', RADII)} END",
    "actors": "CASE WHEN actors <> '' THEN actors ELSE concat_ws('|', nullif(actor1, ''), nullif(actor2, '')) END",
}
RECORD_FIELDS: Final = {
    "source_kind": "CASE WHEN kind = '' THEN 'control_change' ELSE kind END",
    "date_precision": case("date_precision", DATE_WORDS),
    "place": "town",
    "actor1": "split_part(actors, '|', 1)",
    "actor2": "CASE WHEN targets <> '' THEN split_part(targets, '|', 1) ELSE split_part(actors, '|', 2) END",
    "actors": "concat_ws('|', nullif(actors, ''), nullif(targets, ''))",
    "source": "source_id",
}


def kind(source_kind: str) -> str:
    """The kind that a type is, in the record's words or in others that hold letters it is known by."""
    folded = fold(source_kind)
    own = exact_kind(source_kind)
    return own or next((one for one, parts in KIND_WORDS.items() if any(part in folded for part in parts)), "")


def exact_kind(source_kind: str) -> str:
    """The kind that the record calls by this word or label."""
    known = {fold(spelling): word for word, label in words.KINDS.items() for spelling in (label, word)}
    return known.get(fold(source_kind), "")


TABLE: Final = Format(
    "table",
    "table of events",
    SPELLINGS,
    frozenset({"date"}),
    FIELDS,
    kind,
    {"source_kind": "kind"},
)
RECORD: Final = Format(
    "record",
    "the project's own table",
    dict.fromkeys(Events.names(), ()),
    frozenset({Events.town, Events.date}),
    RECORD_FIELDS,
    exact_kind,
    {"source_kind": "kind", "place": "town", "source": "source_id"},
)
FOUR_COLUMNS: Final = replace(RECORD, key="four-column", title="four-column table")
FOUR: Final = frozenset({Events.town, Events.date, Events.controlling_force, Events.operation})
