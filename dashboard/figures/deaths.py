"""Deaths by period: a bar from the low to the high total, with a mark at the middle one."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.deaths import BEST, HIGH, LOW

HEIGHT: Final = 260
BAND, EDGE, MARK = "#9ecae1", "#4a90b8", "#d55e00"


def deaths_figure(rows: pd.DataFrame) -> go.Figure:
    """Floating bars and marks over the periods of ``death_rows``; a total is never one number."""
    words = [
        f"{name}: {low:,} to {high:,}, middle figures {best:,}<br>{count:,} incidents"
        for name, low, best, high, count in rows[["name", LOW, BEST, HIGH, "incidents"]].itertuples(index=False)
    ]
    figure = go.Figure(
        [
            go.Bar(
                x=rows["name"], base=rows[LOW], y=rows[HIGH] - rows[LOW], customdata=words, name="low to high",
                marker={"color": BAND, "line": {"width": 1, "color": EDGE}},
                hovertemplate="%{customdata}<extra></extra>",
            ),
            go.Scatter(
                x=rows["name"], y=rows[BEST], mode="markers", name="middle figures", hoverinfo="skip",
                marker={"symbol": "line-ew", "size": 13, "line": {"width": 3, "color": MARK}},
            ),
        ]
    )  # fmt: skip
    figure.update_layout(
        height=HEIGHT, margin={"l": 4, "r": 8, "t": 6, "b": 4}, dragmode=False, bargap=0.3, showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )  # fmt: skip
    figure.update_xaxes(type="category", fixedrange=True)
    figure.update_yaxes(title="deaths reported", fixedrange=True, rangemode="tozero")
    return figure
