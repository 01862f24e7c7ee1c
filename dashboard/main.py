"""Page configuration and navigation; ``app.py`` serves this script."""

import streamlit as st

from dashboard.ui.look import ICON, apply_look
from dashboard.ui.page import note_pages
from dashboard.views import PAGES

st.set_page_config(page_title="Euphrates Valley timeline", page_icon=str(ICON), layout="wide")
apply_look()
pages = [
    st.Page(page.render, title=page.title, url_path=page.path, icon=page.icon, default=page is PAGES[0])
    for page in PAGES
]
note_pages({each.path: page for each, page in zip(PAGES, pages, strict=True)})
st.navigation(pages, position="top").run()
