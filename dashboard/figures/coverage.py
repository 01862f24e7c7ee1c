"""Reports per year and country: how much the record knows, not how much happened."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.template import chart

HEIGHT: Final = 240
COLOURS: Final = ("#3f5f7d", "#b9b29f", "#9c83ad", "#7f9d86", "#6b7076")
"""Of the countries; none of them passes for a force."""


def coverage_figure(rows: pd.DataFrame) -> go.Figure:
    """Stacked bars, a bar for each year and a colour for each country; the country with most reports stands below."""
    sizes = rows.groupby("country")["reports"].sum().sort_values(ascending=False)
    figure = chart(
        [
            go.Bar(
                x=part["year"], y=part["reports"], name=country,
                hovertemplate="%{x}: %{y} reports<extra>%{fullData.name}</extra>",
                marker={"color": COLOURS[turn % len(COLOURS)], "line": {"width": 0}},
            )
            for turn, country in enumerate(sizes.index)
            if len(part := rows[rows["country"] == country])
        ],
        HEIGHT, barmode="stack", bargap=0.15, showlegend=True,
    )  # fmt: skip
    figure.update_xaxes(tickformat="d")
    figure.update_yaxes(title={"text": "reports"})
    return figure
