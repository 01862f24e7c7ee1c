"""Event tempo: how many reports of each group of kinds there are in each period."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.template import chart
from dashboard.record.looks import GROUP_COLOURS
from dashboard.record.schema import Events
from dashboard.record.vocabulary import GROUP_OF, KIND_GROUPS
from dashboard.timespan import unit_for

HEIGHT: Final = 150


def tempo_rows(events: pd.DataFrame) -> pd.DataFrame:
    """Number of reports by ``period`` (its first day), ``group`` and ``days`` (length of the period)."""
    if events.empty:
        return pd.DataFrame({"period": pd.Series(dtype="datetime64[s]"), "group": [], "count": []})
    stretch = (events[Events.date].max() - events[Events.date].min()).days
    period = events[Events.date].dt.to_period(unit_for(stretch)).dt.start_time
    group = events[Events.kind].map(GROUP_OF).rename("group")
    return events.groupby([period.rename("period"), group]).size().rename("count").reset_index()


def tempo_figure(rows: pd.DataFrame) -> go.Figure:
    """Stacked bars of the groups; a box drawn across sets the window, which the browser draws above them."""
    figure = chart(
        [
            go.Bar(
                x=part["period"], y=part["count"], name=group,
                marker={"color": GROUP_COLOURS[group], "line": {"width": 0}},
                hovertemplate="%{x|%b %Y}: %{y} " + group.lower() + "<extra></extra>",
                selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
            )
            for group in KIND_GROUPS
            if len(part := rows[rows["group"] == group])
        ],
        HEIGHT, barmode="stack", bargap=0.06, dragmode="select", selectdirection="h", uirevision="tempo",
    )  # fmt: skip
    figure.update_xaxes(type="date", range=_first_range(rows), fixedrange=False)
    figure.update_yaxes(title={"text": "reports"})
    return figure


def _first_range(rows: pd.DataFrame) -> list[str]:
    """All reports from 1990 on: two lone reports of the 1980s would cost a fifth of the width."""
    first, last = pd.Timestamp(1990, 1, 1), pd.Timestamp(2026, 1, 1)
    if len(rows):
        first, last = max(rows["period"].min(), first), max(rows["period"].max(), first)
    margin = max((last - first) / 40, pd.Timedelta(days=60))
    return [str((first - margin).date()), str((last + margin).date())]
