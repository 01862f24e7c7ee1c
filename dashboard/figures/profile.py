"""The profile of the valley on one day: river kilometres across, a bar for each place, its holder as colour."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.analysis.sentences import describe_state
from dashboard.analysis.shares import BAND_LOOKS, CONTESTED_BAND
from dashboard.control.intervals import BESIEGED, CONTESTED, PASSED
from dashboard.figures.template import ACCENT, LINES, dress
from dashboard.record.looks import UNKNOWN_COLOUR, Looks
from dashboard.record.reaches import STEM
from dashboard.record.river import RIVER_KM
from dashboard.record.schema import Places
from dashboard.text import escape

HEIGHT: Final = 360
LANES: Final = {"left": "Left bank", "right": "Right bank", "": "Across or away from the banks"}
WIDTH_KM: Final = 3.8
APART_KM: Final = 4.2
"""Bars stand at least so far apart, so that none hides another."""
ROOM_FOR_NAMES: Final = 180
"""Above the highest bar of a lane, in roots of people: all lanes have one scale, and each the height it needs."""
STUB: Final = 8_000
"""Height, in people, of a bar whose population is not known."""
TICKS: Final = (50_000, 300_000)
NAMED_FROM: Final = 60_000
"""Population from which a bar has its name above it, where no larger one within ``NAME_KM`` of its lane has."""
NAME_KM: Final = 150
LANDMARKS: Final = ("jarabulus", "raqqa", "abu-kamal", "ramadi", "kufa", "nasiriyah")
"""Places named under the axis: down to the end of the river, and so far apart that a telephone has room for them."""


def profile_rows(states: pd.DataFrame, looks: Looks) -> pd.DataFrame:
    """One row a place beside the river, by lane and km: ``lane``, ``at`` (km of the bar), ``height`` and looks.

    ``height`` is the square root of the population, or of ``STUB`` where that is not known.
    """
    beside = states[states[RIVER_KM].notna()].sort_values([RIVER_KM, Places.place_id])
    lanes = beside[Places.bank].where(beside[Places.bank].isin(LANES), "")
    rows = beside.assign(lane=lanes, known=beside[Places.population].notna())
    rows["at"] = rows.groupby("lane")[RIVER_KM].transform(_apart)
    rows["height"] = np.sqrt(rows[Places.population].fillna(STUB).clip(lower=1000))
    empty = pd.Series("", rows.index[:0], dtype=str)
    rows["label"] = pd.concat([empty, *(_labels(lane) for _, lane in rows.groupby("lane"))])
    drawn = [_drawn(row["force"], row["status"], row["claimant"], looks) for row in rows.to_dict("records")]
    for turn, name in enumerate(("colour", "shape", "second")):
        rows[name] = np.array([each[turn] for each in drawn], dtype=object)
    rows["says"] = np.array([describe_state(row, looks) for row in rows.to_dict("records")], dtype=object)
    return rows


def profile_figure(rows: pd.DataFrame, focus: str = "") -> go.Figure:
    """Three lanes over one axis of river kilometres; dotted lines part the reaches."""
    lanes = [rows[rows["lane"] == lane] for lane in LANES]
    tops = [float(lane["height"].max() if len(lane) else 0) + ROOM_FOR_NAMES for lane in lanes]
    figure = make_subplots(
        rows=3, cols=1, shared_xaxes=True, vertical_spacing=0.09, subplot_titles=list(LANES.values()), row_heights=tops
    )
    for number, lane in enumerate(lanes, 1):
        figure.add_trace(_bars(lane, focus), row=number, col=1)
    figure.update_annotations(font={"size": 12}, x=0, xanchor="left")
    dress(
        figure, HEIGHT, margin={"l": 4, "r": 8, "t": 24, "b": 4}, bargap=0, clickmode="event+select",
        uirevision="profile", shapes=_reach_lines(),
    )  # fmt: skip
    marks = rows[rows[Places.place_id].isin(LANDMARKS)]
    labels = [f"{escape(name)}<br>{km:.0f}" for name, km in zip(marks[Places.name], marks[RIVER_KM], strict=True)]
    last = float(rows[RIVER_KM].max()) if len(rows) else STEM[-1].first
    figure.update_xaxes(range=[-15, last + 70])
    if len(marks):
        figure.update_xaxes(tickvals=marks[RIVER_KM], ticktext=labels, row=3, col=1)
    figure.update_yaxes(tickvals=[tick**0.5 for tick in TICKS], ticktext=[f"{tick // 1000}k" for tick in TICKS])
    for number, top in enumerate(tops, 1):
        figure.update_yaxes(range=[0, top], row=number, col=1)
    return figure


def _reach_lines() -> list[dict[str, object]]:
    """Where a reach begins, in each lane; all at once: Plotly goes through the whole layout for every single one."""
    line = {"width": 1, "dash": "dot", "color": LINES}
    return [
        {"type": "line", "x0": reach.first, "x1": reach.first, "y0": 0, "y1": 1, "line": line,
         "xref": f"x{axis}", "yref": f"y{axis} domain"}
        for reach in STEM[1:]
        for axis in ("", *range(2, len(LANES) + 1))
    ]  # fmt: skip


def _bars(rows: pd.DataFrame, focus: str) -> go.Bar:
    people = [
        f"{size:,.0f} inhabitants" if known else "population not known, bar of a fixed height"
        for size, known in zip(rows[Places.population], rows["known"], strict=True)
    ]
    data = [rows[Places.place_id], rows[Places.name].map(escape), rows["says"].map(escape), people, rows[RIVER_KM]]
    return go.Bar(
        x=rows["at"], y=rows["height"], width=WIDTH_KM, customdata=list(zip(*data, strict=True)),
        marker={
            "color": rows["colour"], "opacity": np.where(rows["known"], 1.0, 0.55).tolist(),
            "line": {"width": [2.5 if place == focus else 0 for place in rows[Places.place_id]], "color": ACCENT},
            "pattern": {"shape": rows["shape"], "fgcolor": rows["second"], "size": 4, "solidity": 0.4},
        },
        hovertemplate="<b>%{customdata[1]}</b>, km %{customdata[4]:.0f}<br>%{customdata[2]}<br>%{customdata[3]}"
        "<extra></extra>",
        text=rows["label"], textposition="outside", textangle=0, textfont={"size": 11}, cliponaxis=False,
        constraintext="none",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _labels(lane: pd.DataFrame) -> pd.Series:
    """The names of the largest places of a lane, as far as there is room; "" for the others."""
    found: dict[object, tuple[float, str]] = {}
    large = lane[lane[Places.population] >= NAMED_FROM].sort_values(Places.population, ascending=False)
    for index, name, at in zip(large.index, large[Places.name], large["at"], strict=True):
        if all(abs(at - other) >= NAME_KM for other, _ in found.values()):
            found[index] = (at, escape(name))
    return pd.Series([found.get(index, (0.0, ""))[1] for index in lane.index], lane.index, dtype=str)


def _apart(km: pd.Series) -> pd.Series:
    """Places in order, moved as little as can be, up or down the river, until they stand ``APART_KM`` apart.

    Least squares under that condition: pools of neighbours that would be too near stand around their own mean.
    """
    shift = np.arange(len(km)) * APART_KM
    pools: list[tuple[float, int]] = []
    for wanted in km.to_numpy(float) - shift:
        mean, count = float(wanted), 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean, count = (mean * count + before * size) / (count + size), count + size
        pools.append((mean, count))
    means, counts = np.array(pools, float).reshape(-1, 2).T
    return pd.Series(np.repeat(means, counts.astype(int)) + shift, km.index)


def _drawn(force: str, status: str, claimant: str, looks: Looks) -> tuple[str, str, str]:
    """Colour, pattern, and colour of the pattern."""
    if not force and not claimant:
        return UNKNOWN_COLOUR, "", "#ffffff"
    look = looks.of(force)
    if status in (CONTESTED, PASSED):
        return look.colour, "/", looks.of(claimant).colour if claimant else BAND_LOOKS[CONTESTED_BAND].colour
    if status == BESIEGED:
        return look.colour, "x", "#ffffff"
    return look.colour, "", "#ffffff"
