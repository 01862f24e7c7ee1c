"""Page configuration and navigation; ``app.py`` serves this script."""

import streamlit as st

from dashboard.session.address import note_page
from dashboard.session.selected import choose_filters, follow_address
from dashboard.ui.active_filters import show_active_filters
from dashboard.ui.page import note_pages, open_page
from dashboard.ui.session_events import hold_desk
from dashboard.ui.styles import ICON, apply_look
from dashboard.views import PAGES

st.set_page_config(page_title="Euphrates Valley timeline", page_icon=str(ICON), layout="wide")
apply_look()
pages = [
    st.Page(each.render, title=each.title, url_path=each.path, icon=each.icon, default=each is PAGES[0])
    for each in PAGES
]
hold_desk()
note_pages({each.path: one for each, one in zip(PAGES, pages, strict=True)})
page = st.navigation(pages, position="top")
note_page(page.url_path)
has_filters = next(each for each in PAGES if each.title == page.title).filtered
if has_filters:
    follow_address(open_page())
    show_active_filters(open_page())
try:
    page.run()
finally:
    if has_filters:
        # After the page, which the browser has begun to draw by then, and even where the page ends early: a widget that
        # is left out once loses its value. Drawn here and not by the page, they are the same widgets on every page.
        choose_filters(open_page())
