"""The river diagram: time across, the river downwards, one bar for every holding."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.sentences import describe_with_age
from dashboard.control.intervals import BESIEGED, CONTESTED, PASSED
from dashboard.record.looks import BARE, PLOTLY_PATTERNS, Look, Looks, see_through
from dashboard.record.river import RIVER_KM, STRIP, STRIPS, in_river_order
from dashboard.record.schema import Places
from dashboard.text import escape
from dashboard.timespan import DAY_MS, period_end

HEIGHT: Final = 500
STRIP_GAP: Final = 2.5
"""Empty rows above each side strip, for its heading."""

BAR: Final = 0.92
BEGIN: Final = pd.Timestamp(1990, 1, 1)
FIRST_SHOWN: Final = "2003-01-01"
"""The record grows dense in 2003; the years before are a drag to the right away."""
MARGIN: Final = pd.Timedelta(days=120)
PALE: Final = "rgba(255,255,255,0.55)"
FADED: Final = 0.3
FUZZY_STEPS: Final = 4
"""Slices in which a bar whose first day is known by month or year only grows out of the one before."""


def diagram_places(states: pd.DataFrame, control: pd.DataFrame) -> pd.DataFrame:
    """The places that have a row, with ``row`` (0 at the top) and ``strip``.

    Rows are of one height, not to scale: at scale neighbours such as Husaybah and Al-Qaim could not be told apart.
    """
    ordered = in_river_order(states[states[Places.place_id].isin(control["place_id"])])
    gaps = (ordered[STRIP] != ordered[STRIP].shift()).cumsum() - 1
    return ordered.assign(row=range(len(ordered)) + gaps.to_numpy() * STRIP_GAP)


def diagram_rows(rows: pd.DataFrame, pieces: pd.DataFrame, looks: Looks, until: date) -> pd.DataFrame:
    """One bar a piece of ``fading_pieces`` with a holder or claimant; open ends are cut at ``until``.

    Columns: ``row``, ``start``, ``stop``, ``colour``, ``second``, ``shape`` (pattern), ``says`` and ``before``, the
    colour of what stood before a bar that begins on a day known by month or year only ("" for other bars).
    """
    columns = [Places.place_id, Places.name, "row"]
    bars = pieces.merge(rows[columns], on=Places.place_id)
    bars["former"] = bars.groupby(Places.place_id)["force"].shift().fillna("")
    is_hatched = (bars["status"] == PASSED) | (bars.groupby(Places.place_id)["status"].shift() == PASSED)
    bars["is_coarse"] = bars["start_precision"].isin(["month", "year"]) & ~is_hatched
    bars = bars[(bars["force"] != "") | (bars["claimant"] != "")]
    bars["start"] = bars["start"].fillna(BEGIN).where(bars["start"] >= BEGIN, BEGIN)
    bars["stop"] = bars["end"].where(bars["end"] < pd.Timestamp(until), pd.Timestamp(until))
    bars = bars[bars["stop"] > bars["start"]].reset_index(drop=True)
    holders = [looks.of(force or claimant) for force, claimant in zip(bars["force"], bars["claimant"], strict=True)]
    bars["colour"] = [look.colour for look in holders]
    bars["shape"] = [_shape(status, look) for status, look in zip(bars["status"], holders, strict=True)]
    bars["second"] = [
        looks.of(claimant).colour if claimant else look.second or PALE
        for claimant, look in zip(bars["claimant"], holders, strict=True)
    ]
    bars["says"] = [describe_with_age(row, looks) for row in bars.to_dict("records")]
    fuzzy = bars["is_coarse"] & (bars["start"] > BEGIN)
    bars["before"] = [
        (looks.of(former).colour if former else BARE) if is_fuzzy else ""
        for former, is_fuzzy in zip(bars["former"], fuzzy, strict=True)
    ]
    return bars


def _shape(status: str, look: Look) -> str:
    if status in (CONTESTED, PASSED):
        return "/"
    return "x" if status == BESIEGED else "-" if look.second else PLOTLY_PATTERNS[look.pattern]


def diagram_figure(bars: pd.DataFrame, rows: pd.DataFrame) -> go.Figure:
    """The diagram of all days; the browser draws the day, the focus and the reports of the window above it.

    ``layout.meta`` tells it the row of each place in ``rows``, its name in ``names`` and what bars say in ``says``:
    written out bar by bar, these would be half of all that goes to the browser.
    """
    number, says = pd.factorize(bars["says"])
    figure = go.Figure([_holdings(bars, number), *_patterns(bars), _fuzzy_edges(bars)])
    labels = _labelled(rows)
    last = float(rows["row"].max()) if len(rows) else 0.0
    stop = bars["stop"].max() if len(bars) else pd.Timestamp(2026, 1, 1)
    figure.update_layout(
        height=HEIGHT, margin={"l": 4, "r": 8, "t": 22, "b": 4}, barmode="overlay", bargap=0.0, showlegend=False,
        dragmode="pan", uirevision="diagram", clickmode="event+select", hoverlabel={"align": "left"},
        meta={
            "rows": dict(zip(rows[Places.place_id], rows["row"], strict=True)),
            "names": dict(zip(rows[Places.place_id], rows[Places.name].map(escape), strict=True)),
            "says": [escape(text) for text in says],
        },
    )  # fmt: skip
    figure.update_xaxes(
        type="date", side="top", showgrid=True, tickangle=0, range=[FIRST_SHOWN, str((stop + MARGIN).date())]
    )
    figure.update_yaxes(
        range=[last + 0.8, -2.2], tickvals=[at for at, _ in labels], ticktext=[text for _, text in labels], ticks="",
        showgrid=False, zeroline=False, fixedrange=True, automargin=True, tickfont={"size": 11},
    )  # fmt: skip
    return figure


def _holdings(bars: pd.DataFrame, says: np.ndarray) -> go.Bar:
    """The bars in plain colours; these answer to the pointer.

    ``customdata`` holds place, first day and the number in ``says``; the browser adds name and words (``marks.js``).
    """
    colours = [paler(colour, faded) for colour, faded in zip(bars["colour"], bars["faded"], strict=True)]
    start = bars["start"].dt.strftime("%Y-%m-%d")
    return go.Bar(
        orientation="h", y=bars["row"], base=start, width=BAR,
        x=((bars["stop"] - bars["start"]).dt.days * DAY_MS),
        marker={"color": colours, "line": {"width": 0}},
        customdata=list(zip(bars[Places.place_id], start, says.tolist(), strict=True)),
        hovertemplate="<b>%{customdata[3]}</b><br>%{customdata[4]}<br>"
        "%{base|%d %b %Y} to %{x|%d %b %Y}<extra></extra>",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def paler(colour: str, faded: bool) -> str:
    """The colour of a bar; see-through where its evidence is old."""
    return see_through(colour, FADED) if faded else colour


def _fuzzy_edges(bars: pd.DataFrame) -> go.Bar:
    """Over the first period of a bar that begins on an unknown day of it, what stood before grows thinner."""
    slices: list[tuple[float, str, int, str]] = []
    columns = (bars.loc[bars["before"] != "", c] for c in ("row", "start", "stop", "start_precision", "before"))
    for row, start, stop, precision, before in zip(*columns, strict=True):
        days = (min(pd.Timestamp(period_end(start.date(), precision)), stop) - start).days
        ends = [start + pd.Timedelta(days=round(days * n / FUZZY_STEPS)) for n in range(FUZZY_STEPS + 1)]
        for n, (first, last) in enumerate(itertools.pairwise(ends)):
            colour = see_through(before, 1 - (n + 0.5) / FUZZY_STEPS)
            slices.append((row, str(first.date()), (last - first).days * DAY_MS, colour))
    edges = pd.DataFrame(slices, columns=["y", "base", "x", "colour"])
    return go.Bar(
        orientation="h", y=edges["y"], base=edges["base"], x=edges["x"], width=BAR, hoverinfo="skip",
        marker={"color": edges["colour"], "line": {"width": 0}},
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
    first = rows[rows[STRIP] != rows[STRIP].shift()]
    labels = {row - 1.3: f"<i>{STRIPS[strip]}</i>" for row, strip in zip(first["row"], first[STRIP], strict=True)}
    importance = rows[Places.kind].map({"city": 1, "town": 2, "dam": 3, "village": 5}).fillna(4)
    order = rows.assign(rank=importance).sort_values(["rank", Places.population], ascending=[True, False])
    room = max(len(rows) / 36, 1.0)
    for name, km, row in zip(*(order[c] for c in (Places.name, RIVER_KM, "row")), strict=True):
        if all(abs(row - other) >= room for other in labels):
            labels[row] = escape(name) + ("" if pd.isna(km) else f" {km:.0f}")
    return sorted(labels.items())
