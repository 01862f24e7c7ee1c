"""Shares over time: a band for every side or holder, stacked, stepping on the day of each change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.shares import BAND_LOOKS, FAINT, look_of
from dashboard.figures.template import INK, LABEL_SIZE, ON_COLOUR, chart
from dashboard.record.looks import PLOTLY_PATTERNS, Look, Looks
from dashboard.text import escape

HEIGHT: Final = 440
PLOT_HEIGHT: Final = 400
"""Pixels between the axis and the top: more than there are places in the record, so that each of them has one."""
PLOT_WIDTH: Final = 1080
FIRST_SHOWN: Final = "2003-01-01"
"""The record grows dense in 2003; the years before are a drag to the right away."""
PALE: Final = "rgba(255,255,255,0.5)"
CHARACTER, LINE, COLUMN = 6.2, 17, 4
"""Pixels of a letter and a line of a name, and of the columns in which room for it is looked for."""

Bands = list[tuple[Look, pd.Series]]
Names = Sequence[dict[str, object]]


def share_rows(steps: pd.DataFrame, looks: Looks) -> Bands:
    """The bands from the lowest to the highest: how each looks, and its total on the days on which it has any."""
    return [(look_of(str(band), looks), steps[band][steps[band] > 0]) for band in steps.columns]


def shares_figure(rows: Bands, until: pd.Timestamp, unit: str, names: Names = ()) -> go.Figure:
    """The stacked bands with their ``names``; the browser draws the day shown above them and tells what was clicked."""
    figure = chart(
        [_band(look, totals, unit) for look, totals in rows if len(totals)], HEIGHT, dragmode="pan", hoverdistance=-1,
        hovermode="x unified", uirevision="shares", annotations=list(names),
    )  # fmt: skip
    first = min((totals.index.min() for _, totals in rows if len(totals)), default=pd.Timestamp(FIRST_SHOWN))
    figure.update_xaxes(
        type="date", range=[str(max(first, pd.Timestamp(FIRST_SHOWN)).date()), str(until.date())], fixedrange=False,
        minallowed=str(first.date()), maxallowed=str(until.date()), hoverformat="%-d %B %Y",
    )  # fmt: skip
    figure.update_yaxes(title={"text": unit}, rangemode="tozero", zeroline=False, showgrid=False)
    return figure


def band_names(steps: pd.DataFrame, looks: Looks, until: pd.Timestamp) -> Names:
    """The name of each band where it is thick for long enough to hold it, as annotations; none without room."""
    days = pd.date_range(FIRST_SHOWN, until, periods=PLOT_WIDTH // COLUMN)
    at = np.searchsorted(steps.index.to_numpy("datetime64[s]"), days.to_numpy("datetime64[s]"), side="right") - 1
    if steps.empty or (at < 0).any():
        return []
    heights = steps.to_numpy(float)[at]
    tops = heights.cumsum(axis=1)
    scale = PLOT_HEIGHT / (tops[:, -1].max() or 1)
    found = []
    for turn, band in enumerate(map(str, steps.columns)):
        look = look_of(band, looks)
        lines = (tops[:, turn] - heights[:, turn]) * scale, tops[:, turn] * scale
        name, spot = _fitting(look.name, *lines)
        if spot:
            plain = INK if band.endswith(FAINT) or band in BAND_LOOKS else ON_COLOUR[look.ink]
            found.append({
                "x": str(days[spot[0]]), "y": spot[1] / scale, "text": escape(name), "showarrow": False,
                "font": {"size": LABEL_SIZE, "color": plain},
            })  # fmt: skip
    return found


def _fitting(name: str, low: np.ndarray, high: np.ndarray) -> tuple[str, tuple[int, float] | None]:
    """The whole name or, where that has no room, its beginning; and where it stands."""
    for said in (name, name.partition(" (")[0].partition(" and ")[0]):
        if spot := _room(low, high, round(len(said) * CHARACTER / COLUMN) + 2):
            return said, spot
    return name, None


def _room(low: np.ndarray, high: np.ndarray, width: int) -> tuple[int, float] | None:
    """Column and height of the middle of the highest box so wide between two lines; None where a line has no room."""
    if width >= len(low):
        return None
    floor = np.lib.stride_tricks.sliding_window_view(low, width).max(axis=1)
    ceiling = np.lib.stride_tricks.sliding_window_view(high, width).min(axis=1)
    best = int((ceiling - floor).argmax())
    if ceiling[best] - floor[best] < LINE:
        return None
    return best + width // 2, float((ceiling[best] + floor[best]) / 2)


def _band(look: Look, totals: pd.Series, unit: str) -> go.Scatter:
    pattern = PLOTLY_PATTERNS.get(look.pattern, "") if not look.second else "/"
    fill = {"shape": pattern, "bgcolor": look.colour, "fgcolor": look.second or PALE, "size": 6, "solidity": 0.3}
    return go.Scatter(
        x=pd.DatetimeIndex(totals.index).strftime("%Y-%m-%d"), y=totals.to_numpy(), name=escape(look.name),
        mode="lines", line={"width": 0.5, "color": "rgba(0,0,0,0.3)", "shape": "hv"}, stackgroup="held",
        fillcolor=look.colour, fillpattern=fill if pattern else None,
        hovertemplate="%{y:,}", meta=unit,
    )  # fmt: skip
