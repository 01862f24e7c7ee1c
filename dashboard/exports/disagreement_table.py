"""In what the reports of a view contradict one another, and how the rule settles it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.analysis.sentences import describe_state
from dashboard.disagreements.contradictions import KINDS
from dashboard.disagreements.disagreements import Disagreement, find_disagreements, histories_of
from dashboard.disagreements.settlement import STANDINGS, Settlement, settle
from dashboard.exports.fields import Field
from dashboard.exports.query import Query
from dashboard.exports.table import TableDefinition
from dashboard.record.derived_columns import known_by
from dashboard.record.load import SHIPPED_NAME
from dashboard.record.schema import Events, Places, Sources
from dashboard.record.side_tables import Disagreements, read_companion


def _rows(query: Query) -> pd.DataFrame:
    """The disagreements of which some report passes the filters."""
    events = known_by(query.dataset.events, query.selection.known)
    named = read_companion(Disagreements) if query.dataset.name == SHIPPED_NAME else pd.DataFrame()
    verdicts, histories = query.basis.verdicts, histories_of(query.basis.intervals)
    place_of = dict(zip(events[Events.event_id], events[Events.town], strict=True))
    passing = set(query.reports[Events.event_id])
    found = find_disagreements(events, verdicts, histories, named)
    shown = [each for each in found if not passing.isdisjoint(each.reports) and _is_about(each, query.about)]
    settled = [(each, settle(each, place_of, verdicts, histories)) for each in shown]
    said = _said_by(query, events)
    rows = [
        _row(query, each, how) | {"sides": _sides(each, said)}
        for each, how in settled
        if query.standing in ("", how.standing)
    ]
    return pd.DataFrame(rows, columns=[field.name for field in FIELDS])


def _is_about(each: Disagreement, kinds: tuple[str, ...]) -> bool:
    return not kinds or not set(kinds).isdisjoint(each.kinds)


def _said_by(query: Query, events: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """The holder that each report names and who says so, by its id: a relayed speaker, or else the publisher."""
    named = query.dataset.sources.set_index(Sources.source_id)[Sources.publisher]
    publishers = events[Events.source_id].map(named).fillna("source not named")
    speakers = events[Events.attributed_to].where(events[Events.attributed_to] != "", publishers)
    holders = [query.looks.name(cell) if cell else "no holder named" for cell in events[Events.controlling_force]]
    return dict(zip(events[Events.event_id], zip(holders, speakers, strict=True), strict=True))


def _sides(each: Disagreement, said: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Those who name each holder, each of them once."""
    sides = dict[str, dict[str, None]]()
    for holder, speaker in (said[report] for report in each.reports):
        sides.setdefault(holder, {})[speaker] = None
    return tuple(f"{holder}: {', '.join(voices)}" for holder, voices in sides.items())


def _row(query: Query, each: Disagreement, settlement: Settlement) -> dict[str, Any]:
    places = query.dataset.places.set_index(Places.place_id)[Places.name]
    states = settlement.states.items()
    return {
        "disagreement_id": each.claim_id,
        "title": each.title,
        "said": each.said,
        "about": tuple(KINDS[kind].lower() for kind in each.kinds),
        "places": each.places,
        "place_names": tuple(str(places.get(place, place)) for place in each.places),
        "reports": each.reports,
        "first": pd.Timestamp(each.first),
        "last": pd.Timestamp(each.last),
        "days_apart": each.apart,
        "standing": STANDINGS[settlement.standing].lower(),
        "settled_as": "; ".join(f"{places.get(at, at)}: {describe_state(row, query.looks)}" for at, row in states),
        "reports_judged": settlement.judged,
        "reports_accepted": settlement.accepted,
    }


FIELDS: Final = (
    Field("disagreement_id", "Disagreement id", "Id of the disagreement."),
    Field("title", "Name", "Its name; blank where it has none."),
    Field("said", "Who says what", "In our own words; blank where it has no name."),
    Field(
        "sides",
        "Sides",
        "By the holder that its reports name: who says so, each speaker once, in the order of the reports.",
        "list",
    ),
    Field("about", "Disputed", "In what the reports contradict one another.", "list"),
    Field("places", "Places", "Ids of the places it is about.", "list"),
    Field("place_names", "Names of the places", "Usual English names of the same places.", "list"),
    Field("reports", "Reports", "Ids of all its reports, in the order of their days.", "list"),
    Field("first", "First day", "Date of its first report.", "date"),
    Field("last", "Last day", "Date of its last report.", "date"),
    Field("days_apart", "Days apart", "By how many days the dates given differ at least.", "integer", "days"),
    Field("standing", "Standing", "Whether the rule in force settles it."),
    Field("settled_as", "How the rule settles it", "The state of each place after it, by the rule in force."),
    Field("reports_judged", "Reports of a holder", "How many of its reports say who holds a place.", "integer"),
    Field("reports_accepted", "Accepted", "How many of those the rule accepts.", "integer"),
)

DISAGREEMENTS: Final = TableDefinition(
    name="disagreements",
    title="Disagreements",
    description="One row is a disagreement of which some report passes the filters, with how the rule in force settles "
    "it.",
    key=("disagreement_id",),
    fields=FIELDS,
    rows=_rows,
    label="title",
)
