"""Entry point: ``streamlit run app.py``."""

import streamlit as st

from dashboard.api.routes import api_routes
from dashboard.server import asset_routes, base_path, lifespan, middleware, send_at_once

send_at_once()
BASE = base_path(st.get_option("server.baseUrlPath"))
# Streamlit finds the application by reading this file, so it has to be made here by name.
routes = [*asset_routes(BASE), *api_routes(BASE)]
app = st.App("dashboard/main.py", lifespan=lifespan, routes=routes, middleware=middleware())
