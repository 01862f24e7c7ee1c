"""The advance of one operation along the river: towns taken, and the front that they moved on."""

from __future__ import annotations

import itertools
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.operations import Advance
from dashboard.figures.template import AXIS_SIZE, GREY, INK, QUIET, chart
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Places
from dashboard.text import escape
from dashboard.timespan import format_date

HEIGHT: Final = 320
ACROSS, DOWN = 800, 200
"""Pixels between the first and last day, and the least and greatest kilometre, on a desk."""
CHARACTER, LINE, DOT = 6.2, 12, 7
"""Pixels of a letter, of a line of text, and from the middle of a dot to its name."""
SIDES: Final = {
    "middle right": (0, -0.5), "middle left": (-1, -0.5), "top right": (0, -1), "bottom right": (0, 0),
    "top left": (-1, -1), "bottom left": (-1, 0), "top center": (-0.5, -1), "bottom center": (-0.5, 0),
}  # fmt: skip
"""Where a name may stand, the best first: its corner from the dot, in its own widths and heights."""

Box = tuple[float, float, float, float]


def advance_rows(found: Advance) -> pd.DataFrame:
    """The towns of the advance with ``km``, ``day``, ``is_front`` and ``words``, in the order of taking.

    ``label`` is the name where it has room ``beside`` the dot; names of the front come first.
    """
    places = found.places
    dates = zip(places["start"], places["start_precision"], strict=True)
    words = [format_date(day.date(), precision) for day, precision in dates]
    columns = {
        "day": places["start"],
        "km": places[RIVER_KM].astype(float),
        "is_front": places["is_front"].astype(bool),
    }
    rows = pd.DataFrame({Places.name: places[Places.name], **columns, "words": words})
    beside = _named(rows)
    rows["label"] = [name if side else "" for name, side in zip(rows[Places.name], beside, strict=True)]
    return rows.assign(beside=[side or "middle right" for side in beside])


def _named(rows: pd.DataFrame) -> list[str]:
    """On which side of its dot each name stands clear of dots, names and the front; "" where on none."""
    points = _points(rows)
    taken: list[Box] = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points]
    taken += _along([point for point, front in zip(points, rows["is_front"], strict=True) if front])
    found = [""] * len(rows)
    for turn in sorted(range(len(rows)), key=lambda turn: (not rows["is_front"].iloc[turn], turn)):
        width = CHARACTER * len(rows[Places.name].iloc[turn])
        for side in SIDES:
            box = _box(points[turn], side, width)
            if not any(_meet(box, other) for other in taken):
                found[turn] = side
                taken.append(box)
                break
    return found


def _points(rows: pd.DataFrame) -> list[tuple[float, float]]:
    days, km = (rows["day"] - rows["day"].min()).dt.days.astype(float), rows["km"] - rows["km"].min()
    return [(x / (days.max() or 1) * ACROSS, y / (km.max() or 1) * DOWN) for x, y in zip(days, km, strict=True)]


def _along(front: list[tuple[float, float]]) -> list[Box]:
    """Small boxes along the line of the front, near enough that no name slips through."""
    boxes = []
    for (x, y), (to_x, to_y) in itertools.pairwise(front):
        steps = max(int(max(abs(to_x - x), abs(to_y - y)) / LINE), 1)
        for step in range(1, steps):
            at_x, at_y = x + (to_x - x) * step / steps, y + (to_y - y) * step / steps
            boxes.append((at_x - 2, at_y - 2, at_x + 2, at_y + 2))
    return boxes


def _box(point: tuple[float, float], side: str, width: float) -> Box:
    (x, y), (across, down) = point, SIDES[side]
    left = x + across * width + (0 if across == -0.5 else DOT + 1 if across == 0 else -DOT - 1)
    top = y + down * LINE + (0 if down == -0.5 else DOT - 2 if down == 0 else 2 - DOT)
    return (left, top, left + width, top + LINE)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def advance_figure(rows: pd.DataFrame) -> go.Figure:
    """Time across, the river downwards: a dot a town, the front as a line, its average as a dashed one."""
    front = rows[rows["is_front"]]
    margin = max((rows["day"].max() - rows["day"].min()) / 9, pd.Timedelta(days=2))
    reach = max((rows["km"].max() - rows["km"].min()) / 9, 5)
    figure = chart([_average(front), _front(front), _towns(rows)], HEIGHT, showlegend=True)
    figure.update_xaxes(type="date", range=[str(rows["day"].min() - margin), str(rows["day"].max() + 2 * margin)])
    figure.update_yaxes(
        title={"text": "river km"}, range=[rows["km"].max() + reach, rows["km"].min() - reach], zeroline=False
    )
    return figure


def _average(front: pd.DataFrame) -> go.Scatter:
    ends = front.iloc[[0, -1]]
    return go.Scatter(
        x=ends["day"], y=ends["km"], mode="lines", name="on average", hoverinfo="skip",
        line={"dash": "dot", "width": 2, "color": GREY},
    )  # fmt: skip


def _front(front: pd.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=front["day"], y=front["km"], mode="lines", name="the front", hoverinfo="skip",
        line={"width": 2.5, "color": INK},
    )  # fmt: skip


def _towns(rows: pd.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=rows["day"], y=rows["km"], mode="markers+text", name="towns taken", text=rows["label"].map(escape),
        textposition=rows["beside"],
        textfont={"size": AXIS_SIZE, "color": QUIET},
        marker={"size": 8, "color": INK, "line": {"width": 1.5, "color": INK},
                "symbol": ["circle" if front else "circle-open" for front in rows["is_front"]]},
        customdata=[list(cells) for cells in zip(rows[Places.name].map(escape), rows["words"], strict=True)],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}, river km %{y:.0f}<extra></extra>",
        cliponaxis=False,
    )  # fmt: skip
