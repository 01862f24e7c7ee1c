"""How a rule settles a disagreement: who is shown after it, and which of its reports were accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from dashboard.control.intervals import CONTESTED
from dashboard.control.rules import NEVER
from dashboard.disagreements.contradictions import STATEMENT
from dashboard.disagreements.disagreements import Disagreement, Histories, Verdicts

SETTLED, OPEN = "settled", "open"
STANDINGS: Final = {SETTLED: "Settled by the rule", OPEN: "Still open"}


@dataclass(frozen=True)
class Settlement:
    """The state of each place after a disagreement, and how many of its reports were accepted.

    The state is the first one after its last report that is not contested, or the contested one that still lasts. It
    is missing for places of whose holder no report of it says anything, and where only figures or statements differ.
    ``judged`` counts the reports that say who holds a place, ``accepted`` those of them that the rule accepts.
    """

    states: Mapping[str, Mapping[Any, Any]]
    accepted: int
    judged: int
    standing: str


def settle(each: Disagreement, place_of: Mapping[str, str], verdicts: Verdicts, histories: Histories) -> Settlement:
    """What the rule makes of it; ``place_of`` gives the place of every report.

    It is open where a place is contested to this day, or where no report says who held a place: no rule decides
    figures, or the day of an event that changes nobody's holding.
    """
    judged = [event_id for event_id in each.reports if event_id in verdicts]
    held = {place_of[event_id] for event_id in judged} if each.kinds != (STATEMENT,) else set[str]()
    states = {place: _state_after(each, histories[place]) for place in each.places if place in held}
    accepted = sum(verdicts[event_id].day != NEVER for event_id in judged)
    contested = any(state["status"] == CONTESTED for state in states.values())
    return Settlement(states, accepted, len(judged), OPEN if contested or not states else SETTLED)


def _state_after(each: Disagreement, history: Sequence[Mapping[Any, Any]]) -> Mapping[Any, Any]:
    last = pd.Timestamp(each.last)
    after = [row for row in history if pd.isna(row["end"]) or row["end"] > last]
    return next((row for row in after if row["status"] != CONTESTED), after[-1])
