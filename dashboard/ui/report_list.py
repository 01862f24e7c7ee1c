"""The reports of a page as a list that wraps: a row opens its report beside it, and the table can be carried away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.record.schema import Events
from dashboard.session.selected import selected_event
from dashboard.text import escape, tag
from dashboard.ui import cards
from dashboard.ui.chips import chip
from dashboard.ui.html_parts import show
from dashboard.ui.links import Links
from dashboard.ui.report_lines import Row
from dashboard.ui.tables import offer_csv, table

MOST: Final = 300
"""Rows of a list; a person reads no further, and a browser should not have to."""


def show_reports(record: Record, reports: pd.DataFrame, links: Links, page: str, hint: str) -> None:
    """The reports, latest first, and beside them the card of the one that is open, if it is among them."""
    newest = reports.iloc[::-1]
    left, right = st.columns([3, 2], gap="medium")
    opened = record.event(selected_event())
    key = opened[Events.event_id] if opened else ""
    with left:
        show(_list(record, newest.head(MOST), lambda event, day: links.event(page, event, day), key))
        if len(newest) > MOST:
            st.caption(f"The latest {MOST} are listed; all {len(newest):,} are in the table.")
        offer_csv(record.table.loc[newest.index], "reports")
    with right:
        if opened and key in set(newest[Events.event_id]):
            cards.event_card(record, opened)
        else:
            st.info(hint)


def _list(record: Record, reports: pd.DataFrame, link: Callable[[str, str], Markup], opened: str) -> Markup:
    """The place is named where the reports are of several."""
    several = reports[Events.town].nunique() > 1
    rows, now = [], -1
    events, said = reports.to_dict("records"), record.table.loc[reports.index].to_dict("records")
    for turn, (event, words) in enumerate(zip(events, said, strict=True)):
        if event[Events.event_id] == opened:
            now = turn
        place = (tag("bdi", escape(words["Place"])),) if several else ()
        day = link(event[Events.event_id], words["Date"])
        rows.append((day, *place, _report(record, event, words), tag("span", escape(words["Grade"]), css="grade")))
    return table(("Date", *(("Place",) if several else ()), "Report", "Grade"), rows, now, css="rows tall stays")


def _report(record: Record, event: Row, words: Row) -> Markup:
    """What happened, then the kind, the source and the holder that it names."""
    about = escape(" · ".join(each for each in (words["Kind"], words["Source"]) if each))
    holder = event[Events.controlling_force]
    named = Markup(" ") + chip(record, holder) if holder else Markup()
    return escape(words["Report"]) + tag("div", about, named, css="aside")
