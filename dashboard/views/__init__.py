"""The pages, in the order of the navigation.

The folder is not called ``pages``: beside the script that runs, Streamlit would serve its files as pages by itself.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from dashboard.views import claims, compare, data, home, method, operations, shares, town


class Page(NamedTuple):
    """One page: what draws it, its title, address and icon, and whether the filters stand beside it."""

    render: Callable[[], None]
    title: str
    path: str
    icon: str
    filtered: bool = True


PAGES: Final = (
    Page(home.render, "Valley", "valley", ":material/map:"),
    Page(town.render, "Town", "town", ":material/location_city:"),
    Page(operations.render, "Operations", "operations", ":material/timeline:"),
    Page(compare.render, "Compare", "compare", ":material/compare:"),
    Page(shares.render, "Shares over time", "shares", ":material/area_chart:"),
    Page(claims.render, "Claims", claims.PATH, ":material/balance:"),
    Page(data.render, "Data", data.PATH, ":material/upload_file:"),
    Page(method.render, "Method and sources", "method", ":material/menu_book:", filtered=False),
)
