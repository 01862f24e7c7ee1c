"""UCDP's Georeferenced Event Dataset, of any version, and its monthly Candidate events.

Codes, after the GED codebook:

- ``where_prec``: 1 the place itself (exact, radius 0); 2 within 25 km of a known place (near, 25 km); 3 a district
  (district, 25 km); 4 a province (province); 5 a line, a wider region or vague (unknown); 6 a country (country);
  7 water or air (unknown). The last four have no radius and are never drawn.
- ``date_prec``: 1 a day; 2 two to six days and 3 a week (week); 4 a month; 5 more than a month (year).
  First and last day stay as they are given.
- ``type_of_violence``: 1 between states or with a state and 2 between others become battles, 3 against
  civilians an attack.
- ``low``, ``best`` and ``high`` stay the three estimates they are.
- Credibility: 3 (possibly true) for an event told apart from others (``event_clarity`` 1) whose place is known to
  the district and whose date to the week; 6 (cannot be judged) where only the country or the year is
  known; else 4 (doubtful). GED says nothing about who holds a place.
"""

from __future__ import annotations

from typing import Final

from dashboard.eventsets.importing.formats.format import Format, case, joined, whole

VIOLENCE: Final = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
KINDS: Final = {VIOLENCE["1"]: "battle", VIOLENCE["2"]: "battle", VIOLENCE["3"]: "attack"}
PLACE_PRECISIONS: Final = {
    "1": "exact",
    "2": "near",
    "3": "district",
    "4": "province",
    "5": "unknown",
    "6": "country",
    "7": "unknown",
}
RADII: Final = {"1": "0", "2": "25", "3": "25"}
DATE_PRECISIONS: Final = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}

COLUMNS: Final = {
    "id": (),
    "code_status": (),
    "type_of_violence": (),
    "side_a": (),
    "side_b": (),
    "source_article": (),
    "source_office": (),
    "source_headline": (),
    "where_prec": (),
    "where_coordinates": (),
    "where_description": (),
    "adm_1": ("adm1_name",),
    "latitude": (),
    "longitude": (),
    "country": (),
    "event_clarity": (),
    "date_prec": (),
    "date_start": (),
    "date_end": (),
    "best": ("best_est",),
    "high": ("high_est",),
    "low": ("low_est",),
}
FIELDS: Final = {
    "event_id": whole("id"),
    "source_kind": case("type_of_violence", VIOLENCE, "type_of_violence"),
    "date": "date_start",
    "date_precision": case("date_prec", DATE_PRECISIONS),
    "place": "where_coordinates",
    "admin1": "adm_1",
    "place_precision": case("where_prec", PLACE_PRECISIONS),
    "radius_km": case("where_prec", RADII),
    "actor1": "side_a",
    "actor2": "side_b",
    "actors": joined("side_a", "side_b"),
    "deaths_low": "low",
    "deaths_best": "best",
    "deaths_high": "high",
    "credibility": (
        "CASE WHEN where_prec[1] IN ('6', '7', '5') OR date_prec[1] = '5' THEN '6' "
        "WHEN event_clarity[1] = '1' AND where_prec[1] IN ('1', '2', '3') AND date_prec[1] IN ('1', '2', '3') "
        "THEN '3' ELSE '4' END"
    ),
    "source": "CASE WHEN source_office <> '' THEN source_office ELSE source_article END",
    "note": "CASE WHEN source_headline <> '' THEN source_headline ELSE where_description END",
}
READ_FROM: Final = {
    "event_id": "id",
    "source_kind": "type_of_violence",
    "date": "date_start",
    "date_precision": "date_prec",
    "place": "where_coordinates",
    "place_precision": "where_prec",
    "deaths_low": "low",
    "deaths_best": "best",
    "deaths_high": "high",
}
NEEDED: Final = frozenset({"id", "type_of_violence", "date_start", "date_end", "where_prec", "latitude", "longitude"})


def kind(source_kind: str) -> str:
    """The kind of a type of violence."""
    return KINDS.get(source_kind, "")


GED: Final = Format("ucdp-ged", "UCDP GED", COLUMNS, NEEDED, FIELDS, kind, READ_FROM)
CANDIDATE: Final = Format("ucdp-candidate", "UCDP Candidate", COLUMNS, NEEDED, FIELDS, kind, READ_FROM)
