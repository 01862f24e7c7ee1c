"""Operations over time: a bar and a name each, parts below their whole."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.operations import nested
from dashboard.figures.template import ACCENT, AXIS_SIZE, QUIET, chart
from dashboard.record.looks import Looks
from dashboard.record.schema import Operations
from dashboard.text import escape
from dashboard.timespan import DAY_MS, format_day

LANE_HEIGHT: Final = 18
FIRST_SHOWN: Final = date(2003, 1, 1)
"""One operation of 1991 would cost a third of the width; it is a drag to the right away."""
FADE: Final = timedelta(days=240)
SLICES: Final = 6
SHORTEST: Final = timedelta(days=30)
"""An operation of a day would be a tenth of a pixel wide."""
GAP: Final = "\u00a0"
"""Between a bar and its name; a common blank would be cut off."""

CHARACTER: Final = 0.005
"""Width of a character of a label as a part of the width of the chart."""


def campaign_rows(operations: pd.DataFrame, looks: Looks, until: date) -> pd.DataFrame:
    """One row an operation whose days are known: where it is drawn, how it looks and what it says.

    ``operations`` has the columns of ``with_known_days``. ``lane`` counts from 0 at the top; a part lies below its
    whole, and neither bars nor names of one lane meet. ``stop`` is the first day after it, at least a month after
    ``first``; ``fade_stop`` lies later where the end is open. ``label_right`` tells on which side the name has room.
    """
    rows = nested(operations[operations["first"].notna()])
    rows["stop"] = (rows["last"] + pd.Timedelta(days=1)).clip(lower=rows["first"] + SHORTEST)
    rows["fade_stop"] = (rows["stop"] + FADE).where(rows["is_open"], rows["stop"])
    right = max([pd.Timestamp(until), *rows["fade_stop"]]) + pd.Timedelta(days=60)
    rows["label"] = [f"{'› ' * depth}{name}" for depth, name in zip(rows["depth"], rows[Operations.name], strict=True)]
    width = [_label_width(label, right) for label in rows["label"]]
    rows["label_right"] = [stop + w <= right for stop, w in zip(rows["fade_stop"], width, strict=True)]
    rows["lane"] = _lanes(rows, width)
    holders = [looks.of(lead) for lead in rows[Operations.lead_forces]]
    rows["colour"], rows["second"] = [look.colour for look in holders], [look.second for look in holders]
    rows["led_by"] = [look.name if lead else "not known" for look, lead in
                      zip(holders, rows[Operations.lead_forces], strict=True)]  # fmt: skip
    rows["words"] = [when(row) for row in rows.to_dict("records")]
    return rows


def _label_width(label: str, right: pd.Timestamp) -> pd.Timedelta:
    return (right - pd.Timestamp(FIRST_SHOWN)) * CHARACTER * (len(label) + 2)


def _lanes(rows: pd.DataFrame, width: list[pd.Timedelta]) -> list[int]:
    """The first lane for each operation in which nothing is in its way, and which lies below that of its whole."""
    taken: list[list[tuple[pd.Timestamp, pd.Timestamp]]] = []
    lane_of: dict[str, int] = {}
    columns = (Operations.operation_id, Operations.parent_operation_id, "depth", "first", "fade_stop", "label_right")
    for (key, parent, depth, first, stop, label_right), room in zip(
        zip(*(rows[c] for c in columns), strict=True), width, strict=True
    ):
        start, end = (first, stop + room) if label_right else (first - room, stop)
        lane = lane_of.get(parent, -1) + 1 if depth else 0
        while lane < len(taken) and any(start < last and first < end for first, last in taken[lane]):
            lane += 1
        taken.extend([] for _ in range(lane + 1 - len(taken)))
        taken[lane].append((start, end))
        lane_of[key] = lane
    return list(lane_of.values())


def when(row: Any) -> str:
    """The days of an operation in words; what is not known is said."""
    first, last = row["first"], row["last"]
    begins = format_day(first.date()) if not pd.isna(row[Operations.start]) else f"before {format_day(first.date())}"
    if not row["is_open"]:
        return f"{begins} to {format_day(last.date())}"
    seen = f", last reported on {format_day(last.date())}" if last > first else ""
    return f"from {begins}, end not known{seen}"


def campaign_figure(rows: pd.DataFrame, chosen: str, until: date) -> go.Figure:
    """The bars with their names; open ends fade out; the chosen operation is outlined and its name bold."""
    lanes = int(rows["lane"].max()) + 1 if len(rows) else 1
    right = max([pd.Timestamp(until), *rows["fade_stop"]]) + pd.Timedelta(days=60)
    figure = chart(
        [_bars(rows, chosen), _fades(rows), *(_names(rows, chosen, side) for side in (True, False))],
        LANE_HEIGHT * lanes + 32, barmode="overlay", bargap=0, dragmode="pan", clickmode="event+select",
        margin={"l": 4, "r": 8, "t": 24, "b": 4}, uirevision="campaigns",
    )  # fmt: skip
    figure.update_xaxes(
        type="date", side="top", range=[str(FIRST_SHOWN), str(right.date())], fixedrange=False, showgrid=True
    )
    figure.update_yaxes(range=[lanes - 0.4, -0.6], visible=False)
    return figure


def _bars(rows: pd.DataFrame, chosen: str) -> go.Bar:
    ids = rows[Operations.operation_id]
    return go.Bar(
        orientation="h", y=rows["lane"], width=0.62, base=rows["first"].dt.strftime("%Y-%m-%d"),
        x=(rows["stop"] - rows["first"]).dt.days * DAY_MS,
        marker={
            "color": rows["colour"], "pattern": _pattern(rows),
            "line": {"width": [2.5 if key == chosen else 0 for key in ids], "color": ACCENT},
        },
        customdata=_custom(rows), hovertemplate=_HOVER,
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


_HOVER: Final = "<b>%{customdata[1]}</b><br>Led by %{customdata[2]}<br>%{customdata[3]}<extra></extra>"


def _pattern(rows: pd.DataFrame) -> dict[str, Any]:
    """Stripes in the colour of the second of several lead forces."""
    shape = ["/" if second else "" for second in rows["second"]]
    return {"shape": shape, "fillmode": "overlay", "size": 6, "solidity": 0.35,
            "fgcolor": rows["second"].mask(rows["second"] == "", "#ffffff")}  # fmt: skip


def _custom(rows: pd.DataFrame) -> list[list[str]]:
    names, led = rows[Operations.name].map(escape), rows["led_by"].map(escape)
    return [list(cells) for cells in zip(rows[Operations.operation_id], names, led, rows["words"], strict=True)]


def _fades(rows: pd.DataFrame) -> go.Bar:
    """The open ends, each in slices that grow paler."""
    starts, lengths, lanes, colours, opacities = [], [], [], [], []
    for row in rows[rows["is_open"]].to_dict("records"):
        edges = pd.date_range(row["stop"], row["fade_stop"], periods=SLICES + 1)
        for turn, (first, last) in enumerate(itertools.pairwise(edges)):
            starts.append(f"{first:%Y-%m-%d %H:%M}")
            lengths.append((last - first).total_seconds() * 1000)
            lanes.append(row["lane"])
            colours.append(row["colour"])
            opacities.append(0.85 * (1 - (turn + 0.5) / SLICES))
    return go.Bar(
        orientation="h", y=lanes, width=0.62, base=starts, x=lengths, hoverinfo="skip",
        marker={"color": colours, "opacity": opacities, "line": {"width": 0}},
    )  # fmt: skip


def _names(rows: pd.DataFrame, chosen: str, on_the_right: bool) -> go.Scatter:
    part = rows[rows["label_right"] == on_the_right]
    names = zip(part[Operations.operation_id], part["label"], strict=True)
    return go.Scatter(
        x=part["fade_stop" if on_the_right else "first"].dt.strftime("%Y-%m-%d"), y=part["lane"], mode="text",
        text=[GAP + (f"<b>{escape(name)}</b>" if key == chosen else escape(name)) + GAP for key, name in names],
        textposition="middle right" if on_the_right else "middle left", textfont={"size": AXIS_SIZE, "color": QUIET},
        customdata=_custom(part), hovertemplate=_HOVER,
        selected={"textfont": {"color": ACCENT}}, unselected={},
    )  # fmt: skip
