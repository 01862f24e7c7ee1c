"""A bare map, its Leaflet from this server, without any data."""

import streamlit as st
from streamlit_folium import st_folium

from dashboard.maps.base import OfflineMap

st.write(f"Value: {st.slider('Day', 0, 1000, 500)}")
st_folium(OfflineMap(tiles=None, location=(35, 41), zoom_start=7), key="map", height=500, returned_objects=[])
