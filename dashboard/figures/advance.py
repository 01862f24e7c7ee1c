"""The advance of one operation along the river: towns taken, and the front that they moved on."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.operations import Advance
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Places
from dashboard.text import escape
from dashboard.timespan import format_date

HEIGHT: Final = 380
LABEL_WIDTH, LABEL_HEIGHT = 0.14, 0.05
"""Room of a name as parts of the chart's width and height; nearer to another name, it is left to the pointer."""


def advance_rows(found: Advance) -> pd.DataFrame:
    """The towns of the advance with ``km``, ``day``, ``is_front``, ``label`` and ``words``, in the order of taking."""
    places = found.places
    labels = _labels(places)
    dates = zip(places["start"], places["start_precision"], strict=True)
    words = [format_date(day.date(), precision) for day, precision in dates]
    columns = {
        "day": places["start"],
        "km": places[RIVER_KM].astype(float),
        "is_front": places["is_front"].astype(bool),
    }
    return pd.DataFrame({Places.name: places[Places.name], **columns, "label": labels, "words": words})


def _labels(places: pd.DataFrame) -> list[str]:
    """The names that have room, those that moved the front first; "" for the others."""
    days, km = (places["start"] - places["start"].min()).dt.days, places[RIVER_KM]
    across, down = (
        (each - each.min()) / ((each.max() - each.min()) or 1) for each in (days.astype(float), km.astype(float))
    )
    points = list(zip(across, down, strict=True))
    named: list[int] = []
    for turn in sorted(range(len(points)), key=lambda turn: (not places["is_front"].iloc[turn], turn)):
        x, y = points[turn]
        if all(abs(x - points[o][0]) > LABEL_WIDTH or abs(y - points[o][1]) > LABEL_HEIGHT for o in named):
            named.append(turn)
    return [name if turn in named else "" for turn, name in enumerate(places[Places.name])]


def advance_figure(rows: pd.DataFrame) -> go.Figure:
    """Time across, the river downwards: a dot a town, the front as a line, its average as a dashed one."""
    front = rows[rows["is_front"]]
    figure = go.Figure([_average(front), _front(front), _towns(rows)])
    margin = max((rows["day"].max() - rows["day"].min()) / 9, pd.Timedelta(days=2))
    reach = max((rows["km"].max() - rows["km"].min()) / 9, 5)
    figure.update_layout(
        height=HEIGHT, margin={"l": 4, "r": 10, "t": 10, "b": 40}, showlegend=True, dragmode=False,
        legend={"orientation": "h", "y": 1.01, "x": 0, "yanchor": "bottom"}, hoverlabel={"align": "left"},
    )  # fmt: skip
    figure.update_xaxes(
        type="date", range=[str(rows["day"].min() - margin), str(rows["day"].max() + 2 * margin)], fixedrange=True
    )
    figure.update_yaxes(
        title="river km", range=[rows["km"].max() + reach, rows["km"].min() - reach], zeroline=False, fixedrange=True
    )
    return figure


def _average(front: pd.DataFrame) -> go.Scatter:
    ends = front.iloc[[0, -1]]
    return go.Scatter(
        x=ends["day"], y=ends["km"], mode="lines", name="on average", hoverinfo="skip",
        line={"dash": "dot", "width": 2, "color": "#888888"},
    )  # fmt: skip


def _front(front: pd.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=front["day"], y=front["km"], mode="lines", name="the front", hoverinfo="skip",
        line={"width": 2.5, "color": "#0072b2"},
    )  # fmt: skip


def _towns(rows: pd.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=rows["day"], y=rows["km"], mode="markers+text", name="towns taken", text=rows["label"].map(escape),
        textposition=["top right" if turn % 2 else "bottom right" for turn in range(len(rows))],
        textfont={"size": 11, "color": "#767676"},
        marker={"size": 9, "color": "#0072b2", "line": {"width": 2, "color": "#0072b2"},
                "symbol": ["circle" if front else "circle-open" for front in rows["is_front"]]},
        customdata=[list(cells) for cells in zip(rows[Places.name].map(escape), rows["words"], strict=True)],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}, river km %{y:.0f}<extra></extra>",
        cliponaxis=False,
    )  # fmt: skip
