"""What another rule changes: the places whose state on a day differs between two rules."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.snapshots import intervals_on

STATE = ["force", "status", "claimant"]


def rule_differences(one: pd.DataFrame, other: pd.DataFrame, day: date) -> pd.DataFrame:
    """The places whose holder, status or claimant on that day differs between two controls of the same reports.

    One row a place, by place: ``place_id``, and for each control ``force``, ``status``, ``claimant`` and ``step`` with
    the suffixes ``_one`` and ``_other``.
    """
    pair = (intervals_on(control, day)[["place_id", *STATE, "step"]] for control in (one, other))
    left, right = pair
    both = left.merge(right, on="place_id", suffixes=("_one", "_other")).sort_values("place_id", ignore_index=True)
    differs = pd.Series(False, both.index)
    for column in STATE:
        differs |= both[f"{column}_one"] != both[f"{column}_other"]
    return both[differs].reset_index(drop=True)
