"""Page configuration and navigation; ``app.py`` serves this script."""

from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.session.address import note_page
from dashboard.session.selected import column_of_filters, follow_address
from dashboard.ui.active_filters import show_active_filters
from dashboard.ui.moved_on import show_moved_on
from dashboard.ui.page import note_pages, open_page
from dashboard.ui.session_events import hold_desk
from dashboard.ui.share_line import show_share_line
from dashboard.ui.styles import ICON, apply_look
from dashboard.views import PAGES, Page

st.set_page_config(page_title="Euphrates Valley timeline", page_icon=str(ICON), layout="wide")
apply_look()


def as_page(each: Page) -> StreamlitPage:
    """The page as Streamlit knows it."""
    seen: Literal["visible", "hidden"] = "visible" if each.listed else "hidden"
    is_first = each is PAGES[0]
    return st.Page(each.render, title=each.title, url_path=each.path, icon=each.icon, default=is_first, visibility=seen)


pages = [as_page(each) for each in PAGES]
hold_desk()
note_pages({each.path: one for each, one in zip(PAGES, pages, strict=True)})
page = st.navigation(pages, position="top")
note_page(page.url_path)
shown = next(each for each in PAGES if each.title == page.title)
if not shown.filtered:
    page.run()
else:
    record = open_page()
    follow_address(record)
    show_active_filters(record)
    show_moved_on(record)
    # Drawn here and not by the page, they are the same widgets on every page: Streamlit keeps them as they stand.
    with column_of_filters(record):
        page.run()
        if shown is not PAGES[0]:  # the first one has it in the part that runs alone
            show_share_line(record, shown.title, shown.path)
