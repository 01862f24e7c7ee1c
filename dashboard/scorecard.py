"""The scorecard of history: which well-known facts each rule gets right, and what it shows instead of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.companions import Scorecard
from dashboard.intervals import HELD, PASSED
from dashboard.rules import force_ids
from dashboard.snapshots import intervals_on

STATE: Final = ["force", "status", "claimant", "step"]
NOTHING: Final = dict(zip(STATE, ("", HELD, "", "no report"), strict=True))


def score(facts: pd.DataFrame, control: pd.DataFrame) -> pd.DataFrame:
    """The facts with the state that this control shows on the day of each, and ``holds``.

    ``facts`` has the columns of ``Scorecard``. A fact holds where its forces are among the holders shown, alone, with
    others or contested; not where the place changed hands on a day that nobody knows.
    """
    by_place = {str(place): own for place, own in control.groupby("place_id", sort=False)}
    shown = [_shown(by_place.get(fact[Scorecard.place_id]), fact[Scorecard.day]) for fact in facts.to_dict("records")]
    scored = facts.reset_index(drop=True).join(pd.DataFrame(shown, columns=STATE))
    holds = [
        status != PASSED and force_ids(holder) <= force_ids(force)
        for holder, force, status in zip(scored[Scorecard.holder], scored["force"], scored["status"], strict=True)
    ]
    return scored.assign(holds=pd.Series(holds, scored.index, dtype=bool))


def _shown(own: pd.DataFrame | None, day: pd.Timestamp) -> Mapping[Any, Any]:
    """The state on the day; nobody's where no report speaks of the place."""
    state = intervals_on(own, day.date()) if own is not None else pd.DataFrame()
    return state[STATE].to_dict("records")[0] if len(state) else NOTHING
