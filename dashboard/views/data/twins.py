"""Imported events beside the reports of the record that likely tell of the same incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dashboard.analysis.record_cache import Record
from dashboard.analysis.selection import Selection, at_place, narrow, within
from dashboard.analysis.sentences import count_of
from dashboard.eventsets.same_incident import LIKELY, duplicates, propose
from dashboard.eventsets.store.near_reports import KM
from dashboard.eventsets.table import ImportedEvents as E
from dashboard.record.schema import Events
from dashboard.record.vocabulary import KINDS
from dashboard.session.selected import go_to
from dashboard.text import clean, clean_cell, escape, tag
from dashboard.ui.cards import event_card
from dashboard.ui.html_parts import show
from dashboard.ui.session_events import Desk, Overlay

OPENS_HOME: Final = "_opens_home"
COMPARE: Final = "compare_with_record"
LISTED: Final = 200
"""Proposals, the best first, that the list without a mouse offers."""
AT_ONCE: Final = 500_000
"""Events that are compared with the reports without being asked; it takes about half a second."""
INTRO: Final = (
    "An imported event is proposed where it lies within 5 km of a report of the record (or within the circle to which "
    "either place is known), within 2 days (or within the period of either date), and is of a kind that sources give "
    f"to the same incident. From a score of {LIKELY} on it counts as a likely duplicate. Nothing is merged."
)


def proposals_of(record: Record, desk: Desk, overlay: Overlay, selection: Selection) -> pd.DataFrame | None:
    """The proposals for the reports in the window that pass the filters, worked out once; None until asked for.

    They are made at once for few events, and at a press for many.
    """
    key = (overlay.key, selection.filters, selection.window, selection.place)
    if key not in desk.proposals:
        if overlay.answers.count > AT_ONCE and not desk.without_duplicates and not st.session_state.get(COMPARE):
            return None
        reports = at_place(within(narrow(record.dataset, selection), selection.window), selection.place)
        with st.spinner("Comparing imported events with the reports of the record"):
            desk.proposals[key] = propose(overlay.store, overlay.wanted, record.dataset, reports)
    found: pd.DataFrame = desk.proposals[key]
    return found


def show_twins(record: Record, overlay: Overlay, proposals: pd.DataFrame | None) -> None:
    """The proposals with score and reason; a row opens the imported event beside the report's card."""
    st.caption(INTRO)
    if proposals is None:
        said = f"Compare {count_of(overlay.answers.count, 'event')} with the reports of the record"
        st.button(said, key=COMPARE, icon=":material/compare_arrows:", help="It takes some seconds.")
        return
    if proposals.empty:
        st.info("No imported event of this view looks like a report of the record.")
        return
    count = len(duplicates(proposals))
    said = f"{count_of(len(proposals), 'imported event')} proposed, {count:,} of them likely the same incident."
    show(tag("p", escape(said), css="sentence"))
    st.caption("A click at the left of a row opens both below; so does the list under the table, which needs no mouse.")
    chosen = st.dataframe(
        twins_table(record, proposals), key="twins", on_select="rerun", selection_mode="single-row", hide_index=True,
        alt="Table of imported events and the reports that they resemble, with score and reason.",
    )  # fmt: skip
    labels = [_label(row) for row in proposals.head(LISTED).to_dict("records")]
    listed = st.selectbox(
        "Open a proposal", range(len(labels)), index=None, key="twin", placeholder="none",
        format_func=labels.__getitem__,
    )  # fmt: skip
    rows: Sequence[int] = chosen.selection.rows or ([] if listed is None else [listed])
    if rows and rows[0] < len(proposals):
        _open(record, proposals.iloc[rows[0]])


def _label(proposal: Mapping[Any, Any]) -> str:
    kind = KINDS.get(proposal[E.kind], proposal[E.kind])
    return clean(f"{proposal['score']}: {kind}, {proposal[E.date]:%Y-%m-%d}, {proposal[E.place]}"[:120])


def twins_table(record: Record, proposals: pd.DataFrame) -> pd.DataFrame:
    """One row a proposal, in words."""
    reports = [record.event(report) or {} for report in proposals["report"]]
    table = pd.DataFrame(
        {
            "Score": proposals["score"],
            "Imported": proposals[E.kind].map(lambda kind: KINDS.get(kind, kind)),
            "on": proposals[E.date].dt.strftime("%Y-%m-%d"),
            "at": proposals[E.place],
            "Report of the record": [KINDS.get(each[Events.kind], "") for each in reports],
            "dated": [f"{each[Events.date]:%Y-%m-%d}" for each in reports],
            "Place": [record.named.get(each[Events.town], each[Events.town]) for each in reports],
            "Reason": proposals["reason"],
            "Set": proposals[E.dataset],
            "Event": proposals[E.event_id],
        }
    )
    return table.map(clean_cell)


def _open(record: Record, proposal: pd.Series) -> None:
    report = record.event(proposal["report"])
    if report is None:
        return
    left, right = st.columns(2)
    with left:
        show(_imported_card(proposal))
        st.button("Open the report on the Valley page", icon=":material/map:", on_click=_choose, args=(report,))
    with right:
        event_card(record, report)


def _choose(report: Mapping[Any, Any]) -> None:
    go_to(event=report[Events.event_id])
    st.session_state[OPENS_HOME] = True


def _imported_card(proposal: pd.Series) -> Markup:
    deaths = proposal[E.deaths_best]
    facts = [f"{proposal[E.date]:%Y-%m-%d}, {proposal[E.place]}", f"{proposal[KM]:.1f} km from the report"]
    facts += [] if pd.isna(deaths) else [f"deaths, best estimate: {deaths:,.0f}"]
    facts += [
        f"set {proposal[E.dataset]}, event {proposal[E.event_id]}",
        f"score {proposal['score']}: {proposal['reason']}",
    ]
    head = tag("h3", escape(f"Imported: {KINDS.get(proposal[E.kind], proposal[E.kind])}"))
    return tag("article", head, *(tag("p", escape(fact)) for fact in facts), css="card")
