"""A chart as a picture: the browser draws it on the sheet of all pictures, with its key and its sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection
from dashboard.record.looks import Look, on_dark
from dashboard.session.components import page_component
from dashboard.text import clean
from dashboard.timespan import day_number
from dashboard.ui.charts import is_dark
from dashboard.workbench.about import about_of

_MENU: Final = page_component("chart_picture", html='<div class="workbench chart-picture"></div>')


class ChartPicture(NamedTuple):
    """What a picture of a chart is called, and what is said of it; texts are plain text, whatever is in them."""

    name: str
    """A word for the file."""
    title: str
    lead: str
    looks: tuple[Look, ...] = ()
    """Whose colour is whose, where the chart has no legend of its own."""


def offer_picture(record: Record, selection: Selection, chart: str, picture: ChartPicture) -> None:
    """A small entry below the chart with this key, by which it is kept as SVG or PNG."""
    _MENU(
        key=f"picture_{chart}",
        data={
            "chart": chart,
            "name": picture.name,
            "title": clean(picture.title),
            "lead": clean(picture.lead),
            "legend": [_entry(look) for look in _each_once(picture.looks)],
            "on": day_number(selection.on),
            "about": about_of(record, selection),
        },
    )


def _each_once(looks: Iterable[Look]) -> Iterable[Look]:
    return {look.name: look for look in looks}.values()


def _entry(look: Look) -> tuple[str, str, str]:
    """The colours on the ground of the page, and the name."""
    first, second = (on_dark(each) if is_dark() and each else each for each in (look.colour, look.second))
    return first, second, clean(look.name)
