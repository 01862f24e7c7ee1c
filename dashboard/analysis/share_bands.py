"""The bands of the chart of shares: gathered by side, and none of them too thin to be seen."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd

from dashboard.analysis.shares import BAND_LOOKS, FAINT, FEW_BAND
from dashboard.record.looks import SIDE, Looks
from dashboard.record.vocabulary import SIDES

SEEN: Final = 3
"""Pixels that a band has to reach at some time to be drawn at all."""


def by_side(steps: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """The steps with a band a side, each with its faint part upon it; sides in the order of the vocabulary."""
    sides = [_side(str(band), looks) for band in steps.columns]
    order = [SIDE + side for side in SIDES]
    known = [each for side in order for each in (side, side + FAINT)]
    grouped = steps.T.groupby(sides, sort=False).sum().T
    own = [each for each in known if each in grouped.columns]
    rest = [each for each in grouped.columns if each not in known]
    ordered: pd.DataFrame = grouped[[*own, *rest]]
    return ordered


def _side(band: str, looks: Looks) -> str:
    if band in BAND_LOOKS:
        return band
    holder = band.removesuffix(FAINT)
    return looks.side_of(holder) + FAINT * (holder != band)


def thinned(steps: pd.DataFrame, pixels: int) -> pd.DataFrame:
    """The steps without what would be thinner than a pixel of a chart that is so high.

    A thin faint part joins the band of its holder, all other thin ones the band of the others; so do bands that never
    come to ``SEEN`` pixels. What does not make a pixel even together is left out, so a total may fall short by less.
    """
    least = steps.sum(axis=1).max() / pixels if len(steps) else 0
    drawn = steps.copy()
    for band in [name for name in map(str, steps.columns) if name.endswith(FAINT)]:
        _move(drawn, band, band.removesuffix(FAINT), least)
    for band in [name for name in map(str, drawn.columns) if name != FEW_BAND]:
        _move(drawn, band, FEW_BAND, least)
    if FEW_BAND in drawn:
        drawn[FEW_BAND] = drawn[FEW_BAND].where(drawn[FEW_BAND] >= least, 0)
    own = [band for band in drawn.columns if band not in BAND_LOOKS]
    ordered: pd.DataFrame = drawn[[*own, *(band for band in BAND_LOOKS if band in drawn.columns)]]
    return ordered.loc[:, (ordered > 0).any()]


def up_to(steps: pd.DataFrame, last: date) -> pd.DataFrame:
    """The steps with the last one said again on the last day: it stands until then."""
    if steps.empty or steps.index[-1] >= pd.Timestamp(last):
        return steps
    end = steps.iloc[[-1]].set_axis(pd.DatetimeIndex([pd.Timestamp(last)]).as_unit("s"), axis=0)
    return pd.concat([steps, end])


def _move(steps: pd.DataFrame, band: str, to: str, least: float) -> None:
    """What is too thin of one band belongs to another from now on; all of it, where it is never more than a sliver."""
    thin = steps[band].where((steps[band] < least) | (steps[band].max() < SEEN * least), 0)
    if thin.any():
        if to not in steps:
            steps.insert(list(steps.columns).index(band), to, 0)
        steps[to] += thin
        steps[band] -= thin
