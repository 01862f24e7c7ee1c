"""The base map: made once, never changed, with every byte from this server.

Folium's own map loads Leaflet, jQuery, Bootstrap and fonts from outside hosts, and stays blank without a
network. This one loads Leaflet alone, from the ``xstatic-leaflet`` package, and fetches its geography from
static files that the browser caches: geography inside the script would be sent again on every change.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import folium
from branca.element import MacroElement
from folium.template import Template
from xstatic.pkg import leaflet

from dashboard.browser import BRIEFING_FOLDER, MAP_FOLDER, PAGE_FOLDER, SHARED_FOLDER, WORKBENCH_FOLDER, digest_of
from dashboard.record.load import shipped_data

LEAFLET_FOLDER: Final = Path(leaflet.BASE_DIR)

ASSET_FOLDERS: Final = {
    "leaflet": LEAFLET_FOLDER,
    "map": MAP_FOLDER,
    "page": PAGE_FOLDER,
    "shared": SHARED_FOLDER,
    "workbench": WORKBENCH_FOLDER,
    "briefing": BRIEFING_FOLDER,
    "geo": shipped_data() / "geo",
}
ASSET_PATH: Final = f"assets/{digest_of(*ASSET_FOLDERS.values(), also=version('folium'))}"
"""The digest of the files is in their address: another version has another one, so that browsers can keep them."""

ASSETS: Final = f"../../{ASSET_PATH}"
"""The asset routes as seen from streamlit-folium's frame, so that a base path in the address still works."""

VALLEY: Final = [[36.92, 37.3], [30.82, 47.6]]
"""Jarabulus to Qurna: the first view (north and west, south and east)."""


class OfflineMap(folium.Map):
    """A folium map that loads nothing from outside."""

    default_js: Final = [  # type: ignore[misc]
        ("leaflet", f"{ASSETS}/leaflet/leaflet.js"),
        ("boot", f"{ASSETS}/map/boot.js"),
    ]
    default_css: Final = [  # type: ignore[misc]
        ("leaflet", f"{ASSETS}/leaflet/leaflet.css"),
        ("valley", f"{ASSETS}/map/valley.css"),
    ]


class _Geography(MacroElement):
    """Rivers, lakes, borders and background towns, fetched by the browser."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            startValley({{ this._parent.get_name() }}, {{ this.settings|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Geography"
        self.settings = {"geo": f"{ASSETS}/geo", "bounds": VALLEY}


def base_map() -> folium.Map:
    """A map of the valley without towns or reports."""
    valley = _bare_map()
    _Geography().add_to(valley)
    return valley


def base_map_module() -> str:
    """The bare map as an ES module for the page itself: ``makeBase`` puts it into an element and gives the map.

    The script is what folium renders, and holds no byte of data. In the frame of streamlit-folium, a document of its
    own with another Leaflet, the map stands later and knows of the page only by messages (``benchmarks/README.md``).
    """
    valley = _bare_map()
    valley._id = "valley"  # or the script would be another one in each process, and no browser could keep it
    figure: Any = valley.get_root()
    figure.render()
    name = valley.get_name()
    script = figure.script.render()
    return (
        'import "../leaflet/leaflet.js";\n'
        f"export function makeBase(host) {{\nhost.id = {json.dumps(name)};\n{script}\nhost.removeAttribute('id');\n"
        f"return {name};\n}}\n"
    )


def _bare_map() -> OfflineMap:
    return OfflineMap(
        tiles=None,
        location=(35.0, 41.0),
        zoom_start=7,
        minZoom=5,  # folium's own min_zoom and max_zoom are for tiles, of which there are none
        maxZoom=14,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheelPxPerZoomLevel=120,
        zoom_control="topright",
        max_bounds=True,
        min_lat=29.0,
        max_lat=40.0,
        min_lon=34.0,
        max_lon=49.0,
        max_bounds_viscosity=0.8,
        attribution_control=False,
        font_size="12px",
    )
