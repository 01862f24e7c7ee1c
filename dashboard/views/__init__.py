"""The pages, in the order of the navigation.

The folder is not called ``pages``: beside the script that runs, Streamlit would serve its files as pages by itself.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from dashboard.views.compare.page import render as compare
from dashboard.views.data.page import PATH as DATA
from dashboard.views.data.page import render as data
from dashboard.views.disagreements.page import PATH as CLAIMS
from dashboard.views.disagreements.page import render as disagreements
from dashboard.views.method.page import render as method
from dashboard.views.operations.page import render as operations
from dashboard.views.shares.page import render as shares
from dashboard.views.town.page import render as town
from dashboard.views.valley.page import render as valley


class Page(NamedTuple):
    """One page: what draws it, its title, address and icon, and whether the filters stand beside it."""

    render: Callable[[], None]
    title: str
    path: str
    icon: str
    filtered: bool = True


PAGES: Final = (
    Page(valley, "Valley", "valley", ":material/map:"),
    Page(town, "Town", "town", ":material/location_city:"),
    Page(operations, "Operations", "operations", ":material/timeline:"),
    Page(compare, "Compare", "compare", ":material/compare:"),
    Page(shares, "Shares over time", "shares", ":material/area_chart:"),
    Page(disagreements, "Claims", CLAIMS, ":material/balance:"),
    Page(data, "Data", DATA, ":material/upload_file:"),
    Page(method, "Method and sources", "method", ":material/menu_book:", filtered=False),
)
