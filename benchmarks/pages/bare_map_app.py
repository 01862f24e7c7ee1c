"""Serves the bare map with Leaflet beside it, as the dashboard does."""

import streamlit as st

from dashboard.server import asset_routes

app = st.App("bare_map.py", routes=asset_routes())
