"""All charts in one template, on both grounds."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.figures.template import ACCENT, AXIS_SIZE, chart, for_dark
from dashboard.record.looks import GROUP_COLOURS, GROUP_COLOURS_ON_DARK


def test_a_chart_wears_the_template_and_keeps_what_is_its_own() -> None:
    figure = chart([go.Bar(x=["a"], y=[1])], 200, barmode="stack", showlegend=True)
    assert (figure.layout.height, figure.layout.barmode, figure.layout.showlegend) == (200, "stack", True)
    assert figure.layout.xaxis.tickfont.size == figure.layout.yaxis.tickfont.size == AXIS_SIZE
    assert figure.layout.title.text is None


def test_on_the_dark_ground_colours_change_and_nothing_else() -> None:
    group = next(iter(GROUP_COLOURS))
    colours = [GROUP_COLOURS[group], "#3b3b3b", "#ffee00", ACCENT]
    figure = chart([go.Bar(x=["#3b3b3bx", "b", "c", "d"], y=[1, 2, 3, 4], marker={"color": colours})], 200)
    dark = for_dark(figure)
    found = list(dark.data[0].marker.color)
    assert (found[0], found[2], found[3]) == (GROUP_COLOURS_ON_DARK[group], "#ffee00", "#fb923c")
    assert found[1] != "#3b3b3b"
    assert list(dark.data[0].x) == ["#3b3b3bx", "b", "c", "d"]
    assert list(dark.data[0].y) == [1, 2, 3, 4]
