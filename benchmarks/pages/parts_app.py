"""Serves the bare pages with Leaflet beside them, as the dashboard does."""

import streamlit as st

from dashboard.server import asset_routes

app = st.App("parts.py", routes=asset_routes())
