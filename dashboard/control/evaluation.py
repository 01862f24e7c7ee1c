"""Rules held against the scorecard of well-known facts, and against one another on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.control.intervals import CONTESTED, HELD, PASSED
from dashboard.control.on_day import intervals_on
from dashboard.record.holding import Holding
from dashboard.record.side_tables import Scorecard

RIGHT, WRONG, UNKNOWN = "right", "wrong", "unknown"
STATE: Final = ["force", "status", "claimant", "step"]
COMPARED: Final = STATE[:-1]
NOTHING: Final = dict(zip(STATE, ("", HELD, "", "no report"), strict=True))


def score(facts: pd.DataFrame, control: pd.DataFrame) -> pd.DataFrame:
    """The facts with the state that this control shows on the day of each, and ``outcome``: right, wrong or unknown.

    ``facts`` has the columns of ``Scorecard``. A fact of who held a place is right where its forces are among the
    holders shown, alone or with others; two forces also where the place is contested between them. A fact of who did
    not is right where none of them is. Where nobody is shown, or the place passed on an unknown day, the first is
    unknown, and so is the second where one of the forces may be meant.
    """
    by_place = {str(place): own for place, own in control.groupby("place_id", sort=False)}
    shown = [_shown(by_place.get(fact[Scorecard.place_id]), fact[Scorecard.day]) for fact in facts.to_dict("records")]
    scored = facts.reset_index(drop=True).join(pd.DataFrame(shown, columns=STATE))
    outcomes = [_outcome(fact) for fact in scored.to_dict("records")]
    return scored.assign(outcome=pd.Series(outcomes, scored.index, dtype="str"))


def _outcome(fact: Mapping[Any, Any]) -> str:
    is_passing = fact["status"] == PASSED
    shown, claiming = Holding.of(fact["force"]).ids, Holding.of(fact["claimant"]).ids
    if ruled_out := Holding.of(fact[Scorecard.not_held_by]).ids:
        if is_passing:
            return RIGHT if ruled_out.isdisjoint(shown | claiming) else UNKNOWN
        return RIGHT if ruled_out.isdisjoint(shown) else WRONG
    if is_passing or not shown:
        return UNKNOWN
    wanted = Holding.of(fact[Scorecard.holder]).ids
    between = claiming if fact["status"] == CONTESTED and len(wanted) > 1 else frozenset()
    return RIGHT if wanted <= shown | between else WRONG


def _shown(own: pd.DataFrame | None, day: pd.Timestamp) -> Mapping[Any, Any]:
    """The state on the day; nobody's where no report speaks of the place."""
    state = intervals_on(own, day.date()) if own is not None else pd.DataFrame()
    return state[STATE].to_dict("records")[0] if len(state) else NOTHING


def rule_differences(one: pd.DataFrame, other: pd.DataFrame, day: date) -> pd.DataFrame:
    """The places whose holder, status or claimant on that day differs between two controls of the same reports.

    One row a place, by place: ``place_id``, and for each control ``force``, ``status``, ``claimant`` and ``step`` with
    the suffixes ``_one`` and ``_other``.
    """
    pair = (intervals_on(control, day)[["place_id", *STATE]] for control in (one, other))
    left, right = pair
    both = left.merge(right, on="place_id", suffixes=("_one", "_other")).sort_values("place_id", ignore_index=True)
    differs = pd.Series(False, both.index)
    for column in COMPARED:
        differs |= both[f"{column}_one"] != both[f"{column}_other"]
    return both[differs].reset_index(drop=True)
