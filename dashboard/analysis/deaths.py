"""Deaths that reports give, always as a band from low to high, each incident counted once."""

from __future__ import annotations

from typing import Final

import pandas as pd

from dashboard.analysis.sentences import count_of
from dashboard.record.derived_columns import GRADE
from dashboard.record.schema import Events

FIGURES: Final = (Events.deaths_low, Events.deaths_best, Events.deaths_high)
LOW, BEST, HIGH = "low", "best", "high"
PERIODS: Final = (("M", "month", 800), ("Q", "quarter", 2_500), ("Y", "year", 100_000))
"""Pandas period alias, its word, and the longest stretch of days it is used for."""


def incident_bands(events: pd.DataFrame) -> pd.DataFrame:
    """One row an incident with deaths in any report: ``day`` (the first), ``low``, ``best``, ``high``, ``reports``.

    Reports that share an ``incident_id`` are one incident: its band runs from the lowest to the highest figure of any
    of them, and ``best`` is that of the best-graded one. A report without a best figure counts with its low one, one
    with only a highest figure with 0 at the low end; so ``low`` <= ``best`` <= ``high`` always.
    """
    given = events[events[list(FIGURES)].notna().any(axis=1)]
    low, best, high = (given[name] for name in FIGURES)
    filled = pd.DataFrame(
        {
            "day": given[Events.date],
            LOW: low.fillna(best).fillna(0),
            BEST: best.fillna(low).fillna(0),
            HIGH: high.fillna(best).fillna(low),
            "grade": given[GRADE],
            "incident": given[Events.incident_id].where(given[Events.incident_id] != "", given[Events.event_id]),
        }
    ).sort_values(["grade", "day"], kind="stable")
    together = filled.groupby("incident", sort=False).agg(
        day=("day", "min"), low=(LOW, "min"), best=(BEST, "first"), high=(HIGH, "max"), reports=("day", "size")
    )
    together[BEST] = together[BEST].clip(together[LOW], together[HIGH])
    return together.astype({LOW: int, BEST: int, HIGH: int}).sort_values("day", kind="stable").reset_index()


def period_of(incidents: pd.DataFrame) -> tuple[str, str]:
    """Pandas alias and word of the period that suits the stretch of time the incidents span."""
    stretch = (incidents["day"].max() - incidents["day"].min()).days if len(incidents) else 0
    return next((alias, word) for alias, word, most in PERIODS if stretch <= most)


def death_rows(incidents: pd.DataFrame) -> pd.DataFrame:
    """Totals by ``period`` (its first day) with ``name``: ``low``, ``best``, ``high`` and number of ``incidents``.

    An incident belongs to the period of its first day, or of the first day of the month or year it is known by.
    """
    columns = ["period", "name", LOW, BEST, HIGH, "incidents"]
    if incidents.empty:
        return pd.DataFrame(columns=columns)
    alias, _ = period_of(incidents)
    period = incidents["day"].dt.to_period(alias)
    rows = incidents.groupby(period)[[LOW, BEST, HIGH]].sum().assign(incidents=period.value_counts())
    every = pd.period_range(period.min(), period.max(), freq=alias)
    names = [f"{each.year}-Q{each.quarter}" if alias == "Q" else str(each) for each in every]
    rows = rows.reindex(every, fill_value=0).assign(period=every.to_timestamp(), name=names)
    return rows[columns].reset_index(drop=True)


def describe_deaths(events: pd.DataFrame, incidents: pd.DataFrame) -> str:
    """The total as a band, what was merged for it, and how many reports give no figure."""
    silent = len(events) - int(incidents["reports"].sum())
    if incidents.empty:
        return f"None of {count_of(len(events), 'report')} gives a number of deaths."
    low, best, high = (int(incidents[name].sum()) for name in (LOW, BEST, HIGH))
    merged = incidents[incidents["reports"] > 1]
    band = f"{low:,} to {high:,} in all, {best:,} by the middle figures"
    if low == high:
        band = f"{best:,} in all, with no lower or higher figure"
    said = f"{count_of(len(incidents), 'incident')} with a number of deaths: {band}. "
    if len(merged):
        said += (
            f"{int(merged['reports'].sum())} reports of {count_of(len(merged), 'incident')} were counted once each, "
        )
        said += "from the lowest to the highest figure any of them gives. "
    if silent:
        verbs = "gives no number and adds" if silent == 1 else "give no number and add"
        said += f"{count_of(silent, 'report')} {verbs} nothing."
    return said.strip()
