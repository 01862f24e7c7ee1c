"""The river diagram: time across, the river downwards, one bar for every holding."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.control import BESIEGED, CONTESTED, PASSED
from dashboard.river import RIVER_KM
from dashboard.schema import Places
from dashboard.style import ACCENT, PLOTLY_PATTERNS, Looks
from dashboard.summary import describe_state
from dashboard.text import escape

HEIGHT: Final = 500
STRIP_GAP: Final = 2.5
"""Empty rows above each side strip, for its heading."""

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
    columns = [Places.place_id, Places.name, RIVER_KM, "row"]
    bars = control.merge(rows[columns], on=Places.place_id)
    bars = bars[(bars["force"] != "") | (bars["claimant"] != "")]
    first = pd.Timestamp(year=1990, month=1, day=1)
    bars["start"] = bars["start"].fillna(first).clip(lower=first)
    bars["stop"] = bars["end"].fillna(pd.Timestamp(until))
    bars = bars[bars["stop"] > bars["start"]].reset_index(drop=True)
    holders = [looks.of(force or claimant) for force, claimant in zip(bars["force"], bars["claimant"], strict=True)]
    bars["colour"] = [look.colour for look in holders]
    bars["shape"] = [_shape(status, look.pattern) for status, look in zip(bars["status"], holders, strict=True)]
    bars["second"] = [
        looks.of(claimant).colour if claimant else look.second or "rgba(255,255,255,0.55)"
        for claimant, look in zip(bars["claimant"], holders, strict=True)
    ]
    bars["says"] = [describe_state(row, looks) for row in bars.to_dict("records")]
    return bars


def _shape(status: str, pattern: str) -> str:
    if status in (CONTESTED, PASSED):
        return "/"
    return "x" if status == BESIEGED else PLOTLY_PATTERNS[pattern]


def diagram_figure(
    bars: pd.DataFrame, rows: pd.DataFrame, reports: pd.DataFrame, day: date, focus: str = ""
) -> go.Figure:
    """The diagram with a line at the day, a mark for every report of the window, and the focus named."""
    figure = go.Figure([_holdings(bars), _marks(reports, rows)])
    figure.add_vline(x=_ms(day), line={"color": ACCENT, "width": 2})
    labels = _labelled(rows, focus)
    last = float(rows["row"].max()) if len(rows) else 0.0
    figure.update_layout(
        height=HEIGHT, margin={"l": 4, "r": 8, "t": 22, "b": 4}, barmode="overlay", bargap=0.0, showlegend=False,
        dragmode="pan", uirevision="diagram", clickmode="event+select", hoverlabel={"align": "left"},
    )  # fmt: skip
    figure.update_xaxes(type="date", side="top", showgrid=True, tickangle=0, range=_first_range(bars, day))
    figure.update_yaxes(
        range=[last + 0.8, -0.8], tickvals=[at for at, _ in labels], ticktext=[text for _, text in labels], ticks="", showgrid=False,
        zeroline=False, fixedrange=True, automargin=True, tickfont={"size": 11},
    )  # fmt: skip
    return figure


def _holdings(bars: pd.DataFrame) -> go.Bar:
    return go.Bar(
        orientation="h", name="holdings", y=bars["row"], base=bars["start"],
        x=(bars["stop"] - bars["start"]).dt.total_seconds() * 1000, width=0.92,
        marker={
            "color": bars["colour"],
            "line": {"width": 0},
            "pattern": {"shape": bars["shape"], "fgcolor": bars["second"], "size": 5, "solidity": 0.35},
        },
        customdata=bars[[Places.place_id]].assign(
            start=bars["start"].dt.strftime("%Y-%m-%d"),
            words=bars["start"].dt.strftime("%d %b %Y") + " to " + bars["stop"].dt.strftime("%d %b %Y"),
            name=bars[Places.name].map(escape), says=bars["says"].map(escape),
        ).to_numpy(),
        hovertemplate="<b>%{customdata[3]}</b><br>%{customdata[4]}<br>%{customdata[2]}<extra></extra>",
        textposition="none", selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _marks(reports: pd.DataFrame, rows: pd.DataFrame) -> go.Scatter:
    at = reports.merge(rows[[Places.place_id, Places.name, "row"]], left_on="town", right_on=Places.place_id)
    return go.Scatter(
        x=at["date"], y=at["row"], mode="markers", name="reports", cliponaxis=True,
        marker={"size": 5, "color": "rgba(0,0,0,0)", "line": {"color": ACCENT, "width": 1.4}},
        customdata=at[[Places.place_id]].assign(start=at["date"].dt.strftime("%Y-%m-%d")).to_numpy(),
        text=at[Places.name].map(escape), hovertemplate="report: %{text}, %{x|%d %b %Y}<extra></extra>",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _labelled(rows: pd.DataFrame, focus: str) -> list[tuple[float, str]]:
    """Row and label of the names that fit: headings and the focus first, then the more important places."""
    first = rows[(rows["strip"] != "stem") & (rows["strip"] != rows["strip"].shift())]
    labels = {row - 1.4: f"<i>{STRIPS[strip]}</i>" for row, strip in zip(first["row"], first["strip"], strict=True)}
    importance = rows[Places.kind].map({"city": 1, "town": 2, "dam": 3, "village": 5}).fillna(4)
    importance = importance.mask(rows[Places.place_id] == focus, 0)
    order = rows.assign(rank=importance).sort_values(["rank", Places.population], ascending=[True, False])
    room = max(len(rows) / 36, 1.0)
    for place, name, km, row in zip(*(order[c] for c in (Places.place_id, Places.name, RIVER_KM, "row")), strict=True):
        if all(abs(row - other) >= room for other in labels):
            text = escape(name) + ("" if pd.isna(km) else f" {km:.0f}")
            labels[row] = f'<b style="color:{ACCENT}">{text}</b>' if place == focus else text
    return sorted(labels.items())


def _first_range(bars: pd.DataFrame, day: date) -> list[str]:
    """From 2003, where the record grows dense; from 1990 where the day lies before."""
    stop = max(bars["stop"].max(), pd.Timestamp(day)) if len(bars) else pd.Timestamp(day)
    start = "2003-01-01" if day.year >= 2003 else "1990-01-01"
    return [start, str((stop + pd.Timedelta(days=120)).date())]


def _ms(day: date) -> float:
    return pd.Timestamp(day).timestamp() * 1000
