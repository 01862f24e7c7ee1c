"""The river diagram: time across, the river downwards, one bar for every holding."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.intervals import BESIEGED, CONTESTED, PASSED
from dashboard.river import RIVER_KM
from dashboard.schema import Places
from dashboard.style import PLOTLY_PATTERNS, Look, Looks
from dashboard.summary import describe_state
from dashboard.text import escape

HEIGHT: Final = 500
STRIP_GAP: Final = 2.5
"""Empty rows above each side strip, for its heading."""

BAR: Final = 0.92
BEGIN: Final = pd.Timestamp(1990, 1, 1)
FIRST_SHOWN: Final = "2003-01-01"
"""The record grows dense in 2003; the years before are a drag to the right away."""
MARGIN: Final = pd.Timedelta(days=120)
PALE: Final = "rgba(255,255,255,0.55)"
STRIPS: Final = {"Khabur": "On the Khabur", "": "Off the river"}


def diagram_places(states: pd.DataFrame, control: pd.DataFrame) -> pd.DataFrame:
    """The places that have a row, with ``row`` (0 at the top) and ``strip``.

    The main stem comes first in river order, then the Khabur, then what lies farther than 25 km from the stem.
    Rows are of one height, not to scale: at scale neighbours such as Husaybah and Al-Qaim could not be told apart.
    """
    held = states[states[Places.place_id].isin(control["place_id"])]
    beside = held[RIVER_KM].notna()
    strip = held[Places.waterway].where(held[Places.waterway] == "Khabur", "")
    ordered = held.assign(strip=strip.where(~beside, "stem"), turn=beside.map({True: 0, False: 1}))
    ordered["turn"] += (ordered["strip"] == "") * 1
    ordered = ordered.sort_values(["turn", RIVER_KM, Places.latitude], ascending=[True, True, False])
    gaps = (ordered["strip"] != ordered["strip"].shift()).cumsum() - 1
    return ordered.assign(row=range(len(ordered)) + gaps.to_numpy() * STRIP_GAP)


def diagram_rows(rows: pd.DataFrame, control: pd.DataFrame, looks: Looks, until: date) -> pd.DataFrame:
    """One bar an interval: ``row``, ``start``, ``stop``, colours, pattern and words; open ends are cut at ``until``."""
    columns = [Places.place_id, Places.name, "row"]
    bars = control.merge(rows[columns], on=Places.place_id)
    bars = bars[(bars["force"] != "") | (bars["claimant"] != "")]
    bars["start"] = bars["start"].fillna(BEGIN).where(bars["start"] >= BEGIN, BEGIN)
    bars["stop"] = bars["end"].fillna(pd.Timestamp(until))
    bars = bars[bars["stop"] > bars["start"]].reset_index(drop=True)
    holders = [looks.of(force or claimant) for force, claimant in zip(bars["force"], bars["claimant"], strict=True)]
    bars["colour"] = [look.colour for look in holders]
    bars["shape"] = [_shape(status, look) for status, look in zip(bars["status"], holders, strict=True)]
    bars["second"] = [
        looks.of(claimant).colour if claimant else look.second or PALE
        for claimant, look in zip(bars["claimant"], holders, strict=True)
    ]
    bars["says"] = [describe_state(row, looks) for row in bars.to_dict("records")]
    return bars


def _shape(status: str, look: Look) -> str:
    if status in (CONTESTED, PASSED):
        return "/"
    return "x" if status == BESIEGED else "-" if look.second else PLOTLY_PATTERNS[look.pattern]


def diagram_figure(bars: pd.DataFrame, rows: pd.DataFrame) -> go.Figure:
    """The diagram of all days; the browser draws the day, the focus and the reports of the window above it.

    ``layout.meta["rows"]`` tells it the row of each place.
    """
    figure = go.Figure([_holdings(bars), *_patterns(bars)])
    labels = _labelled(rows)
    last = float(rows["row"].max()) if len(rows) else 0.0
    stop = bars["stop"].max() if len(bars) else pd.Timestamp(2026, 1, 1)
    figure.update_layout(
        height=HEIGHT, margin={"l": 4, "r": 8, "t": 22, "b": 4}, barmode="overlay", bargap=0.0, showlegend=False,
        dragmode="pan", uirevision="diagram", clickmode="event+select", hoverlabel={"align": "left"},
        meta={"rows": dict(zip(rows[Places.place_id], rows["row"], strict=True))},
    )  # fmt: skip
    figure.update_xaxes(
        type="date", side="top", showgrid=True, tickangle=0, range=[FIRST_SHOWN, str((stop + MARGIN).date())]
    )
    figure.update_yaxes(
        range=[last + 0.8, -0.8], tickvals=[at for at, _ in labels], ticktext=[text for _, text in labels], ticks="",
        showgrid=False, zeroline=False, fixedrange=True, automargin=True, tickfont={"size": 11},
    )  # fmt: skip
    return figure


def _holdings(bars: pd.DataFrame) -> go.Bar:
    """The bars in plain colours; these answer to the pointer."""
    words = bars["start"].dt.strftime("%d %b %Y") + " to " + bars["stop"].dt.strftime("%d %b %Y")
    return go.Bar(
        orientation="h", y=bars["row"], base=bars["start"].dt.strftime("%Y-%m-%d"), width=BAR,
        x=((bars["stop"] - bars["start"]).dt.days * 86_400_000),
        marker={"color": bars["colour"], "line": {"width": 0}},
        customdata=bars[[Places.place_id]].assign(
            start=bars["start"].dt.strftime("%Y-%m-%d"), words=words,
            name=bars[Places.name].map(escape), says=bars["says"].map(escape),
        ).to_numpy(),
        hovertemplate="<b>%{customdata[3]}</b><br>%{customdata[4]}<br>%{customdata[2]}<extra></extra>",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _patterns(bars: pd.DataFrame) -> list[go.Scatter]:
    """Patterns over the bars, one outline for all bars of a pattern: a pattern a bar took Plotly ten times as long."""
    traces = []
    for (shape, colour), part in bars[bars["shape"] != ""].groupby(["shape", "second"], sort=True):
        x: list[str | None] = []
        y: list[float | None] = []
        dates = (part[column].dt.strftime("%Y-%m-%d") for column in ("start", "stop"))
        for start, stop, row in zip(*dates, part["row"], strict=True):
            x += [start, stop, stop, start, None]
            y += [row - BAR / 2, row - BAR / 2, row + BAR / 2, row + BAR / 2, None]
        pattern = {"shape": shape, "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "size": 5, "solidity": 0.35}
        traces.append(
            go.Scatter(
                x=x,
                y=y,
                mode="lines",
                line={"width": 0},
                fill="toself",
                fillpattern=pattern,
                fillcolor="rgba(0,0,0,0)",
                hoverinfo="skip",
            )
        )
    return traces


def _labelled(rows: pd.DataFrame) -> list[tuple[float, str]]:
    """Row and label of the names that fit: headings first, then the more important places."""
    first = rows[(rows["strip"] != "stem") & (rows["strip"] != rows["strip"].shift())]
    labels = {row - 1.4: f"<i>{STRIPS[strip]}</i>" for row, strip in zip(first["row"], first["strip"], strict=True)}
    importance = rows[Places.kind].map({"city": 1, "town": 2, "dam": 3, "village": 5}).fillna(4)
    order = rows.assign(rank=importance).sort_values(["rank", Places.population], ascending=[True, False])
    room = max(len(rows) / 36, 1.0)
    for name, km, row in zip(*(order[c] for c in (Places.name, RIVER_KM, "row")), strict=True):
        if all(abs(row - other) >= room for other in labels):
            labels[row] = escape(name) + ("" if pd.isna(km) else f" {km:.0f}")
    return sorted(labels.items())
