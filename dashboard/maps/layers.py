"""The layers that change with the day: towns by holder, and reports in the window.

Each is one element with its data as JSON; the browser (``static/valley.js``) keeps its markers and restyles
only those that changed. Text reaches the page through ``textContent`` alone, and the JSON is escaped for
scripts by Jinja's ``tojson``: these are the two places where the map handles text from data.
"""

from __future__ import annotations

from typing import Any, Final

import folium
import pandas as pd
from folium.template import Template

from dashboard.schema import Events, Places
from dashboard.style import Looks
from dashboard.summary import describe_state
from dashboard.vocabulary import KINDS

TOWN_RANKS: Final = {"city": 1, "town": 2, "village": 4}
"""Which towns keep letter and label when there is no room for all; other kinds of place rank 3."""


class ValleyLayer(folium.FeatureGroup):
    """A feature group that hands plain data to a named function of ``valley.js``."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = valley.{{ this.draw }}({{ this.payload|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, draw: str, payload: dict[str, Any]) -> None:
        super().__init__(name=draw)
        self.draw = draw
        self.payload = payload


def town_rows(states: pd.DataFrame, looks: Looks, focus: str = "") -> list[dict[str, Any]]:
    """What the map shows of each located place: position, names, look and state in words."""
    located = states.dropna(subset=[Places.latitude, Places.longitude])
    return [_town(row, looks, focus) for row in located.to_dict("records")]


def _town(row: dict[str, Any], looks: Looks, focus: str) -> dict[str, Any]:
    look, claimant = looks.of(row["force"]), looks.of(row["claimant"])
    return {
        "id": row[Places.place_id],
        "at": [round(row[Places.latitude], 4), round(row[Places.longitude], 4)],
        "name": row[Places.name],
        "ar": row[Places.name_ar],
        "rank": TOWN_RANKS.get(row[Places.kind], 3),
        "size": 0 if pd.isna(row[Places.population]) else int(row[Places.population]),
        "exact": row[Places.coordinate_precision] != "approximate",
        "says": describe_state(row, looks),
        "status": row["status"] if row["force"] or row["claimant"] else "unknown",
        "holder": look.name if row["force"] else "",
        "look": [look.colour, look.pattern, look.letter, look.ink, look.second],
        "claim": claimant.colour if row["claimant"] else "",
        "focus": row[Places.place_id] == focus,
    }


def report_rows(events: pd.DataFrame, places: pd.DataFrame) -> list[dict[str, Any]]:
    """Reports counted by place, with the kinds in words, largest first; places without a point are left out."""
    located = places.dropna(subset=[Places.latitude, Places.longitude]).set_index(Places.place_id)
    counts = events.groupby([Events.town, Events.kind]).size()
    rows = []
    for town, kinds in counts.groupby(level=0):
        if town in located.index:
            ordered = kinds.droplevel(0).sort_values(ascending=False)
            point = located.loc[town]
            rows.append(
                {
                    "id": town,
                    "at": [round(point[Places.latitude], 4), round(point[Places.longitude], 4)],
                    "name": point[Places.name],
                    "count": int(kinds.sum()),
                    "kinds": [f"{KINDS.get(str(kind), kind)}: {count}" for kind, count in ordered.items()],
                }
            )
    return sorted(rows, key=lambda row: -row["count"])


def towns_layer(rows: list[dict[str, Any]], alone: bool = False) -> ValleyLayer:
    """The towns; with ``alone`` all but the one in focus step back."""
    return ValleyLayer("towns", {"towns": rows, "alone": alone})


def reports_layer(rows: list[dict[str, Any]]) -> ValleyLayer:
    """A ring round every place with reports, its area by their number."""
    return ValleyLayer("reports", {"reports": rows})
