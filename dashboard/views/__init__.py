"""The pages, in the order of the navigation.

The folder is not called ``pages``: beside the script that runs, Streamlit would serve its files as pages by itself.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from dashboard.ui.links import CHANGES
from dashboard.views.changes.page import render as draw_changes
from dashboard.views.compare.page import render as draw_compare
from dashboard.views.data.page import PATH as DATA
from dashboard.views.data.page import render as draw_data
from dashboard.views.disagreements.page import PATH as CLAIMS
from dashboard.views.disagreements.page import render as draw_disagreements
from dashboard.views.method.page import render as draw_method
from dashboard.views.operations.page import render as draw_operations
from dashboard.views.shares.page import render as draw_shares
from dashboard.views.town.page import render as draw_town
from dashboard.views.valley.page import render as draw_valley


class Page(NamedTuple):
    """One page: what draws it, its title, address and icon, and whether the filters stand beside it."""

    render: Callable[[], None]
    title: str
    path: str
    icon: str
    filtered: bool = True
    listed: bool = True
    """False of a page that is reached from others and stands in no navigation, which has to stay short."""


PAGES: Final = (
    Page(draw_valley, "Valley", "valley", ":material/map:"),
    Page(draw_town, "Town", "town", ":material/location_city:"),
    Page(draw_operations, "Operations", "operations", ":material/timeline:"),
    Page(draw_compare, "Compare", "compare", ":material/compare:"),
    Page(draw_shares, "Shares over time", "shares", ":material/area_chart:"),
    Page(draw_disagreements, "Claims", CLAIMS, ":material/balance:"),
    Page(draw_data, "Data", DATA, ":material/upload_file:"),
    Page(draw_method, "Method and sources", "method", ":material/menu_book:", filtered=False),
    Page(draw_changes, "What changed", CHANGES, ":material/history:", listed=False),
)
