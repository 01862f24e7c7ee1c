"""Reports per year and country: how much the record knows, not how much happened."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

HEIGHT: Final = 300
COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#999999")
"""Okabe and Ito's colours (2008), told apart under all common colour blindness."""


def coverage_figure(rows: pd.DataFrame) -> go.Figure:
    """Stacked bars, a bar for each year and a colour for each country; the country with most reports stands below."""
    sizes = rows.groupby("country")["reports"].sum().sort_values(ascending=False)
    figure = go.Figure(
        [
            go.Bar(
                x=part["year"], y=part["reports"], name=country,
                hovertemplate="%{x}: %{y} reports<extra>%{fullData.name}</extra>",
                marker={"color": COLOURS[turn % len(COLOURS)], "line": {"width": 0}},
            )
            for turn, country in enumerate(sizes.index)
            if len(part := rows[rows["country"] == country])
        ]
    )  # fmt: skip
    figure.update_layout(
        height=HEIGHT, barmode="stack", bargap=0.15, margin={"l": 4, "r": 4, "t": 4, "b": 4}, dragmode=False,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}, showlegend=True,
    )  # fmt: skip
    figure.update_xaxes(fixedrange=True, tickformat="d")
    figure.update_yaxes(title="reports", fixedrange=True)
    return figure
