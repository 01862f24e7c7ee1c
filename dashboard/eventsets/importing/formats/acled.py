"""ACLED's export with its 31 columns, and older ones with some of them. Its rows may be imported, never passed on.

Codes, after the ACLED codebook:

- ``geo_precision``: 1 the named town (exact, radius 0); 2 near a town (near, 5 km); 3 a larger region, put at its
  capital or nearest feature (province: no radius, never drawn).
- ``time_precision``: 1 a day; 2 some day of the week; 3 some day of the month. The date stays as given; for a
  month that is one near its middle.
- ``fatalities`` is one figure, the most careful of those reported: it is the best estimate, while low and
  high stay blank rather than be made up.
- Three sub-events are reports of control. *Government regains territory* goes to the side that ACLED codes
  as state forces (``inter`` 1), *Non-state actor overtakes territory* to the side it does not, and
  *Non-violent transfer of territory* to ``actor1``. Where both sides are of one sort ``actor1`` is taken, and a
  problem says so: ACLED does not promise that ``actor1`` is the one that gains.
- Credibility: 3 (possibly true) for place and day known exactly, 4 (doubtful) where either is coded 2, 6 (cannot
  be judged) where either is coded 3; 4 also where the side that gained had to be assumed.
"""

from __future__ import annotations

from typing import Final

from dashboard.eventsets.importing.formats.format import Format, case, joined

GOVERNMENT_GAINS: Final = "government regains territory"
OTHERS_GAIN: Final = "non-state actor overtakes territory"
TRANSFER: Final = "non-violent transfer of territory"

KINDS: Final = {
    GOVERNMENT_GAINS: "control_change",
    OTHERS_GAIN: "control_change",
    TRANSFER: "control_change",
    "air/drone strike": "airstrike",
    "looting/property destruction": "infrastructure",
    "battles": "battle",
    "explosions/remote violence": "attack",
    "violence against civilians": "attack",
    "protests": "political",
    "riots": "political",
    "strategic developments": "political",
}
"""Kinds by sub-event, and by event type where the sub-event is not here."""

_SAME: Final = (
    "event_id_cnty event_date time_precision event_type sub_event_type actor1 inter1 actor2 inter2 country admin1 "
    "location latitude longitude geo_precision source notes fatalities"
)
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_SAME.split(), ()),
    "assoc_actor_1": ("assoc_actor1",),
    "assoc_actor_2": ("assoc_actor2",),
}

SUB: Final = "lower(sub_event_type)"
STATE_1, STATE_2 = (f"(lower({each}) IN ('1', '1.0', 'state forces'))" for each in ("inter1", "inter2"))
UNTOLD: Final = f"({SUB} IN ('{GOVERNMENT_GAINS}', '{OTHERS_GAIN}') AND {STATE_1} = {STATE_2} AND actor2 <> '')"

FIELDS: Final = {
    "event_id": "event_id_cnty",
    "source_kind": "concat_ws(' / ', nullif(event_type, ''), nullif(sub_event_type, ''))",
    "date": "event_date",
    "date_precision": case("time_precision", {"1": "day", "2": "week", "3": "month"}),
    "place": "location",
    "place_precision": case("geo_precision", {"1": "exact", "2": "near", "3": "province"}),
    "radius_km": case("geo_precision", {"1": "0", "2": "5"}),
    "actors": f"replace({joined('actor1', 'assoc_actor_1', 'actor2', 'assoc_actor_2')}, '; ', '|')",
    "deaths_best": "fatalities",
    "controlling_force": (
        f"CASE WHEN {SUB} = '{GOVERNMENT_GAINS}' AND {STATE_2} AND NOT {STATE_1} THEN actor2 "
        f"WHEN {SUB} = '{OTHERS_GAIN}' AND {STATE_1} AND NOT {STATE_2} AND actor2 <> '' THEN actor2 "
        f"WHEN {SUB} IN ('{GOVERNMENT_GAINS}', '{OTHERS_GAIN}', '{TRANSFER}') THEN actor1 ELSE '' END"
    ),
    "credibility": (
        "CASE WHEN geo_precision[1] NOT IN ('1', '2') OR time_precision[1] NOT IN ('1', '2') THEN '6' "
        f"WHEN geo_precision[1] = '2' OR time_precision[1] = '2' OR {UNTOLD} THEN '4' ELSE '3' END"
    ),
    "note": "notes",
}
READ_FROM: Final = {
    "event_id": "event_id_cnty",
    "source_kind": "sub_event_type",
    "date": "event_date",
    "place": "location",
    "date_precision": "time_precision",
    "place_precision": "geo_precision",
    "deaths_best": "fatalities",
    "controlling_force": "actor1",
}
NEEDED: Final = frozenset({"event_id_cnty", "event_date", "event_type", "sub_event_type", "latitude", "longitude"})


def kind(source_kind: str) -> str:
    """The kind of an event type and sub-event, joined by a stroke."""
    type_, _, sub = source_kind.lower().partition(" / ")
    return KINDS.get(sub) or KINDS.get(type_, "")


ACLED: Final = Format(
    "acled",
    "ACLED",
    COLUMNS,
    NEEDED,
    FIELDS,
    kind,
    READ_FROM,
    {UNTOLD: "both sides are of one sort, so actor1 is taken as the side that gains"},
)
