"""Entry point: ``streamlit run app.py``."""

import streamlit as st

from dashboard.server import asset_routes, middleware

# Streamlit finds the application by reading this file, so it has to be made here by name.
app = st.App("dashboard/main.py", routes=asset_routes(), middleware=middleware())
