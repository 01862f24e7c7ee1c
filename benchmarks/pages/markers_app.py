"""Serves the marker map with Leaflet beside it, as the dashboard does."""

import streamlit as st

from dashboard.server import asset_routes

app = st.App("markers.py", routes=asset_routes())
