"""The ribbon of one place: its holders as one strip over time, and its reports as marks below."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.sentences import describe_state
from dashboard.control.intervals import BESIEGED, CONTESTED, PASSED
from dashboard.figures.template import ACCENT, ON_COLOUR, chart
from dashboard.record.looks import GROUP_COLOURS, Look, Looks
from dashboard.record.schema import Events
from dashboard.record.vocabulary import KIND_GROUPS, KINDS
from dashboard.text import escape
from dashboard.timespan import Span, format_date, format_day, period_end

_GROUP_OF: Final = {kind: group for group, kinds in KIND_GROUPS.items() for kind in kinds}
STRIP_HEIGHT, LINE_HEIGHT, AXIS_HEIGHT = 56, 20, 32
LINE: Final = 0.42
"""Height of a line of marks, of which the strip is one."""
FADED: Final = 0.42
"""How strongly a holder is drawn of whom nothing was reported for five years."""
SLICES: Final = 8
"""A coarse date is a fade in so many slices over the period it stands for."""
LETTER_SHARE: Final = 0.04
"""A bar has room for its letters where each gets this part of the ribbon, on a telephone too."""
NOTE_LENGTH: Final = 90
COLUMNS: Final = [
    "start", "stop", "opacity", "part", "colour", "second", "shape", "letter", "ink", "says", "words", "since",
]  # fmt: skip


def ribbon_rows(pieces: pd.DataFrame, looks: Looks, span: Span) -> pd.DataFrame:
    """What is drawn of one place, from its ``fading_pieces``, in order: ``start``, ``stop``, ``opacity``, look, words.

    ``part`` is "whole", or "edge" for the slices of a fade: over the period of a coarse date the holder before fades
    out and the next one in; an open beginning fades in from the start of the span. Unknown holders leave a gap.
    """
    rows: list[dict[str, Any]] = []
    before: dict[str, Any] | None = None
    for row in _drawn(pieces, span):
        holder = looks.of(row["force"])
        second = looks.of(row["claimant"]).colour if row["claimant"] else holder.second
        drawn = {
            "start": row["start"], "stop": row["stop"], "opacity": FADED if row["faded"] else 1.0, "part": "whole",
            "colour": holder.colour, "second": second, "shape": _shape(row["status"], holder),
            "letter": holder.letter, "ink": holder.ink, "says": describe_state(row, looks),
            "words": _when(row), "since": row["whole_start"],
        }  # fmt: skip
        rows += _with_edge(drawn, before, row["fuzzy_until"])
        before = drawn
    return pd.DataFrame(rows, columns=COLUMNS)


def _drawn(pieces: pd.DataFrame, span: Span) -> list[dict[Any, Any]]:
    """The pieces in the span that have a holder or claimant.

    ``fuzzy_until`` is the day up to which the beginning is not certain; the first day itself where it is, and around a
    change on an unknown day, which is hatched.
    """
    drawn: list[dict[Any, Any]] = []
    seen: set[Any] = set()
    before = ""
    for row in pieces.to_dict("records"):
        start = span.start if pd.isna(row["start"]) else max(row["start"].date(), span.start)
        stop = span.end if pd.isna(row["end"]) else min(row["end"].date(), span.end)
        if stop > start and (row["force"] or row["claimant"]):
            is_told = row["whole_start"] in seen or PASSED in (row["status"], before)
            fuzzy = start if is_told else min(_fuzzy_until(row, start, stop), stop)
            drawn.append({**row, "start": start, "stop": stop, "fuzzy_until": fuzzy})
            seen.add(row["whole_start"])
        before = row["status"]
    return drawn


def _fuzzy_until(row: Mapping[Any, Any], start: date, stop: date) -> date:
    if pd.isna(row["whole_start"]):
        return start + (stop - start) / 4
    is_cut = start != row["whole_start"].date()
    return start if is_cut or row["start_precision"] == "day" else period_end(start, row["start_precision"])


def _shape(status: str, look: Look) -> str:
    if status == PASSED:
        return "\\"
    if status == CONTESTED:
        return "/"
    return "x" if status == BESIEGED else "-" if look.second else ""


def _with_edge(drawn: dict[str, Any], before: dict[str, Any] | None, until: date) -> list[dict[str, Any]]:
    """The bar, led in by slices up to ``until`` in which it appears and the one before, if it touches, disappears."""
    start = pd.Timestamp(drawn["start"])
    if pd.Timestamp(until) <= start:
        return [drawn]
    edges = pd.date_range(start, pd.Timestamp(until), periods=SLICES + 1)
    slices = []
    for turn, (first, last) in enumerate(itertools.pairwise(edges)):
        grown = (turn + 0.5) / SLICES
        cut = {"start": first, "stop": last, "part": "edge"}
        if before and before["stop"] == drawn["start"]:
            slices.append(before | cut | {"opacity": before["opacity"] * (1 - grown)})
        slices.append(drawn | cut | {"opacity": drawn["opacity"] * grown})
    rest = drawn | {"start": until}
    return [*slices, rest] if pd.Timestamp(drawn["stop"]) > pd.Timestamp(until) else slices


def _when(row: Mapping[Any, Any]) -> str:
    begins = (
        "earlier" if pd.isna(row["whole_start"]) else format_date(row["whole_start"].date(), row["start_precision"])
    )
    ends = "" if pd.isna(row["whole_end"]) else format_day(row["whole_end"].date())
    aged = "; no report near that time" if row["faded"] else ""
    return (f"{begins} to {ends}" if ends else f"since {begins}") + aged


def mark_rows(events: pd.DataFrame) -> pd.DataFrame:
    """One mark a report: ``date``, ``event_id``, ``group`` and ``says``; of a coarse date, the first day."""
    notes = [note if len(note) <= NOTE_LENGTH else f"{note[:NOTE_LENGTH]}…" for note in events[Events.note]]
    dates = zip(events[Events.date], events[Events.date_precision], strict=True)
    when = [format_date(day.date(), precision) for day, precision in dates]
    kinds = events[Events.kind].map(KINDS)
    says = [f"{day}, {kind.lower()}: {note}" for day, kind, note in zip(when, kinds, notes, strict=True)]
    columns = {"date": events[Events.date], Events.event_id: events[Events.event_id]}
    return pd.DataFrame({**columns, "group": events[Events.kind].map(_GROUP_OF), "says": says})


def ribbon_figure(rows: pd.DataFrame, marks: pd.DataFrame, span: Span, day: date) -> go.Figure:
    """The strip above, a line of marks for each group of kinds that occurs below, the day shown as a line."""
    groups = [group for group in KIND_GROUPS if (marks["group"] == group).any()]
    traces: list[go.Bar | go.Scatter] = [_strip(rows)] if len(rows) else []
    traces += [_marks(marks[marks["group"] == group], -turn * LINE - 0.45, group) for turn, group in enumerate(groups)]
    figure = chart(
        traces, STRIP_HEIGHT + LINE_HEIGHT * len(groups) + AXIS_HEIGHT, barmode="overlay", bargap=0, dragmode="pan",
        margin={"l": 4, "r": 8, "t": 24, "b": 0}, uirevision="ribbon", annotations=_letters(rows, span),
        clickmode="event+select",
    )  # fmt: skip
    ticks = {0.35: "Holder"} | {-turn * LINE - 0.45: group for turn, group in enumerate(groups)}
    figure.update_xaxes(
        type="date", side="top", range=[str(span.start), str(span.end)], fixedrange=False, showgrid=True
    )
    figure.update_yaxes(
        range=[-len(groups) * LINE - 0.3, 0.9], tickvals=list(ticks), ticktext=list(ticks.values()), showgrid=False,
        zeroline=False, automargin=True, ticks="",
    )  # fmt: skip
    figure.add_vline(x=f"{day} 12:00", line={"color": ACCENT, "width": 2})
    return figure


def _strip(rows: pd.DataFrame) -> go.Bar:
    start, stop = pd.to_datetime(rows["start"]), pd.to_datetime(rows["stop"])
    since = [date_text(day, first) for day, first in zip(rows["since"], start, strict=True)]
    return go.Bar(
        orientation="h", y=[0.35] * len(rows), width=0.9, base=start.dt.strftime("%Y-%m-%d %H:%M"),
        x=(stop - start).dt.total_seconds() * 1000,
        marker={
            "color": rows["colour"], "opacity": rows["opacity"], "line": {"width": 0},
            "pattern": {
                "shape": rows["shape"], "fillmode": "overlay", "size": 7, "solidity": 0.4,
                "fgopacity": 0.9,
                "fgcolor": rows["second"].mask(rows["second"] == "", "rgba(255,255,255,0.6)"),
            },
        },
        customdata=[["holding", *cells] for cells in zip(since, rows["says"].map(escape), rows["words"], strict=True)],
        hovertemplate="<b>%{customdata[2]}</b><br>%{customdata[3]}<extra></extra>",
        selected={"marker": {"opacity": None}}, unselected={"marker": {"opacity": None}},
    )  # fmt: skip


def date_text(day: pd.Timestamp, otherwise: pd.Timestamp) -> str:
    """The day as ISO 8601; the other one where it is not known."""
    return f"{otherwise if pd.isna(day) else day:%Y-%m-%d}"


def _marks(marks: pd.DataFrame, height: float, group: str) -> go.Scatter:
    return go.Scatter(
        x=marks["date"].dt.strftime("%Y-%m-%d"), y=[height] * len(marks), mode="markers", name=group,
        marker={"color": GROUP_COLOURS[group], "size": 7, "opacity": 0.8, "line": {"width": 0}},
        customdata=[["report", event, escape(said)] for event, said in
                    zip(marks[Events.event_id], marks["says"], strict=True)],
        hovertemplate="%{customdata[2]}<extra></extra>",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 0.8}},
    )  # fmt: skip


def _letters(rows: pd.DataFrame, span: Span) -> list[dict[str, Any]]:
    """The letter of the holder in the middle of every bar that has room for it, on a plain ground of its colour."""
    long = [row for row in rows.to_dict("records") if row["part"] == "whole"]
    return [
        {
            "x": str(middle), "y": 0.35, "text": f"<b>{escape(row['letter'])}</b>", "showarrow": False,
            "font": {"size": 12, "color": ON_COLOUR[row["ink"]]}, "bgcolor": row["colour"], "borderpad": 1,
        }
        for row in long
        if (width := pd.Timestamp(row["stop"]) - pd.Timestamp(row["start"])).days
        > span.days * LETTER_SHARE * len(row["letter"])
        if (middle := pd.Timestamp(row["start"]) + width / 2) is not None
    ]  # fmt: skip
