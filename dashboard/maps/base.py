"""The base map: made once, never changed, with every byte from this server.

Folium's own map loads Leaflet, jQuery, Bootstrap and fonts from outside hosts, and stays blank without a
network. This one loads Leaflet alone, from the ``xstatic-leaflet`` package. What is drawn on it, land and towns
alike, our own modules fetch as data (``browser/workbench/map``): in the script it would be sent again on every change.
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

from dashboard.browser import (
    BRIEFING_FOLDER,
    COMPARE_FOLDER,
    PAGE_FOLDER,
    PICTURE_FOLDER,
    SHARED_FOLDER,
    WORKBENCH_FOLDER,
    digest_of,
)

LEAFLET_FOLDER: Final = Path(leaflet.BASE_DIR)

ASSET_FOLDERS: Final = {
    "leaflet": LEAFLET_FOLDER,
    "compare": COMPARE_FOLDER,
    "page": PAGE_FOLDER,
    "picture": PICTURE_FOLDER,
    "shared": SHARED_FOLDER,
    "workbench": WORKBENCH_FOLDER,
    "briefing": BRIEFING_FOLDER,
}
ASSET_PATH: Final = f"assets/{digest_of(*ASSET_FOLDERS.values(), also=version('folium'))}"
"""The digest of the files is in their address: another version has another one, so that browsers can keep them."""

ASSETS: Final = f"../../{ASSET_PATH}"
"""The asset routes as seen from streamlit-folium's frame, so that a base path in the address still works."""


_SCRIPTS: Final = [("leaflet", f"{ASSETS}/leaflet/leaflet.js")]
_STYLES: Final = [("leaflet", f"{ASSETS}/leaflet/leaflet.css")]
_FRAME_SCRIPTS: Final = [*_SCRIPTS, ("boot", f"{ASSETS}/compare/boot.js")]
_FRAME_STYLES: Final = [
    *_STYLES,
    *((file, f"{ASSETS}/{file}.css") for file in ("workbench/workbench", "workbench/map", "compare/compare")),
]


class OfflineMap(folium.Map):
    """A folium map that loads nothing from outside."""

    default_js = _SCRIPTS
    default_css = _STYLES


class _FramedMap(OfflineMap):
    """The same for a frame, where our own modules draw on it."""

    default_js = _FRAME_SCRIPTS
    default_css = _FRAME_STYLES


class _Start(MacroElement):
    """Hands the map to our own modules, which draw on it what the page tells them."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            startMap({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"


def base_map() -> folium.Map:
    """The base map for a frame of streamlit-folium, without land, towns or reports: all of that comes as data."""
    valley = _bare_map(_FramedMap)
    _Start().add_to(valley)
    return valley


def base_map_module() -> str:
    """The bare map as an ES module for the page itself: ``makeBase`` puts it into an element and gives the map.

    The script is what folium renders, and holds no byte of data. In the frame of streamlit-folium, a document of its
    own with another Leaflet, the map stands later and knows of the page only by messages (``benchmarks/README.md``).
    """
    valley = _bare_map(OfflineMap)
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


def _bare_map(kind: type[OfflineMap]) -> OfflineMap:
    return kind(
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
