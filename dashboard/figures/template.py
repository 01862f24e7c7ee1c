"""The one template of all charts: type, lines, legend and margins; and what their colours are on a dark ground.

Streamlit gives text and ground of a chart the colours of the theme in the browser, so that they follow when it is
changed. What is said here stands above that: a Plotly template would be overruled by it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.record.looks import GROUP_COLOURS, on_dark

Figure = go.Figure
AXIS_SIZE, LABEL_SIZE = 11, 12
"""Pixels of the type of axes, and of legends, names and what the pointer is told."""
LINES: Final = "rgba(128,124,116,0.22)"
"""Hairlines that read on white and on black alike."""
QUIET: Final = "#767676"
"""Text that reads on both: 4.5 to 1 on white (WCAG 2.2)."""
INK, GREY, PALE_GREY = "#3c4248", "#6b7076", "#c9c5bb"
"""What is neither a force nor a kind of report."""
HARM: Final = GROUP_COLOURS["Harm to civilians"]
ON_COLOUR: Final = {"#000000": "black", "#ffffff": "white"}
"""Ink upon the colour of a force: under these names it stays as it is on the dark ground."""
ACCENT: Final = "#c2410c"
"""The day shown and what is chosen; nothing else."""
_ON_DARK: Final = {
    ACCENT: "#fb923c", INK: "#d6dbe1", GREY: "#8f98a3", QUIET: "#8f98a3", PALE_GREY: "#4a525c",
}  # fmt: skip
_COLOUR: Final = re.compile('"#[0-9a-fA-F]{6}"')


def chart(traces: Sequence[Any], height: int, **layout: Any) -> go.Figure:
    """A figure of these traces in the template; ``layout`` says what is its own."""
    return dress(go.Figure(list(traces)), height, **layout)


def dress(figure: go.Figure, height: int, **layout: Any) -> go.Figure:
    """The figure wears the template: axes without frames, small type, a legend in one line above, no title."""
    own = {
        "height": height, "margin": {"l": 4, "r": 8, "t": 8, "b": 4, "pad": 4}, "showlegend": False, "dragmode": False,
        "font": {"size": LABEL_SIZE}, "hoverlabel": {"align": "left", "font": {"size": LABEL_SIZE}},
        "legend": {
            "orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom", "font": {"size": LABEL_SIZE},
            "itemclick": False, "itemdoubleclick": False,
        },
    }  # fmt: skip
    figure.update_layout(own)
    figure.update_layout(layout)
    axis = {"tickfont": {"size": AXIS_SIZE}, "title": {"font": {"size": AXIS_SIZE}, "standoff": 8}, "gridcolor": LINES,
            "zerolinecolor": LINES}  # fmt: skip
    figure.update_xaxes(**axis, showgrid=False, zeroline=False, tickangle=0, fixedrange=True)
    figure.update_yaxes(**axis, fixedrange=True)
    return figure


def for_dark(figure: go.Figure) -> go.Figure:
    """The same figure with every colour as it is on the dark ground: none sinks into it."""
    told = _COLOUR.sub(lambda found: f'"{_dark(found[0][1:-1])}"', figure.to_json())
    return go.Figure(json.loads(told), skip_invalid=True)


def _dark(colour: str) -> str:
    return _ON_DARK.get(colour.lower()) or on_dark(colour)
