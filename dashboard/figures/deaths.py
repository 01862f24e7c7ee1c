"""Deaths by period: a bar from the low to the high total, with a mark at the middle one."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.deaths import BEST, HIGH, LOW
from dashboard.figures.template import HARM, PALE_GREY, chart

HEIGHT: Final = 240
TICKS: Final = 9
"""Periods named under the axis, at most: more would have to stand on their heads."""


def deaths_figure(rows: pd.DataFrame) -> go.Figure:
    """Floating bars and marks over the periods of ``death_rows``; a total is never one number."""
    words = [
        f"{name}: {low:,} to {high:,}, middle figures {best:,}<br>{count:,} incidents"
        for name, low, best, high, count in rows[["name", LOW, BEST, HIGH, "incidents"]].itertuples(index=False)
    ]
    figure = chart(
        [
            go.Bar(
                x=rows["name"], base=rows[LOW], y=rows[HIGH] - rows[LOW], customdata=words, name="low to high",
                marker={"color": PALE_GREY, "line": {"width": 0}},
                hovertemplate="%{customdata}<extra></extra>",
            ),
            go.Scatter(
                x=rows["name"], y=rows[BEST], mode="markers", name="middle figures", hoverinfo="skip",
                marker={"symbol": "line-ew", "size": 13, "line": {"width": 3, "color": HARM}},
            ),
        ],
        HEIGHT, bargap=0.3, showlegend=True,
    )  # fmt: skip
    figure.update_xaxes(type="category", tickvals=rows["name"].tolist()[:: -(-len(rows) // TICKS) or 1])
    figure.update_yaxes(title={"text": "deaths reported"}, rangemode="tozero")
    return figure
