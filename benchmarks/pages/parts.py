"""The floor of turning a page: bare pages of as many maps, charts and tables as the dashboard's own, and empty ones."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.switching import EMPTY, PARTS, Parts
from dashboard.maps.base import OfflineMap


def _page(title: str, parts: Parts) -> Callable[[], None]:
    def draw() -> None:
        st.write(f"{title}: {st.slider('Day', 0, 1000, 500)}")
        for part in range(parts.maps):
            drawn = OfflineMap(tiles=None, location=(35, 41), zoom_start=7)
            st_folium(drawn, key=f"map{part}", height=500, returned_objects=[])
        rows = pd.DataFrame({"x": range(100), "y": range(100)})
        for part in range(parts.charts):
            st.plotly_chart({"data": [{"type": "bar", "x": rows["x"], "y": rows["y"]}]}, key=f"chart{part}")
        for _ in range(parts.tables):
            st.dataframe(rows)

    return draw


every = {**PARTS, **dict.fromkeys(EMPTY, Parts(0, 0, 0))}
pages = [
    st.Page(_page(title, parts), title=title, url_path=title.replace(" ", "-").lower())
    for title, parts in every.items()
]
st.navigation(pages, position="top").run()
