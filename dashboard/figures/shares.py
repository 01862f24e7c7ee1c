"""Shares over time: a band for every holder, stacked, stepping on the day of each change."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.shares import look_of
from dashboard.record.looks import PLOTLY_PATTERNS, Look, Looks
from dashboard.text import escape

HEIGHT: Final = 400
FIRST_SHOWN: Final = "2003-01-01"
"""The record grows dense in 2003; the years before are a drag to the right away."""
PALE: Final = "rgba(255,255,255,0.5)"


def share_rows(steps: pd.DataFrame, looks: Looks) -> list[tuple[Look, pd.Series]]:
    """The bands from the lowest to the highest: how each looks, and its total on the days on which it has any."""
    return [(look_of(str(band), looks), steps[band][steps[band] > 0]) for band in steps.columns]


def shares_figure(rows: list[tuple[Look, pd.Series]], until: pd.Timestamp, unit: str) -> go.Figure:
    """The stacked bands; the browser draws the day shown above them and tells which day was clicked."""
    figure = go.Figure([_band(look, totals, unit) for look, totals in rows if len(totals)])
    figure.update_layout(
        height=HEIGHT, margin={"l": 4, "r": 8, "t": 6, "b": 4}, showlegend=False, dragmode="pan", hoverdistance=-1,
        hovermode="x unified", uirevision="shares", hoverlabel={"align": "left", "font": {"size": 11}},
    )  # fmt: skip
    first = min((totals.index.min() for _, totals in rows if len(totals)), default=pd.Timestamp(FIRST_SHOWN))
    figure.update_xaxes(
        type="date", range=[str(max(first, pd.Timestamp(FIRST_SHOWN)).date()), str(until.date())],
        minallowed=str(first.date()), maxallowed=str(until.date()), hoverformat="%-d %B %Y", tickangle=0,
    )  # fmt: skip
    figure.update_yaxes(title=unit, fixedrange=True, rangemode="tozero", zeroline=False)
    return figure


def _band(look: Look, totals: pd.Series, unit: str) -> go.Scatter:
    pattern = PLOTLY_PATTERNS.get(look.pattern, "") if not look.second else "/"
    fill = {"shape": pattern, "bgcolor": look.colour, "fgcolor": look.second or PALE, "size": 6, "solidity": 0.3}
    return go.Scatter(
        x=pd.DatetimeIndex(totals.index).strftime("%Y-%m-%d"), y=totals.to_numpy(), name=escape(look.name),
        mode="lines", line={"width": 0.4, "color": "rgba(0,0,0,0.45)", "shape": "hv"}, stackgroup="held",
        fillcolor=look.colour, fillpattern=fill if pattern else None,
        hovertemplate="%{y:,}", meta=unit,
    )  # fmt: skip
