"""Entry point: ``streamlit run app.py``."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import net_util

import dashboard
from dashboard.analysis.record_cache import warm_up
from dashboard.api.feed import feed_routes
from dashboard.api.routes import api_routes
from dashboard.corrections.message import receiver
from dashboard.embed.page import ServeEmbeds
from dashboard.embed.routes import embed_routes
from dashboard.exports.downloads import download_routes
from dashboard.server import asset_routes, base_path, lifespan, middleware, send_at_once, stay_inside
from dashboard.workbench.routes import workbench_routes

send_at_once()
stay_inside(net_util)
receiver()  # a setting that makes no sense stops the server, not the reader who reports an error
BASE = base_path(st.get_option("server.baseUrlPath"))
# Streamlit finds the application by reading this file, so it has to be made here by name.
SCRIPT = Path(dashboard.__file__).with_name("main.py")
data_routes = [*feed_routes(BASE), *api_routes(BASE), *workbench_routes(BASE), *download_routes(BASE)]
routes = [*asset_routes(BASE), *data_routes, *embed_routes(BASE)]
between = [*middleware(BASE), Middleware(ServeEmbeds, BASE)]
app = st.App(SCRIPT, lifespan=lifespan(warm_up), routes=routes, middleware=between)
