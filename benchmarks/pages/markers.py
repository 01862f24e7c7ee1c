"""The usual way: a new map with one marker object a town on every run."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from dashboard.maps.base import OfflineMap
from dashboard.record.load import read_dataset

places = st.cache_data(lambda: read_dataset().places.dropna(subset=["latitude"]))()
day = st.slider("Day", 0, 1000, 500)
st.write(f"Value: {day}")
town_map = OfflineMap(tiles=None, location=(35, 41), zoom_start=7)
for place in places.itertuples():
    colour = ("red", "blue", "green")[(len(place.name) + day) % 3]
    folium.CircleMarker((place.latitude, place.longitude), color=colour, tooltip=place.name).add_to(town_map)
st_folium(town_map, height=500)
